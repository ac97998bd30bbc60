"""A path, a folder, an address or `-` -> articles, one at a time: what each thing is, and what is known of it."""

from __future__ import annotations

import gzip
import io
import os
import select
import stat
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, cast

from standoff.errors import SourceError
from standoff.read.arrival import Arrival, odd, refused
from standoff.read.dates import today_utc
from standoff.read.fetch import fetch
from standoff.read.html import Page, looks_like_html, take_apart
from standoff.read.jsonl import Record, numbered_lines, read_line
from standoff.read.limits import USUAL, Limits
from standoff.read.make import Told, Wanted, make
from standoff.read.text import check_is_text, declared_in_page, decode

TEXT_NAMES = (".txt", ".text", ".md")
PAGE_NAMES = (".html", ".htm", ".xhtml")
LINE_NAMES = (".jsonl", ".ndjson")
KNOWN_NAMES = TEXT_NAMES + PAGE_NAMES + LINE_NAMES
HEAD = 65_536
GZIP = b"\x1f\x8b"


def read(
    sources: Iterable[str | Path],
    *,
    published: date | datetime | None = None,
    outlet: str | None = None,
    limits: Limits = USUAL,
    today: date | None = None,
) -> Iterator[Arrival]:
    """Everything that `sources` hold, one arrival at a time, read when it is asked for.

    A source is a path to a text, a page (HTML) or JSON lines, plain or gzipped; a folder of them; an http(s) address;
    or `-`, standard input.  `published` and `outlet` override what the sources say.  `today` bounds a year deduced
    from a weekday.  Hosts on private addresses are refused unless the limits allow them.  One bad source never
    stops the others.
    """
    wanted = Wanted(
        published=published,
        outlet=outlet,
        limits=limits,
        today=today or today_utc(),
    )
    for source in [sources] if isinstance(sources, str | Path) else sources:
        yield from read_one(source, wanted)


def read_one(source: str | Path, wanted: Wanted) -> Iterator[Arrival]:
    """Everything that one source holds."""
    name = printable(source)
    try:
        if source == "":
            raise SourceError("wanted a path, an address or -, got an empty name")
        if source == "-":
            yield from from_stream(sys.stdin.buffer, Told(source="-"), wanted)
        elif isinstance(source, str) and "://" in source[:12]:
            yield from from_address(source, wanted)
        else:
            yield from from_path(Path(source), wanted)
    except SourceError as error:
        yield refused(name, about(name, error))
    except (OSError, EOFError, zlib.error, ValueError) as error:
        yield refused(name, about(name, SourceError(f"cannot be read: {reason_of(error)}")))


def about(name: str, error: SourceError) -> SourceError:
    """The error with the name of its source before it, of the same kind."""
    return type(error)(f"{name}: {error}")


def reason_of(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)) or type(error).__name__


def printable(source: str | Path) -> str:
    """The name of a source; what its file system holds that is not UTF-8 is written as `\\xff`."""
    return os.fsencode(source).decode("utf-8", "backslashreplace")


# --- where bytes come from


def from_address(address: str, wanted: Wanted) -> Iterator[Arrival]:
    """What an address holds: a page, a text, or JSON lines."""
    found = fetch(address, limits=wanted.limits)
    told = Told(source=address, url=found.url)
    if found.kind in {"text/plain", "text/html", "application/xhtml+xml"}:
        yield from_bytes(found.raw, told, wanted, encoding=found.encoding, named_html=found.kind != "text/plain")
    else:
        yield from from_lines(io.BytesIO(found.raw), told, wanted)


def from_path(path: Path, wanted: Wanted) -> Iterator[Arrival]:
    """What a file or a folder holds."""
    name = printable(path)
    if not path.exists():
        hint = "; an address starts with https://" if name.startswith("www.") else ""
        raise SourceError(f"there is no such file or folder{hint}")
    if path.is_dir():
        yield from from_folder(path, wanted)
        return
    with opened(path, wanted.limits) as stream:
        yield from from_stream(stream, Told(source=name), wanted, named=path.name.lower())


def opened(path: Path, limits: Limits) -> BinaryIO:
    """The file, open; a named pipe is waited for so long and no longer."""
    if not stat.S_ISFIFO(path.stat().st_mode):
        return path.open("rb")
    pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    ready, _, _ = select.select([pipe], [], [], limits.pipe_seconds)
    if not ready:
        os.close(pipe)
        raise SourceError(f"wanted a report from this pipe; nobody wrote to it for {limits.pipe_seconds:g} s")
    os.set_blocking(pipe, True)
    return os.fdopen(pipe, "rb")


def from_folder(folder: Path, wanted: Wanted) -> Iterator[Arrival]:
    """What the files of a folder hold, in the order of their names; told last: what was passed over."""
    passed: Counter[str] = Counter()
    some = False
    for path in files_below(folder, set()):
        if (kind := passed_over(path)) is not None:
            passed[kind] += 1
            continue
        some = True
        yield from read_one(path, wanted)
    there = ", ".join(f"{count} {kind}" for kind, count in sorted(passed.items()))
    if not some:
        wanted_names = ", ".join(KNOWN_NAMES)
        raise SourceError(f"wanted reports in this folder ({wanted_names}); there is {there or 'no file'}")
    if passed:
        yield Arrival(source=printable(folder), problems=(odd(f"passed over in {printable(folder)}: {there}"),))


