"""`standoff score`: how well Standoff reads, against reports, events and actors that people marked."""

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


class OrReports(click.Group):
    """A group whose first word may be a path: `standoff score GOLD` is `standoff score reports GOLD`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["reports", *args]
        return super().parse_args(ctx, args)


@click.group(cls=OrReports, short_help="Measure how well it reads, against what people marked.")
def score() -> None:
    """Measure how well Standoff reads, against what people marked.

    `standoff score GOLD` measures statements and events on marked reports, `events` and `actors` how events are coded
    and actors known, on anybody's rows of coded sentences.
    """


@score.command(short_help="On marked reports: `standoff score GOLD` for short.")
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
def reports(gold: Path, texts: Path | None, split: str, records: Path | None, as_json: bool) -> int:
    """Measure how well the marked reports of GOLD, a file or a folder of marks, are read: precision, recall and F1.

    The marks are described in docs/marking.md and docs/coding.md.  A statement is found where content and source agree;
    speaker, act, addressee, outlets and carrier are judged on those that are found.  An event is found where its
    trigger is; type, status and parties are judged on those.
    """
    from standoff.cli.waiting import waiting
    from standoff.score.gold import golden
    from standoff.score.happened import happened_figures, happened_tally
    from standoff.score.measures import figures, tally

    wanted = [one for one in golden(gold, texts) if split in {"all", one.split}]
    if not wanted:
        trouble.complain(f"{gold} holds no report of the split {split!r}")
        return trouble.NOTHING_READ
    with waiting(f"reading {len(wanted)} marked reports"):
        pairs = list(_given(wanted, records) if records else _read(wanted))
    counted, happened = tally(pairs), happened_tally(pairs)
    if as_json:
        click.echo(json.dumps(figures(counted) | {"events": happened_figures(happened)}, indent=1))
        return trouble.ALL_READ
    from standoff.show.scores import happened_tables, score_tables
    from standoff.show.terminal import console_for_people

    console = console_for_people()
    for table in (*score_tables(counted), *happened_tables(happened)):
        console.print(table)
        console.print()
    return trouble.ALL_READ


@score.command(short_help="How events are coded, on rows of coded sentences.")
@click.argument("rows", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--given",
    type=click.Choice(["spans"]),
    help="Hand over the words for agents and recipients, and judge only the coding.",
)
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    help="Leave out events less sure than this; 0.3 where nothing is said, since coders write down the main ones.",
)
@click.option(
    "--predicted",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="FILE",
    help="Write the rows with what was found in place of what was marked.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")
def events(rows: Path, given: str | None, least: float | None, predicted: Path | None, as_json: bool) -> int:
    """Measure how the events of ROWS are coded: types, quads, and who did it to whom by country.

    ROWS is a JSONL file: {"id", "text", "date"?, "events": [{"type", "actor": [{"text", "code", "sector", "start",
    "end"}], "recipient": [...]}]}, with PLOVER's types, or YIELD for CONCEDE and RETREAT together.
    """
    from standoff.cli.waiting import waiting
    from standoff.score.coding import MAIN, coded_from_spans, coded_from_text
    from standoff.score.events import event_figures, event_tally, rows_of

    if given and least is not None:
        raise click.UsageError("--least is for events read from the text, not for --given spans")
    if predicted and not predicted.absolute().parent.is_dir():
        raise click.UsageError(f"--predicted: there is no folder {predicted.absolute().parent}")
    marked = rows_of(rows)
    with waiting(f"reading {len(marked)} texts"):
        found = coded_from_spans(marked) if given else coded_from_text(marked, least=MAIN if least is None else least)
    if predicted:
        lines = (json.dumps(row | {"events": one}) for row, one in zip(marked, found, strict=True))
        predicted.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    counted = event_tally(zip(marked, found, strict=True))
    if as_json:
        click.echo(json.dumps(event_figures(counted), indent=1))
        return trouble.ALL_READ
    from standoff.show.scores import event_tables
    from standoff.show.terminal import console_for_people

    console = console_for_people()
    for table in event_tables(counted):
        console.print(table)
        console.print()
    return trouble.ALL_READ


@score.command(short_help="How actors are known, on rows of coded sentences.")
@click.argument("rows", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--slips", is_flag=True, help="List the actors that were taken for others.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a line.")
def actors(rows: Path, slips: bool, as_json: bool) -> int:
    """Measure how surely the country and the sector of the marked actors of ROWS are known, their words handed over.

    ROWS is a JSONL file as for `standoff score events`.
    """
    from standoff.cli.waiting import waiting
    from standoff.score.coding import known_actors
    from standoff.score.events import actor_tally, rows_of

    marked = rows_of(rows)
    with waiting(f"reading {len(marked)} texts"):
        counted = actor_tally(known_actors(marked))
    if not counted.actors:
        trouble.complain(f"{rows} holds no actor with a code")
        return trouble.NOTHING_READ
    shares = {"country": counted.country / counted.actors, "country and sector": counted.both / counted.actors}
    if as_json:
        click.echo(json.dumps({"actors": counted.actors} | {name: round(share, 3) for name, share in shares.items()}))
        return trouble.ALL_READ
    click.echo(f"{counted.actors} actors: " + ", ".join(f"{name} {share:.3f}" for name, share in shares.items()))
    for words, right, found in counted.unlike if slips else ():
        click.echo(f"  {words}: {right}, and not {found or 'nobody'}")
    return trouble.ALL_READ


def _read(wanted: list[Golden]) -> Iterator[tuple[Golden, Record]]:
    from standoff.record import Article
    from standoff.record.as_json import record_of
    from standoff.run import annotate_all

    for one, (article, findings) in zip(wanted, annotate_all(Article(text=one.text) for one in wanted), strict=True):
        yield one, record_of(article, findings)


def _given(wanted: list[Golden], records: Path) -> Iterator[tuple[Golden, Record]]:
    from standoff.errors import GoldError
    from standoff.store.write import read_records

    with records.open("rb") as lines:
        there = {record["article"]["text"]: record for _, record in read_records(lines, str(records))}
    for one in wanted:
        if one.text not in there:
            raise GoldError(f"{records} holds no record with the text of {one.name}")
        yield one, there[one.text]
