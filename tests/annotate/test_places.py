"""Places: which place a name means, by what else the report says; and where a report names one."""

from __future__ import annotations

import re
import tracemalloc
import warnings
from collections.abc import Iterator
from math import acos, cos, radians, sin
from pathlib import Path

import pytest

from standoff.annotate.place import build, gazetteer
from standoff.annotate.place.build import layer
from standoff.annotate.place.gazetteer import Gazetteer, Place, key_of
from standoff.annotate.place.resolve import resolve
from standoff.annotate.places import places
from standoff.doc import Doc
from standoff.language.reader import Reader
from standoff.record import Article, Span, Where


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return gazetteer.gazetteer()


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def marked(text: str) -> tuple[str, list[Span]]:
    """The text without its square brackets, and where they stood."""
    spans, out, here = [], "", 0
    for match in re.finditer(r"\[([^]]+)\]", text):
        out += text[here : match.start()]
        spans.append(Span(len(out), len(out) + len(match[1])))
        out, here = out + match[1], match.end()
    return out + text[here:], spans


def found(text: str, known: Gazetteer) -> list[Place | None]:
    return resolve(*marked(text), known)


def km(one: Place | Where, lat: float, lon: float) -> float:
    a, b, c, d = map(radians, (one.lat, one.lon, lat, lon))
    return 6371 * acos(min(1.0, sin(a) * sin(c) + cos(a) * cos(c) * cos(b - d)))


def wheres(text: str, reader: Reader) -> dict[str, Where]:
    """What the stage finds, by the words it points at."""
    (reading,) = reader.read([text])
    rows = [w for w in places(Doc(Article(text=text), reading)) if isinstance(w, Where)]
    return {text[where.span.start : where.span.end]: where for where in rows}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fire broke out in [Paris] on Monday.", "Paris FRA 11"),
        ("Fire broke out in [Paris], Texas, on Monday.", "Paris USA TX"),
        ("Fire broke out in [Paris], Tex., on Monday.", "Paris USA TX"),
        ("Fire broke out in [Paris], TX on Monday.", "Paris USA TX"),
        ("Fire broke out in [Paris] (Ontario) on Monday.", "Paris CAN 08"),
        ("Nobody in [Springfield], Ill., was hurt.", "Springfield USA IL"),
        ("Nobody in [Springfield, Mass.] was hurt.", "Springfield USA MA"),
        ("Police in [Alexandria] and [Pineville] searched [Rapides Parish], Louisiana.", "Alexandria USA LA"),
        ("The Egyptian minister flew to [Alexandria] from [Cairo].", "Alexandria EGY 06"),
        ("The Lebanese army closed the road from [Tripoli] to [Beirut].", "Tripoli LBN 09"),
        ("Libyan gunmen left [Tripoli] for [Benghazi].", "Tripoli LBY 77"),
        ("Crowds in [Georgia] cheered, in [Atlanta], [Macon] and [Savannah].", "Georgia USA GA"),
        ("Crowds in [Georgia] cheered, in [Tbilisi], [Batumi] and [Kutaisi].", "Georgia GEO "),
    ],
)
def test_what_stands_beside_a_name_decides(text: str, expected: str, known: Gazetteer) -> None:
    place = found(text, known)[0]
    assert place is not None
    assert f"{place.name} {place.country} {place.admin1}" == expected


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        (
            "Talks of [Egypt], [Israel] and the [United States] in [Boston] and [Middletown] failed, [Egypt] said.",
            "EGY ISR USA USA USA EGY",
        ),
        ("The senator from [Nevada] spoke in [Denver], [Ohio], and in [Wales] and [London].", "USA USA USA GBR GBR"),
        (
            "Shelling hit [Kharkiv], [Kherson] and [Odesa]. [Moscow] denied it. [Paris] and [London] protested.",
            "UKR UKR UKR RUS FRA GBR",
        ),
        ("A bomb in [Tripoli] killed two. The Libyan army left [Misrata] and [Sirte].", "LBY LBY LBY"),
        ("A bomb in [Tripoli] killed two. The Lebanese army left [Sidon] and [Tyre].", "LBN LBN LBN"),
        ("Rebels took [Hama] and [Homs]; [Jordan] and [Lebanon] closed their borders.", "SYR SYR JOR LBN"),
        ("The army of [Chad] entered [Niger] and [Mali] on Monday.", "TCD NER MLI"),
        ("Police in [Birmingham] and [Manchester] searched houses, [London] police said.", "GBR GBR GBR"),
        ("Police in [Birmingham] and [Montgomery] searched houses, the [Alabama] governor said.", "USA USA USA"),
        ("Troops moved from [Hyderabad] to [Karachi] in [Sindh].", "PAK PAK PAK"),
        ("Troops moved from [Hyderabad] to [Mumbai] and [Delhi].", "IND IND IND"),
        ("[WASHINGTON] (AP) - Envoys left for [Beijing] and [Seoul]. [New York] stocks fell.", "USA CHN KOR USA"),
        ("Fighting in [Victoria] and [Melbourne] spread to [Newcastle] and [Perth].", "AUS AUS AUS AUS"),
        ("Protesters in [San Jose] and [Heredia] blocked roads in [Costa Rica].", "CRI CRI CRI"),
        ("A quake struck [Granada], [Malaga] and [Cordoba] in [Spain].", "ESP ESP ESP ESP"),
        ("The flood reached [Cordoba] and [Rosario], [Argentina] said.", "ARG ARG ARG"),
        ("Ships left [Alexandria] and [Port Said] for [Cyprus].", "EGY EGY CYP"),
    ],
)
def test_the_whole_report_decides(text: str, countries: str, known: Gazetteer) -> None:
    assert [place and place.country for place in found(text, known)] == countries.split()


