"""Events as flat JSON: one object an event, with stable keys and the words beside the codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from standoff.codes import cameo, intensity
from standoff.record.as_json import Record
from standoff.store.coded import CodedEvent
from standoff.store.rows import party, words


def rows(record: Record, coded: CodedEvent) -> Iterator[Record]:
    """The one row of an event.

    `type` and `mode` are the act as told; `coded` and `coded_mode` what PLOVER's coders write for it, and `cameo`,
    `quad` and `intensity` go by these.  `inside` names who says so, outermost speaker last.  Spans are code points of
    the article's text, the end not included.
    """
    article, event = record["article"], coded.event
    yield {
        **{f"article_{key}" if key == "id" else key: article[key] for key in ("id", "url", "outlet", "published")},
        "event_id": event["id"],
        "type": event["type"],
        "mode": event["mode"],
        "coded": coded.type,
        "coded_mode": coded.mode,
        "contexts": event["contexts"],
        "cameo": cameo(coded.type, coded.mode),
        "quad": coded.quad,
        "intensity": intensity(coded.type, coded.mode),
        "status": event["status"],
        "trigger": {"text": " ... ".join(words(record, span) for span in event["trigger"]), "spans": event["trigger"]},
        "actors": [_side(record, row) for row in coded.actors],
        "recipients": [_side(record, row) for row in coded.recipients],
        "reciprocal": event["reciprocal"],
        "when": _told(record, event["when"]),
        "where": _told(record, event["where"]),
        "amounts": [_told(record, amount) for amount in event["amounts"]],
        "inside": _speakers(record, event["inside"]),
        "confidence": event["confidence"],
    }


def _side(record: Record, row: dict[str, Any]) -> Record:
    side = asdict(party(record, row))
    return {key: side[key] for key in ("key", "name", "country", "sector", "text", "span")}


def _told(record: Record, part: dict[str, Any] | None) -> Record | None:
    """A part of the event with its words."""
    return part and {**part, "text": words(record, part["span"]) if part["span"] else None}


def _speakers(record: Record, name: str | None) -> list[Record]:
    """Who says so: the speakers of the statement that tells of it, then those of the statement it stands in."""
    statements = {one["id"]: one for one in record["statements"]}
    found = []
    while name:
        statement = statements.pop(name)  # a circle of statements raises instead of turning for ever
        known = [record["actors"][key]["name"] for key in statement["speakers"]]
        unknown = [] if known else [" ... ".join(words(record, span) for span in statement["source"]) or None]
        found += [{"statement": name, "name": one, "spans": statement["source"]} for one in known or unknown]
        name = statement["inside"]
    return found
