"""What was counted against golden marks, as tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from standoff.score.events import EventTally
    from standoff.score.happened import HappenedTally
    from standoff.score.measures import Count, Tally

COUNTED = ("right", "marked", "found", "precision", "recall", "F1")


def score_tables(counted: Tally) -> Iterator[Table]:
    """Statements and their parts, the acts, and how far confidence can be trusted."""
    from standoff.score.measures import PARTS, STATEMENTS, reliability

    rows = [(name, counted.counts[name]) for name in STATEMENTS]
    yield _counts(f"Statements in {counted.reports} reports", rows)
    yield _counts("Of those found (content+source)", [(name, counted.counts[name]) for name in PARTS])
    yield _counts(f"Acts (mean F1 {counted.act_macro:.3f})", _by_number(counted.acts))
    yield _reliability("Confidence of a statement", reliability(counted.sure))
    yield _reliability("Confidence of its act", reliability(counted.sure_of_act))


def happened_tables(counted: HappenedTally) -> Iterator[Table]:
    """Events and their parts, types and statuses; nothing where no report has marks of events."""
    from standoff.score.happened import PARTS
    from standoff.score.measures import reliability

    if not counted.reports:
        return
    told = (
        ("found", counted.events),
        ("found, type right", counted.typed),
        ("found, type and parties right", counted.whole),
    )
    yield _counts(f"Events in {counted.reports} reports", told)
    yield _counts("Of those found", [(name, counted.parts[name]) for name in PARTS])
    yield _counts("Types", _by_number(counted.types))
    yield _counts("Status, of those found", _by_number(counted.statuses))
    yield _reliability("Confidence of an event", reliability(counted.sure))


def event_tables(counted: EventTally) -> Iterator[Table]:
    """Events as they are coded, by what is counted, by type and by quad."""
    yield _counts(f"Events in {counted.rows} rows", list(counted.counts.items()))
    yield _counts(f"Types (mean F1 {counted.mean(counted.types):.3f})", _by_number(counted.types))
    yield _counts(f"Quads (mean F1 {counted.mean(counted.quads):.3f})", _by_number(counted.quads))


def _by_number(counts: Mapping[str, Count]) -> list[tuple[str, Count]]:
    return sorted(counts.items(), key=lambda one: -one[1].marked)


def _counts(title: str, rows: Sequence[tuple[str, Count]]) -> Table:
    table = _table(title, *COUNTED)
    for name, count in rows:
        whole = (count.right, count.marked, count.found)
        table.add_row(name, *map(str, whole), *(f"{x:.3f}" for x in (count.precision, count.recall, count.f1)))
    return table


def _reliability(title: str, rows: Sequence[tuple[float, float, int, float, float]]) -> Table:
    table = _table(title, "found", "mean confidence", "share right")
    for low, high, count, mean, share in rows:
        table.add_row(f"{low:.1f} to {high:.1f}", str(count), f"{mean:.2f}", f"{share:.2f}")
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(first, box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in others:
        table.add_column(name, justify="right")
    return table
