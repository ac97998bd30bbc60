"""`standoff stages`: what is done to each report, in order."""

from __future__ import annotations

import click


@click.command(short_help="List what is done to a report, in order.")
def stages() -> None:
    """List the stages that read a report: what each needs and what it makes."""
    from rich.table import Table

    from standoff.pipeline import default_stages
    from standoff.show.terminal import console_for_people

    table = Table("stage", "needs", "makes", box=None, pad_edge=False)
    for stage in default_stages():
        table.add_row(stage.name, _names(stage.needs), _names(stage.makes))
    console_for_people().print(table)


def _names(kinds: frozenset[type]) -> str:
    return ", ".join(sorted(kind.__name__ for kind in kinds)) or "the text"
