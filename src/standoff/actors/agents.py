"""Nouns for people and bodies that act, and the PLOVER sector that each tells."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from standoff.actors.names import fold

LONGEST = 6  # words in the longest noun of the table
IRREGULAR = {"men": "man", "women": "woman", "children": "child", "wives": "wife", "thieves": "thief"}
SINGULARS = (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", ""))


@dataclass(frozen=True, slots=True)
class Agent:
    """A noun that was found at the end of some words: its sector, where it began, what more is known of it."""

    noun: str
    sector: str | None
    begins: int
    generic: bool
    plural: bool
    office: str | None
    lone: str | None


@dataclass(frozen=True, slots=True)
class Agents:
    """The tables of agents.toml: folded noun -> code."""

    nouns: Mapping[str, str]
    generic: Mapping[str, str]
    before: Mapping[str, str]
    offices: Mapping[str, str]
    lone: Mapping[str, str]
    words: Mapping[str, frozenset[str]]

    def ending(self, words: Sequence[str]) -> Agent | None:
        """The longest noun that these folded words end in; plurals count as their singulars."""
        for begins in range(max(0, len(words) - LONGEST), len(words)):
            earlier, last = words[begins:-1], words[-1]
            for form in _forms(last):
                noun = " ".join([*earlier, form])
                if noun in self.generic or noun in self.nouns:
                    return self._agent(noun, begins, plural=form != last)
        return None

    def _agent(self, noun: str, begins: int, *, plural: bool) -> Agent:
        generic = noun in self.generic
        sector = self.generic[noun] if generic else self.nouns[noun]
        return Agent(noun, sector or None, begins, generic, plural, self.offices.get(noun), self.lone.get(noun))

    def narrowing(self, words: Sequence[str]) -> str | None:
        """The sector that the words before a generic noun tell: "rebel" of "rebel leader"; the last of them decides."""
        for end in range(len(words), 0, -1):
            for begins in range(max(0, end - 3), end):
                word = " ".join(words[begins:end])
                if word in self.before:
                    return self.before[word]
            found = self.ending(words[:end])
            if found and not found.generic:
                return found.sector
        return None


def _forms(word: str) -> list[str]:
    forms = [word]
    if word in IRREGULAR:
        return [word, IRREGULAR[word]]
    if word.endswith("men") and len(word) > 4:
        forms.append(word[:-3] + "man")
    for plural, singular in SINGULARS:
        if word.endswith(plural) and len(word) > len(plural) + 2:
            forms.append(word.removesuffix(plural) + singular)
    return forms


@functools.cache
def agents() -> Agents:
    """The table that comes with Standoff."""
    table: dict[str, Any] = tomllib.loads(Path(__file__).with_name("agents.toml").read_text("utf-8"))
    words = {name: frozenset(_phrases(told)) for name, told in table["words"].items()}
    words["of_a_state"] = frozenset(table["words"]["of_a_state"].split())
    words["leaves_an_elite"] = frozenset(table["words"]["leaves_an_elite"].split())
    by_noun = {name: _turned(table[name]) for name in ("nouns", "generic", "before", "offices", "lone")}
    return Agents(**by_noun, words=words)


def _turned(codes: Mapping[str, str]) -> dict[str, str]:
    turned: dict[str, str] = {}
    for code, told in codes.items():
        for noun in _phrases(told):
            turned.setdefault(noun, code)
    return turned


def _phrases(told: str) -> list[str]:
    parts = told.split(",") if "," in told else told.split()
    return [folded for part in parts if (folded := fold(part))]
