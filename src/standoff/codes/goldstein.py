"""The Goldstein scale of CAMEO codes."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _table() -> dict[str, float]:
    return tomllib.loads(resources.files(__package__).joinpath("goldstein.toml").read_text("utf-8"))


def goldstein(code: str) -> float | None:
    """The scale's value of a CAMEO code, -10 to 10, or of the code of three digits it belongs to; None for neither."""
    return _table().get(code, _table().get(code[:3]))
