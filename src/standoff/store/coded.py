"""The events of a record as event coders write them: one row a happening, with PLOVER's type for what was done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from standoff.codes import event_types
from standoff.record.as_json import Record


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One event under PLOVER's code; `event` is its row in the record, `actors` and `recipients` the parties' rows.

    `type` differs from the event's own where the act has not happened: a promised withdrawal is an AGREE.  Then it has
    no `mode`.
    """

    event: dict[str, Any]
    type: str
    mode: str | None

    @property
    def quad(self) -> int:
        """PLOVER's quad class."""
        return event_types()[self.type].quad

    @property
    def actors(self) -> list[dict[str, Any]]:
        """Who did it; where it is reciprocal, all sides."""
        return list(self.event["actors"])

    @property
    def recipients(self) -> list[dict[str, Any]]:
        """To whom; where nobody is named, the place where it was done, as PLOVER's coders have it."""
        where = self.event["where"]
        if self.event["recipients"] or self.event["reciprocal"] or where is None or where["country"] is None:
            return list(self.event["recipients"])
        return [{"actor": None, "country": where["country"], "sector": None, "span": where["span"]}]


def coded_events(record: Record, *, least: float = 0.0) -> Iterator[CodedEvent]:
    """The events of a record that PLOVER codes, in order, those at least so sure.

    What is only foretold, conditional or denied is none.  What somebody demanded or promised is told twice, by the
    words that demand and by what they demand: it is coded once.
    """
    text = record["article"]["text"]
    events = [one for one in record["events"] if (one["confidence"] or 0.0) >= least]
    done = [(one["coded"], _sentence(text, one)) for one in events if one["coded"] == one["type"]]
    told: set[tuple[Any, ...]] = set()
    for one in events:
        code = one["coded"]
        if code is None or (code != one["type"] and (code, _sentence(text, one)) in done):
            continue
        parties = (tuple(sorted(map(str, map(_who, one[side])))) for side in ("actors", "recipients"))
        where = one["where"] and tuple(one["where"]["span"])
        same = (code, _sentence(text, one), where, *parties)
        if same not in told:
            told.add(same)
            yield CodedEvent(one, code, one["mode"] if code == one["type"] else None)


def _who(party: dict[str, Any]) -> Any:
    return party["actor"] or party["span"]


def _sentence(text: str, event: dict[str, Any]) -> int:
    """Where the line or sentence of an event begins, roughly: after the last stop and space before its trigger."""
    start = event["trigger"][0][0]
    return max(text.rfind(stop, 0, start) for stop in (". ", "\n", "? ", "! "))
