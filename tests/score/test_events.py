"""What is counted against rows of coded events; the numbers agree with the field's own rules of counting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from standoff.errors import GoldError
from standoff.score.events import Row, event_figures, event_tally, rows_of


def side(*codes: str) -> list[dict[str, str]]:
    return [{"text": code, "code": code[:3], "sector": code[3:]} for code in codes]


def made(kind: str, actors: tuple[str, ...], recipients: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"type": kind, "actor": side(*actors), "recipient": side(*recipients)}


def f1(name: str, gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> float:
    return event_tally([({"text": "", "events": gold}, found)]).counts[name].f1


ACCUSED = made("ACCUSE", ("USAGOV",), ("RUS",))


def test_agent_and_recipient_are_not_exchanged() -> None:
    assert f1("country triple", [ACCUSED], [made("ACCUSE", ("RUS",), ("USAGOV",))]) == 0


def test_a_sector_counts_in_the_full_triple_only() -> None:
    other = made("ACCUSE", ("USAMIL",), ("RUS",))
    assert (f1("country triple", [ACCUSED], [other]), f1("full triple", [ACCUSED], [other])) == (1, 0)


def test_two_that_do_it_with_each_other_agree_in_either_order() -> None:
    both = made("CONSULT", ("USA", "RUS"))
    assert f1("country triple", [both], [made("CONSULT", ("RUS",), ("USA",))]) == 1
    assert f1("country triple", [made("CONSULT", ("RUS",), ("USA",))], [both]) == 1


def test_half_of_two_agents_is_half_found() -> None:
    assert f1("country triple", [made("ACCUSE", ("USA", "FRA"), ("RUS",))], [ACCUSED]) == pytest.approx(2 / 3)


def test_old_names_and_yield_are_today_s() -> None:
    assert f1("type", [made("DEMAND", ("USA",))], [made("REQUEST", ("USA",))]) == 1
    assert f1("type", [made("YIELD", ("USA",))], [made("RETREAT", ("USA",))]) == 1
    assert f1("quad", [made("YIELD", ("USA",))], [made("AID", ("USA",))]) == 1


def test_a_statement_is_no_event() -> None:
    counted = event_tally([({"text": "", "events": [made("STATEMENT", ("USA",))]}, [])])
    assert counted.counts["detect"].marked == 0


def test_the_mean_is_over_what_was_marked() -> None:
    rows: list[tuple[Row, list[Row]]] = [
        ({"text": "", "events": [ACCUSED]}, [ACCUSED]),
        ({"text": "", "events": []}, [made("AID", ("USA",))]),
    ]
    figures = event_figures(event_tally(rows))
    assert figures["type, mean F1"] == 1
    assert figures["counts"]["type"]["precision"] == 0.5  # type: ignore[index]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 1"),
        ("[]", "line 1"),
        ('{"text": "x"}', "events"),
        ('{"text": "x", "events": [], "date": "May"}', "May"),
    ],
)
def test_a_row_that_is_none_is_named(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(line + "\n", "utf-8")
    with pytest.raises(GoldError, match=told):
        rows_of(path)


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n", "utf-8")
    with pytest.raises(GoldError, match="no rows"):
        rows_of(path)


def test_the_counts_are_those_of_the_shared_scorer(shared: Path) -> None:
    """Held against the field's scorer on real rows with made slips."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("score_events", shared / "score/score_events.py")
    assert spec
    assert spec.loader
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    rows = rows_of(shared / "data/events/plover_gsr.jsonl")
    found = [json.loads(json.dumps(row["events"])) for row in rows]
    for n, events in enumerate(found):
        for one in events:
            if n % 3 == 0:
                one["type"], one["quad"] = "REJECT", 3
            if n % 4 == 0:
                one["actor"], one["recipient"] = one["recipient"], one["actor"]
    gold = {str(n): row for n, row in enumerate(rows)}
    theirs = judge.score(gold, {str(n): {"events": events} for n, events in enumerate(found)})
    mine = event_tally(zip(rows, found, strict=True))
    for name, other in (
        ("type", "type"),
        ("quad", "quad"),
        ("country triple", "triple_country"),
        ("full triple", "triple_full"),
    ):
        assert mine.counts[name].f1 == pytest.approx(theirs[other]["F1"]), name
    assert mine.mean(mine.types) == pytest.approx(theirs["type"]["macro_F1"])
