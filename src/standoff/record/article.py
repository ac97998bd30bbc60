"""One report as Standoff keeps it: a text that never changes, where it came from, and the way back to the page."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from standoff.errors import ArticleError


class Span(NamedTuple):
    """A stretch of an article's text: Unicode code points from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Trail:
    """The way back from an article's clean text to the text it was cut from.

    `kept` are stretches `(clean_start, original_start, length)` in code points, in order of `clean_start`: the
    characters of the clean text from `clean_start` on are those of the original from `original_start` on.  What lies
    between two stretches of the clean text (a line break put in) stands nowhere in the original.
    """

    original: str
    kept: tuple[tuple[int, int, int], ...]

    def back(self, span: Span) -> tuple[Span, ...]:
        """The stretches of the original text that `span` of the clean text was cut from, joined where they touch."""
        found: list[Span] = []
        first = max(0, bisect_right(self.kept, span.start, key=lambda stretch: stretch[0]) - 1)
        for clean, original, length in self.kept[first:]:
            if clean >= span.end:
                break
            start, end = max(span.start, clean), min(span.end, clean + length)
            if start < end:
                here = Span(original + start - clean, original + end - clean)
                if found and found[-1].end == here.start:
                    here = Span(found.pop().start, here.end)
                found.append(here)
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """How a report's day or year is known, where nobody stated it whole.

    `source` is `given` (by the user), `page` (the page's own metadata), `record` (the JSONL line), `file` or `text`
    (a weekday and a date in the text together fix the year).  `span` is the evidence, where it lies in the clean text.
    """

    source: str
    because: str
    year: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One report: its clean text, and what is known of where and when it was published.

    `published` is the day; `published_at` the moment with its zone, where the page says it.  `source` is what the user
    named to get it (a path, an address, `-`).  `language` is an ISO 639-1 code.  Raises `ArticleError` where
    `published_at` has no zone.
    """

    text: str
    source: str = ""
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    published_at: datetime | None = None
    dating: Dating | None = None
    language: str | None = None
    trail: Trail | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.published_at is not None and self.published_at.tzinfo is None:
            raise ArticleError(f"published_at wants a moment with a zone, and {self.published_at} has none")

    @property
    def id(self) -> str:
        """32 hexadecimal digits made from address, day and text: the same report read twice has the same."""
        parts = (self.url or "", self.published.isoformat() if self.published else "", self.text)
        return hashlib.blake2b("\x00".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def cut(self, *spans: Span) -> str:
        """The words at `spans`, several joined by `" ... "`.  Raises `ArticleError` for a span outside the text."""
        for start, end in spans:
            if not 0 <= start <= end <= len(self.text):
                raise ArticleError(f"span [{start}, {end}] does not lie in a text of {len(self.text)} characters")
        return " ... ".join(self.text[start:end] for start, end in spans)