def test_a_name_has_one_sense_in_a_report(known: Gazetteer) -> None:
    first, last = found("Rain fell in [London], Ontario. Streets in [London] were flooded.", known)
    assert first == last
    assert first is not None
    assert first.country == "CAN"


@pytest.mark.parametrize(
    ("name", "lat", "lon", "feature"),
    [
        ("Black Sea", 43, 34, "sea"),
        ("the Strait of Hormuz", 26.6, 56.3, "sea"),
        ("Crimea", 45.3, 34.4, "region"),
        ("Donbass", 48.2, 38, "region"),
        ("the Gaza Strip", 31.4, 34.4, "region"),
        ("Snake Island", 45.25, 30.2, "region"),
        ("Hmeimim", 35.4, 35.95, "base"),
        ("Natanz", 33.7, 51.7, "site"),
        ("Rafah crossing", 31.25, 34.26, "border"),
        ("Line of Actual Control", 34, 78.8, "line"),
        ("Kiev", 50.45, 30.52, "city"),
        ("Kharkov", 49.98, 36.25, "city"),
        ("Mt. Everest", 27.99, 86.93, "mountain"),
        ("Euphrates River", 35, 40, "river"),
        ("Rapides Parish", 31.2, -92.5, "region"),
        ("U.S.", 39.76, -98.5, "country"),
        ("Syrian", 35, 38, "country"),
    ],
)
def test_what_towns_lists_lack(name: str, lat: float, lon: float, feature: str, known: Gazetteer) -> None:
    (place,) = found(f"They spoke of [{name}] again.", known)
    assert place is not None
    assert km(place, lat, lon) < 60
    assert place.feature == feature


def test_other_spellings_share_a_number(known: Gazetteer) -> None:
    old, new = found("[Kiev] and [Kyiv]", known)
    assert old
    assert new
    assert old.geonameid == new.geonameid == 703448


def test_a_list_of_many_places_does_not_take_long(known: Gazetteer) -> None:
    rows = [town.name for country in ("USA", "GBR", "FRA") for town in known.towns(country, 600)]
    tracemalloc.start()
    assert all(found(" ".join(f"He saw [{name}]." for name in rows), known))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 400_000_000


