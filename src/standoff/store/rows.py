"""What all tables of events share: who stands on each side of a row, and fields that no reader of tables trips over."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from standoff.record.as_json import Record
from standoff.store.coded import CodedEvent

# Tabs, line ends of any kind, and other control characters; half a surrogate pair cannot be written as UTF-8.
BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
HALVES = re.compile("[\ud800-\udfff]")
# What a spreadsheet takes for a formula, also in full width; a quotation mark would hide one, or swallow what follows.
RISKY = re.compile('[=+\\-@＝＋－＠"]')
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who acts in an event or is acted on; `text` are the words for them, `span` where these stand."""

    key: str | None
    name: str | None
    country: str | None
    sector: str | None
    roles: tuple[str, ...]
    text: str
    span: list[int] | None


def party(record: Record, row: dict[str, Any]) -> Party:
    """The party of a row of `actors` or `recipients`, with the name that the record's actors give it."""
    actor = record["actors"][row["actor"]] if row["actor"] else {}
    return Party(
        key=row["actor"],
        name=actor.get("name"),
        country=row["country"] or actor.get("country"),
        sector=row["sector"] or actor.get("sector"),
        roles=tuple(actor.get("roles", ())),
        text=words(record, row["span"]) if row["span"] else "",
        span=row["span"],
    )


def pairs(record: Record, coded: CodedEvent) -> list[tuple[Party | None, Party | None]]:
    """Who did it to whom, each pair once; None for a side that the text does not tell.

    Where the event is reciprocal, each side does it to each other side.
    """
    actors: list[Party | None] = [party(record, row) for row in coded.actors]
    recipients: list[Party | None] = [party(record, row) for row in coded.recipients]
    sides = itertools.permutations(actors, 2) if coded.event["reciprocal"] else ()
    met = [(one, other) for one, other in sides if _who(one) != _who(other)]
    done = itertools.product(actors or [None], recipients or ([] if met else [None]))
    return list({tuple(map(_who, pair)): pair for pair in (*met, *done)}.values())


def _who(one: Party | None) -> object:
    return one and (one.key or str(one.span))


def day_of(record: Record, coded: CodedEvent) -> date | None:
    """The event's first day, or, where no time is told of it, the day of publication; None where neither is known."""
    when = coded.event["when"]
    told = when["from"] if when else record["article"]["published"]
    return date.fromisoformat(told) if told else None


def words(record: Record, span: list[int]) -> str:
    """The words at a span.  Raises `ValueError` for one outside the text."""
    text, (start, end) = record["article"]["text"], span
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"span [{start}, {end}] does not lie in a text of {len(text)} characters")
    return str(text[start:end])


def number(value: float | None) -> str:
    """A number as tables hold it, empty for None.  Raises `ValueError` for one that is not finite."""
    if value is None:
        return ""
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number for a table")
    return str(value)


def listed(names: Iterable[str]) -> str:
    """Names in one field, each once, parted by `"; "`."""
    return "; ".join(dict.fromkeys(name.replace(";", ",") for name in names))


def line(fields: Iterable[str], *, raw: bool = False) -> str:
    """Fields parted by tabs, without a line end; nothing is quoted, and no field holds a tab, line end or control.

    Without `raw`, a field that a spreadsheet would take for a formula begins with a single quotation mark.
    """
    return "\t".join(_field(one, raw) for one in fields)


def _field(text: str, raw: bool) -> str:
    clean = HALVES.sub("\ufffd", BREAKS.sub(" ", text)).strip()
    return f"'{clean}" if not raw and RISKY.match(clean) and not NUMBER.fullmatch(clean) else clean
