"""`standoff score`: how well Standoff reads, against reports that people marked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from standoff.cli import trouble

if TYPE_CHECKING:
    from standoff.record.as_json import Record
    from standoff.score.gold import Golden


@click.command(short_help="Measure how well it reads, against marked reports.")
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where the texts are of marks that hold none: the folder their `file` is told from.",
)
@click.option(
    "--split",
    type=click.Choice(["train", "dev", "test", "all"]),
    default="all",
    show_default=True,
    help="Score only these reports: learnt from, tuned on, or neither.",
)
@click.option(
    "--records",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Score these records, JSON lines, instead of reading now; an article's text says whose it is.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")
def score(gold: Path, texts: Path | None, split: str, records: Path | None, as_json: bool) -> int:
    """Measure how well the marked reports of GOLD, a file or a folder of marks, are read: precision, recall and F1.

    The marks are described in docs/marking.md.  A statement is found where content and source agree; speaker, act,
    addressee, outlets and carrier are judged on those that are found.
    """
    from standoff.cli.waiting import waiting
    from standoff.score.gold import golden
    from standoff.score.measures import figures, tally

    wanted = [one for one in golden(gold, texts) if split in {"all", one.split}]
    if not wanted:
        trouble.complain(f"{gold} holds no report of the split {split!r}")
        return trouble.NOTHING_READ
    with waiting(f"reading {len(wanted)} marked reports"):
        counted = tally(_given(wanted, records) if records else _read(wanted))
    if as_json:
        click.echo(json.dumps(figures(counted), indent=1))
        return trouble.ALL_READ
    from standoff.show.scores import score_tables
    from standoff.show.terminal import console_for_people

    console = console_for_people()
    for table in score_tables(counted):
        console.print(table)
        console.print()
    return trouble.ALL_READ


def _read(wanted: list[Golden]) -> Iterator[tuple[Golden, Record]]:
    from standoff.record import Article
    from standoff.record.as_json import record_of
    from standoff.run import annotate_all

    for one, (article, findings) in zip(wanted, annotate_all(Article(text=one.text) for one in wanted), strict=True):
        yield one, record_of(article, findings)


def _given(wanted: list[Golden], records: Path) -> Iterator[tuple[Golden, Record]]:
    from standoff.errors import GoldError

    there = {}
    with records.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = json.loads(line)
                there[record["article"]["text"]] = record
            except (ValueError, KeyError, TypeError) as error:
                raise GoldError(
                    f"{records}, line {number}, is no record of `standoff read --json`: {error!r}"
                ) from None
    for one in wanted:
        if one.text not in there:
            raise GoldError(f"{records} holds no record with the text of {one.name}")
        yield one, there[one.text]
