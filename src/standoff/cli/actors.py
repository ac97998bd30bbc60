"""`standoff actors`: look up whom words mean, and look after the lists that say so."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from standoff.cli import trouble

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, writable=True, path_type=Path)
OVERRIDES = click.option("--actors", "folder", type=FOLDER, metavar="FOLDER", help="Your own lines, *.jsonl: they win.")
TABLES = click.option(
    "--table", "tables", type=FILE, multiple=True, help="A table that `actors build` made; repeatable."
)


@click.group(short_help="Say whom words mean; build and check lists of actors.")
def actors() -> None:
    """Say whom words mean, and look after the lists of actors."""


@actors.command()
@click.argument("words")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day the words speak of.")
@click.option("--country", "countries", multiple=True, metavar="CODE", help="A country of the report; repeatable.")
@click.option("--acting", is_flag=True, help="The words are who speaks or acts: a capital is its government.")
@OVERRIDES
@TABLES
def find(
    words: str,
    on: datetime | None,
    countries: tuple[str, ...],
    acting: bool,
    folder: Path | None,
    tables: tuple[Path, ...],
) -> int:
    """Say whom WORDS mean, and why."""
    from standoff.actors import Context, actors_from, resolve
    from standoff.show.plain import plain

    day = on.date() if on else None
    context = Context(on=day, countries=tuple(code.upper() for code in countries), acting=acting)
    match = resolve(words, context, actors_from(folder, tables))
    if match is None:
        click.echo(plain(f"{words}: nothing in these words tells of an actor"))
        return trouble.SOME_FAILED
    told = [
        ("name", match.name),
        ("entry", match.id),
        ("kind", match.kind),
        ("country", match.country),
        ("sector", match.sector),
        ("role", f"{match.role} ({match.role_status})" if match.role else None),
        ("because", match.because),
        ("candidates", ", ".join(match.candidates)),
    ]
    for what, value in told:
        if value:
            click.echo(f"{what:<10}  {plain(value)}")
    return trouble.ALL_READ


@actors.command()
@click.argument("folder", type=FOLDER)
def check(folder: Path) -> None:
    """Check the lines of FOLDER that change the gazetteer."""
    from standoff.actors import Actors
    from standoff.actors.index import core
    from standoff.actors.overrides import overrides_in

    changes = overrides_in(folder)
    Actors([core()], changes)
    forbidden = len(changes.forbidden) + len(changes.forbidden_of)
    click.echo(
        f"{len(changes.added)} added, {sum(map(len, changes.aliases.values()))} aliases, "
        f"{forbidden} forbidden, {len(changes.merged)} merged"
    )


@actors.command()
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--out", type=OUT, required=True, help="Where the compiled table goes.")
def build(files: tuple[Path, ...], out: Path) -> None:
    """Compile gazetteer FILES into one table; nothing is done where they have not changed."""
    from standoff.actors.index import compile_to

    click.echo(f"{out}: built" if compile_to(out, files) else f"{out}: built from these very files before")


@actors.command()
@click.option("--out", type=OUT, required=True, help="Where the gazetteer lines go.")
@click.option("--endpoint", metavar="URL", help="Another SPARQL service with Wikidata's data.")
def refresh(out: Path, endpoint: str | None) -> None:
    """Fetch heads of state and government, foreign and defence ministers from Wikidata."""
    from standoff.actors import wikidata

    click.echo(f"{out}: {wikidata.refresh(out, endpoint or wikidata.WIKIDATA_SPARQL)} persons")


@actors.command("import")
@click.argument("file", type=FILE)
@click.option("--out", type=OUT, required=True, help="Where the gazetteer lines go.")
@click.option("--country", metavar="CODE", help="Whose office-holders they are, where the table does not say.")
def import_(file: Path, out: Path, country: str | None) -> None:
    """Turn an open table, FILE, into gazetteer lines."""
    from standoff.actors.importers import imported
    from standoff.actors.wikidata import write_whole

    lines = list(imported(file, country=country.upper() if country else None))
    write_whole(out, lines)
    click.echo(f"{out}: {len(lines)} actors")
