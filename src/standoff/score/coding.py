"""What Standoff makes of rows of sentences: read whole, or with the words for agents and recipients handed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from standoff.actors import Context, actors_in_use, resolve
from standoff.language.reader import Reader
from standoff.language.words import words_of
from standoff.record import Article
from standoff.record.as_json import Record, record_of
from standoff.run import annotate_all
from standoff.score.events import SIDES, YIELDING, Row, actors_marked
from standoff.store.coded import coded_events

Coded = dict[str, Any]
# Coders write down the main events of a sentence: those as sure as this, chosen on 200 sentences of PLV's training set.
MAIN = 0.3


def coded_from_text(rows: Sequence[Row], *, least: float = 0.0) -> list[list[Coded]]:
    """The events that are found in each row's text, in the shape of a row's `events`."""
    return [as_row_events(record_of(*read), least=least) for read in annotate_all(map(article_of, rows))]


def article_of(row: Row) -> Article:
    """A row's text as a report of the row's date."""
    return Article(text=row["text"], published=_day(row))


def as_row_events(record: Record, *, least: float = 0.0) -> list[Coded]:
    """The events of a record as PLOVER codes them, those at least so sure, in the shape of a row's `events`."""
    text = record["article"]["text"]
    return [
        {
            "type": one.type,
            "mode": one.mode,
            "quad": one.quad,
            "status": one.event["status"],
            "context": one.event["contexts"],
            "actor": [_party(text, party) for party in one.actors],
            "recipient": [_party(text, party) for party in one.recipients],
            "confidence": one.event["confidence"],
        }
        for one in coded_events(record, least=least)
    ]


def coded_from_spans(rows: Sequence[Row], reader: Reader | None = None) -> list[list[Coded]]:
    """The type of each of a row's events by the words for its parties, and the country and sector of each party.

    Statements, and events with no words for a party, are answered with nothing.  Where the rows know no CONCEDE and
    RETREAT but YIELD, it is YIELD.
    """
    reader = reader or Reader()
    yields = any(event.get("type") == "YIELD" for row in rows for event in row["events"])
    found = []
    for row in rows:
        words, mine = words_of(row["text"]), []
        for event in row["events"]:
            places = [
                [
                    words.range(one["start"], one["end"])
                    for one in event.get(side) or ()
                    if "start" in one and "end" in one
                ]
                for side in SIDES
            ]
            if event.get("type") == "STATEMENT" or not any(places):
                continue
            chances = reader.code(words, *places)
            if yields:
                chances["YIELD"] = sum(chances.pop(name) for name in YIELDING)
            kind = max(chances, key=lambda name: chances[name])
            parties = {side: [_coded(row, side, one) for one in event.get(side) or ()] for side in SIDES}
            mine.append({"type": kind, **parties, "confidence": round(chances[kind], 3)})
        found.append(mine)
    return found


def known_actors(rows: Sequence[Row]) -> Iterator[tuple[Mapping[str, Any], str | None, str | None]]:
    """Each marked party, and the country and sector it is taken for."""
    for row, side, party in actors_marked(rows):
        known = _coded(row, side, party)
        yield party, known["code"], known["sector"]


def _coded(row: Row, side: str, party: Mapping[str, Any]) -> Coded:
    """A party with the code and sector of whom its words mean."""
    context = Context(on=_day(row), countries=_countries(row), acting=side == "actor")
    found = resolve(party["text"], context, actors_in_use()) if party.get("text") else None
    kept = {name: party[name] for name in ("text", "start", "end") if name in party}
    return {**kept, **_code(found.country, found.sector)} if found else {**kept, "code": None, "sector": None}


def _code(country: str | None, sector: str | None) -> Coded:
    """Country and sector as PLOVER has them, to which a body of several states is IGO as a country, and no sector."""
    return {"code": country, "sector": None if sector == country else sector}


def _countries(row: Row) -> tuple[str, ...]:
    """The countries of a row's other parties, in their order."""
    texts = [one["text"] for event in row["events"] for side in SIDES for one in event.get(side) or () if "text" in one]
    found = (resolve(text, actors=actors_in_use()) for text in texts)
    return tuple(dict.fromkeys(one.country for one in found if one and one.country))


def _party(text: str, party: Mapping[str, Any]) -> Coded:
    start, end = party["span"]
    return {"text": text[start:end], "start": start, "end": end, **_code(party["country"], party["sector"])}


def _day(row: Row) -> date | None:
    return date.fromisoformat(row["date"]) if row.get("date") else None
