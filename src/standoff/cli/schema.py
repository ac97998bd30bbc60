"""`standoff schema`: the JSON Schema of the record, to check records with or to generate code from."""

from __future__ import annotations

import click


@click.command(short_help="Print the JSON Schema of the record.")
def schema() -> None:
    """Print the JSON Schema of the record that `standoff read --json` prints."""
    from importlib.resources import files

    click.echo(files("standoff.record").joinpath("schema.json").read_text(encoding="utf-8"), nl=False)
