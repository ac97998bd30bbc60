"""Who did what to whom: each happening that the reader of English found becomes an event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import numpy as np

from standoff.codes import contexts, modes
from standoff.doc import Doc
from standoff.language.reading import Happening, Range, Reading
from standoff.record import Amount, Event, Span, Statement, When, Where
from standoff.record.claims import STATUSES
from standoff.stage import stage

# Events that are done by saying something: their agent is the one who says it, their recipient who is spoken to.
VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT"})
# A context is told from this chance on, and at most so many are.
LIKELY, MOST = 0.5, 3
# Events in which two sides that stand together as agents do it with each other.
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})

# Words that a party does not end with.
LOOSE = frozenset({"CCONJ", "PUNCT", "ADP", "SCONJ"})
# Relations of words to a noun behind them; a party has at most so many words then.
BEFORE_A_NOUN, LONGEST_PARTY = ("det", "amod", "compound", "nummod", "nmod:poss", "case"), 12

Marked = TypeVar("Marked", When, Where, Amount)


@stage(needs={Statement, When, Where, Amount}, makes={Event})
def events(doc: Doc) -> Iterator[Event]:
    """Yield an event for each happening, in the order of the words."""
    statements = list(doc.find(Statement))
    times, places, amounts = list(doc.find(When)), list(doc.find(Where)), list(doc.find(Amount))
    reading = doc.reading
    for one in reading.happenings:
        at = reading.span((one.at, one.at + 1))
        saying = next((said for said in statements if _within(at, said.cue)), None)
        carrier = _carrier(at, statements, saying)
        taken = {i for first, last in one.trigger for i in range(first, last)}
        begin, end = reading.sentence(one.at)
        sides = (
            parties(reading, [words for words in side if begin <= words[0] < end], taken)
            for side in (one.agents, one.recipients)
        )
        agents, recipients = map(reading.spans, sides)
        if saying and one.kind in VERBAL:
            agents = agents or saying.source
            recipients = recipients or saying.addressee
        yield Event(
            article=doc.article.id,
            stage="events",
            type=one.kind,
            mode=mode_of(one),
            contexts=contexts_of(one),
            trigger=reading.spans(one.trigger),
            agents=agents,
            recipients=recipients,
            reciprocal=one.kind in MUTUAL and len(agents) > 1 and not recipients,
            time=_marked(doc, times, one.times),
            place=_marked(doc, places, one.places),
            amounts=tuple(span for words in one.amounts if (span := _marked(doc, amounts, (words,)))),
            status=status_of(one),
            inside=carrier.id if carrier else None,
            confidence=round(one.confidence, 3),
        )


def parties(reading: Reading, ranges: Sequence[Range], taken: set[int]) -> tuple[Range, ...]:
    """The words for one side of an event, each party's a whole phrase: not "the U.N." of "the U.N. war crimes court".

    Words that are `taken` by the event's trigger are no part of a party.
    """
    whole: list[Range] = []
    for first, last in ranges:
        end = _completed(reading, first, last, taken)
        while end - 1 > first and reading.upos[end - 1] in LOOSE:
            end -= 1
        if reading.upos[end - 1] in LOOSE or (reading.upos[end - 1] == "DET" and end - first == 1):
            continue
        if whole and first < whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((first, end))
    return tuple(whole)


def _completed(reading: Reading, first: int, last: int, taken: set[int]) -> int:
    """Where a phrase ends whose last word only says more of a noun behind it, or leads to one ("two of its men")."""
    for _ in range(LONGEST_PARTY):
        word = last - 1
        head = int(reading.heads[word])
        leads = reading.deprel[word].startswith(BEFORE_A_NOUN)
        if not leads or not last <= head < first + LONGEST_PARTY or taken & set(range(last, head + 1)):
            break
        last = head + 1
    return last


def mode_of(one: Happening) -> str | None:
    """The likeliest mode of its type; None where it is likelier to have none."""
    own = {
        name.split("/")[1]: chance
        for name, chance in zip(modes(), one.modes, strict=False)
        if name.startswith(one.kind + "/")
    }
    best = max(own, key=lambda mode: own[mode], default=None)
    return best if best and own[best] > one.modes[-1] else None


def contexts_of(one: Happening) -> tuple[str, ...]:
    """The contexts it stands in, the likeliest first."""
    order = np.argsort(one.contexts)[::-1][:MOST].tolist()
    return tuple(contexts()[i] for i in order if one.contexts[i] >= LIKELY)


def status_of(one: Happening) -> str:
    """Whether it happened, by whose word."""
    return STATUSES[int(np.argmax(one.statuses))]


def _carrier(at: Span, statements: Sequence[Statement], saying: Statement | None) -> Statement | None:
    """The innermost statement whose content tells of the event."""
    around = [said for said in statements if said is not saying and _within(at, said.content)]
    return min(around, key=lambda said: sum(end - start for start, end in said.content), default=None)


def _within(at: Span, spans: Sequence[Span]) -> bool:
    return any(span.start <= at.start < span.end for span in spans)


def _marked(doc: Doc, found: Sequence[Marked], ranges: Sequence[Range]) -> Span | None:
    """The first mark that lies on some words."""
    for words in ranges:
        start, end = doc.reading.span(words)
        for mark in found:
            if mark.span.start < end and start < mark.span.end:
                return mark.span
    return None
