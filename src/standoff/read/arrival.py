"""What comes out of `read`: one thing that came in, as an article or as the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from standoff.errors import SourceError
from standoff.record import Article, Problem

STAGE = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One thing that came in: a file, a page, a line of JSONL.

    `source` is the path, `path:LINE`, the address, or `-`.  `article` is `None` where nothing could be made of it;
    `error` then says why.  An arrival with neither tells something about a folder, in its `problems`.
    """

    source: str
    article: Article | None = None
    problems: tuple[Problem, ...] = ()
    error: SourceError | None = None


def refused(source: str, error: SourceError) -> Arrival:
    """The arrival of something that is no article."""
    return Arrival(source=source, error=error)


def arrived(article: Article, problems: tuple[Problem, ...] = ()) -> Arrival:
    """The arrival of an article; its problems are signed with its id, which is known only now."""
    signed = tuple(replace(problem, article=article.id) for problem in problems)
    return Arrival(source=article.source, article=article, problems=signed)


def odd(message: str) -> Problem:
    """A problem of reading, not yet signed with the article's id."""
    return Problem(article="", stage=STAGE, message=message)
