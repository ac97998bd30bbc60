"""`standoff write`: the events of records as a table that other programs know."""

from __future__ import annotations

import math
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from standoff.cli import trouble

if TYPE_CHECKING:
    from standoff.store.write import Count

FORMATS = ("polecat", "gdelt", "jsonl")  # those of standoff.store.write, which is not imported for the help


@click.command(short_help="Write the events of records as a table for other programs.")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.argument("out", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--as", "form", type=click.Choice(FORMATS), required=True, help="The format of the table.")
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="CONFIDENCE",
    help="Leave out events less sure than this, 0 to 1.",
)
@click.option("--raw", is_flag=True, help="Write fields that a spreadsheet would take for formulas as they are.")
def write(source: Path, out: Path | None, form: str, least: float, raw: bool) -> int:
    """Write the events that the records of SOURCE tell of to OUT, or to standard output.

    SOURCE holds JSON lines as `standoff read --json` prints them, or is - for standard input.  polecat has POLECAT's
    forty columns and a header, gdelt the sixty-one columns of GDELT 2.0 and none, both one row for each actor and
    recipient; jsonl is one JSON object an event.

    What is denied, only foretold or conditional is no row, and what is told twice is one.  Both tables are parted by
    tabs and nothing in them is quoted; a field that a spreadsheet would take for a formula begins with a ' unless
    --raw.  OUT takes its place when all is written: after an error there is no half a file.
    """
    from standoff.store.write import Count, lines_of, read_records, replacing

    out = None if out == Path("-") else out
    _check(source, out, least)
    count = Count()
    with ExitStack() as open_files:
        given = sys.stdin.buffer if str(source) == "-" else open_files.enter_context(source.open("rb"))
        there = open_files.enter_context(replacing(out)) if out else sys.stdout.buffer
        records = read_records(given, "standard input" if str(source) == "-" else str(source))
        for line in lines_of(records, form, count, least=least, raw=raw):
            there.write(line.encode() + b"\n")
        there.flush()
    trouble.complain(in_words(count, str(out) if out else "standard output"))
    return trouble.ALL_READ


def _check(source: Path, out: Path | None, least: float) -> None:
    if math.isnan(least):
        raise click.BadParameter("nan is not in the range 0<=x<=1.", param_hint="'--least'")
    if out is None:
        return
    if not out.parent.is_dir():
        raise click.BadParameter(f"there is no folder {out.parent}", param_hint="'OUT'")
    if out.exists() and str(source) != "-" and out.samefile(source):
        raise click.BadParameter(f"{out} is SOURCE itself, and would be replaced", param_hint="'OUT'")


def in_words(count: Count, where: str) -> str:
    """What was written where, in one line."""
    rows = "" if count.rows == count.events else f", in {_many(count.rows, 'row')}"
    left = f"; {count.left_out} left out" if count.left_out else ""
    return f"{_many(count.events, 'event')} of {_many(count.records, 'record')} written to {where}{rows}{left}"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
