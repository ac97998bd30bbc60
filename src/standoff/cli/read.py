"""`standoff read`: reports in, who said and did what out, for people on a terminal and as JSON lines for programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import click

from standoff.cli import trouble

if TYPE_CHECKING:
    from standoff.read import Arrival
    from standoff.report import Report


def day_given(_: click.Context, _option: click.Parameter, words: str | None) -> date | None:
    """The day that `--published` names, or a usage error that says what was wanted."""
    if words is None:
        return None
    from standoff.errors import StandoffError
    from standoff.read import published_day
    from standoff.read.dates import today_utc

    try:
        return published_day(words, today=today_utc())[0]
    except StandoffError as error:
        raise click.BadParameter(str(error)) from None


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--published", callback=day_given, metavar="DATE", help="The day of reports that do not say their own, YYYY-MM-DD."
)
@click.option("--outlet", metavar="NAME", help="Who published the reports that do not say so themselves.")
@click.option(
    "--actors",
    type=click.Path(exists=True, file_okay=False),
    envvar="STANDOFF_ACTORS",
    metavar="FOLDER",
    help="Your own lines about actors, *.jsonl, which win; `standoff actors check` looks them over.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON record a line, on a terminal too.")
@click.option("--private-addresses", is_flag=True, help="Also fetch from addresses inside this network.")
def read(
    sources: tuple[str, ...],
    published: date | None,
    outlet: str | None,
    actors: str | None,
    as_json: bool,
    private_addresses: bool,
) -> int:
    """Read reports and print who said what and who did what to whom.

    A SOURCE is a text file, an HTML page, a JSONL file, a folder of these, an address (https://...), or - for
    standard input.

    On a terminal it prints a view for people; into a pipe or a file, and with --json, one record a line, in the
    shape that `standoff schema` prints.

    \b
    Exit codes: 0 every source was read; 1 some could not be read, the others
    were; 2 the command was wrong; 3 nothing could be read; 130 interrupted;
    141 whoever reads the output went away.
    """
    if actors:
        from standoff.actors import actors_in_use

        os.environ["STANDOFF_ACTORS"] = actors  # the processes that read beside this one inherit it
        actors_in_use()
    from standoff.cli.waiting import waiting
    from standoff.read import Limits
    from standoff.read import read as read_sources
    from standoff.report import annotated

    read_so_far, failures = 0, 0
    write = write_json if as_json or not sys.stdout.isatty() else view()

    def aside(arrival: Arrival, error: Exception | None) -> None:
        nonlocal failures
        failures += error is not None
        with line.away():
            for problem in arrival.problems if error is None else ():
                trouble.complain(f"{arrival.source}: {problem.message}")
            if error is not None:
                trouble.complain_of(arrival.source, error)

    limits = Limits(private_addresses=private_addresses)
    with waiting("reading") as line:
        for report in annotated(read_sources(list(sources), published=published, outlet=outlet, limits=limits), aside):
            read_so_far += 1
            with line.away():
                write(report)
            line.tell(f"reading: {read_so_far} read" + (f", {failures} could not be" if failures else ""))
    if not read_so_far:
        return trouble.NOTHING_READ
    return trouble.SOME_FAILED if failures else trouble.ALL_READ


def write_json(report: Report) -> None:
    """Write the report's record as one line of UTF-8, whatever the locale, at once."""
    from standoff.record.as_json import write_line

    sys.stdout.buffer.write(write_line(report.record()).encode() + b"\n")
    sys.stdout.buffer.flush()


def view() -> Callable[[Report], None]:
    """What prints a report for a person."""
    from standoff.show.terminal import ReportView, console_for_people

    console = console_for_people()

    def write(report: Report) -> None:
        console.print(ReportView(report))
        console.print()

    return write
