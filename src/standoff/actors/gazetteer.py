"""One line of the gazetteer: an actor with its names and offices, read from JSON lines and checked."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from standoff.errors import GazetteerError

Status = Literal["valid", "stale", "unknown"]
KINDS = ("country region people person body party forces armed igo bloc outlet company ngo").split()
ALIAS_TYPES = ("full surname adjective people acronym metonym scoped").split()
OFFICES = ("head of state", "head of government", "foreign minister", "defence minister", "other")
SECTORS = (
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC IGO NGO"
).split()
COUNTRY = re.compile(r"[A-Z]{3}")
DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
LINE_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office that a person holds or held.  `start`, `end` and `as_of` are as exact as known: "2012", "2012-05"."""

    title: str
    office: str
    country: str | None
    sector: str | None
    start: str | None
    end: str | None
    as_of: str | None

    def on(self, day: date) -> Status:
        """Whether the role was held on `day`.

        A partial date counts at its most careful: within the year in which a role begins or ends nobody can say.
        """
        if self.start is None and self.end is None:
            return "unknown"
        if self.start is not None and day < _last(self.start):
            return "unknown" if day >= _first(self.start) and len(self.start) < 10 else "stale"
        if self.end is not None:
            if day >= _last(self.end):
                return "stale"
            return "valid" if day < _first(self.end) else "unknown"
        return "valid" if self.as_of is not None and day <= _last(self.as_of) else "unknown"


def _first(partial: str) -> date:
    year, month, day = ([int(part) for part in partial.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def _last(partial: str) -> date:
    if len(partial) == 10:
        return _first(partial)
    year, month = ([int(part) for part in partial.split("-")] + [12])[:2]
    return date.fromordinal((date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)).toordinal() - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An actor: `country` is an ISO 3166-1 alpha-3 code or one of PLOVER's own, `sector` a PLOVER code or None."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    aliases: Mapping[str, tuple[str, ...]]
    roles: tuple[Role, ...] = ()


def rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file of JSON lines (`.gz` too), each with its line number; empty lines are passed over.

    Raises `GazetteerError` for a file that cannot be read and a line that holds no object.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            number = 0
            while line := lines.readline(LINE_CHARACTERS):
                number += 1
                if line.strip():
                    yield number, _object(line, f"{path}, line {number}")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path}: wanted JSON lines in UTF-8; {error}") from error


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        there = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise GazetteerError(f"{where}: wanted a JSON object; {error}") from error
    if not isinstance(there, dict):
        raise GazetteerError(f"{where}: wanted a JSON object, got {str(there)[:60]}")
    return there


def checked(row: Mapping[str, Any], where: str) -> Entry:
    """The entry that a row holds.  Raises `GazetteerError` that names `where`, what was wanted and what there is."""

    def wrong(what: str, there: object) -> GazetteerError:
        return GazetteerError(f"{where}: wanted {what}, got {str(there)[:80]!r}")

    for key in ("id", "name"):
        if not isinstance(row.get(key), str) or not row[key].strip():
            raise wrong(f"a text as {key!r}", row.get(key))
    if row.get("kind") not in KINDS:
        raise wrong(f"a kind out of {', '.join(KINDS)}", row.get("kind"))
    _check_codes(row, wrong)
    aliases = row.get("aliases", {})
    if not isinstance(aliases, dict) or not all(
        kind in ALIAS_TYPES and isinstance(names, list) and all(isinstance(one, str) and one.strip() for one in names)
        for kind, names in aliases.items()
    ):
        raise wrong(f"aliases as lists of texts under {', '.join(ALIAS_TYPES)}", aliases)
    roles = row.get("roles", [])
    if not isinstance(roles, list) or not all(isinstance(one, dict) for one in roles):
        raise wrong("a list of roles", roles)
    for role in roles:
        _check_role(role, wrong)
    return entry_of(row)


def _check_codes(row: Mapping[str, Any], wrong: Any) -> None:
    country, sector = row.get("country"), row.get("sector")
    if country is not None and not (isinstance(country, str) and COUNTRY.fullmatch(country)):
        raise wrong("a country of three capital letters, or null", country)
    if sector is not None and sector not in SECTORS:
        raise wrong(f"a sector out of {', '.join(SECTORS)}, or null", sector)


def _check_role(role: Mapping[str, Any], wrong: Any) -> None:
    if not isinstance(role.get("title"), str):
        raise wrong("a title in each role", role)
    if role.get("office", "other") not in OFFICES:
        raise wrong(f"an office out of {', '.join(OFFICES)}", role.get("office"))
    _check_codes(role, wrong)
    for key in ("from", "to", "as_of"):
        told = role.get(key)
        if told is not None and not is_day(told):
            raise wrong(f"YYYY, YYYY-MM or YYYY-MM-DD as {key!r}, or null", told)
    if role.get("from") and role.get("to") and _last(role["to"]) < _first(role["from"]):
        raise wrong(f"an end after the start {role['from']}", role["to"])


def is_day(told: object) -> bool:
    """Whether this is a day, month or year as the gazetteer writes them."""
    if not isinstance(told, str) or not DAY.fullmatch(told):
        return False
    try:
        _first(told)
    except ValueError:
        return False
    return True


def entry_of(row: Mapping[str, Any]) -> Entry:
    """The entry in a row that was checked before."""
    return Entry(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        country=row.get("country"),
        sector=row.get("sector"),
        aliases={kind: tuple(names) for kind, names in row.get("aliases", {}).items()},
        roles=tuple(
            Role(
                title=role["title"],
                office=role.get("office", "other"),
                country=role.get("country"),
                sector=role.get("sector"),
                start=role.get("from"),
                end=role.get("to"),
                as_of=role.get("as_of"),
            )
            for role in row.get("roles", ())
        ),
    )


def entries(path: Path) -> Iterator[tuple[dict[str, Any], Entry]]:
    """Each row of a gazetteer file with its checked entry.  Raises `GazetteerError`; an id may come once in a file."""
    seen: dict[str, int] = {}
    for number, row in rows(path):
        entry = checked(row, f"{path}, line {number}")
        if entry.id in seen:
            raise GazetteerError(
                f"{path}, line {number}: wanted each id once, got {entry.id!r} as on line {seen[entry.id]}"
            )
        seen[entry.id] = number
        yield row, entry
