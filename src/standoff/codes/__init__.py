"""The coding schemes: PLOVER's types, modes and contexts, their scores, and the CAMEO codes that come nearest."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER type: its `quad` (1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict).

    `score` runs from -10 (hostile) to 10; `cameo` is the nearest CAMEO code; `modes` has both for each mode.
    """

    name: str
    quad: int
    score: float
    cameo: str
    modes: dict[str, tuple[float, str]]


@cache
def _tables() -> dict[str, object]:
    return tomllib.loads(resources.files(__package__).joinpath("plover.toml").read_text("utf-8"))


@cache
def event_types() -> dict[str, EventType]:
    """The sixteen PLOVER types by name, in the order of PLOVER's quads."""
    types = {}
    for name, row in _tables().items():
        if isinstance(row, dict):
            modes = {mode: (score, code) for mode, (score, code) in row.get("modes", {}).items()}
            types[name] = EventType(name, row["quad"], row["score"], row["cameo"], modes)
    return types


@cache
def contexts() -> tuple[str, ...]:
    """The names of PLOVER's contexts."""
    return tuple(str(_tables()["contexts"]).split())


@cache
def modes() -> tuple[str, ...]:
    """All pairs of type and mode as `TYPE/mode`, in the order of the types."""
    return tuple(f"{one.name}/{mode}" for one in event_types().values() for mode in one.modes)


def intensity(event_type: str, mode: str | None = None) -> float:
    """PLOVER's score of a type, or of its mode.  Raises `KeyError` for a name that PLOVER does not have."""
    one = event_types()[event_type]
    return one.modes[mode][0] if mode else one.score


def cameo(event_type: str, mode: str | None = None) -> str:
    """The nearest CAMEO code of a type, or of its mode.  Raises `KeyError` for a name that PLOVER does not have."""
    one = event_types()[event_type]
    return one.modes[mode][1] if mode else one.cameo


# What PLOVER's coders write down for an act that has not happened: words, by what they do.
ACTUAL = {"happened", "ongoing", "reported", "alleged"}
COMING = {"planned", "promised"}


def plover_code(event_type: str, status: str) -> str | None:
    """The type under which PLOVER codes an act of this type and status; None where it codes none.

    PLOVER codes what is done by telling of an act that has not happened: one that is held out as a threat is a
    THREATEN, and so is one of material conflict that is planned or promised; a cooperative act that is planned or
    promised is an AGREE; one that is demanded a REQUEST.  What is only foretold, thought possible or said not to be so
    is nothing, and so are words of conflict that are only planned.
    """
    quad = event_types()[event_type].quad
    if status in ACTUAL:
        return event_type
    if status == "demanded":
        return "REQUEST"
    if status == "threatened" or (status in COMING and (quad == 4 or event_type == "THREATEN")):
        return "THREATEN"
    return "AGREE" if status in COMING and quad <= 2 else None
