"""Which place each name of a report means: the report is read as a whole, and the likely senses support each other.

A name's candidates start from how populous they are; what stands right after the name ("Paris, Texas") decides where
it can.  Then, a few times over, each candidate gains by how likely it is that other names of the report mean places in
its state, in its first order division, and near it (mean-field updates of a fully connected Markov random field).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from standoff.annotate.place.gazetteer import (
    ABBREVIATION,
    ADJECTIVE,
    ALIAS,
    FOREIGN,
    Gazetteer,
    Place,
    key_of,
)
from standoff.record import Span

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks for a candidate, in log odds.

    Chosen by random search on the two thirds of LGL and GeoWebNews that `training/score.py` does not hold out, together
    with twenty sentences of the tests, so that local news of the USA does not decide alone.
    """

    people: float = 1.0  # for each natural log of the population
    least: float = 2500.0  # people that a place has at least, where its people are not known
    wide: float = 4.0  # a country
    division: float = -2.4  # a region: the city of its name is meant more often
    county: float = -1.2  # a county of the USA
    alias: float = -0.85
    foreign: float = -3.0
    within: float = 9.0  # it lies in the place named right after
    country: float = 2.9  # log of the share of other names in its country
    admin1: float = 3.2
    near: float = 8.5
    reach: float = 55.0  # km
    most: float = 12.0  # what the rest of the report can speak for a candidate at most
    heat: float = 1.3  # in the first round; falls evenly to 1 in the last
    rounds: int = 5


WEIGHTS = Weights()
# Generic words that a name may carry beside the name of the place itself.
_KINDS = (
    "province oblast governorate region district prefecture county parish state republic krai raion division department"
    " city town village township municipality borough river valley airport university college hospital school"
    " international high police fire museum park stadium port harbor harbour island islands bay lake base camp"
    " north south east west northern southern eastern western northeast northwest southeast southwest central greater"
    " downtown upper lower mainland metropolitan metro"
).split()
# Candidates of one report; four times as many need sixteen times the memory, which is 60 MB here.
MOST_COMPARED = 1500
# A place of more people than this may give its name to what the gazetteer lacks: "Boston" to "Boston Marathon".
_BIG = 20_000
_AFTER = re.compile(r"(?:\s*,\s*|\s+\(\s*|\s*-\s*)([A-Z][\w.'’]*(?:\s+[A-Z][\w.'’]*){0,3})")


@dataclass(slots=True)
class _Name:
    """One name of the report: the spans that share it, how often it is said, what it may mean."""

    spans: list[int]
    places: list[Place]
    inside: list[bool]


def resolve(text: str, spans: Sequence[Span], known: Gazetteer, weights: Weights = WEIGHTS) -> list[Place | None]:
    """The place that each span of the text names, None where the gazetteer knows none; offsets are code points."""
    names: dict[tuple[str, str], _Name] = {}
    for i, span in enumerate(spans):
        written = text[span.start : span.end]
        container = _container(text, span, known)
        box = _is_container(text, spans, i)
        key = (key_of(written), container.name if container else "in" if box else "")
        if key not in names:
            places = candidates(written, known)
            places = (box and [place for place in places if place.feature in ("region", "country")]) or places
            names[key] = _Name([], places, [container is not None and lies_in(p, container) for p in places])
        names[key].spans.append(i)
    _share_senses(names)
    out: list[Place | None] = [None] * len(spans)
    asked = [name for name in names.values() if name.places]
    if asked:
        _thin(asked)
        for name, best in zip(asked, _settle(asked, _around(text, spans, known), weights), strict=True):
            for i in name.spans:
                out[i] = best
    return out


