"""The gazetteer as an index: a folded name -> whom it may mean, in memory for the core and in SQLite for big tables."""

from __future__ import annotations

import functools
import gc
import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from standoff.actors.gazetteer import Entry, Role, entries, entry_of
from standoff.actors.names import fold, loosen
from standoff.errors import GazetteerError

CORE = Path(__file__).parent / "core"
LAYOUT = "1"  # of the compiled file; another layout is compiled anew
SHORT = 5  # a name of capitals up to this length is an acronym, whatever its list calls it


class Hit(NamedTuple):
    """A name that was found: whose, of which alias type, and as it is written in the gazetteer."""

    id: str
    alias_type: str
    written: str


class Part(Protocol):
    """Somewhere to look names up."""

    def hits(self, folded: str) -> Iterable[Hit]:
        """Whom a folded name may mean."""

    def alike(self, loose: str) -> Iterable[Hit]:
        """Whom a loosened name may mean."""

    def entry(self, wanted: str) -> Entry | None:
        """The entry with this id."""

    def holders(self, country: str, office: str) -> Iterable[tuple[Entry, Role]]:
        """Who held an office of a country, at any time."""


def names_of(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each name of a row with its alias type; the row's own name counts as full."""
    yield row["name"], "full"
    for alias_type, names in row.get("aliases", {}).items():
        for name in names:
            short = len(name) <= SHORT and alias_type == "full" and name.isupper()
            yield name, "acronym" if short else alias_type


class InMemory:
    """Rows held in memory; entries are made when they are asked for, which is what keeps loading short."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._rows: dict[str, Mapping[str, Any]] = {}
        self._names: dict[str, list[tuple[str, str, str]]] = {}
        self._alike: dict[str, list[Hit]] | None = None
        for row in rows:
            wanted = row["id"]
            if wanted in self._rows:
                continue
            self._rows[wanted] = row
            for name, alias_type in names_of(row):
                self._names.setdefault(fold(name), []).append((wanted, alias_type, name))

    def hits(self, folded: str) -> Iterable[Hit]:
        return [Hit(*one) for one in self._names.get(folded, ())]

    def alike(self, loose: str) -> Iterable[Hit]:
        if self._alike is None:  # asked for seldom, and dear: made at the first wish
            self._alike = {}
            for folded in self._names:
                if key := loosen(folded):
                    persons = [one for one in self.hits(folded) if self._is_person(one)]
                    self._alike.setdefault(key, []).extend(persons)
        return self._alike.get(loose, ())

    def _is_person(self, hit: Hit) -> bool:
        return hit.alias_type == "full" and self._rows[hit.id]["kind"] == "person"

    def entry(self, wanted: str) -> Entry | None:
        row = self._rows.get(wanted)
        return entry_of(row) if row is not None else None

    @functools.cached_property
    def _offices(self) -> dict[tuple[str, str], list[str]]:
        offices: dict[tuple[str, str], list[str]] = {}
        for wanted, row in self._rows.items():
            for role in row.get("roles", ()):
                holders = offices.setdefault((role.get("country"), role.get("office")), [])
                if wanted not in holders:
                    holders.append(wanted)
        return offices

    def holders(self, country: str, office: str) -> Iterable[tuple[Entry, Role]]:
        return _holders(
            (entry_of(self._rows[one]) for one in self._offices.get((country, office), ())), country, office
        )


def _holders(persons: Iterable[Entry], country: str, office: str) -> Iterator[tuple[Entry, Role]]:
    for entry in persons:
        for role in entry.roles:
            if (role.country, role.office) == (country, office):
                yield entry, role


class Compiled:
    """A file that `compile_to` wrote.  Raises `GazetteerError` for another."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise GazetteerError(f"{path}: wanted a compiled gazetteer, there is no such file")
        try:
            self._db = sqlite3.connect(f"file:{path.resolve().as_posix()}?mode=ro", uri=True)
            told = dict(self._db.execute("SELECT key, value FROM about"))
        except sqlite3.Error as error:
            raise GazetteerError(f"{path}: wanted a compiled gazetteer; {error}") from error
        if told.get("layout") != LAYOUT:
            raise GazetteerError(
                f"{path}: wanted a gazetteer of layout {LAYOUT}, got {told.get('layout')}; build it anew"
            )
        self.key: str = told["sources"]

    def hits(self, folded: str) -> Iterable[Hit]:
        return [Hit(*row) for row in self._db.execute("SELECT id, type, written FROM name WHERE folded = ?", (folded,))]

    def alike(self, loose: str) -> Iterable[Hit]:
        return [Hit(*row) for row in self._db.execute("SELECT id, type, written FROM name WHERE loose = ?", (loose,))]

    def entry(self, wanted: str) -> Entry | None:
        row = self._db.execute("SELECT row FROM entry WHERE id = ?", (wanted,)).fetchone()
        return entry_of(json.loads(row[0])) if row else None

    def holders(self, country: str, office: str) -> Iterable[tuple[Entry, Role]]:
        found = self._db.execute(
            "SELECT DISTINCT entry.row FROM office JOIN entry USING (id) WHERE country = ? AND office = ?",
            (country, office),
        )
        return _holders((entry_of(json.loads(row[0])) for row in found.fetchall()), country, office)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE entry (id TEXT PRIMARY KEY, row TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE name (folded TEXT NOT NULL, loose TEXT, id TEXT NOT NULL, type TEXT NOT NULL, written TEXT NOT NULL);
CREATE TABLE office (country TEXT, office TEXT, id TEXT NOT NULL);
"""
INDEXES = """
CREATE INDEX by_name ON name (folded);
CREATE INDEX by_sound ON name (loose) WHERE loose IS NOT NULL;
CREATE INDEX by_office ON office (country, office);
"""


def key_of(sources: Sequence[Path]) -> str:
    """A hash of the sources' bytes and the layout: equal keys mean the compiled file is still good."""
    digest = hashlib.sha256(LAYOUT.encode())
    for source in sources:
        try:
            digest.update(hashlib.sha256(source.read_bytes()).digest())
        except OSError as error:
            raise GazetteerError(f"{source}: wanted a gazetteer file; {error}") from error
    return digest.hexdigest()


def compile_to(out: Path, sources: Sequence[Path]) -> bool:
    """Compile gazetteer files into the SQLite file `out`; False where it was compiled from these very bytes before.

    An id that comes in two files means the first.  The file appears whole or not at all.  Raises `GazetteerError`.
    """
    key = key_of(sources)
    if out.exists() and _is_good(out, key):
        return False
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=out.name, suffix=".part")
    except OSError as error:
        raise GazetteerError(f"{out}: wanted a place to write; {error}") from error
    os.close(handle)
    unfinished = Path(name)
    try:
        _write(unfinished, sources, key)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
    return True


def _is_good(out: Path, key: str) -> bool:
    try:
        there = Compiled(out)
    except GazetteerError:
        return False
    there.close()
    return there.key == key


def _write(path: Path, sources: Sequence[Path], key: str) -> None:
    db = sqlite3.connect(path)
    try:
        db.executescript(TABLES)
        seen: set[str] = set()
        for source in sources:
            for row, entry in entries(source):
                if entry.id not in seen:
                    seen.add(entry.id)
                    _add(db, row, entry)
        db.executescript(INDEXES)
        db.executemany("INSERT INTO about VALUES (?, ?)", [("layout", LAYOUT), ("sources", key)])
        db.commit()
    finally:
        db.close()


def _add(db: sqlite3.Connection, row: Mapping[str, Any], entry: Entry) -> None:
    db.execute("INSERT INTO entry VALUES (?, ?)", (entry.id, json.dumps(row, ensure_ascii=False)))
    for name, alias_type in names_of(row):
        folded = fold(name)
        loose = loosen(folded) if entry.kind == "person" and alias_type == "full" else None
        db.execute("INSERT INTO name VALUES (?, ?, ?, ?, ?)", (folded, loose, entry.id, alias_type, name))
    for role in entry.roles:
        db.execute("INSERT INTO office VALUES (?, ?, ?)", (role.country, role.office, entry.id))


@functools.cache
def core() -> InMemory:
    """The gazetteer that comes with Standoff.  Its files are checked by the tests, not again at each start."""
    lines = [line for path in sorted(CORE.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines() if line]
    collecting = gc.isenabled()
    gc.disable()  # nothing here becomes garbage, and looking for it takes half of the time
    try:
        return InMemory(json.loads(f"[{','.join(lines)}]"))
    finally:
        if collecting:
            gc.enable()
