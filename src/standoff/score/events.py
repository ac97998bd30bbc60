"""How well events and actors are coded, against rows of sentences whose events somebody coded.

A row is a JSON object: `id`, `text`, perhaps `date`, and `events`, each with `type`, perhaps `quad`, and `actor` and
`recipient`: lists of `{"text", "code", "sector", "start", "end"}`, where `code` is a country or PLOVER's code for a
body of none, and the offsets count code points.  What a row does not say is not judged.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from standoff.codes import event_types
from standoff.errors import GoldError
from standoff.score.measures import Count

# Names of older versions of PLOVER, by today's; YIELD stands for CONCEDE or RETREAT, STATEMENT for none.
OLD_NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
OLD_NAMES |= {"APPEAL": "REQUEST"}
SIDES = ("actor", "recipient")
YIELDING = frozenset({"CONCEDE", "RETREAT"})

Row = dict[str, Any]


@dataclass(slots=True)
class EventTally:
    """The counts over some rows, each by what was counted; `types` and `quads` by their names.

    `type`, `quad`: labels, over all events of a row.  `detect`: rows with any event.  `country triple`, `full triple`:
    an actor's code (and sector), the type, a recipient's, for each pair of an event's parties; `country pair` without
    the type.
    """

    rows: int = 0
    counts: dict[str, Count] = field(default_factory=dict)
    types: dict[str, Count] = field(default_factory=dict)
    quads: dict[str, Count] = field(default_factory=dict)

    def mean(self, of: Mapping[str, Count]) -> float:
        """The mean F1 of the labels that were marked."""
        marked = [count.f1 for count in of.values() if count.marked]
        return sum(marked) / len(marked) if marked else 0.0


def rows_of(path: Path) -> list[Row]:
    """The rows of a JSONL file.  Raises `GoldError` that names the line where a row is none."""
    rows = []
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path} cannot be read: {error}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row["text"], str) or not isinstance(row["events"], list):
                raise TypeError("`text` must be a string and `events` a list")
            parties = [party for one in row["events"] for side in SIDES for party in one.get(side) or ()]
            if not all(isinstance(one, dict) for one in (*row["events"], *parties)):
                raise TypeError("each event and each party must be an object")
            if row.get("date"):
                date.fromisoformat(row["date"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            wanted = 'wanted is a JSON object with "text", "events" and perhaps a "date" (YYYY-MM-DD)'
            raise GoldError(f"{path}, line {number}: {wanted}: {error!r}") from None
        rows.append(row)
    if not rows:
        raise GoldError(f"{path} holds no rows: wanted are JSON objects with text and events, one a line")
    return rows


def event_tally(pairs: Iterable[tuple[Row, Sequence[Mapping[str, Any]]]]) -> EventTally:
    """Count over rows and the events that were found in each, both in the shape of a row's `events`."""
    total, judged = EventTally(), list(pairs)
    yields = any(one.get("type") == "YIELD" for row, _ in judged for one in row["events"])
    for row, found in judged:
        total.rows += 1
        gold = [named for one in row["events"] if (named := _named(one, yields=yields))]
        mine = [named for one in found if (named := _named(one, yields=yields))]
        _add(total.counts, "detect", int(bool(gold and mine)), int(bool(gold)), int(bool(mine)))
        for name, by in (("type", total.types), ("quad", total.quads)):
            a, b = (Counter(str(one[name]) for one in those if one[name]) for those in (gold, mine))
            both = a & b
            _add(total.counts, name, both.total(), a.total(), b.total())
            for label in a | b:
                _add(by, label, both[label], a[label], b[label])
        # a row without events says that there is none; one without codes says nothing of who
        if not gold or any(party.get("code") for one in gold for side in SIDES for party in one[side]):
            for name, full, typed in (
                ("country triple", False, True),
                ("full triple", True, True),
                ("country pair", False, False),
            ):
                x, y = (Counter(item for one in those for item in _items(one, full, typed)) for those in (gold, mine))
                _add(total.counts, name, _shared(x, y), x.total(), y.total())
    return total


