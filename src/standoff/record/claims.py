"""What the words say: somebody said something."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.record.article import Span
from standoff.record.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Finding):
    """Somebody said something: who, the words that say so, and what was said.

    `form` is `direct` (all of the content stands in quotation marks), `mixed` (some) or `indirect` (none).
    `source` is empty where the text names nobody.  `confidence` lies between 0 and 1: the chance that source, cue
    and content are right together.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    form: str = "indirect"
    confidence: float | None = None
