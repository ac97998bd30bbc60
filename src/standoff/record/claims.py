"""What the words say: somebody said something."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.record.article import Span
from standoff.record.finding import Finding

# What a speaker may do by saying something; docs/marking.md says when it is which.
ACTS = (
    *("assert", "deny", "accuse", "demand", "request", "offer", "promise", "threaten"),
    *("warn", "predict", "accept", "reject", "praise", "hope", "decline", "ask"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Finding):
    """Somebody said something: who, the words that say so, and what was said.

    `form` is `direct` (all of the content stands in quotation marks), `mixed` (some) or `indirect` (none).
    `source` is empty where the text names nobody.  `addressee` are the words that say to whom it was said, `through`
    those that name the outlets it came by, nearest the speaker first.  `inside` is the id of the statement whose
    content carries this one.  `act` is one of `ACTS`, what is done by saying it.  `confidence` lies between 0 and 1:
    the chance that content and source are right together; `act_confidence` the chance that the act is, if they are.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    form: str = "indirect"
    act: str | None = None
    addressee: tuple[Span, ...] = ()
    through: tuple[Span, ...] = ()
    inside: str | None = None
    confidence: float | None = None
    act_confidence: float | None = None