def event_figures(counted: EventTally) -> dict[str, object]:
    """The counts as plain numbers, rounded to three places."""
    return {
        "rows": counted.rows,
        "counts": {name: count.figures() for name, count in counted.counts.items()},
        "type, mean F1": round(counted.mean(counted.types), 3),
        "quad, mean F1": round(counted.mean(counted.quads), 3),
        "types": {name: count.figures() for name, count in sorted(counted.types.items())},
        "quads": {name: count.figures() for name, count in sorted(counted.quads.items())},
    }


def _add(counts: dict[str, Count], name: str, right: int, marked: int, found: int) -> None:
    counts.setdefault(name, Count()).add(right, marked, found)


def _named(event: Mapping[str, Any], *, yields: bool) -> Row | None:
    """An event with today's name of its type and its quad; None for a statement."""
    kind = OLD_NAMES.get(event.get("type") or "", event.get("type"))
    quad = event.get("quad")
    if kind in event_types():
        quad = event_types()[kind].quad
    if yields and kind in YIELDING:
        kind = "YIELD"
    quad = 2 if kind == "YIELD" else quad
    if kind == "STATEMENT" or (kind is None and not quad):
        return None
    return {"type": kind, "quad": quad, "actor": event.get("actor") or [], "recipient": event.get("recipient") or []}


def _items(event: Row, full: bool, typed: bool) -> list[Hashable]:
    """The pairs of an event's parties with its type; of several agents with no recipient each two, in any order."""

    def codes(side: str) -> list[tuple[str, str]]:
        found = {((party.get("code") or ""), (party.get("sector") or "") if full else "") for party in event[side]}
        return sorted(code for code in found if any(code))

    agents, recipients = codes("actor"), codes("recipient")
    kind = event["type"] if typed else ""
    if not recipients and len(agents) > 1:
        return [(kind, frozenset(pair)) for pair in combinations(agents, 2)]
    if not agents and not recipients:
        return []
    return [(kind, a, r) for a in agents or [("", "")] for r in recipients or [("", "")]]


def _shared(gold: Counter[Hashable], found: Counter[Hashable]) -> int:
    """How many items agree one to one; two that do it with each other agree with either order of a pair."""
    both = gold & found
    left, mine = gold - both, found - both
    right = both.total()
    for item in list(left.elements()):
        same = next((one for one in mine if mine[one] and _same(item, one)), None)
        if same is not None:
            mine[same] -= 1
            right += 1
    return right


def _same(one: Any, other: Any) -> bool:
    if one[0] != other[0] or len(one) == len(other):
        return False
    pair, ordered = sorted((one, other), key=len)
    return bool(pair[1] == frozenset(ordered[1:]))


@dataclass(frozen=True, slots=True)
class ActorTally:
    """Of how many actors the country was right, and country and sector; `unlike` is every slip, in the rows' order."""

    actors: int
    country: int
    both: int
    unlike: tuple[tuple[str, str, str], ...]


def actors_marked(rows: Iterable[Row]) -> Iterator[tuple[Row, str, Mapping[str, Any]]]:
    """The parties of a file's events that have a code, each with its row and its side, `actor` or `recipient`."""
    for row in rows:
        for event in row["events"]:
            for side in SIDES:
                for party in event.get(side) or ():
                    if party.get("code") and party.get("text"):
                        yield row, side, party


def actor_tally(judged: Iterable[tuple[Mapping[str, Any], str | None, str | None]]) -> ActorTally:
    """Count over marked parties and the country and sector that were found for each."""
    seen = [
        (party["text"], party["code"], party.get("sector") or "", country or "", sector or "")
        for party, country, sector in judged
    ]
    right = [one for one in seen if one[1] == one[3]]
    both = [one for one in right if one[2] == one[4]]
    unlike = tuple(
        (one[0], f"{one[1]} {one[2]}".strip(), f"{one[3]} {one[4]}".strip())
        for one in seen
        if one[1] != one[3] or one[2] != one[4]
    )
    return ActorTally(len(seen), len(right), len(both), unlike)
