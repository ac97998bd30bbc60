"""Open tables of actors -> gazetteer lines: a merged table, office-holders as CSV, UCDP's armed groups as CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from standoff.actors.gazetteer import COUNTRY, KINDS, SECTORS, checked, is_day, rows
from standoff.actors.index import core
from standoff.actors.names import fold
from standoff.errors import GazetteerError

KIND_OF = {
    "gov": "body", "pty": "body", "jud": "body", "leg": "body", "rel": "body", "spy": "body", "cop": "body",
    "mil": "forces", "reb": "armed", "med": "outlet", "bus": "company", "soc": "ngo", "edu": "body", "opp": "body",
}  # fmt: skip
SECTOR_OF = {"MNC": "BUS", "INS": "REB", "SEP": "REB", "IMG": "UAF"}
OFFICE_OF = {
    "foreign minister": r"^(minister|secretary)\b.*\b(foreign|external) affairs|^foreign (minister|secretary)",
    "defence minister": r"^(minister|secretary)\b.*\bdefen[cs]e|^defen[cs]e (minister|secretary)",
    "head of state": r"^(president|king|queen|emir|sultan)( of .*)?$",
    "head of government": r"^(prime minister|chancellor|premier)( of .*)?$",
}


def imported(path: Path, *, country: str | None = None) -> Iterator[dict[str, Any]]:
    """Gazetteer lines out of an open table, told by its shape.  Raises `GazetteerError` for a shape not known.

    JSON lines (`.gz` too) with `kind`, `aliases` as a list and `roles` with `role`, `from`, `to`; CSV with `position`,
    `person`, `personID`, `start`, `end` (tables of everypolitician; `country` says whose); UCDP's actor CSV.
    """
    if ".jsonl" in path.suffixes or path.suffix == ".json":
        yield from _merged(path)
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines, strict=True)
            there = set(table.fieldnames or ())
            if {"position", "person", "personID"} <= there:
                yield from _holders(path, table, country)
            elif {"ActorId", "NameData", "Org", "Location"} <= there:
                yield from _ucdp(path, table)
            else:
                raise GazetteerError(
                    f"{path}: wanted columns position, person, personID or ActorId, NameData, Org, Location; "
                    f"got {', '.join(sorted(there))[:200] or 'none'}"
                )
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GazetteerError(f"{path}: wanted a table in UTF-8; {error}") from error


def _merged(path: Path) -> Iterator[dict[str, Any]]:
    for number, row in rows(path):
        where = f"{path}, line {number}"
        kind = str(row.get("kind", ""))
        metonyms = row.get("metonyms", [])
        given = {
            "id": row.get("id"),
            "name": row.get("name"),
            "kind": kind if kind in KINDS else KIND_OF.get(kind, "body"),
            "country": _country(row.get("country")),
            "sector": _sector(row.get("sector")) if kind != "country" else None,
            "aliases": {"full": row.get("aliases", []), **({"metonym": metonyms} if metonyms else {})},
            "roles": [_role(role, where) for role in row.get("roles", [])],
        }
        checked(given, where)
        yield given


def _role(role: object, where: str) -> dict[str, Any]:
    if not isinstance(role, dict):
        raise GazetteerError(f"{where}: wanted an object as role, got {role!r}")
    title = str(role.get("role") or "")
    return {
        "title": title,
        "office": _office(title),
        "country": _country(role.get("country")),
        "sector": _sector(role.get("sector")),
        **_days(role.get("from"), role.get("to")),
        "as_of": _day(role.get("as_of")),
    }


def _country(told: object) -> str | None:
    return told if isinstance(told, str) and COUNTRY.fullmatch(told) else None


def _sector(told: object) -> str | None:
    """The first sector of a list such as "GOV MIL"."""
    first = str(told or "").split()[:1]
    sector = SECTOR_OF.get(first[0], first[0]) if first else None
    return sector if sector in SECTORS else None


def _day(told: object) -> str | None:
    return told if isinstance(told, str) and is_day(told) else None


def _days(start: object, end: object) -> dict[str, str | None]:
    """Start and end; an end before the start is a slip of the table, and is not believed."""
    first, last = _day(start), _day(end)
    if first and last and last < first[: len(last)]:
        last = None
    return {"from": first, "to": last}


def _office(title: str) -> str:
    return next((office for office, pattern in OFFICE_OF.items() if re.search(pattern, title, re.IGNORECASE)), "other")


def _holders(path: Path, table: csv.DictReader[str], country: str | None) -> Iterator[dict[str, Any]]:
    persons: dict[str, dict[str, Any]] = {}
    for row in table:
        code = country or _country(row.get("country"))
        if code is None:
            raise GazetteerError(f"{path}, line {table.line_num}: wanted a country, alpha-3, in the table or named")
        wanted, name, title = (str(row.get(key) or "").strip() for key in ("personID", "person", "position"))
        if not re.fullmatch(r"Q\d+", wanted) or not name:
            raise GazetteerError(f"{path}, line {table.line_num}: wanted a Wikidata id and a name, got {wanted!r}")
        person = persons.setdefault(
            wanted,
            {
                "id": wanted,
                "name": name,
                "kind": "person",
                "country": code,
                "sector": "GOV",
                "aliases": {},
                "roles": [],
            },
        )
        dates = _days(row.get("start"), row.get("end"))
        office = {"title": title, "office": _office(title), "country": code, "sector": "GOV", **dates, "as_of": None}
        person["roles"].append(office)
    for person in persons.values():
        checked(person, str(path))
        yield person


def _ucdp(path: Path, table: csv.DictReader[str]) -> Iterator[dict[str, Any]]:
    """Armed groups; UCDP's Org 4 are governments, which the gazetteer has, and Org 1 is formally organised."""
    place_of = _countries()
    for row in table:
        if row.get("Org") not in {"1", "2", "3"}:
            continue
        names = {str(row.get(key) or "").strip() for key in ("NameOrig", "NameOrigFull", "NameOrigFullEng")}
        name = str(row["NameData"]).strip()
        location = str(row.get("Location") or "").split(",")[0].partition("(")[0].strip()
        given: dict[str, Any] = {
            "id": f"ucdp:{row['ActorId']}",
            "name": name,
            "kind": "armed",
            "country": place_of(location),
            "sector": "REB" if row["Org"] == "1" else "UAF",
            "aliases": {"full": sorted(one for one in names - {name} if len(one) > 2 and one.lower() != "n/a")},
            "roles": [],
        }
        checked(given, f"{path}, line {table.line_num}")
        yield given


def _countries() -> Callable[[str], str | None]:
    known = core()

    def country(name: str) -> str | None:
        found = (known.entry(hit.id) for hit in known.hits(fold(name)))
        return next((one.country for one in found if one and one.kind == "country"), None)

    return country
