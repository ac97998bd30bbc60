"""What the command line says when something goes wrong, and the exit code it leaves with."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable

import click

from standoff.errors import StandoffError

ALL_READ, SOME_FAILED, MISUSED, NOTHING_READ = 0, 1, 2, 3
INTERRUPTED, NOBODY_LISTENS = 130, 141  # as a shell reports SIGINT and SIGPIPE


class NobodyListensError(Exception):
    """Whoever read the output went away."""


def complain(what: str, error: Exception | None = None) -> None:
    """Print `standoff: what` on stderr; with STANDOFF_TRACEBACK=1 in the environment, how it came about too."""
    from standoff.show.plain import plain

    click.echo(f"standoff: {plain(what)}", err=True)
    if error is not None and os.environ.get("STANDOFF_TRACEBACK") == "1":
        click.echo("".join(traceback.format_exception(error)), err=True)


def complain_of(source: str, error: Exception) -> None:
    """Print `standoff: source: what is wrong with it`; many errors name their source themselves."""
    words = in_words(error)
    complain(words if words.startswith(source) else f"{source}: {words}", error)


def in_words(error: Exception) -> str:
    """What `error` tells the person at the keyboard; one that nobody expected is named as such."""
    if isinstance(error, StandoffError):
        return str(error)
    return f"unexpected {type(error).__name__}: {error} (STANDOFF_TRACEBACK=1 shows where)"


def exit_code_of(run: Callable[[], object]) -> int:
    """Run a command and turn whatever it raises into a line on stderr and an exit code."""
    try:
        code = run()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted")
        return INTERRUPTED
    except NobodyListensError:
        _let_go_of_stdout()
        return NOBODY_LISTENS
    except Exception as error:  # noqa: BLE001 - the last stop: a person gets a sentence, not a traceback
        complain(in_words(error), error)
        return NOTHING_READ
    return code if isinstance(code, int) else ALL_READ


def _let_go_of_stdout() -> None:
    # Python flushes stdout as it ends; without this it would complain about the closed pipe once more.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
