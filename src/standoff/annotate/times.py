"""When: the expressions of time in a report, placed in the calendar by its day of publication and its verbs' tenses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from standoff.annotate.time.resolve import Expression, expressions
from standoff.annotate.time.scene import Tense
from standoff.doc import Doc
from standoff.record import Problem, Span, When
from standoff.stage import stage

if TYPE_CHECKING:
    from standoff.language import Reading

__all__ = ["Expression", "Tense", "expressions", "tense_in", "times"]

# Verbs that put what hangs on them into time to come: "is expected in December", "plans to meet on Friday".
PLANNING = frozenset({"expected", "scheduled", "due", "slated", "supposed", "going", "projected"})
# Helping verbs that do; "could" and "can" do not.
AHEAD = frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "may", "might", "should", "must"})
# How many words up the tree the governing verb may stand.
CLIMB = 12


@stage(makes={When})
def times(doc: Doc) -> Iterator[When | Problem]:
    """Yield each expression of time; one `Problem` where some cannot be placed for want of a day of publication."""
    published = doc.article.published
    told = False
    for one in expressions(doc.article.text, published, tense_in(doc.reading)):
        span = Span(one.start, one.end)
        if one.unplaced and not told:
            told = True
            message = f"no publication date: '{doc.text(span)}' cannot be placed"
            yield Problem(article=doc.article.id, stage="times", message=message, span=span)
        yield When(
            article=doc.article.id,
            stage="times",
            span=span,
            timex_type=one.timex_type,
            timex_value=one.timex_value,
            first=one.first,
            last=one.last,
            begins=one.begins,
            ends=one.ends,
            fuzzy=one.fuzzy,
        )


def tense_in(reading: Reading) -> Callable[[int], Tense | None]:
    """The tense of the verb that governs the word at an offset of the text that was read."""
    children: dict[int, list[int]] = {}
    for child, head in enumerate(reading.heads.tolist()):
        children.setdefault(head, []).append(child)

    def tense_of(offset: int) -> Tense | None:
        first, last = reading.words_at(Span(offset, offset + 1))
        word = first if first < last else -1
        for _ in range(CLIMB):
            if word < 0:
                return None
            if reading.upos[word] in {"VERB", "AUX"} or any(
                reading.deprel[child] == "cop" for child in children.get(word, ())
            ):
                return _tense(reading, word, children.get(word, []))
            word = int(reading.heads[word])
        return None

    return tense_of


def _tense(reading: Reading, verb: int, below: list[int]) -> Tense:
    """The tense of a verb by its form and the auxiliaries on it."""
    helpers = [child for child in below if reading.deprel[child] in {"aux", "aux:pass", "cop"}]
    tags = {reading.xpos[child] for child in helpers} | {reading.xpos[verb]}
    forms = {reading.words.forms[child].lower() for child in helpers}
    if forms & AHEAD or (reading.words.forms[verb].lower() in PLANNING and "VBD" not in tags):
        return Tense.FUTURE
    if "VBD" in tags or "MD" in tags:
        return Tense.PAST
    if "VB" in tags:
        return Tense.FUTURE
    if reading.xpos[verb] == "VBN":
        return Tense.PAST
    return Tense.PRESENT
