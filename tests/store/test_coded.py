"""The events of a record as PLOVER's coders write them."""

from __future__ import annotations

from typing import Any

from standoff.record import Article, Event, Span
from standoff.record.as_json import record_of
from standoff.store.coded import coded_events

TEXT = "Ostra demanded that Belmar withdraw. Belmar promised to withdraw. Belmar withdrew, and withdrew again."


def event(kind: str, word: str, status: str, agent: str | None = "Belmar", nth: int = 0, **more: Any) -> Event:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(word, at + 1)
    agents = (Span(start := TEXT.rindex(agent, 0, at), start + len(agent)),) if agent else ()
    trigger = (Span(at, at + len(word)),)
    return Event(article="a", type=kind, trigger=trigger, agents=agents, status=status, **{"confidence": 0.8, **more})


def codes(*events: Event, least: float = 0.0) -> list[tuple[str, str | None]]:
    record = record_of(Article(text=TEXT), events)
    return [(one.type, one.mode) for one in coded_events(record, least=least)]


def test_what_is_demanded_is_told_once() -> None:
    demand = event("REQUEST", "demanded", "happened", agent="Ostra")
    wanted = event("RETREAT", "withdraw", "demanded")
    assert codes(demand, wanted) == [("REQUEST", None)]
    assert codes(wanted) == [("REQUEST", None)]


def test_a_promised_act_is_an_agreement_without_its_mode() -> None:
    assert codes(event("RETREAT", "withdraw", "promised", nth=1, mode="withdraw")) == [("AGREE", None)]


def test_the_same_thing_twice_in_a_sentence_is_one() -> None:
    once, again = (event("RETREAT", "withdrew", "happened", nth=n, mode="withdraw") for n in (0, 1))
    same = [once, Event(article="a", type="RETREAT", trigger=again.trigger, agents=once.agents, confidence=0.8)]
    assert codes(*same) == [("RETREAT", "withdraw")]


def test_the_unsure_and_the_denied_are_left_out() -> None:
    assert codes(event("RETREAT", "withdrew", "happened", confidence=0.2), least=0.5) == []
    assert codes(event("RETREAT", "withdrew", "denied")) == []
