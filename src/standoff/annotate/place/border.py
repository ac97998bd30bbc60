"""A point on the border of two states, from the towns nearest to each other on either side."""

from __future__ import annotations

from functools import lru_cache
from statistics import median

import numpy as np

from standoff.annotate.place.gazetteer import Gazetteer
from standoff.annotate.place.resolve import unit

# Towns of each state that are looked at, the most populous first, and how far apart those at a border may lie (km).
TOWNS = 1500
FARTHEST = 120.0
# The nearest pairs that are averaged: one alone may sit at either end of the border.
PAIRS = 30


@lru_cache(maxsize=512)
def between(one: str, other: str, known: Gazetteer) -> tuple[float, float] | None:
    """Latitude and longitude of a middle of the border of two states (alpha-3); None where they share none."""
    here, there = (known.towns(country, TOWNS) for country in (one, other))
    if not here or not there:
        return None
    near = unit(here) @ unit(there).T
    rows, columns = np.unravel_index(np.argsort(near, axis=None)[-PAIRS:], near.shape)
    pairs = [
        (here[i], there[j])
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
        if near[i, j] > np.cos(FARTHEST / 6371.0)
    ]
    if not pairs:
        return None
    return (median((a.lat + b.lat) / 2 for a, b in pairs), median((a.lon + b.lon) / 2 for a, b in pairs))
