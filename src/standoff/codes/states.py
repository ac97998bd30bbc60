"""What other schemes call a state: FIPS 10-4, and the numbers of the Correlates of War."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _table() -> dict[str, str]:
    return tomllib.loads(resources.files(__package__).joinpath("states.toml").read_text("utf-8"))


def fips(country: str) -> str | None:
    """The FIPS 10-4 code of a country told by its ISO 3166-1 alpha-3 code; None where it has none, or several."""
    return _table().get(country, "").partition(" ")[0] or None


def cow(country: str) -> int | None:
    """The number of a state in the list of the Correlates of War; None for what is no state there."""
    number = _table().get(country, "").partition(" ")[2]
    return int(number) if number else None
