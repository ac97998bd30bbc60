"""JSON lines -> what each says of one report: `{"url", "outlet", "date", "title", "text"}`, one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from standoff.errors import SourceError

WANTED = '{"url", "outlet", "date", "title", "text"}'
# Other names the same things go by; the first that a line has counts.
KEYS = {
    "text": ("text",),
    "url": ("url",),
    "outlet": ("outlet",),
    "title": ("title",),
    "byline": ("byline", "author"),
    "date": ("date", "published"),
}


class Lines(Protocol):
    """Something to read lines from: an open file, an inflating one."""

    def readline(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Record:
    """One report as a line tells it; `date` is in the line's own words."""

    text: str
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    date: str | None


def numbered_lines(stream: Lines, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """Every line that is not empty, with its number from 1; `None` for one of more than `longest` bytes."""
    number = 0
    while line := stream.readline(longest + 1):
        number += 1
        if len(line) > longest and not line.endswith(b"\n"):
            while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, line


def read_line(line: bytes, *, first: bool = False) -> Record:
    """The report on one line.  Raises `SourceError`, which says what was wanted and what there is."""
    try:
        told = json.loads(line.decode("utf-8-sig" if first else "utf-8"))
    except UnicodeDecodeError as error:
        raise SourceError(f"wanted UTF-8, and byte {error.start + 1} of the line is not") from error
    except json.JSONDecodeError as error:
        raise SourceError(f"wanted one JSON object, {WANTED}; {error.msg} at column {error.colno}") from error
    except (RecursionError, ValueError) as error:
        raise SourceError(f"wanted one JSON object, {WANTED}; this one cannot be read: {error}"[:300]) from error
    if not isinstance(told, dict):
        raise SourceError(f"wanted one JSON object, {WANTED}; there is {kind_of(told)}")
    found = {field: value_of(told, names) for field, names in KEYS.items()}
    if not found["text"] or not found["text"].strip():
        there = ", ".join(sorted(map(repr, told))[:8]) or "nothing"
        raise SourceError(f"wanted a 'text' that is not empty; there is {there}")
    return Record(text=found["text"], **{field: found[field] for field in KEYS if field != "text"})


def value_of(told: dict[str, object], names: tuple[str, ...]) -> str | None:
    """The text under the first of `names` that holds one; `None` where none does or it is null."""
    for name in names:
        value = told.get(name)
        if value is not None and not isinstance(value, str):
            raise SourceError(f"wanted {name!r} to be text; there is {kind_of(value)}")
        if value is not None and (value.strip() or name == "text"):
            return value
    return None


def kind_of(value: object) -> str:
    """A JSON value's kind, as people call it."""
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
