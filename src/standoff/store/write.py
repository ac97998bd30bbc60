"""The events of records as a table for others: POLECAT's, GDELT's, or flat JSON lines."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

from standoff.errors import SourceError, StandoffError
from standoff.record.as_json import Record, write_line
from standoff.store import flat, gdelt, polecat
from standoff.store.coded import CodedEvent, coded_events
from standoff.store.rows import line

Fields = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of tab-separated fields; `header` says whether its columns are named in the first line."""

    columns: Fields
    rows: Callable[[Record, CodedEvent], Iterator[Fields]]
    header: bool


TABLES: Mapping[str, Table] = {
    "polecat": Table(polecat.COLUMNS, polecat.rows, header=True),
    "gdelt": Table(gdelt.COLUMNS, gdelt.rows, header=False),
}
FORMATS = (*TABLES, "jsonl")


@dataclass(slots=True)
class Count:
    """How much was written; `left_out` counts events that are no row: see `coded_events`."""

    records: int = 0
    events: int = 0
    rows: int = 0
    left_out: int = 0


def lines_of(
    records: Iterable[tuple[str, Record]], form: str, count: Count, *, least: float = 0.0, raw: bool = False
) -> Iterator[str]:
    """The lines of a table in the format `form`, without line ends; `count` grows as they are taken.

    `records` come with the words that say where each is from.  Raises `SourceError` for one that is none.
    """
    table = TABLES.get(form)
    for place, record in records:
        with _told(place):
            told = len(record["events"])
            coded = list(coded_events(record, least=least))
            rows = [list(_lines(record, one, table, raw)) for one in coded]
        if table and table.header and not count.records:
            yield line(table.columns)
        count.records += 1
        count.events += len(coded)
        count.rows += sum(map(len, rows))
        count.left_out += told - len(coded)
        for several in rows:
            yield from several


def _lines(record: Record, coded: CodedEvent, table: Table | None, raw: bool) -> Iterator[str]:
    if table is None:
        return (write_line(row) for row in flat.rows(record, coded))
    return (line(row, raw=raw) for row in table.rows(record, coded))


def read_records(source: BinaryIO, name: str) -> Iterator[tuple[str, Record]]:
    """The records of JSON lines, each with where it stands; blank lines are passed over.

    Raises `SourceError` for a line that is no record, where there is none at all, and where `source` cannot be read.
    """
    place = ""
    try:
        for number, line_read in enumerate(source, 1):
            if line_read.strip():
                place = f"{name}, line {number},"
                with _told(place):
                    record = _record(line_read.decode("utf-8-sig" if number == 1 else "utf-8"))
                yield place, record
    except OSError as error:
        raise SourceError(f"{name} cannot be read: {error.strerror}") from error
    if not place:
        raise SourceError(f"{name} holds no record")


def _record(line_read: str) -> Record:
    record = json.loads(line_read, parse_constant=_no_number)
    if not isinstance(record, dict) or not isinstance(record["article"]["text"], str):
        raise TypeError("it is no object that has an article with a text")
    return record


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Say of a record that has another shape than `schema.json` where it stands and what is wrong."""
    try:
        yield
    except KeyError as error:
        raise _none(place, f"there is no {error}") from None
    except (ValueError, TypeError, AttributeError, IndexError, OverflowError, RecursionError) as error:
        raise _none(place, str(error)) from None


def _none(place: str, wrong: str) -> SourceError:
    return SourceError(f"{place} is no record of `standoff read --json`: {wrong}")


@contextmanager
def replacing(out: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the place of `out` when all is written; until then, and after an error, `out` stays.

    What is no plain file, such as a named pipe, is written to as it is.  Raises `StandoffError` where nothing can be
    written.
    """
    try:
        if out.exists() and not out.is_file():
            with out.open("wb") as there:
                yield there
            return
        target = out.resolve()
        part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
        try:
            with part.open("xb") as new:
                yield new
                new.flush()
                os.fsync(new.fileno())
            if target.exists():
                shutil.copymode(target, part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StandoffError(f"{out} cannot be written: {error.strerror}") from error
