"""What the words say: somebody said something; somebody did something."""

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


# Whether an event happened, by whose word; docs/coding.md says when it is which.
STATUSES = (
    *("happened", "ongoing", "reported", "alleged", "planned", "demanded"),
    *("promised", "threatened", "predicted", "conditional", "denied"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Finding):
    """Somebody did something to somebody, as told.

    `type`, `mode` and `contexts` are PLOVER's names; what follows from them (quad, intensity, CAMEO code) is looked up
    in `standoff.codes`.  `trigger` are the words that tell of it; `agents` and `recipients` the words for who did it
    and to whom, both empty where the text does not say; where it is `reciprocal` (two sides met) all stand among the
    agents.
    `time`, `place` and `amounts` are spans of a `When`, a `Where` and of `Amount`s.  `status` is one of `STATUSES`;
    `inside` is the id of the statement whose content tells of it.  `confidence` lies between 0 and 1: the chance that
    type, agents and recipients are right together.
    """

    type: str
    trigger: tuple[Span, ...]
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    agents: tuple[Span, ...] = ()
    recipients: tuple[Span, ...] = ()
    reciprocal: bool = False
    time: Span | None = None
    place: Span | None = None
    amounts: tuple[Span, ...] = ()
    status: str = "happened"
    inside: str | None = None
    confidence: float | None = None
