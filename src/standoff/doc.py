"""One article, what the reader of English made of it, and the findings so far: the view of annotate and extract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from standoff.record import Article, Finding, Span
from standoff.stage import F

if TYPE_CHECKING:
    from standoff.language import Reading


@dataclass(slots=True)
class Doc:
    """An article with its `reading` (tokens, tags and trees of its text) and its findings; a `View` of one article."""

    article: Article
    reading: Reading
    findings: list[Finding] = field(default_factory=list)

    def find(self, kind: type[F], /, **wanted: object) -> Iterator[F]:
        """The findings of one kind whose fields equal `wanted`, in the order they were found."""
        for finding in self.findings:
            if isinstance(finding, kind) and all(getattr(finding, name) == value for name, value in wanted.items()):
                yield finding

    def articles(self) -> Iterable[Article]:
        """The one article."""
        return (self.article,)

    def text(self, *spans: Span) -> str:
        """The words at `spans`, several joined by `" ... "`."""
        return self.article.cut(*spans)
