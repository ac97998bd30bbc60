"""Who and what the words mean."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.record.article import Span
from standoff.record.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity(Finding):
    """The words at `span` mean `actors` (each an `Actor.key`), `because` of what.

    There are several where the words mean several: "the United States and NATO", "the two leaders".
    """

    span: Span
    actors: tuple[str, ...]
    because: str
