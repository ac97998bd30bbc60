"""What is counted when a record's events are held against marks: pairs, parts, and how far confidence goes."""

from __future__ import annotations

from typing import Any

import pytest

from standoff.record import Article, Event, Span
from standoff.record.as_json import record_of
from standoff.score.gold import Golden, MarkedEvent
from standoff.score.happened import HappenedTally, happened_figures, happened_tally

TEXT = "Ostra reportedly withdrew its troops from Belmar, and Belmar thanked the envoys of Ostra."


def at(*forms: str) -> tuple[Span, ...]:
    return tuple(Span(start := TEXT.index(form), start + len(form)) for form in forms)


def marked(
    kind: str, trigger: str, agents: tuple[str, ...] = (), recipients: tuple[str, ...] = (), **more: Any
) -> MarkedEvent:
    plain: dict[str, Any] = {"mode": None, "status": "happened", "contexts": (), "place": (), "time": (), "amount": ()}
    return MarkedEvent(at(trigger), kind, agents=at(*agents), recipients=at(*recipients), **{**plain, **more})


def found(
    kind: str, trigger: str, agents: tuple[str, ...] = (), recipients: tuple[str, ...] = (), **more: Any
) -> Event:
    parties: dict[str, Any] = {"agents": at(*agents), "recipients": at(*recipients)}
    return Event(article="a", type=kind, trigger=at(trigger), confidence=0.6, **parties, **more)


def counted(gold: list[MarkedEvent], mine: list[Event]) -> HappenedTally:
    return happened_tally([(Golden("r", TEXT, "test", (), tuple(gold)), record_of(Article(text=TEXT), mine))])


WITHDREW = marked("RETREAT", "withdrew", ("Ostra",), ("Belmar",), mode="withdraw", status="reported")


def test_what_agrees_in_all_is_right_in_all() -> None:
    mine = found("RETREAT", "withdrew its troops", ("Ostra",), ("from Belmar",), mode="withdraw", status="reported")
    told = counted([WITHDREW], [mine])
    assert told.whole.f1 == told.typed.f1 == told.events.f1 == 1
    assert {name: count.f1 for name, count in told.parts.items()} == dict.fromkeys(
        ("type", "quad", "mode", "status", "agents", "recipients"), 1.0
    )
    assert told.sure == [(0.6, True)]


@pytest.mark.parametrize(
    ("mine", "wrong"),
    [
        (found("RETREAT", "withdrew", ("Ostra",), ("Belmar",), mode="withdraw"), {"status"}),
        (found("AID", "withdrew", ("Ostra",), ("Belmar",), status="reported"), {"type", "mode"}),
        (found("RETREAT", "withdrew", ("Ostra",), (), status="reported"), {"mode", "recipients"}),
        (found("RETREAT", "withdrew", ("the envoys",), ("Belmar",), mode="withdraw", status="reported"), {"agents"}),
    ],
)
def test_a_slip_shows_in_its_part(mine: Event, wrong: set[str]) -> None:
    told = counted([WITHDREW], [mine])
    assert {name for name, count in told.parts.items() if count.f1 < 1} == wrong


def test_an_event_is_found_once_and_by_one_of_its_type_first() -> None:
    told = counted([WITHDREW], [found("AID", "withdrew"), found("RETREAT", "withdrew")])
    assert (told.events.right, told.events.found, told.typed.right) == (1, 2, 1)


def test_reports_without_marks_of_events_are_left_out() -> None:
    told = happened_tally([(Golden("r", TEXT, "test", ()), record_of(Article(text=TEXT), []))])
    assert told.reports == 0
    assert happened_figures(told)["reports"] == 0
