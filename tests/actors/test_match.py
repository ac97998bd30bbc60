"""Whom words mean: invented states, bodies and persons, so that the rules are tried and not the lists."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from standoff.actors import Actors, Context, Match, resolve
from standoff.actors.gazetteer import checked
from standoff.actors.index import InMemory


def state(code: str, name: str, adjective: str, people: str, capital: str) -> dict[str, Any]:
    aliases = {"adjective": [adjective], "people": [people], "metonym": [capital]}
    return {"id": code.lower(), "name": name, "kind": "country", "country": code, "sector": None, "aliases": aliases}


def person(name: str, code: str, sector: str, *roles: tuple[str, str, str | None, str | None]) -> dict[str, Any]:
    held = [
        {
            "title": title,
            "office": office,
            "country": code,
            "sector": sector,
            "from": start,
            "to": end,
            "as_of": "2031-01",
        }
        for title, office, start, end in roles
    ]
    surname = name.rsplit(" ", 1)[-1]
    return {
        "id": "person:" + name.lower().replace(" ", "-"),
        "name": name,
        "kind": "person",
        "country": code,
        "sector": sector,
        "aliases": {"surname": [surname]},
        "roles": held,
    }


ROWS: list[dict[str, Any]] = [
    state("KRW", "Karrow", "Karrowan", "Karrowans", "Velm"),
    state("OST", "Ostria", "Ostrian", "Ostrians", "Tarn"),
    {"id": "veyli-krw", "name": "Veyli (KRW)", "kind": "people", "country": "KRW", "sector": None}
    | {"aliases": {"people": ["Veylis"], "adjective": ["Veyli"]}},
    {"id": "veyli-ost", "name": "Veyli (OST)", "kind": "people", "country": "OST", "sector": None}
    | {"aliases": {"people": ["Veylis"], "adjective": ["Veyli"]}},
    {"id": "body:kpp", "name": "Karrowan Progress Party", "kind": "body", "country": "KRW", "sector": "PTY"}
    | {"aliases": {"scoped": ["KPP"]}},
    {"id": "body:sis", "name": "State Insight Service", "kind": "body", "country": "OST", "sector": "SPY"}
    | {"aliases": {"acronym": ["SIS"]}},
    {"id": "armed:fan", "name": "Front of the Ash Night", "kind": "armed", "country": "KRW", "sector": "REB"}
    | {"aliases": {"full": ["Ash Front"]}},
    {"id": "igo:uw", "name": "Union of Waters", "kind": "igo", "country": "IGO", "sector": "IGO"}
    | {"aliases": {"acronym": ["UW"]}},
    {"id": "outlet:karrowan", "name": "The Karrowan", "kind": "outlet", "country": "KRW", "sector": "JRN"},
    person("Ilse Harrant", "KRW", "GOV", ("Foreign Minister of Karrow", "foreign minister", "2028-03-01", None)),
    person("Olav Trent", "KRW", "GOV", ("President of Karrow", "head of state", "2020-01-01", "2027-01-01")),
    person("Mira Trent", "KRW", "GOV", ("President of Karrow", "head of state", "2027-01-01", None)),
    person("Aleksandr Mikhailov", "OST", "GOV", ("Defence Minister of Ostria", "defence minister", "2025", None)),
    person("Jon Brandt", "OST", "MIL", ("Chief of the General Staff", "other", "2029-01-01", None)),
]
for number, row in enumerate(ROWS):
    checked(row, f"row {number}")
ACTORS = Actors([InMemory(ROWS)])
DAY = date(2030, 5, 5)


def mean(words: str, **told: Any) -> Match | None:
    return resolve(words, Context(**{"on": DAY} | told), ACTORS)


@pytest.mark.parametrize(
    ("words", "country", "sector"),
    [
        ("Karrow", "KRW", None),
        ("KARROW", "KRW", None),
        ("the Karrowans", "KRW", None),
        ("two Karrowans", "KRW", "CVL"),
        ("dozens of Karrowans", "KRW", "CVL"),
        ("Karrowan troops", "KRW", "MIL"),
        ("three Karrowan soldiers", "KRW", "MIL"),
        ("Karrow's foreign ministry", "KRW", "GOV"),
        ("the government of Karrow", "KRW", "GOV"),
        ("a senior Karrowan defense official", "KRW", "GOV"),
        ("Karrowan police chief", "KRW", "COP"),
        ("Karrow’s spy chief", "KRW", "SPY"),
        ("rebels in northern Karrow", "KRW", "REB"),
        ("Karrowan-backed rebels in Ostria", "OST", "REB"),
        ("Karrowan-led forces", "KRW", "MIL"),
        ("a former Karrowan minister", "KRW", "ELI"),
        ("a retired Karrowan general", "KRW", "ELI"),
        ("Karrowan dairy farmers", "KRW", "AGR"),
        ("members of the Ash Front", "KRW", "REB"),
        ("an Ash Front commander", "KRW", "REB"),
        ("Ash Front gunmen", "KRW", "REB"),
        ("a spokesman for the SIS", "OST", "SPY"),
        ("UW peacekeepers", "IGO", "MIL"),
        ("Velm police", "KRW", "COP"),
        ("the rebel leader", None, "REB"),
        ("an opposition leader", None, "OPP"),
        ("masked gunmen", None, "UAF"),
        ("the president of a human rights league", None, "SOC"),
        ("Karrowan President Nobody Known", "KRW", "GOV"),
        ("The Karrowan", "KRW", "JRN"),
        ("the Karrowan", "KRW", None),
    ],
)
def test_a_description_tells_country_and_sector(words: str, country: str | None, sector: str | None) -> None:
    match = mean(words)
    assert match is not None
    assert (match.country, match.sector) == (country, sector), match.because


@pytest.mark.parametrize(
    "words", ["", "   ", "—", "Kale Mervin", "a stone", "was, expected", "harrant", "sis", "Trent"]
)
def test_nothing_is_made_of_words_that_tell_nothing(words: str) -> None:
    assert mean(words) is None


def test_a_capital_is_its_government_only_where_it_acts() -> None:
    acting, place = mean("Velm", acting=True), mean("Velm")
    assert acting
    assert (acting.country, acting.sector) == ("KRW", "GOV")
    assert place
    assert (place.country, place.sector, place.kind) == ("KRW", None, "place")


def test_a_party_acronym_counts_only_in_its_country() -> None:
    assert mean("KPP") is None
    assert mean("KPP", countries=("OST",)) is None
    found = mean("the KPP", countries=("OST", "KRW"))
    assert found
    assert found.id == "body:kpp"


def test_a_bare_institution_is_the_first_country_of_the_report() -> None:
    for words, sector in (("the army", "MIL"), ("Foreign Ministry", "GOV"), ("the General Staff", "MIL")):
        found = mean(words, countries=("OST", "KRW"))
        assert found
        assert (found.country, found.sector) == ("OST", sector)
    protest = mean("protesters", countries=("OST",))
    assert protest
    assert protest.country is None


def test_a_surname_needs_a_title_or_an_earlier_mention() -> None:
    assert mean("Harrant") is None
    titled = mean("Karrowan Foreign Minister Harrant")
    assert titled
    assert titled.id == "person:ilse-harrant"
    named = mean("Harrant", named={"Harrant": titled})
    assert named
    assert (named.id, named.because) == (titled.id, "“Harrant” is the last name of Ilse Harrant, named earlier")
    other = mean("Ostrian Foreign Minister Harrant")
    assert other
    assert (other.id, other.country) == (None, "OST")


@pytest.mark.parametrize(
    ("day", "name"), [(date(2022, 1, 1), "Olav Trent"), (date(2026, 12, 31), "Olav Trent"), (DAY, "Mira Trent")]
)
def test_of_two_presidents_of_one_name_the_day_decides(day: date, name: str) -> None:
    found = mean("President Trent", on=day)
    assert found
    assert (found.name, found.sector, found.role_status) == (name, "GOV", "valid")


def test_without_a_day_two_presidents_tie_and_share_what_they_share() -> None:
    found = mean("President Trent", on=None)
    assert found
    assert (found.id, found.kind, found.country, found.sector) == (None, "ambiguous", "KRW", "GOV")
    assert set(found.candidates) == {"person:olav-trent", "person:mira-trent"}


def test_an_office_alone_is_its_holder_on_the_day() -> None:
    found = mean("the Karrowan foreign minister")
    assert found
    assert (found.id, found.role, found.role_status) == (
        "person:ilse-harrant",
        "Foreign Minister of Karrow",
        "valid",
    )
    for words, day in (
        ("the Karrowan foreign minister", date(2027, 5, 5)),
        ("the Karrowan foreign minister", date(2031, 5, 5)),
        ("a former Karrowan foreign minister", DAY),
        ("the Karrowan deputy foreign minister", DAY),
        ("Karrowan foreign ministers", DAY),
    ):
        nobody = mean(words, on=day)
        assert nobody
        assert (nobody.id, nobody.country) == (None, "KRW"), words


def test_who_held_office_and_does_no_more_is_of_the_elite() -> None:
    found = mean("Olav Trent")
    assert found
    assert (found.sector, found.role_status) == ("ELI", "stale")
    still = mean("Olav Trent", on=date(2024, 1, 1))
    assert still
    assert (still.sector, still.role_status) == ("GOV", "valid")


@pytest.mark.parametrize("words", ["Alexander Mikhaylov", "Gen. Jon Brandt", "Ostrian General Jon Brandt"])
def test_other_spellings_and_titles_lead_to_the_person(words: str) -> None:
    found = mean(words)
    assert found
    assert found.country == "OST"
    assert found.id


def test_a_people_of_two_states_is_ambiguous_until_the_report_tells() -> None:
    tie = mean("Veylis")
    assert tie
    assert (tie.country, set(tie.candidates)) == (None, {"veyli-krw", "veyli-ost"})
    told = mean("Veyli rebels", countries=("OST",))
    assert told
    assert (told.country, told.sector) == ("OST", "REB")
    elders = mean("Veyli elders", countries=("KRW",))
    assert elders
    assert (elders.country, elders.sector) == ("KRW", "ELI")


def test_an_ethnic_minority_lives_in_the_other_country() -> None:
    found = mean("ethnic Karrowans", countries=("KRW", "OST"))
    assert found
    assert (found.country, found.sector) == ("OST", "CVL")


def test_a_place_that_the_report_knows_tells_the_country() -> None:
    found = mean("Lower Senn police", places={"Lower Senn": "OST"})
    assert found
    assert (found.country, found.sector) == ("OST", "COP")


def test_an_apposition_lends_its_country() -> None:
    found = mean("the deputy governor, an Ostrian")
    assert found
    assert (found.country, found.sector) == ("OST", "GOV")


def test_a_very_long_description_comes_to_an_end() -> None:
    mean("the very " * 5000 + "Karrowan army of " * 5000)