def files_below(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """Every file under a folder but hidden ones, sorted by name; a folder reached twice through links is read once."""
    here = folder.stat()
    if (here.st_dev, here.st_ino) in seen:
        return
    seen.add((here.st_dev, here.st_ino))
    for path in sorted(folder.iterdir(), key=os.fsencode):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from files_below(path, seen)
        else:
            yield path


def passed_over(path: Path) -> str | None:
    """Why a file of a folder is not read: by its kind or its suffix no report; `None` where it is to be read."""
    if not path.exists():
        return None  # a dangling link: reading it says so
    if not path.is_file():
        return "no regular file"
    name = path.name.lower().removesuffix(".gz")
    if name.endswith(KNOWN_NAMES):
        return None
    if path.suffix:
        return path.suffix.lower()
    with path.open("rb") as file:
        try:
            check_is_text(file.read(HEAD))
        except SourceError:
            return "without suffix that is no text"
    return None


# --- what bytes are


def from_stream(stream: BinaryIO, told: Told, wanted: Wanted, *, named: str = "") -> Iterator[Arrival]:
    """What an open file holds: JSON lines are read one by one, anything else whole, up to the limit."""
    source = Rewound(stream)
    if source.head.startswith(GZIP) and not named.endswith((".tar.gz", ".tgz")):
        source = Rewound(cast("BinaryIO", gzip.GzipFile(fileobj=cast("BinaryIO", source))))
        named = named.removesuffix(".gz")
    if named.endswith(LINE_NAMES) or holds_lines(source.head):
        check_is_text(source.head)
        yield from from_lines(source, told, wanted)
        return
    check_is_text(source.head)
    raw = source.read(wanted.limits.bytes + 1)
    if len(raw) > wanted.limits.bytes:
        raise SourceError(f"wanted at most {wanted.limits.bytes:,} bytes in one report; there are more")
    yield from_bytes(raw, told, wanted, named_html=named.endswith(PAGE_NAMES))


class Rewound(io.RawIOBase):
    """An open file whose first bytes were looked at and can be read again."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.head = stream.read(HEAD) or b""
        self.rest = io.BytesIO(self.head)

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes: fewer only at the end."""
        first = self.rest.read(size)
        if 0 <= size <= len(first):
            return first
        pieces = [first]
        left = size - len(first)
        while left > 0 and (more := self.stream.read(min(left, 1 << 20))):
            pieces.append(more)
            left -= len(more)
        return b"".join(pieces)

    def readline(self, size: int | None = -1) -> bytes:
        limit = -1 if size is None else size
        line = self.rest.readline(limit)
        if line.endswith(b"\n") or len(line) == limit:
            return line
        return line + self.stream.readline(limit - len(line) if limit >= 0 else -1)


def holds_lines(head: bytes) -> bool:
    """Whether bytes start as a JSON object does: `{"`."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[:1] == b"{" and start[1:].lstrip()[:1] in {b'"', b"}"}


def from_lines(stream: Rewound | io.BytesIO, told: Told, wanted: Wanted) -> Iterator[Arrival]:
    """One arrival a line; a broken line says so and the rest is read."""
    some = False
    for number, line in numbered_lines(stream, wanted.limits.line_bytes):
        some = True
        name = f"{told.source}:{number}"
        try:
            if line is None:
                raise SourceError(f"wanted at most {wanted.limits.line_bytes:,} bytes in one line; there are more")
            record = read_line(line, first=number == 1)
            yield make(record.text, told_by_record(record, name), wanted, [])
        except SourceError as error:
            yield refused(name, about(name, error))
    if not some:
        raise SourceError("is empty")


def told_by_record(record: Record, name: str) -> Told:
    return Told(
        source=name,
        url=record.url,
        outlet=record.outlet,
        title=record.title,
        byline=record.byline,
        dates=(record.date,) if record.date else (),
        dates_from="record",
    )


def from_bytes(
    raw: bytes, told: Told, wanted: Wanted, *, encoding: str | None = None, named_html: bool = False
) -> Arrival:
    """One report from the whole of a file."""
    check_is_text(raw)
    text, fault = decode(raw, declared=encoding or declared_in_page(raw))
    problems = [fault] if fault else []
    if looks_like_html(text, named_html=named_html):
        page = take_apart(text, url=told.url, limits=wanted.limits)
        return make(page.text, told_by_page(page, told), wanted, problems)
    return make(text, told, wanted, problems, titled=True)


def told_by_page(page: Page, told: Told) -> Told:
    return Told(
        source=told.source,
        url=page.url or told.url,
        outlet=page.outlet,
        title=page.title,
        byline=page.byline,
        dates=(*page.moments, *([page.day] if page.day else ())),
        dates_from="page",
    )
