"""Many reports at a glance: who spoke most, and which outlet let whom speak."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from rich.table import Table
from rich.text import Text

from standoff.report import Report, Said
from standoff.show.plain import plain, shortened
from standoff.show.terminal import spelled

LONGEST_NAME = 36


def overview(reports: Iterable[Report], most: int = 8) -> Iterator[Table]:
    """Two tables: the `most` who spoke most, and the outlets with whom they quoted most.

    Speakers are those who are known by name; they are taken for the same where the name is.
    """
    kept = list(reports)
    said: Counter[str] = Counter()
    carried: defaultdict[str, set[str]] = defaultdict(set)
    days: defaultdict[str, list[date]] = defaultdict(list)
    by_outlet: defaultdict[str, Counter[str]] = defaultdict(Counter)
    printed: Counter[str] = Counter(_outlet(report) for report in kept)
    for report in kept:
        for name in map(_name, report.said()):
            by_outlet[_outlet(report)][name] += 1
            if name:
                said[name] += 1
                carried[name].add(_outlet(report))
                days[name] += [report.article.published] if report.article.published else []

    speakers = _table("Who spoke most", "statements", "outlets", "from", "to")
    for name, count in said.most_common(most):
        ends = (spelled(min(days[name])), spelled(max(days[name]))) if days[name] else ("", "")
        _row(speakers, name, str(count), str(len(carried[name])), *ends)
    yield speakers

    outlets = _table("Who let them speak", "reports", "statements", "mostly")
    for outlet, reports_printed in printed.most_common():
        quoted = by_outlet[outlet]
        mostly = next((name for name, _ in quoted.most_common() if name), "")
        _row(outlets, outlet, str(reports_printed), str(quoted.total()), shortened(mostly, LONGEST_NAME))
    yield outlets


def _name(said: Said) -> str:
    return plain(said.speakers[0].name) if said.speakers else ""


def _outlet(report: Report) -> str:
    return plain(report.article.outlet or "") or "(unknown outlet)"


def _table(first: str, *others: str) -> Table:
    table = Table(first, box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
    for name in others:
        table.add_column(name, justify="right" if name in {"statements", "outlets", "reports"} else "left")
    return table


def _row(table: Table, first: str, *others: str) -> None:
    table.add_row(Text(shortened(first, LONGEST_NAME), style="magenta"), *(Text(other) for other in others))
