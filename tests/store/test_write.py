"""Events leave as the tables that other programs know, and come back from them as they went."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.cli.write import FORMATS as FORMATS_OF_THE_VERB
from standoff.codes import event_types
from standoff.codes.goldstein import goldstein
from standoff.codes.states import cow, fips
from standoff.errors import SourceError, StandoffError
from standoff.record import Actor, Amount, Article, Event, Identity, Span, Statement, When, Where
from standoff.record.as_json import Record, record_of, write_line
from standoff.store import gdelt, polecat
from standoff.store.rows import line
from standoff.store.write import FORMATS, Count, lines_of, read_records, replacing

TEXT = (
    "Norland's army shelled the port of Karrow on Sunday, killing about 12 soldiers, Ana Torvald said. "
    "Norland and Estmark held talks. Estmark denied that it would close the strait. Rebels seized a bridge."
)


def at(words: str, after: str = "") -> Span:
    start = TEXT.index(words, TEXT.index(after) if after else 0)
    return Span(start, start + len(words))


def told(**more: Any) -> Record:
    """The record of a report that tells of an attack, talks, a denied blockade and a bridge taken by nobody known."""
    article = Article(
        text=TEXT,
        url="https://news.example.org/karrow",
        outlet="The Karrow Post",
        published=date(2031, 5, 5),
        published_at=datetime.fromisoformat("2031-05-05T01:30:00+02:00"),
        language="en",
    )
    name = article.id
    army, port, talks = at("Norland's army"), at("port of Karrow"), at("talks")
    says = Statement(
        article=name, source=(at("Ana Torvald"),), cue=(at("said"),), content=(Span(0, TEXT.index(", Ana")),)
    )
    events = [
        {
            "type": "ASSAULT",
            "mode": "heavy-weapons",
            "contexts": ("military", "territory"),
            "trigger": (at("shelled"),),
            "agents": (army,),
            "recipients": (at("soldiers"),),
            "time": at("Sunday"),
            "place": port,
            "amounts": (at("about 12 soldiers"),),
            "inside": says.id,
            "confidence": 0.9,
        },
        {
            "type": "CONSULT",
            "trigger": (talks,),
            "agents": (at("Norland", after="Norland and"), at("Estmark")),
            "reciprocal": True,
            "confidence": 0.6,
        },
        {
            "type": "COERCE",
            "trigger": (at("close"),),
            "agents": (at("Estmark"),),
            "status": "denied",
            "confidence": 0.9,
        },
        {"type": "COERCE", "mode": "seize", "trigger": (at("seized"),), "agents": (at("Rebels"),), "confidence": 0.3},
    ]
    actors = [
        Actor(article=name, key="local:1", name="Army of Norland", country="ROU", sector="MIL", roles=("army",)),
        Actor(article=name, key="local:2", name="Norland", kind="country", country="ROU"),
        Actor(article=name, key="local:3", name="Estmark", kind="country", country="DEU"),
        Actor(article=name, key="local:4", name="Ana Torvald", kind="person"),
    ]
    meant = [
        (army, "local:1"),
        (at("Norland", after="Norland and"), "local:2"),
        (at("Estmark"), "local:3"),
        (at("Ana Torvald"), "local:4"),
    ]
    sunday = When(
        article=name,
        span=at("Sunday"),
        timex_type="DATE",
        timex_value="2031-05-04",
        first=date(2031, 5, 4),
        last=date(2031, 5, 4),
    )
    where = Where(article=name, span=port, name="Karrow", lat=-44.5, lon=28.0, country="ROU", geonameid=17)
    killed = Amount(article=name, span=at("about 12 soldiers"), value=12, unit="soldiers", bound="about")
    found = [
        *actors,
        *(Identity(article=name, span=span, actors=(key,), because="invented") for span, key in meant),
        *(sunday, where, killed, says),
        *(Event(article=name, **event) for event in events),  # type: ignore[arg-type]
    ]
    return {**record_of(article, found), **more}


def written(form: str, *records: Record, **options: Any) -> list[str]:
    return list(lines_of((("here", record) for record in records), form, Count(), **options))


def table(form: str, *records: Record, **options: Any) -> list[dict[str, str]]:
    columns = {"polecat": polecat.COLUMNS, "gdelt": gdelt.COLUMNS}[form]
    lines = written(form, *records, **options)[form == "polecat" :]
    return [dict(zip(columns, row, strict=True)) for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def test_polecat_has_a_row_for_each_actor_and_recipient_and_no_guess() -> None:
    attack, *talks, bridge = table("polecat", told())
    assert re.fullmatch(r"[0-9a-f]{32}_e1_1", attack.pop("Event ID"))
    assert attack == {
        **dict.fromkeys(polecat.COLUMNS[1:], ""),
        "Event Date": "2031-05-04",
        "Event Type": "ASSAULT",
        "Event Mode": "heavy-weapons",
        "Intensity": "-9.5",
        "Quad Code": "MATERIAL CONFLICT",
        "Contexts": "military; territory",
        "Actor Name": "Army of Norland",
        "Actor Country": "ROU",
        "Actor COW": "360",
        "Primary Actor Sector": "MIL",
        "Actor Sectors": "MIL",
        "Actor Title": "army",
        "Actor Name Raw": "Norland's army",
        "Recipient Name": "None",
        "Recipient Country": "None",
        "Recipient COW": "None",
        "Recipient Name Raw": "soldiers",
        "Placename": "Karrow",
        "City": "Karrow",
        "Country": "ROU",
        "Latitude": "-44.5",
        "Longitude": "28.0",
        "GeoNames ID": "17",
        "Raw Placename": "port of Karrow",
        "Feature Type": "city",
        "Source": "The Karrow Post",
        "Publication Date": "2031-05-05",
        "Story Locations": "port of Karrow",
        "Language": "en",
        "Version": attack["Version"],
    }
    assert attack["Version"].startswith("standoff-")
    assert [(row["Actor Name"], row["Recipient Name"]) for row in talks] == [
        ("Norland", "Estmark"),
        ("Estmark", "Norland"),
    ]
    assert talks[0]["Event Date"] == "2031-05-05"  # the day of publication: the talks have none of their own
    assert (bridge["Actor Name Raw"], bridge["Recipient Name Raw"]) == ("Rebels", "")


@pytest.mark.parametrize(
    ("reciprocal", "actors", "recipients", "rows"),
    [
        (False, "13", "2", "12 32"),
        (False, "1", "1", "11"),  # somebody acts on their own side
        (False, "11", "2", "12"),  # one actor, told by two names
        (False, "", "2", "-2"),
        (False, "", "", "--"),
        (True, "123", "", "12 13 21 23 31 32"),
        (True, "12", "3", "12 21 13 23"),
        (True, "11", "", "1-"),  # both sides are taken for one: no row would lose the event
        (True, "1", "2", "12"),
    ],
)
def test_each_pair_is_one_row(reciprocal: bool, actors: str, recipients: str, rows: str) -> None:
    def those(numbers: str) -> list[dict[str, Any]]:
        return [{"actor": f"local:{n}", "country": None, "sector": None, "span": None} for n in numbers]

    record = told()
    names = {"None": "-"} | {actor["name"]: key[-1] for key, actor in record["actors"].items()}
    record["events"] = [
        {**record["events"][0], "reciprocal": reciprocal, "actors": those(actors), "recipients": those(recipients)}
    ]
    found = [names[row["Actor Name"]] + names[row["Recipient Name"]] for row in table("polecat", record)]
    assert sorted(found) == sorted(rows.split())


def test_gdelt_tells_countries_roles_and_places_by_its_own_codes() -> None:
    attack, *talks, _bridge = table("gdelt", told())
    known = {key: value for key, value in attack.items() if value}
    assert 0 < int(known.pop("GLOBALEVENTID")) < 2**63
    assert known == {
        "SQLDATE": "20310504",
        "MonthYear": "203105",
        "Year": "2031",
        "FractionDate": "2031.3397",
        "Actor1Code": "ROMMIL",
        "Actor1Name": "ARMY OF NORLAND",
        "Actor1CountryCode": "ROM",
        "Actor1Type1Code": "MIL",
        "Actor2Name": "SOLDIERS",
        "EventCode": "194",
        "EventBaseCode": "194",
        "EventRootCode": "19",
        "QuadClass": "4",
        "GoldsteinScale": "-10.0",
        "NumMentions": "1",
        "NumSources": "1",
        "NumArticles": "1",
        "Actor1Geo_Type": "0",
        "Actor2Geo_Type": "0",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Karrow",
        "ActionGeo_CountryCode": "RO",
        "ActionGeo_Lat": "-44.5",
        "ActionGeo_Long": "28.0",
        "DATEADDED": "20310504233000",
        "SOURCEURL": "https://news.example.org/karrow",
    }
    assert [(row["Actor1Code"], row["Actor2Code"]) for row in talks] == [("ROM", "DEU"), ("DEU", "ROM")]
    numbers = [row["GLOBALEVENTID"] for row in table("gdelt", told())]
    assert len(set(numbers)) == len(numbers)
    assert numbers == [row["GLOBALEVENTID"] for row in table("gdelt", told())]


def test_flat_json_has_the_words_beside_the_codes() -> None:
    attack, talks, bridge = map(json.loads, written("jsonl", told()))
    assert (attack["type"], attack["coded"], attack["cameo"], attack["quad"]) == ("ASSAULT", "ASSAULT", "194", 4)
    assert attack["trigger"] == {"text": "shelled", "spans": [list(at("shelled"))]}
    assert attack["actors"][0]["name"] == "Army of Norland"
    assert attack["recipients"][0] == {
        **dict.fromkeys(("key", "name", "country", "sector")),
        "text": "soldiers",
        "span": list(at("soldiers")),
    }
    assert (attack["when"]["text"], attack["where"]["name"], attack["amounts"][0]["value"]) == ("Sunday", "Karrow", 12)
    assert [one["name"] for one in attack["inside"]] == ["Ana Torvald"]
    assert talks["inside"] == []
    assert attack.keys() == talks.keys() == bridge.keys()


def test_what_is_promised_is_coded_as_agreed_and_keeps_its_own_type() -> None:
    record = told()
    record["events"] = [
        {**record["events"][0], "type": "RETREAT", "mode": "withdraw", "status": "promised", "coded": "AGREE"}
    ]
    (row,) = table("polecat", record)
    assert (row["Event Type"], row["Event Mode"], row["Quad Code"]) == ("AGREE", "", "VERBAL COOPERATION")
    assert table("gdelt", record)[0]["EventCode"] == "030"
    (flat,) = map(json.loads, written("jsonl", record))
    assert (flat["type"], flat["mode"], flat["coded"], flat["coded_mode"]) == ("RETREAT", "withdraw", "AGREE", None)


def test_an_event_without_a_day_gets_none_never_today() -> None:
    record = told()
    record["article"] |= {"published": None, "published_at": None}
    assert [row["Event Date"] for row in table("polecat", record)] == ["2031-05-04", "", "", ""]
    assert [row["DATEADDED"] + row["FractionDate"] for row in table("gdelt", record)][1:] == ["", "", ""]


@pytest.mark.parametrize(("least", "events", "rows"), [(0.0, 3, 4), (0.5, 2, 3), (1.0, 0, 0)])
def test_what_is_written_and_what_is_left_out_is_counted(least: float, events: int, rows: int) -> None:
    count = Count()
    lines = list(lines_of([("here", told())], "polecat", count, least=least))
    assert (count.records, count.events, count.rows, count.left_out) == (1, events, rows, 4 - events)
    assert len(lines) == 1 + rows


@pytest.mark.parametrize("form", FORMATS)
def test_records_without_events_give_no_rows_and_one_header_at_most(form: str) -> None:
    assert written(form, told(events=[]), told(events=[])) == written(form, told(events=[]))
    assert len(written(form, told(events=[]))) == (form == "polecat")


def test_the_verb_offers_the_formats_there_are() -> None:
    assert FORMATS_OF_THE_VERB == FORMATS


hostile = st.one_of(
    st.text(min_size=1),
    st.text(st.sampled_from("\t\r\n\"'=+-@\x00\x0b\x1c\x85\u2028\ud800😀é,;| 1."), min_size=1),
)


@given(hostile, hostile, st.booleans())
def test_no_word_of_the_news_breaks_a_table(name: str, outlet: str, raw: bool) -> None:
    record = told()
    record["actors"]["local:1"]["name"] = name
    record["article"] |= {"outlet": outlet, "url": outlet}
    for form in ("polecat", "gdelt"):
        out = "".join(f"{one}\n" for one in written(form, record, raw=raw)).encode().decode()
        rows = [one.split("\t") for one in out.splitlines()]
        assert {len(row) for row in rows} == {40 if form == "polecat" else 61}
        assert len(rows) == 4 + (form == "polecat")
        assert rows == list(csv.reader(io.StringIO(out), delimiter="\t", quoting=csv.QUOTE_NONE))
        if not raw:  # nor one for readers that look for quotation marks, nor a formula
            assert rows == list(csv.reader(io.StringIO(out), delimiter="\t"))
            assert not [one for row in rows for one in row if re.match("[=+@-](?![0-9.]+$)", one)]
    assert all(json.loads(one) for one in "\n".join(written("jsonl", record)).encode().decode().split("\n"))


@pytest.mark.parametrize(
    ("told_field", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@karrow", "'@karrow"),
        ("-12.5", "-12.5"),
        ("+7", "+7"),
        ("-1+cmd", "'-1+cmd"),
        ("\t\n =1", "'=1"),
        ('"=1"', '\'"=1"'),
        ("＝1", "'＝1"),
        ("a\tb\r\nc\u2028d", "a b c d"),
        ("Łódź 😀", "Łódź 😀"),
    ],
)
def test_fields_are_safe_to_open(told_field: str, safe: str) -> None:
    assert line([told_field, "x"]) == f"{safe}\tx"
    assert line([told_field], raw=True) == safe.removeprefix("'")


def test_columns_are_those_of_the_published_files(shared: Path) -> None:
    formats = shared / "data" / "formats"
    told_of = " ".join((formats / "README.md").read_text("utf-8").split())
    listed = told_of.partition("tab-separated columns: ")[2].partition(". Published")[0]
    assert listed.split(", ") == list(polecat.COLUMNS)
    with (formats / "gdelt-schema-gdeltPyR" / "events2.csv").open(encoding="utf-8") as schema:
        names = [row["name"] for row in csv.DictReader(schema)]
    assert names == list(gdelt.COLUMNS)


def real_rows(shared: Path) -> list[dict[str, str]]:
    there = [
        one.split("\t")
        for file in ("events", "eventsT")
        for one in (shared / "data" / "formats" / "gdelt-spark-gdelt" / f"{file}.csv").read_text("utf-8").splitlines()
    ]
    rows = [dict(zip(gdelt.COLUMNS, row, strict=True)) for row in there if len(row) == 61]
    assert len(rows) > 100
    return rows


def test_classes_scales_and_dates_are_those_of_real_gdelt_rows(shared: Path) -> None:
    for row in real_rows(shared):
        assert gdelt._quad(row["EventCode"]) == int(row["QuadClass"]), row["EventCode"]
        assert goldstein(row["EventCode"]) in (None, float(row["GoldsteinScale"])), row["EventCode"]
        day = date.fromisoformat(row["SQLDATE"])
        assert gdelt._dates(day)[:3] == (row["SQLDATE"], row["MonthYear"], row["Year"])
        assert float(gdelt._dates(day)[3]) == pytest.approx(float(row["FractionDate"]), abs=1e-4)


def test_every_code_that_is_written_has_a_value_but_the_newest() -> None:
    codes = {code for one in event_types().values() for code in [one.cameo, *(code for _, code in one.modes.values())]}
    assert {code for code in codes if goldstein(code) is None} == {"176"}
    assert goldstein("1952") == goldstein("195") == -10


@pytest.mark.parametrize(
    ("country", "fips_code", "number"),
    [("DEU", "GM", 255), ("UKR", "UP", 369), ("RUS", "RS", 365), ("HKG", "HK", None), ("PSE", None, None)],
)
def test_states_have_other_names_elsewhere(country: str, fips_code: str | None, number: int | None) -> None:
    assert (fips(country), cow(country)) == (fips_code, number)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("{", "line 2"),
        ("[]", "an article with a text"),
        ("[" * 100_000, "line 2"),
        ("NaN", "NaN"),
        ('{"article": {"text": 3}}', "an article with a text"),
        ("{}", "'article'"),
    ],
)
def test_a_line_that_is_no_record_is_named(wrong: str, said: str) -> None:
    lines = f"{write_line(told())}\n{wrong}\n".encode()
    with pytest.raises(SourceError, match=re.escape("news.jsonl, line 2")) as error:
        list(read_records(io.BytesIO(lines), "news.jsonl"))
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("coded", "DANCE", "'DANCE'"),
        ("trigger", [[0, 9999]], "span [0, 9999]"),
        ("when", {"from": "soon", "to": None, "span": None}, "soon"),
        ("actors", [{"actor": "local:9", "country": None, "sector": None, "span": None}], "'local:9'"),
        ("inside", "s9", "'s9'"),
        ("actors", 7, "here"),
    ],
)
def test_a_record_of_another_shape_is_named(key: str, value: Any, said: str) -> None:
    record = told()
    record["events"][0][key] = value
    with pytest.raises(SourceError, match="here is no record") as error:
        _ = [written(form, record) for form in FORMATS]
    assert said in str(error.value)


def test_no_records_at_all_is_an_error_and_blank_lines_and_a_mark_at_the_start_are_not() -> None:
    with pytest.raises(SourceError, match="holds no record"):
        list(read_records(io.BytesIO(b"\n\n"), "news.jsonl"))
    lines = b"\xef\xbb\xbf" + write_line(told()).encode() + b"\n\n"
    assert [record for _, record in read_records(io.BytesIO(lines), "x")] == [json.loads(write_line(told()))]


def test_a_file_is_replaced_when_all_is_written_and_not_before(tmp_path: Path) -> None:
    out = tmp_path / "events.tsv"
    out.write_text("before")
    out.chmod(0o640)

    def stopped() -> None:
        with replacing(out) as there:
            there.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("events.tsv", "before")]
    with replacing(out) as there:
        there.write(b"after")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("events.tsv", "after")]
    assert out.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link_and_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "events.tsv").symlink_to(tmp_path / "there.tsv")
    with replacing(tmp_path / "events.tsv") as there:
        there.write(b"rows")
    assert (tmp_path / "events.tsv").is_symlink()
    assert (tmp_path / "there.tsv").read_bytes() == b"rows"
    with pytest.raises(StandoffError, match="cannot be written"), replacing(tmp_path / "absent" / "events.tsv"):
        pass


def test_the_moment_of_publication_is_told_in_utc() -> None:
    record = told()
    moment = datetime(2031, 12, 31, 23, 59, 59, tzinfo=UTC)
    record["article"]["published_at"] = moment.isoformat()
    assert {row["DATEADDED"] for row in table("gdelt", record)} == {"20311231235959"}
