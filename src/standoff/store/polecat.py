"""Events as POLECAT publishes them: forty columns parted by tabs, one row for each actor and recipient."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.codes import intensity
from standoff.codes.states import cow
from standoff.record.as_json import Record
from standoff.store.coded import CodedEvent
from standoff.store.rows import Party, day_of, listed, number, pairs, words

COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors"),
    *("Actor Title", "Actor Name Raw", "Wikipedia Actor ID"),
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
QUADS = ("", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")
# What POLECAT writes for a name, country or number that it does not know; programs that read it look for that.
UNKNOWN = "None"


def rows(record: Record, coded: CodedEvent) -> Iterator[tuple[str, ...]]:
    """The rows of one event.  Event Date is the event's first day, else the day of publication, else empty."""
    article, event = record["article"], coded.event
    day = day_of(record, coded)
    for n, (actor, recipient) in enumerate(pairs(record, coded), 1):
        yield (
            f"{article['id']}_{event['id']}_{n}",
            day.isoformat() if day else "",
            coded.type,
            coded.mode or "",
            number(intensity(coded.type, coded.mode)),
            QUADS[coded.quad],
            listed(event["contexts"]),
            *_side(actor),
            *_side(recipient),
            *_place(record, coded),
            article["outlet"] or "",
            article["published"] or "",
            *(listed(_named(record, kind)) for kind in ("person", "group", "place")),
            article["language"] or "",
            f"standoff-{record['standoff']}",
        )


def _side(one: Party | None) -> tuple[str, ...]:
    if one is None:
        return (UNKNOWN, UNKNOWN, UNKNOWN, "", "", "", "", "")
    sector = one.sector or ""
    number_of_state = cow(one.country) if one.country else None
    return (
        one.name or UNKNOWN,
        one.country or UNKNOWN,
        UNKNOWN if number_of_state is None else str(number_of_state),
        sector,
        sector,
        listed(one.roles),
        one.text,
        "",  # the number of a page of Wikipedia, which is not in the record
    )


def _place(record: Record, coded: CodedEvent) -> tuple[str, ...]:
    where = coded.event["where"]
    if where is None:
        return ("",) * 10
    feature, geonames = where.get("feature") or "", where.get("geonameid")
    return (
        where["name"],
        where["name"] if feature == "city" else "",
        "",
        where["name"] if feature == "region" else "",
        where["country"] or "",
        number(where["lat"]),
        number(where["lon"]),
        "" if geonames is None else str(geonames),
        words(record, where["span"]) if where["span"] else "",
        feature,
    )


def _named(record: Record, kind: str) -> list[str]:
    return [words(record, one["span"]) for one in record["mentions"] if one["kind"] == kind]
