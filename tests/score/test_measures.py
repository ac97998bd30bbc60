"""What is counted: right answers count, near misses and wrong ones do not."""

from __future__ import annotations

from typing import Any

import pytest

from standoff.record import Span
from standoff.score.gold import Golden, Marked
from standoff.score.measures import calibration_error, figures, reliability, tally

TEXT = (
    "Ana Torvald told reporters that the gates were shut, TASS reported. “We will not open them,” she said.\n"
    "Paul Reiter denied it."
)


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def marked(**changed: Any) -> Marked:
    parts: dict[str, Any] = {
        "source": (at("Ana Torvald"),),
        "cue": (at("told"),),
        "content": (at("that the gates were shut"),),
        "speakers": (at("Ana Torvald"),),
        "act": "assert",
        "addressee": (at("reporters"),),
        "through": (at("TASS"),),
        "inside": None,
    }
    return Marked(**parts | changed)


CARRIER = marked(
    source=(at("TASS"),),
    cue=(at("reported"),),
    content=(at("Ana Torvald told reporters that the gates were shut"),),
    speakers=(at("TASS"),),
    addressee=(),
    through=(),
)
SHE = marked(
    source=(at("she"),),
    cue=(at("said"),),
    content=(at("“We will not open them,”"),),
    act="reject",
    addressee=(),
    through=(),
)
GOLD = Golden("gates", TEXT, "test", (CARRIER, marked(inside=0), SHE))


def record(**changed: Any) -> dict[str, Any]:
    """The record that says all of `GOLD`, the second statement with what is changed."""
    said: list[dict[str, Any]] = []
    speakers = [["local:2"], ["local:1"], ["local:1"]]
    for n, (one, who) in enumerate(zip(GOLD.statements, speakers, strict=True)):
        said.append(
            {
                "id": f"s{n}",
                "act": one.act,
                "act_confidence": 0.8,
                "source": [list(s) for s in one.source],
                "cue": [list(s) for s in one.cue],
                "content": [list(s) for s in one.content],
                "addressee": [list(s) for s in one.addressee],
                "speakers": who,
                "through": [{"actor": None, "span": list(s)} for s in one.through],
                "inside": None if one.inside is None else f"s{one.inside}",
                "confidence": 0.9,
            }
        )
    said[1] |= changed
    actors = {"local:1": {"name": "Ana Torvald"}, "local:2": {"name": "TASS"}, "local:3": {"name": "Paul Reiter"}}
    return {"actors": actors, "mentions": [], "statements": said}


def f1(**changed: Any) -> dict[str, float]:
    counted = tally([(GOLD, record(**changed))])
    return {name: round(count.f1, 3) for name, count in counted.counts.items()}


def test_a_record_that_says_what_was_marked_is_wholly_right() -> None:
    assert set(f1().values()) == {1.0}


@pytest.mark.parametrize(
    ("changed", "part", "least", "most"),
    [
        ({"speakers": ["local:3"]}, "speaker", 0.6, 0.7),
        ({"speakers": []}, "speaker", 0.7, 0.9),
        ({"act": "deny"}, "act", 0.6, 0.7),
        ({"act": None}, "act", 0.7, 0.9),
        ({"addressee": []}, "addressee", 0.0, 0.0),
        ({"addressee": [list(at("gates"))]}, "addressee", 0.0, 0.0),
        ({"through": []}, "through", 0.0, 0.0),
        ({"inside": "s2"}, "inside", 0.0, 0.0),
        ({"source": [list(at("Paul Reiter"))]}, "content+source", 0.6, 0.7),
        ({"content": [list(at("“We will not open them,”"))]}, "content", 0.6, 0.7),
    ],
)
def test_what_is_wrong_is_counted_where_it_belongs(
    changed: dict[str, Any], part: str, least: float, most: float
) -> None:
    assert least <= f1(**changed)[part] <= most


def test_content_that_shares_half_its_words_is_found_and_less_is_not() -> None:
    assert f1(content=[list(at("gates were shut"))])["content"] == 1.0
    assert f1(content=[list(at("shut"))])["content"] < 1.0


def test_words_led_back_to_the_speaker_stand_for_the_name() -> None:
    told = record(speakers=["local:4"])
    told["actors"]["local:4"] = {"name": "the governor"}
    assert tally([(GOLD, told)]).counts["speaker"].right == 2
    told["mentions"] = [{"actor": "local:4", "span": list(at("Ana Torvald"))}]
    # the mention is the source itself: that two call it alike says nothing of whom it means
    assert tally([(GOLD, told)]).counts["speaker"].right == 2
    one = Golden("gates", TEXT, "test", (CARRIER, marked(inside=0, source=(at("she"),)), SHE))
    told["statements"][1]["source"] = [list(at("she"))]
    assert tally([(one, told)]).counts["speaker"].right == 3


def test_the_reliability_table_and_its_error() -> None:
    told = [(0.95, True)] * 9 + [(0.95, False)] + [(0.55, False)] * 2
    rows = reliability(told)
    assert [(row[2], round(row[4], 2)) for row in rows] == [(2, 0.0), (10, 0.9)]
    assert calibration_error(told) == pytest.approx((10 * 0.05 + 2 * 0.55) / 12)
    assert reliability([(1.0, True)])[0][:3] == (0.9, 1.0, 1)
    assert calibration_error([]) == 0


def test_the_figures_are_plain_numbers() -> None:
    import json

    counted = figures(tally([(GOLD, record())]))
    assert json.loads(json.dumps(counted)) == counted
    assert counted["reports"] == 1
