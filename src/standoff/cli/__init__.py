"""The command `standoff`: one file per verb; what a verb needs is imported when it runs, so that help comes at once."""

from __future__ import annotations

import sys

import click

from standoff.cli import trouble
from standoff.cli.actors import actors
from standoff.cli.demo import demo
from standoff.cli.read import read
from standoff.cli.schema import schema
from standoff.cli.score import score
from standoff.cli.stages import stages
from standoff.cli.write import write
from standoff.version import __version__

EXIT_CODES = """\b
Exit codes:
  0    every source was read
  1    some sources could not be read; the others were
  2    the command was wrong
  3    nothing could be read
  130  interrupted
  141  whoever reads the output went away"""


class Verbs(click.Group):
    """The verbs; Click would turn a closed pipe into exit code 1, so it is renamed on its way out."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise trouble.NobodyListensError from None


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXIT_CODES)
@click.version_option(__version__, message="standoff %(version)s")
def verbs() -> None:
    """Read news reports and record who said what, each line tied to the very words."""


for verb in (read, demo, write, actors, schema, stages, score):
    verbs.add_command(verb)


def main() -> None:
    """Run the command line, and leave with one of the exit codes that `standoff --help` lists."""
    sys.exit(trouble.exit_code_of(lambda: verbs.main(prog_name="standoff", standalone_mode=False)))
