"""The places a report names, with their coordinates, country and number at GeoNames."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.annotate.place.gazetteer import ADJECTIVE, gazetteer
from standoff.annotate.place.names import names
from standoff.annotate.place.relation import relation
from standoff.annotate.place.resolve import resolve
from standoff.doc import Doc
from standoff.record import Where
from standoff.stage import stage


@stage(makes={Where})
def places(doc: Doc) -> Iterator[Where]:
    """Yield each place named; a name that the gazetteer lacks has no coordinates and is left out.

    An adjective ("Egyptian officials"), an owner and a capital that speaks ("Moscow said") name a place too; their
    `relation` is `of`: the words say whose, not where.
    """
    known = gazetteer()
    reading = doc.reading
    named = names(reading, known)
    spans = [reading.span(words) for words in named]
    for words, span, place in zip(named, spans, resolve(doc.article.text, spans, known), strict=True):
        if place:
            yield Where(
                article=doc.article.id,
                stage="places",
                span=span,
                name=place.name,
                lat=place.lat,
                lon=place.lon,
                country=place.country,
                geonameid=place.geonameid,
                feature=place.feature,
                relation="of" if place.how == ADJECTIVE else relation(words, reading),
            )
