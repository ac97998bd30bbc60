"""What was counted against golden marks, as tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from standoff.score.measures import Count, Tally

COUNTED = ("right", "marked", "found", "precision", "recall", "F1")


def score_tables(counted: Tally) -> Iterator[Table]:
    """Statements and their parts, the acts, and how far confidence can be trusted."""
    from standoff.score.measures import PARTS, STATEMENTS, reliability

    rows = [(name, counted.counts[name]) for name in STATEMENTS]
    yield _counts(f"Statements in {counted.reports} reports", rows)
    yield _counts("Of those found (content+source)", [(name, counted.counts[name]) for name in PARTS])
    yield _counts(
        f"Acts (mean F1 {counted.act_macro:.3f})", sorted(counted.acts.items(), key=lambda one: -one[1].marked)
    )
    yield _reliability("Confidence of a statement", reliability(counted.sure))
    yield _reliability("Confidence of its act", reliability(counted.sure_of_act))


def _counts(title: str, rows: Sequence[tuple[str, Count]]) -> Table:
    table = _table(title, *COUNTED)
    for name, count in rows:
        whole = (count.right, count.marked, count.found)
        table.add_row(name, *map(str, whole), *(f"{x:.3f}" for x in (count.precision, count.recall, count.f1)))
    return table


def _reliability(title: str, rows: Sequence[tuple[float, float, int, float, float]]) -> Table:
    table = _table(title, "statements", "mean confidence", "share right")
    for low, high, count, mean, share in rows:
        table.add_row(f"{low:.1f} to {high:.1f}", str(count), f"{mean:.2f}", f"{share:.2f}")
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(first, box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in others:
        table.add_column(name, justify="right")
    return table
