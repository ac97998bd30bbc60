"""Golden marks: what people marked in a report, read from files that hold the marks and sometimes not the text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from standoff.codes import event_types
from standoff.errors import GoldError
from standoff.record import Span
from standoff.record.claims import ACTS, STATUSES

# Weights are trained on the first, the numbers of decoding are chosen on the second, the third is only scored on.
SPLITS = ("train", "dev", "test")


@dataclass(frozen=True, slots=True)
class Marked:
    """One statement as it was marked.

    All spans count code points of the report's text.  `speakers` are the places of the fullest name of each speaker;
    `inside` is the index of the statement that carries this one; the first of `through` is nearest to the speaker.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speakers: tuple[Span, ...]
    act: str
    addressee: tuple[Span, ...]
    through: tuple[Span, ...]
    inside: int | None


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """One event as it was marked, as docs/coding.md says; spans count code points of the report's text."""

    trigger: tuple[Span, ...]
    type: str
    mode: str | None
    agents: tuple[Span, ...]
    recipients: tuple[Span, ...]
    status: str
    contexts: tuple[str, ...]
    place: tuple[Span, ...]
    time: tuple[Span, ...]
    amount: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Golden:
    """A report with all its statements marked, and all its events where `events` is not None.

    `split` is one of `SPLITS`.
    """

    name: str
    text: str
    split: str
    statements: tuple[Marked, ...]
    events: tuple[MarkedEvent, ...] | None = None


def golden(gold: Path, texts: Path | None = None) -> Iterator[Golden]:
    """The marked reports of a file or of all JSON files below a folder, in the order of their paths.

    Marks that hold no text name their report by `file`, `id` and the SHA-256 of its UTF-8 text: a text file beside the
    marks, else a row of a JSONL file in the folder `texts`.  Raises `GoldError` where marks are broken, where a text is
    not the one that was marked, or where there is none.
    """
    paths = sorted(gold.rglob("*.json")) if gold.is_dir() else [gold]
    if not paths:
        raise GoldError(f"{gold} holds no marks: wanted are .json files as docs/marking.md describes them")
    rows: dict[Path, dict[str, str]] = {}
    for path in paths:
        marks = _object(path)
        try:
            report, split = marks["report"], marks["split"]
            text = _text(path, report, texts, rows)
            statements = tuple(_marked(one, len(text)) for one in marks["statements"])
            events = tuple(marked_event(one, len(text)) for one in marks["events"]) if "events" in marks else None
        except (KeyError, TypeError, ValueError) as error:
            raise GoldError(f"{path} holds no golden marks as docs/marking.md describes them: {error!r}") from None
        if split not in SPLITS:
            raise GoldError(f"{path}: the split must be one of {', '.join(SPLITS)}, and is {split!r}")
        yield Golden(report["id"], text, split, statements, events)


def _object(path: Path) -> dict[str, Any]:
    try:
        marks = json.loads(path.read_bytes())
    except OSError as error:
        raise GoldError(f"{path} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise GoldError(f"{path} is not JSON: {error}") from None
    if not isinstance(marks, dict):
        raise GoldError(f"{path}: wanted is one JSON object, and there is a {type(marks).__name__}")
    return marks


def _text(path: Path, report: Mapping[str, str], texts: Path | None, rows: dict[Path, dict[str, str]]) -> str:
    name, file = report["id"], report["file"]
    beside = path.parent / file
    if beside.suffix == ".txt" and beside.is_file():
        text = beside.read_bytes().decode("utf-8")
    elif texts is None:
        raise GoldError(f"{path} holds marks without their text: say with --texts where {file} is")
    else:
        text = _row(path, texts / file, name, rows)
    if hashlib.sha256(text.encode()).hexdigest() != report["sha256"]:
        raise GoldError(f"{path}: the text of {name} is not the one that was marked (its SHA-256 differs)")
    return text


def _row(path: Path, source: Path, name: str, rows: dict[Path, dict[str, str]]) -> str:
    if not source.is_file():
        raise GoldError(f"{path} wants the text of {name}, and there is no file {source}")
    if source not in rows:
        with source.open(encoding="utf-8") as lines:
            rows[source] = {row["id"]: row["text"] for row in map(json.loads, lines)}
    if name not in rows[source]:
        raise GoldError(f"{path} wants the text of {name}, and {source} has no such report")
    return rows[source][name]


def _spans(one: Mapping[str, Any], name: str, length: int) -> tuple[Span, ...]:
    found = tuple(Span(*pair) for pair in one[name])
    for span in found:
        if not 0 <= span.start < span.end <= length:
            raise ValueError(f"{name} {list(span)} lies outside the text, which has {length} characters")
    return found


def marked_event(one: Mapping[str, Any], length: int) -> MarkedEvent:
    """An event from its row of marks, in a text of `length`.  Raises `ValueError` for what PLOVER does not have."""
    kind, mode, status = one["type"], one["mode"], one["status"]
    if kind not in event_types() or (mode and mode not in event_types()[kind].modes):
        raise ValueError(f"PLOVER has no type {kind!r} with mode {mode!r}")
    if status not in STATUSES:
        raise ValueError(f"status {status!r} is none of {', '.join(STATUSES)}")
    names = ("trigger", "agents", "recipients", "place", "time", "amount")
    parts = {name: _spans(one, name, length) for name in names}
    return MarkedEvent(**parts, type=kind, mode=mode, status=status, contexts=tuple(one["contexts"]))


def _marked(one: Mapping[str, Any], length: int) -> Marked:
    if one["act"] not in ACTS:
        raise ValueError(f"act {one['act']!r} is none of {', '.join(ACTS)}")
    parts = {
        name: _spans(one, name, length) for name in ("source", "cue", "content", "speakers", "addressee", "through")
    }
    return Marked(**parts, act=one["act"], inside=one["inside"])
