"""What the gazetteer knows of a report's actors: keys, countries, sectors, and whose "his army" is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from standoff import Article
from standoff.doc import Doc
from standoff.language.reader import Reader
from standoff.link.cast import cast_of
from standoff.link.known import Known
from standoff.link.speakers import speakers
from standoff.record import Actor, Event, Identity, Span
from standoff.record.as_json import record_of


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def actors(reader: Reader, text: str, *agents: str, on: date | None = None) -> dict[str, dict[str, Any]]:
    """The actors that these words of the text mean, as the agents of events, by the words."""
    (reading,) = reader.read([text])
    doc = Doc(Article(text=text, published=on), reading)
    spans = {words: Span(start := text.index(words), start + len(words)) for words in agents}
    for span in spans.values():
        doc.findings.append(Event(article=doc.article.id, type="ASSAULT", trigger=(span,), agents=(span,)))
    doc.findings += speakers(doc)
    record = record_of(doc.article, doc.findings)
    meant = {one.span: one.actors for one in doc.find(Identity)}
    return {
        words: record["actors"][meant[span][0]] | {"key": meant[span][0]}
        for words, span in spans.items()
        if span in meant
    }


@pytest.mark.parametrize(
    ("text", "words", "country", "sector"),
    [
        ("Kenyan troops entered the town at noon.", "Kenyan troops", "KEN", "MIL"),
        ("The French foreign minister met the envoys.", "The French foreign minister", "FRA", "GOV"),
        ("Moscow shelled the port again.", "Moscow", "RUS", "GOV"),
        ("Rebels in Darfur burned two trucks.", "Rebels in Darfur", "SDN", "REB"),
        ("Protesters in Nairobi blocked the road.", "Protesters in Nairobi", "KEN", None),
    ],
)
def test_a_party_has_its_country_and_sector(
    reader: Reader, text: str, words: str, country: str, sector: str | None
) -> None:
    found = actors(reader, text, words)[words]
    assert found["country"] == country
    assert sector is None or found["sector"] == sector


def test_an_office_holder_has_the_key_of_the_gazetteer(reader: Reader) -> None:
    text = "Russian President Vladimir Putin ordered the strike. Putin struck again on Monday."
    found = actors(reader, text, "Russian President Vladimir Putin", on=date(2022, 2, 15))
    assert found["Russian President Vladimir Putin"]["key"] == "Q7747"
    assert found["Russian President Vladimir Putin"]["sector"] == "GOV"


def test_his_army_is_of_his_country(reader: Reader) -> None:
    text = "Polish President Andrzej Duda spoke at noon in Berlin. His army crossed the river."
    assert actors(reader, text, "His army", on=date(2022, 2, 15))["His army"]["country"] == "POL"


def test_things_are_nobody(reader: Reader) -> None:
    assert actors(reader, "The flood destroyed the bridge.", "The flood") == {}


def test_names_of_one_actor_are_one(reader: Reader) -> None:
    text = "The United States struck the port. The U.S. struck it again."
    found = actors(reader, text, "The United States", "The U.S.")
    assert found["The United States"]["key"] == found["The U.S."]["key"] == "Q30"


def test_the_countries_of_a_report_are_those_it_names_most(reader: Reader) -> None:
    text = "Kenya and Somalia met in Paris. Kenya left early, and Kenya's army stayed."
    (reading,) = reader.read([text])
    assert Known(Doc(Article(text=text), reading), cast_of(reading)).countries[0] == "KEN"


def test_every_actor_is_there_once(reader: Reader) -> None:
    text = "Moscow said that Russia would stay. The Kremlin said that Russian troops would leave."
    (reading,) = reader.read([text])
    doc = Doc(Article(text=text), reading)
    doc.findings += speakers(doc)
    keys = [actor.key for actor in doc.find(Actor)]
    assert len(keys) == len(set(keys))
