"""Who words mean: the gazetteer of states, bodies, outlets, armed groups and persons, and how names are matched."""

from standoff.actors.gazetteer import Entry, Role
from standoff.actors.match import Context, Match, resolve
from standoff.actors.overrides import Actors, actors_from, actors_in_use, core_actors

__all__ = ["Actors", "Context", "Entry", "Match", "Role", "actors_from", "actors_in_use", "core_actors", "resolve"]
