"""A line on stderr that says that work goes on: on a terminal, when it takes long, never mixed with output."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.status import Status

PATIENCE = 2.0  # seconds without a word that nobody minds


class Line:
    """The line itself: `tell` changes its words, `away` takes it off the screen while something else is printed."""

    def __init__(self, status: Status | None) -> None:
        self._status = status
        self._shown = False
        self._screen = threading.RLock()

    def show(self) -> None:
        with self._screen:
            if self._status is not None:
                self._shown = True
                self._status.start()

    def tell(self, words: str) -> None:
        with self._screen:
            if self._status is not None:
                self._status.update(words)

    @contextmanager
    def away(self) -> Iterator[None]:
        with self._screen:
            if self._status is not None and self._shown:
                self._status.stop()
            try:
                yield
            finally:
                if self._status is not None and self._shown:
                    self._status.start()

    def end(self) -> None:
        with self._screen:
            if self._status is not None:
                self._status.stop()
            self._status = None


@contextmanager
def waiting(words: str) -> Iterator[Line]:
    """Show `words` on stderr once the block has run for `PATIENCE` seconds, if stderr is a terminal."""
    if not sys.stderr.isatty():
        yield Line(None)
        return
    from rich.console import Console

    from standoff.annotate.place.gazetteer import is_made

    if not is_made():
        words += " (putting together the gazetteer of places, once)"
    line = Line(Console(stderr=True).status(words))
    timer = threading.Timer(PATIENCE, line.show)
    timer.daemon = True
    timer.start()
    try:
        yield line
    finally:
        timer.cancel()
        line.end()