def _thin(names: Sequence[_Name]) -> None:
    """Leave each name its best candidates: every pair of them is compared, and a report may name hundreds of places."""
    most = max(1, MOST_COMPARED // len(names))
    for name in names:
        if len(name.places) > most:
            pairs = sorted(zip(name.places, name.inside, strict=True), key=lambda pair: not pair[1])[:most]
            name.places, name.inside = [place for place, _ in pairs], [inside for _, inside in pairs]


def candidates(written: str, known: Gazetteer) -> list[Place]:
    """What a name may mean; where the gazetteer lacks it, what the name of a place within it may mean."""
    found = known.find(written)
    if not found and "," in written:
        head, _, rest = written.partition(",")
        boxes = known.find(rest.strip())
        found = tuple(p for p in known.find(head) if any(lies_in(p, box) for box in boxes)) or known.find(head) or boxes
    if not found:
        words = re.sub(r"['’]s$", "", written).split()
        kept = [word for word in words if word.casefold().strip(".") not in _KINDS and word not in ("of", "the")]
        if kept and len(kept) < len(words):
            found = known.find(" ".join(kept))
        for end in range(len(words) - 1, 0, -1) if not found else ():  # "Walker County Sheriff's Office"
            found = tuple(p for p in known.find(" ".join(words[:end])) if p.population > _BIG and p.how < FOREIGN)
            if found:
                break
    return list(found)


def lies_in(place: Place, box: Place) -> bool:
    """Whether a place lies in a country or region of the gazetteer, as far as its codes or the distance tell."""
    if box.number == place.number or (box.country and place.country != box.country):
        return False
    if box.feature == "country":
        return True
    if box.admin1 and box.feature == "region" and not _is_county(box):
        return place.admin1 == box.admin1
    return bool(unit([place]) @ unit([box]).T > np.cos((80 if _is_county(box) else 300) / 6371.0))


def _is_county(place: Place) -> bool:
    return place.country == "USA" and place.feature == "region" and place.geonameid is None


def _container(text: str, span: Span, known: Gazetteer) -> Place | None:
    """The state or region named right after a name: "Paris, Texas", "Springfield, Ill.", "Homs, in Syria"."""
    match = _AFTER.match(text, span.end)
    if not match:
        return None
    words = match[1].split()
    for n in range(len(words), 0, -1):
        written = " ".join(words[:n])
        postal = known.postal.get(written)
        for place in (postal,) if postal else known.wide.get(key_of(written), ()):
            if place.feature in ("country", "region") and place.how != ADJECTIVE:
                own = known.find(text[span.start : span.end])
                if any(lies_in(p, place) for p in own):
                    return place
        bare = written.rstrip(".")
        if written.endswith(".") and bare != written and (found := known.wide.get(key_of(bare))):
            return next((p for p in found if p.feature in ("country", "region") and p.how != ADJECTIVE), None)
    return None


def _is_container(text: str, spans: Sequence[Span], i: int) -> bool:
    """Whether a name stands right after another one, behind a comma: "New York" of "Albany, New York"."""
    return i > 0 and text[spans[i - 1].end : spans[i].start].strip() == "," and spans[i].start - spans[i - 1].end < 4


def _share_senses(names: dict[tuple[str, str], _Name]) -> None:
    """One sense in a report: a name without a place after it means what it means where one stands there."""
    boxed: dict[str, list[_Name]] = {}
    for (key, container), name in names.items():
        if container and container != "in":
            boxed.setdefault(key, []).append(name)
    for (key, container), name in names.items():
        if not container and key in boxed:
            meant = {p for other in boxed[key] for p, flag in zip(other.places, other.inside, strict=True) if flag}
            name.inside = [place in meant for place in name.places]


def _around(text: str, spans: Sequence[Span], known: Gazetteer) -> list[tuple[Place, int]]:
    """States and regions named in the text beside the spans, adjectives among them, and how often."""
    taken = {i for span in spans for i in range(span.start, span.end)}
    found: Counter[str] = Counter()
    meant: dict[str, Place] = {}
    words = list(re.finditer(r"[A-Z][\w'’.]*", text))
    for i, word in enumerate(words):
        if word.start() in taken:
            continue
        for n in (3, 2, 1):
            last = words[min(i + n, len(words)) - 1]
            written = text[word.start() : last.end()]
            if len(written.split()) != n:
                continue
            places = known.wide.get(key_of(re.sub(r"['’]s$|[.,]$", "", written)))
            if places and len(places) == 1 and places[0].how != ABBREVIATION:
                found[places[0].name] += 1
                meant[places[0].name] = places[0]
                break
    return [(meant[name], count) for name, count in found.items()]


def unit(places: Iterable[Place]) -> Floats:
    """Points as unit vectors, (places, 3)."""
    lat, lon = np.radians(np.array([(p.lat, p.lon) for p in places]).T)
    points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    return points.astype(np.float32)


def _settle(names: Sequence[_Name], around: Sequence[tuple[Place, int]], weights: Weights) -> list[Place]:
    """The likeliest candidate of each name."""
    places = [place for name in names for place in name.places] + [place for place, _ in around]
    sizes = [len(name.places) for name in names] + [1] * len(around)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    firsts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    said = np.array([len(name.spans) for name in names] + [count for _, count in around], np.float32)
    voice = np.log1p(said)[owner]
    base = np.array([_prior(place, weights) for place in places], np.float32)
    inside = np.array([flag for name in names for flag in name.inside] + [False] * len(around))
    base += weights.within * inside

    others = owner[:, None] != owner[None, :]
    country = _codes([p.country or f"?{i}" for i, p in enumerate(places)])
    admin1 = _codes([f"{p.country}.{p.admin1}" if p.admin1 else f"?{i}" for i, p in enumerate(places)])
    points = unit(places)
    angle = np.sqrt(np.maximum(0, 2 - 2 * points @ points.T))
    small = np.array([p.feature != "country" for p in places])
    same = ((country[:, None] == country[None, :]) & others).astype(np.float32)
    shared = ((admin1[:, None] == admin1[None, :]) & others).astype(np.float32)
    near = np.exp(-angle * (6371.0 / weights.reach)) * (others & small[:, None] & small[None, :]).astype(np.float32)

    scores = base
    for heat in np.linspace(weights.heat, 1, weights.rounds, dtype=np.float32):
        chance = _softmax(scores / heat, owner, firsts) * voice
        gain = weights.country * np.log1p(same @ chance) + weights.admin1 * np.log1p(shared @ chance)
        gain += weights.near * np.log1p(near @ chance)
        scores = base + weights.most * np.tanh(gain / weights.most)
    ends = np.cumsum(sizes)
    return [places[a + int(np.argmax(scores[a:b]))] for a, b in zip(firsts[: len(names)], ends, strict=False)]


def _codes(labels: list[str]) -> NDArray[np.int64]:
    return np.unique(labels, return_inverse=True)[1]


def _softmax(scores: Floats, owner: NDArray[np.int64], firsts: NDArray[np.int64]) -> Floats:
    top = np.maximum.reduceat(scores, firsts)
    grown: Floats = np.exp(scores - top[owner])
    total: Floats = np.add.reduceat(grown, firsts)[owner]
    return grown / total


def _prior(place: Place, weights: Weights) -> float:
    score = weights.people * log(place.population + weights.least)
    if place.feature == "country":
        score += weights.wide
    elif place.feature == "region":
        score += weights.county if _is_county(place) else weights.division
    return score + {ALIAS: weights.alias, FOREIGN: weights.foreign}.get(place.how, 0.0)
