"""The gazetteers in use, put together: a person's own lines first, then the core, then big tables."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from standoff.actors.gazetteer import ALIAS_TYPES, Entry, Role, checked, rows
from standoff.actors.index import Compiled, Hit, InMemory, Part, core
from standoff.actors.names import fold
from standoff.errors import GazetteerError

DEEDS = ("add", "alias", "forbid", "merge")


@dataclass(frozen=True)
class Overrides:
    """What the lines of a folder change: entries and aliases more, names and pairs forbidden, ids merged."""

    added: tuple[Mapping[str, Any], ...] = ()
    aliases: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)
    forbidden: frozenset[str] = frozenset()
    forbidden_of: frozenset[tuple[str, str]] = frozenset()
    merged: Mapping[str, str] = field(default_factory=dict)


def overrides_in(folder: Path) -> Overrides:
    """Read `*.jsonl` of a folder, in order of name.  Raises `GazetteerError` that names file, line and what is wrong.

    A line does one thing: {"do": "add", ...an entry}, {"do": "alias", "id", "aliases"}, {"do": "forbid", "name"} or
    with an "id" for that entry only, {"do": "merge", "from", "into"}.
    """
    if not folder.is_dir():
        raise GazetteerError(f"{folder}: wanted a folder with lists of actors, there is none")
    added: list[Mapping[str, Any]] = []
    aliases: dict[str, list[Hit]] = {}
    forbidden: set[str] = set()
    forbidden_of: set[tuple[str, str]] = set()
    merged: dict[str, str] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for number, row in rows(path):
            where = f"{path}, line {number}"
            match row.get("do"):
                case "add":
                    checked(row, where)
                    added.append(row)
                case "alias":
                    for folded, hit in _aliases(row, where):
                        aliases.setdefault(folded, []).append(hit)
                case "forbid":
                    name = fold(_text(row, "name", where))
                    if "id" in row:
                        forbidden_of.add((_text(row, "id", where), name))
                    else:
                        forbidden.add(name)
                case "merge":
                    _merge(row, where, merged)
                case other:
                    raise GazetteerError(f"{where}: wanted as 'do' one of {', '.join(DEEDS)}, got {other!r}")
    found = {folded: tuple(hits) for folded, hits in aliases.items()}
    return Overrides(tuple(added), found, frozenset(forbidden), frozenset(forbidden_of), merged)


def _text(row: Mapping[str, Any], key: str, where: str) -> str:
    told = row.get(key)
    if not isinstance(told, str) or not told.strip():
        raise GazetteerError(f"{where}: wanted a text as {key!r}, got {told!r}")
    return told


def _aliases(row: Mapping[str, Any], where: str) -> Iterator[tuple[str, Hit]]:
    wanted = _text(row, "id", where)
    told = row.get("aliases")
    if not isinstance(told, dict) or not told:
        raise GazetteerError(f"{where}: wanted lists of texts under alias types as 'aliases', got {told!r}")
    for alias_type, names in told.items():
        good = isinstance(names, list) and all(isinstance(one, str) and one.strip() for one in names)
        if alias_type not in ALIAS_TYPES or not good:
            raise GazetteerError(
                f"{where}: wanted a list of texts under {', '.join(ALIAS_TYPES)}, got {alias_type!r}: {names!r}"
            )
        for name in names:
            yield fold(name), Hit(wanted, alias_type, name)


def _merge(row: Mapping[str, Any], where: str, merged: dict[str, str]) -> None:
    gone, kept = _text(row, "from", where), _text(row, "into", where)
    at = kept
    while at in merged:
        at = merged[at]
    if gone == at:
        raise GazetteerError(f"{where}: wanted two different actors, but {gone!r} and {kept!r} are merged already")
    merged[gone] = kept


class Actors:
    """All gazetteers in use.  What a person's own lines say about a name is all there is to say about it."""

    def __init__(self, parts: Sequence[Part], overrides: Overrides | None = None) -> None:
        self._changes = overrides or Overrides()
        self._own = InMemory(self._changes.added)
        self._parts = (self._own, *parts)
        for ids in (self._changes.merged.values(), (hit.id for one in self._changes.aliases.values() for hit in one)):
            for wanted in ids:
                if self.entry(wanted) is None:
                    raise GazetteerError(f"the overrides speak of {wanted!r}; no gazetteer in use has that id")

    def hits(self, name: str) -> list[tuple[Hit, Entry]]:
        """Whom a name may mean, by exact look-up of its folded form."""
        folded = fold(name)
        if folded in self._changes.forbidden:
            return []
        own = [*self._changes.aliases.get(folded, ()), *self._own.hits(folded)]
        if own:
            return self._entries(own, folded)
        return self._entries(chain.from_iterable(part.hits(folded) for part in self._parts), folded)

    def is_own(self, name: str) -> bool:
        """Whether a person's own lines name somebody so."""
        folded = fold(name)
        return folded in self._changes.aliases or bool(self._own.hits(folded))

    def alike(self, loose: str, folded: str) -> list[tuple[Hit, Entry]]:
        """Whom another spelling of a name may mean."""
        if folded in self._changes.forbidden:
            return []
        return self._entries(chain.from_iterable(part.alike(loose) for part in self._parts), folded)

    def _entries(self, hits: Any, folded: str) -> list[tuple[Hit, Entry]]:
        found: dict[tuple[str, str], tuple[Hit, Entry]] = {}
        for hit in hits:
            kept = self._kept(hit.id)
            if (kept, folded) in self._changes.forbidden_of or (kept, hit.alias_type) in found:
                continue
            if entry := self.entry(kept):
                found[kept, hit.alias_type] = hit, entry
        return list(found.values())

    def _kept(self, wanted: str) -> str:
        while wanted in self._changes.merged:
            wanted = self._changes.merged[wanted]
        return wanted

    def entry(self, wanted: str) -> Entry | None:
        """The entry with this id, in the first gazetteer that has it."""
        return next((entry for part in self._parts if (entry := part.entry(wanted))), None)

    def holders(self, country: str, office: str, fits: Callable[[Role], bool]) -> dict[str, tuple[Entry, Role]]:
        """Who held an office of a country in a role that `fits`: id -> entry and role."""
        return {
            entry.id: (entry, role)
            for part in self._parts
            for entry, role in part.holders(country, office)
            if fits(role)
        }


@functools.cache
def core_actors() -> Actors:
    """The gazetteer that comes with Standoff, and nothing else."""
    return Actors([core()])


@functools.cache
def actors_in_use() -> Actors:
    """The core, with the overrides of the folder that the environment variable `STANDOFF_ACTORS` names, if it does.

    Raises `GazetteerError` where that is no folder of lines as wanted.
    """
    folder = os.environ.get("STANDOFF_ACTORS")
    return actors_from(Path(folder) if folder else None)


def actors_from(folder: Path | None = None, tables: Sequence[Path] = ()) -> Actors:
    """The core, with the overrides of a folder and compiled tables.  Raises `GazetteerError`."""
    if folder is None and not tables:
        return core_actors()
    return Actors([core(), *(Compiled(path) for path in tables)], overrides_in(folder) if folder else None)
