"""`standoff demo`: the sample crisis that comes with the package, read here and now, offline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from standoff.cli import trouble

if TYPE_CHECKING:
    from rich.console import Console

    from standoff.read import Arrival
    from standoff.report import Report

PICTURE_WIDTH = 96


@click.command(short_help="Read the sample crisis that comes along, offline.")
@click.option("--all", "every", is_flag=True, help="Show every report, not only the three most telling.")
@click.option("--picture", type=click.Path(dir_okay=False, path_type=Path), hidden=True)
def demo(every: bool, picture: Path | None) -> int:
    """Read the sample crisis that comes with Standoff, offline, and show who said what."""
    from standoff.cli.waiting import waiting
    from standoff.demo import TELLING
    from standoff.show.terminal import console_for_people

    with waiting("reading the sample crisis"):
        reports = read_sample()
    if not reports:
        return trouble.NOTHING_READ
    telling = [report for report in reports if every or report.article.url in TELLING]
    if picture:
        draw(telling[0], picture)
    else:
        tell(console_for_people(), reports, telling)
    return trouble.ALL_READ


def read_sample() -> list[Report]:
    """The reports of the sample crisis, in the order they were published."""
    from datetime import date
    from importlib.resources import as_file, files

    from standoff.read import read
    from standoff.report import annotated

    with as_file(files("standoff.demo")) as folder:
        sources = [str(folder / "reports.jsonl"), str(folder / "observers-count.html")]
        reports = list(annotated(read(sources), _complain))
    return sorted(reports, key=lambda report: report.article.published or date.max)


def _complain(arrival: Arrival, error: Exception | None) -> None:
    if error is not None:
        trouble.complain_of(arrival.source, error)


def tell(console: Console, reports: list[Report], telling: list[Report]) -> None:
    """The introduction, the most telling reports, what all of them say together, and what to try next."""
    from rich.padding import Padding
    from rich.text import Text

    from standoff.demo import INTRODUCTION
    from standoff.show.overview import overview
    from standoff.show.terminal import ReportView

    console.print(Text("The standoff at Harrow Gorge", style="bold"))
    console.print(Text(INTRODUCTION))
    console.print()
    shown = "all of them" if len(telling) == len(reports) else f"{len(telling)} of them"
    console.print(Text(f"{len(reports)} reports were read just now, on this machine. Here are {shown}."))
    for report in telling:
        console.print()
        console.print(ReportView(report))
    console.print()
    console.rule(style="dim")
    console.print(Text(f"All {len(reports)} reports together", style="bold"))
    for table in overview(reports):
        console.print(Padding(table, (1, 0, 0, 0)))
    console.print()
    console.print(Text("A wire story counts each time it is printed: copies are not folded yet.", style="dim"))
    console.print()
    console.print(Text("Now try it on the news:", style="bold"))
    for command, what in NEXT:
        console.print(Text.assemble("  ", (f"{command:<40}", "bold"), what))


NEXT = (
    ("standoff read your-report.txt", "or a page, a folder, an address"),
    ("standoff read --json your-report.txt", "the same as one line of JSON"),
    ("standoff demo --all", "all the reports of this crisis"),
)


def draw(report: Report, picture: Path) -> None:
    """Write the view of one report as an SVG picture, as a terminal of `PICTURE_WIDTH` columns shows it."""
    import io
    import re

    from standoff.show.terminal import ReportView, console_for_people

    console = console_for_people(record=True, file=io.StringIO(), width=PICTURE_WIDTH, force_terminal=True)
    console.print(ReportView(report))
    drawn = console.export_svg(title=f"standoff read {report.article.url}")
    # rich has the picture fetch its font from the web; without that it takes the reader's own.
    picture.write_text(re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL), encoding="utf-8")
