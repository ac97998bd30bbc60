"""The places a report names, with their coordinates, country and number at GeoNames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from standoff.actors import core_actors
from standoff.annotate.place.border import between
from standoff.annotate.place.gazetteer import ADJECTIVE, Gazetteer, Place, gazetteer
from standoff.annotate.place.names import names
from standoff.annotate.place.relation import border_of, relation
from standoff.annotate.place.resolve import resolve
from standoff.doc import Doc
from standoff.language.reading import Range
from standoff.record import Where
from standoff.stage import stage

# Kinds of actors whose names in capitals are read as theirs.
BODIES, LONGEST_ACRONYM = frozenset({"igo", "bloc", "body", "forces", "armed", "outlet", "ngo", "party"}), 8


@stage(makes={Where})
def places(doc: Doc) -> Iterator[Where]:
    """Yield each place named; a name that the gazetteer lacks has no coordinates and is left out.

    An adjective ("Egyptian officials"), an owner and a capital that speaks ("Moscow said") name a place too; their
    `relation` is `of`: the words say whose, not where.  "The Syrian-Turkish border" is a place of its own beside the
    two states.
    """
    known = gazetteer()
    reading = doc.reading
    named = [words for words in names(reading, known) if not _is_body(reading.written(words))]
    meant = resolve(doc.article.text, [reading.span(words) for words in named], known)
    found = [(words, place) for words, place in zip(named, meant, strict=True) if place]
    for words, place in found:
        how = relation(words, reading)
        if place.how == ADJECTIVE and how != "border":
            how = "of"
        yield Where(
            article=doc.article.id,
            stage="places",
            span=reading.span(words),
            name=place.name,
            lat=place.lat,
            lon=place.lon,
            country=place.country,
            geonameid=place.geonameid,
            feature=place.feature,
            relation=how,
        )
    yield from _borders(doc, found, known)


def _is_body(name: str) -> bool:
    """Whether letters are short for a body that acts, and no place: NATO, of whose name there is a town."""
    letters = name.replace(".", "")
    return (
        2 < len(letters) < LONGEST_ACRONYM
        and letters.isupper()
        and any(
            hit.alias_type in {"full", "acronym"} and entry.kind in BODIES for hit, entry in core_actors().hits(name)
        )
    )


def _borders(doc: Doc, found: Sequence[tuple[Range, Place]], known: Gazetteer) -> Iterator[Where]:
    for (left, one), (right, other) in pairwise(found):
        whole = border_of(left, right, doc.reading)
        if not whole or not one.country or not other.country or one.country == other.country:
            continue
        if point := between(one.country, other.country, known):
            yield Where(
                article=doc.article.id,
                stage="places",
                span=doc.reading.span(whole),
                name=f"{one.name}-{other.name} border",
                lat=round(point[0], 2),
                lon=round(point[1], 2),
                feature="border",
            )
