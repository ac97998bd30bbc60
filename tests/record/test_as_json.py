"""The record: what other people's programs read, so its shape is held from both sides."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError
from marked import report_of

from standoff import Actor, Article, Finding, Identity, Mention, Problem, Sentence, Span, Statement
from standoff.record import Amount, Dating, When, Where
from standoff.record.as_json import record_of, write_line
from standoff.record.words import BOUNDS

SCHEMA = json.loads(files("standoff.record").joinpath("schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)

MINISTER = Actor(article="", key="local:1", name="Ilse Harrant", kind="person", roles=("foreign minister",))
NEWS = """\
[source Ilse Harrant] [cue denied] [content that the gates were shut.]
[content “It rains,”] [source she] [cue said.]
[content Nobody knew.]"""


def harrant() -> dict[str, Any]:
    report = report_of(
        NEWS,
        actors={"Ilse Harrant": MINISTER, "she": MINISTER},
        published=date(2031, 5, 9),
        published_at=datetime(2031, 5, 9, 18, 20, tzinfo=UTC),
        dating=Dating(source="page", because="the page says so", span=Span(0, 4)),
        language="en",
    )
    return report.record()


def whole() -> dict[str, Any]:
    """A record that uses every part of the shape, the parts that come later too."""
    record = harrant()
    record["statements"][1]["inside"] = "s1"
    record["statements"][1]["act"] = "deny"
    record["statements"][1]["through"] = [{"actor": None, "span": [0, 4]}]
    record["statements"][1]["when"] = {"from": "2031-05-08", "to": "2031-05-09", "span": None}
    record["mentions"].append(
        {
            "id": "m9",
            "kind": "place",
            "span": [3, 9],
            "actor": None,
            "lat": 50.4,
            "lon": 30.5,
            "country": "UKR",
            "geonameid": 1,
        }
    )
    party = {"actor": "local:1", "country": "RUS", "sector": "MIL", "span": [0, 4]}
    place = {"name": "Tarrow Ford", "country": None, "lat": 49.0, "lon": 32.0, "span": [5, 9]}
    record["events"] = [
        {
            "id": "e1",
            "type": "RETREAT",
            "mode": "withdraw",
            "contexts": ["military"],
            "cameo": "0874",
            "quad": 2,
            "intensity": 8.0,
            "trigger": [[5, 9]],
            "actors": [party],
            "recipients": [],
            "when": None,
            "where": place,
            "amounts": [{"value": 4000, "unit": "troops", "bound": "exactly", "span": [1, 2]}],
            "status": "reported",
            "inside": "s1",
            "confidence": 0.8,
        }
    ]
    answer = {"by": ["local:1"], "answer": "reject", "span": [[1, 4]]}
    record["demands"] = [
        {"id": "d1", "statement": "s1", "by": ["local:1"], "of": ["local:1"], "content": [[1, 2]], "answers": [answer]}
    ]
    due = {"from": "2031-05-09", "to": "2031-05-09"}
    record["forecasts"] = [
        {"id": "f1", "statement": "s1", "by": ["local:1"], "content": [[1, 2]], "due": due, "chance": None}
    ]
    sides = [{"stance": stance, "by": ["local:1"], "evidence": [[1, 2]]} for stance in ("holds", "denies")]
    record["disputes"] = [{"id": "x1", "question": "Did they leave?", "accounts": sides}]
    record["problems"] = [{"stage": "times", "message": "no day", "span": None}]
    return record


def test_the_schema_is_a_schema_and_says_what_each_thing_is() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    silent = [name for name, about in SCHEMA["properties"].items() if not about.get("description")]
    silent += [
        f"{part}.{name}"
        for part, about in SCHEMA["$defs"].items()
        for name, one in about.get("properties", {}).items()
        if "description" not in one
    ]
    assert silent == []


def test_the_whole_shape_is_valid() -> None:
    VALIDATOR.validate(whole())


def test_a_later_version_may_add_keys() -> None:
    record = whole()
    record["mood"] = record["statements"][0]["mood"] = "calm"
    VALIDATOR.validate(record)


BROKEN = {
    "an unknown form": ("statements", 0, "form", "loud"),
    "an unknown act": ("statements", 0, "act", "shout"),
    "content without words": ("statements", 0, "content", []),
    "a span with one end": ("statements", 0, "cue", [[3]]),
    "a span before the text": ("mentions", 0, "span", [-1, 4]),
    "an unknown kind of mention": ("mentions", 0, "kind", "dog"),
    "a chance above one": ("forecasts", 0, "chance", 1.5),
    "an unknown status": ("events", 0, "status", "perhaps"),
    "a type that PLOVER has not": ("events", 0, "type", "DANCE"),
    "a country by its name": (
        "events",
        0,
        "actors",
        [{"actor": None, "country": "Veldmark", "sector": None, "span": None}],
    ),
    "an unknown stance": ("disputes", 0, "accounts", [{"stance": "shrugs", "by": [], "evidence": [[1, 2]]}]),
    "an unknown answer": ("demands", 0, "answers", [{"by": [], "answer": "maybe", "span": [[1, 2]]}]),
    "a day that is none": ("forecasts", 0, "due", {"from": "2031-02-30", "to": None}),
    "an id of another sort": ("statements", 0, "id", "m1"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_record_is_refused(broken: tuple[str, int, str, Any]) -> None:
    part, n, key, value = broken
    record = whole()
    record[part][n][key] = value
    with pytest.raises(ValidationError):
        VALIDATOR.validate(record)


@pytest.mark.parametrize(
    "part", ["article", "statements", "mentions", "events", "demands", "forecasts", "disputes", "problems"]
)
def test_no_key_may_be_left_out(part: str) -> None:
    def first(record: dict[str, Any]) -> dict[str, Any]:
        return record[part] if part == "article" else record[part][0]  # type: ignore[no-any-return]

    optional = {"byline", "published_at", "dating", "source", "lat", "lon", "country", "geonameid"}
    optional |= {"addressee", "act_confidence"}
    for key in first(whole()).keys() - optional:
        record = whole()
        del first(record)[key]
        with pytest.raises(ValidationError, match="required"):
            VALIDATOR.validate(record)


def test_each_line_points_at_the_very_words() -> None:
    record = harrant()
    text = record["article"]["text"]
    said = [[text[start:end] for start, end in statement["content"]] for statement in record["statements"]]
    assert said == [["that the gates were shut."], ["“It rains,”"], ["Nobody knew."]]
    assert [statement["id"] for statement in record["statements"]] == ["s1", "s2", "s3"]


def test_a_pronoun_speaks_for_whom_it_means_and_nobody_for_nobody() -> None:
    record = harrant()
    assert [statement["speakers"] for statement in record["statements"]] == [["local:1"], ["local:1"], []]
    assert record["actors"]["local:1"]["name"] == "Ilse Harrant"
    assert [mention["actor"] for mention in record["mentions"]] == ["local:1", "local:1"]


def test_what_is_unknown_is_null_and_not_a_guess() -> None:
    article = Article(text="Rain fell.")
    actor = Actor(article=article.id, key="local:1", name="Somebody")
    record = record_of(article, [actor])
    assert record["actors"]["local:1"] == {
        "name": "Somebody",
        "kind": None,
        "country": None,
        "sector": None,
        "roles": [],
    }
    assert record["article"]["published"] is record["article"]["dating"] is record["article"]["url"] is None


def test_a_correction_counts_more_than_what_it_corrects() -> None:
    report = report_of("[source She] [cue said] [content yes.]", actors={"She": MINISTER})
    other = Actor(article=report.article.id, key="local:2", name="Marta Olin")
    corrected = Identity(article=report.article.id, span=Span(0, 3), actors=("local:2",), because="a person said so")
    record = record_of(report.article, [*report.findings, other, corrected])
    assert record["statements"][0]["speakers"] == ["local:2"]


def test_a_time_has_its_first_and_last_day() -> None:
    article = Article(text="On Friday it rained.")
    friday = When(
        article=article.id,
        span=Span(3, 9),
        timex_type="DATE",
        timex_value="2031-05-09",
        first=date(2031, 5, 9),
        last=date(2031, 5, 9),
    )
    assert record_of(article, [friday])["mentions"] == [
        {
            "id": "m1",
            "kind": "time",
            "span": [3, 9],
            "actor": None,
            "timex_type": "DATE",
            "timex_value": "2031-05-09",
            "from": "2031-05-09",
            "to": "2031-05-09",
            "begins": None,
            "ends": None,
            "fuzzy": False,
        }
    ]


def test_a_place_is_one_mention_with_its_name() -> None:
    article = Article(text="In Kyiv 40 people met.")
    here, there = Span(3, 7), Span(8, 17)
    kyiv = Where(article=article.id, span=here, name="Kyiv", lat=50.45, lon=30.52, country="UKR", geonameid=703448)
    people = Amount(article=article.id, span=there, value=40, unit="people")
    place, amount = record_of(article, [people, kyiv, Mention(article=article.id, kind="place", span=here)])["mentions"]
    assert (place["id"], place["kind"], place["geonameid"], place["country"]) == ("m1", "place", 703448, "UKR")
    assert (amount["kind"], amount["value"], amount["unit"], amount["bound"]) == ("amount", 40, "people", "exactly")


@pytest.mark.parametrize("odd", ["a\u2028b", "a\x85b", "half \ud83d", "\x1b[2J", "\x00", "naïve ☂", "a\r\nb"])
def test_a_record_is_one_line_of_utf8_for_whoever_splits_lines(odd: str) -> None:
    line = write_line(record_of(Article(text=odd), []))
    assert line.splitlines() == [line]
    assert json.loads(line.encode("utf-8"))["article"]["text"] == odd


words = st.text(min_size=1, max_size=60)
spans = st.tuples(st.integers(0, 60), st.integers(1, 60)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
several = st.lists(spans, max_size=3).map(tuple)
findings: st.SearchStrategy[Finding] = st.one_of(
    st.builds(
        Statement,
        article=st.just("a"),
        content=st.lists(spans, min_size=1, max_size=3).map(tuple),
        cue=several,
        source=several,
        form=st.sampled_from(["direct", "mixed", "indirect"]),
        confidence=st.none() | st.floats(0, 1),
    ),
    st.builds(Mention, article=st.just("a"), kind=st.sampled_from(["person", "group", "place"]), span=spans),
    st.builds(
        When,
        article=st.just("a"),
        timex_type=st.sampled_from(["DATE", "TIME", "DURATION", "SET"]),
        span=spans,
        first=st.none() | st.dates(),
        last=st.none() | st.dates(),
    ),
    st.builds(
        Where,
        article=st.just("a"),
        name=words,
        span=spans,
        lat=st.floats(-90, 90),
        lon=st.floats(-180, 180),
        country=st.none() | st.just("UKR"),
    ),
    st.builds(
        Amount,
        article=st.just("a"),
        span=spans,
        value=st.none() | st.floats(allow_nan=False, allow_infinity=False),
        bound=st.none() | st.sampled_from(BOUNDS),
    ),
    st.builds(Actor, article=st.just("a"), key=st.sampled_from(["local:1", "local:2", "Q159"]), name=words),
    st.builds(
        Identity,
        article=st.just("a"),
        span=spans,
        actors=st.lists(st.sampled_from(["local:1", "local:2", "Q7184"]), max_size=3).map(tuple),
        because=words,
    ),
    st.builds(Sentence, article=st.just("a"), span=spans),
    st.builds(Problem, article=st.just("a"), message=words, span=st.none() | spans, stage=words),
)


@given(text=st.text(alphabet=st.characters(), min_size=120, max_size=140), found=st.lists(findings, max_size=12))
def test_whatever_is_found_the_record_is_valid_and_its_offsets_survive(text: str, found: list[Finding]) -> None:
    record = json.loads(write_line(record_of(Article(text=text), found)))
    VALIDATOR.validate(record)
    assert record["article"]["text"] == text
    by_words = sorted(
        [text[start:end] for start, end in statement.content] for statement in found if isinstance(statement, Statement)
    )
    back = record["article"]["text"]
    assert by_words == sorted([back[start:end] for start, end in one["content"]] for one in record["statements"])
    assert all(speaker in record["actors"] for one in record["statements"] for speaker in one["speakers"])
