"""PLOVER's tables: complete, within their bounds, and turned into what its coders write down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from standoff.codes import cameo, contexts, event_types, intensity, modes, plover_code
from standoff.record.claims import STATUSES


def test_every_type_and_mode_has_quad_score_and_code() -> None:
    assert len(event_types()) == 16
    assert len(set(contexts())) == 37
    for pair in modes():
        kind, mode = pair.split("/")
        assert -10 <= intensity(kind, mode) <= 10
        assert cameo(kind, mode).isdigit()
    assert {one.quad for one in event_types().values()} == {1, 2, 3, 4}


def test_the_tables_are_plovers(shared: Path) -> None:
    plover = json.loads((shared / "data/events/plover.json").read_text("utf-8"))
    assert list(contexts()) == plover["contexts"]
    assert set(event_types()) == set(plover["types"])
    for name, told in plover["types"].items():
        mine = event_types()[name]
        assert mine.quad == told["quad"]
        # the manual prints ACCUSE's score without its sign, and gives vandalize none
        assert mine.score == (-3 if name == "ACCUSE" else told["score"])
        assert {mode: score for mode, (score, _) in mine.modes.items()} == {
            mode: score for mode, score in told["modes"].items() if score is not None
        }


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        intensity("WAR")
    with pytest.raises(KeyError):
        cameo("ASSAULT", "kindly")


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("RETREAT", "reported", "RETREAT"),
        ("RETREAT", "promised", "AGREE"),
        ("RETREAT", "demanded", "REQUEST"),
        ("ASSAULT", "threatened", "THREATEN"),
        ("ASSAULT", "denied", None),
        ("ASSAULT", "predicted", None),
        ("CONSULT", "planned", "AGREE"),
        ("RETREAT", "threatened", "THREATEN"),
        ("MOBILIZE", "promised", "THREATEN"),
        ("THREATEN", "denied", None),
        ("ACCUSE", "planned", None),
    ],
)
def test_what_has_not_happened_is_coded_by_what_its_telling_does(kind: str, status: str, code: str | None) -> None:
    assert plover_code(kind, status) == code


def test_every_status_is_coded_or_not() -> None:
    for kind in event_types():
        for status in STATUSES:
            assert plover_code(kind, status) in {*event_types(), None}
