"""What is counted when a record's events are held against golden marks.

An event is **found** where the words of its trigger share one with the marked trigger's; found and marked events are
paired one to one, greedily: those of one type first.  Type, quad, mode, status, agents and recipients are
judged on the pairs: sides agree where each party of one shares a word, that is no function word, with one of the other,
or both are empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from standoff.codes import event_types
from standoff.record import Span
from standoff.record.as_json import Record
from standoff.score.gold import Golden, MarkedEvent
from standoff.score.measures import FUNCTION, WORD, Count, calibration_error

PARTS = ("type", "quad", "mode", "status", "agents", "recipients")


@dataclass(slots=True)
class HappenedTally:
    """The counts over some reports: `events` found, `PARTS` of those found, and each status and type by its name.

    `whole` counts an event as right where its type, agents and recipients all are; `sure` holds the confidence of each
    event that was found and whether it was right so.
    """

    reports: int = 0
    events: Count = field(default_factory=Count)
    typed: Count = field(default_factory=Count)
    whole: Count = field(default_factory=Count)
    parts: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    types: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    statuses: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    sure: list[tuple[float, bool]] = field(default_factory=list)


def happened_tally(pairs: Iterable[tuple[Golden, Record]]) -> HappenedTally:
    """Count over marked reports and the records made of their texts; reports without marks of events are left out."""
    total = HappenedTally()
    for gold, record in pairs:
        if gold.events is not None:
            _count(gold, gold.events, record, total)
    return total


def _count(gold: Golden, marked: Sequence[MarkedEvent], record: Record, total: HappenedTally) -> None:
    total.reports += 1
    words = [Span(*found.span()) for found in WORD.finditer(gold.text)]
    content = {i for i, (start, end) in enumerate(words) if gold.text[start:end].lower() not in FUNCTION}

    def covered(spans: Iterable[Sequence[int]]) -> frozenset[int]:
        return frozenset(i for a, b in spans for i, (start, end) in enumerate(words) if start < b and a < end)

    mine = record["events"]
    paired = _paired(
        [(covered(one.trigger), one.type) for one in marked], [(covered(one["trigger"]), one["type"]) for one in mine]
    )
    right_type = sum(marked[i].type == mine[j]["type"] for i, j in paired)
    total.events.add(len(paired), len(marked), len(mine))
    total.typed.add(right_type, len(marked), len(mine))
    for kind in {one.type for one in marked} | {one["type"] for one in mine}:
        right = sum(marked[i].type == kind == mine[j]["type"] for i, j in paired)
        counted = sum(one.type == kind for one in marked), sum(one["type"] == kind for one in mine)
        total.types[kind].add(right, *counted)
    whole: set[int] = set()
    for i, j in paired:
        one, other = marked[i], mine[j]
        sides = {}
        for side, ours in (("agents", "actors"), ("recipients", "recipients")):
            sides[side] = _same_side(
                [covered([span]) & content for span in getattr(one, side)],
                [
                    covered([span]) & content
                    for span in dict.fromkeys(tuple(p["span"]) for p in other[ours] if p["span"])
                ],
            )
        right_parts = {
            "type": one.type == other["type"],
            "quad": event_types()[one.type].quad == other["quad"],
            "mode": one.mode == other["mode"],
            "status": one.status == other["status"],
            **sides,
        }
        for name, right_part in right_parts.items():
            total.parts[name].add(int(right_part), 1, 1)
        for status in {one.status, other["status"]}:
            both = int(one.status == other["status"])
            total.statuses[status].add(both, int(one.status == status), int(other["status"] == status))
        if right_parts["type"] and all(sides.values()):
            whole.add(j)
    total.whole.add(len(whole), len(marked), len(mine))
    total.sure += [(one["confidence"] or 0.0, j in whole) for j, one in enumerate(mine)]


def _same_side(marked: Sequence[frozenset[int]], found: Sequence[frozenset[int]]) -> bool:
    return all(any(a & b for b in found) for a in marked) and all(any(a & b for a in marked) for b in found)


def _paired(
    marked: Sequence[tuple[frozenset[int], str]], found: Sequence[tuple[frozenset[int], str]]
) -> list[tuple[int, int]]:
    """Pairs of events that share a word of their triggers, one to one; those of one type first, then the most words."""
    options = [
        (kind == other, len(words & theirs), -i, -j)
        for i, (words, kind) in enumerate(marked)
        for j, (theirs, other) in enumerate(found)
        if words & theirs
    ]
    pairs: list[tuple[int, int]] = []
    for _, _, i, j in sorted(options, reverse=True):
        if all(-i != a and -j != b for a, b in pairs):
            pairs.append((-i, -j))
    return pairs


def happened_figures(counted: HappenedTally) -> dict[str, object]:
    """The counts as plain numbers, rounded to three places."""
    return {
        "reports": counted.reports,
        "counts": {
            "found": counted.events.figures(),
            "found, type right": counted.typed.figures(),
            "found, type and parties right": counted.whole.figures(),
        },
        "of those found": {name: round(counted.parts[name].f1, 3) for name in PARTS},
        "types": {name: count.figures() for name, count in sorted(counted.types.items())},
        "statuses": {name: count.figures() for name, count in sorted(counted.statuses.items())},
        "calibration error": round(calibration_error(counted.sure), 3),
    }
