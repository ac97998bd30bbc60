"""What the package's data files know of words: offices, kin, first names and states; and how names are compared."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any
from unicodedata import combining, normalize

DETERMINERS = frozenset({"the", "this", "that", "these", "those"})


@cache
def knowledge(name: str) -> dict[str, Any]:
    """A data file of this package."""
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


@cache
def listed(key: str) -> frozenset[str]:
    """The words that titles.toml lists under a key."""
    return frozenset(knowledge("titles.toml")[key].split())


def offices() -> frozenset[str]:
    """Nouns that name an office."""
    return listed("offices")


@cache
def persons() -> frozenset[str]:
    """Nouns for one person."""
    return offices() | listed("people")


@cache
def actors() -> frozenset[str]:
    """Nouns for one person or for a body that acts and speaks."""
    return persons() | listed("bodies")


@cache
def genders() -> dict[str, str]:
    """The words beside a name, or for somebody, that tell the sex: `m` or `f`."""
    return {**knowledge("titles.toml")["gender"], **knowledge("titles.toml")["kin"]}


@cache
def first_names() -> dict[str, str]:
    """First names that tell the sex."""
    return {name: sex for sex, names in knowledge("first_names.toml").items() for name in names.split()}


@cache
def _states() -> dict[str, str]:
    return {word: name for name, words in knowledge("states.toml").items() for word in (name, *words.split())}


def state_of(word: str) -> str | None:
    """The state that a name or an adjective stands for: Poland for "Polish"; None for any other word."""
    return _states().get(word)


def quality(word: str) -> str:
    """A word that says which one is meant, as it is compared: states by their names, portfolios in lower case."""
    return word.lower() if word.lower() in listed("portfolios") else state_of(word) or word


def singular(noun: str) -> str:
    """A plural noun in the singular, as far as the lists of nouns need it."""
    if noun.endswith("men"):
        return noun[:-3] + "man"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


@lru_cache(maxsize=8192)
def plain(form: str) -> str:
    """A name without its determiner, its stops and its case."""
    words = form.lower().replace(".", "").replace("’", "'").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in DETERMINERS else words)


@lru_cache(maxsize=8192)
def parted(form: str) -> tuple[str, str]:
    """The state that a group's name begins with, and the rest: `America`, `senate` for "the U.S. Senate"."""
    words = form.split()
    words = words[1:] if len(words) > 1 and words[0].lower() in DETERMINERS else words
    if len(words) > 1 and (whose := state_of(words[0])):
        return whose, plain(" ".join(words[1:]))
    return "", plain(form)


@lru_cache(maxsize=8192)
def bare(word: str) -> str:
    """A word in lower case, without stops and accents: `hadid` for "Ḥadīd"."""
    return "".join(char for char in normalize("NFD", word.lower()) if not combining(char)).strip(".")