def test_an_unknown_name_means_no_place(known: Gazetteer) -> None:
    assert found("They met in [Qwxyzzyburgh] and went home.", known) == [None]
    assert resolve("", [], known) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("São Paulo", "sao paulo"), ("St. Louis", "Saint Louis"), ("the Hague", "The Hague"), ("U.S.", "US")],
)
def test_spellings_filed_alike(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


def test_abbreviations_are_filed_apart() -> None:
    assert key_of("La.") != key_of("LA")


def test_our_own_layer_holds_together() -> None:
    rows = list(layer())
    assert len(rows) >= 400
    features = set("country region city sea river mountain base border line site".split())
    countries = {row["country"] for row in rows if row["feature"] == "country"}
    for row in rows:
        assert abs(row["lat"]) <= 90, row
        assert abs(row["lon"]) <= 180, row
        assert row["feature"] in features, row
    assert {row["country"] for row in rows} <= countries | {None, "IOT"}
    names = [(row["name"], row["feature"], row["country"]) for row in rows]
    assert len(names) == len(set(names))


def test_the_stage_points_at_the_words(reader: Reader) -> None:
    found = wheres(
        "BEIRUT (AP) - Shells fell near Tyre in southern Lebanon on Friday, and a ship was hit in the Red Sea, "
        "Lebanese officials said.",
        reader,
    )
    assert found["Tyre"].country == "LBN"
    assert found["Tyre"].relation == "near"
    assert found["Red Sea"].country is None
    assert found["Red Sea"].feature == "sea"
    assert found["Lebanese"].relation == "of"
    assert found["Lebanese"].feature == "country"


@pytest.mark.parametrize(
    ("text", "words", "relation"),
    [
        ("Troops massed near Kharkiv on Sunday.", "Kharkiv", "near"),
        ("A convoy was hit 20 km north of Kharkiv on Sunday.", "Kharkiv", "north of"),
        ("A tanker sank off Yemen on Sunday.", "Yemen", "off"),
        ("Crowds gathered outside Minsk on Sunday.", "Minsk", "outside"),
        ("Crowds gathered in Minsk on Sunday.", "Minsk", None),
        ("Moscow said on Sunday that it would not attend.", "Moscow", "of"),
        ("They fled to the border with Moldova on Sunday.", "Moldova", "border"),
    ],
)
def test_how_it_lies_to_the_place(text: str, words: str, relation: str | None, reader: Reader) -> None:
    assert wheres(text, reader)[words].relation == relation


@pytest.mark.parametrize(
    ("text", "words", "lat", "lon"),
    [
        ("Clashes broke out along the Syrian-Turkish border on Sunday.", "Syrian-Turkish border", 36.9, 38),
        ("Guards patrol the border between Armenia and Georgia.", "border between Armenia and Georgia", 41.2, 44.5),
    ],
)
def test_a_border_lies_between_its_states(text: str, words: str, lat: float, lon: float, reader: Reader) -> None:
    border = wheres(text, reader)[words]
    assert border.feature == "border"
    assert border.country is None
    assert km(border, lat, lon) < 250


def test_states_apart_share_no_border(reader: Reader) -> None:
    found = wheres("They spoke of a Peruvian-Polish border on Sunday.", reader)
    assert {where.feature for where in found.values()} == {"country"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rep. Dana Holt, R-Spokane, voted for it.", "Spokane"),
        ("Police closed a street in North Philadelphia on Sunday.", "Philadelphia"),
        ("The National Bank of Ukraine raised its rate.", "Ukraine"),
        ("VALLETTA — A boat sank on Sunday with nine people aboard.", "VALLETTA"),
        ("The Boston Police Department closed the street.", "Boston"),
        ("Two people were killed in the Odesa region on Sunday.", "Odesa region"),
        ("Rockets fell in southern Lebanon on Sunday.", "southern Lebanon"),
    ],
)
def test_places_within_other_names(text: str, words: str, reader: Reader) -> None:
    assert words in wheres(text, reader)


def test_a_person_is_no_place(reader: Reader) -> None:
    assert not wheres("Paris Hilton thanked Jordan Peters and Chelsea Austin.", reader)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A gazetteer of one place, not kept from test to test."""
    place = (0, "Nowhere", 1.0, 2.0, "UKR", "", 5, "city", None, False)
    monkeypatch.setattr(build, "everything", lambda: ([place], [("nowhere", 0, 0)]))
    monkeypatch.setattr(gazetteer, "_stamp", lambda: "test")
    gazetteer.gazetteer.cache_clear()
    yield
    gazetteer.gazetteer.cache_clear()


@pytest.mark.usefixtures("small")
def test_the_table_is_made_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STANDOFF_CACHE", str(tmp_path / "new"))
    assert gazetteer.gazetteer().find("Nowhere")[0].lat == 1.0
    assert [path.suffix for path in (tmp_path / "new").iterdir()] == [".sqlite"]
    gazetteer.gazetteer.cache_clear()
    monkeypatch.setattr(build, "everything", lambda: pytest.fail("made twice"))
    assert gazetteer.gazetteer().find("Nowhere")


@pytest.mark.usefixtures("small")
def test_without_a_folder_it_works_and_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("STANDOFF_CACHE", str(tmp_path / "file"))
    with pytest.warns(RuntimeWarning, match="STANDOFF_CACHE"):
        assert gazetteer.gazetteer().find("Nowhere")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert gazetteer.gazetteer().find("nowhere")


@pytest.mark.parametrize("name", ["NATO", "OSCE", "UNHCR"])
def test_letters_for_a_body_are_no_town(reader: Reader, name: str) -> None:
    text = f"Envoys of {name} met in Kyiv. {name} said that talks would go on, and went to {name} on Monday."
    (reading,) = reader.read([text])
    found = [
        text[one.span.start : one.span.end]
        for one in places(Doc(Article(text=text), reading))
        if isinstance(one, Where)
    ]
    assert name not in found
    assert "Kyiv" in found
