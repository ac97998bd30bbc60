"""Cuts a text for the search for times: each word becomes one character that stands for all it can be in a time."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from standoff.read.dates import calendar

Kinds = frozenset[str]

TOKEN = re.compile(
    r"""
    (?P<gap> \n [ \t\r]* \n )                                                     # a new paragraph
  | (?P<iso> \d{4}-\d\d-\d\d (?: [T ] \d\d:\d\d (?: :\d\d )? (?: Z | [+-]\d\d:?\d\d )? )? (?! \d ) )
  | (?P<slash> \d{1,4} / \d{1,2} (?: / \d{1,4} )? (?! [\d/] ) | \d{1,2} \. \d{1,2} \. \d{4} (?! \d ) )
  | (?P<clock> \d{1,2} : [0-5]\d (?: :[0-5]\d )? (?! [\d:] ) | \d{1,2} \. [0-5]\d (?= \s? [ap] \.? m ) )
  | (?P<number> (?: \d{1,3} (?: ,\d{3} )+ | \d+ ) (?: \.\d+ )? (?: (?: st | nd | rd | th | s ) (?! \w ) )? )
  | (?P<short> ['’] \d\d s? (?! \w ) )                                              # '80s, '08
  | (?P<half> [½¼¾] )
  | (?P<ampm> [aApP] (?: [mM] (?! \w ) | \. \s? [mM] (?! \w ) \.? ) )
  | (?P<letters> (?: [^\W\d_] \. ){2,} )                                            # U.K.
  | (?P<own> ['’] [sS] (?! \w ) )
  | (?P<code> [QH] [1-4] (?! \w ) )                                                # Q3
  | (?P<word> [^\W\d_]+ )
  | (?P<mark> \S )
    """,
    re.VERBOSE,
)
MARKS = {",": "comma", ".": "dot", "-": "dash", "–": "dash", "—": "dash", "(": "open", ")": "close", "%": "percent"}
# Longer numbers are none of time.
LONGEST_NUMBER = 12
NOTHING: Kinds = frozenset()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text: where each starts and ends, its form in lower case, and `kinds`, one character for each."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    forms: tuple[str, ...]
    kinds: str


@cache
def words() -> dict[str, dict[str, Any]]:
    """The tables of words.toml."""
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))


@cache
def phrases() -> dict[str, list[tuple[str, ...]]]:
    """The fixed phrases of each sort, as tokens."""
    sorts = {sort: words()[sort]["phrases"] for sort in ("past", "present", "future")} | {
        "holiday": words()["holidays"]
    }
    return {sort: [tuple(form_of(m) for m in TOKEN.finditer(one)) for one in each] for sort, each in sorts.items()}


@cache
def _lexicon() -> dict[str, Kinds]:
    out: dict[str, set[str]] = {}

    def add(kind: str, forms: Iterable[str]) -> None:
        for form in forms:
            out.setdefault(form, set()).add(kind)

    for kind in ("unit", "units", "adverbs", "season", "daypart", "dayparts", "deictic", "noon", "cardinals", "scales"):
        add(kind, words()[kind])
    for kind in ("ordinals", "tens", "zones", "places"):
        add(kind, words()[kind])
    for kind, forms in words()["little"].items():
        add(kind, forms.split())
    add("hh", [form for form, number in words()["cardinals"].items() if 1 <= number <= 12])
    add("teen", [form for form, number in words()["cardinals"].items() if 10 <= number <= 20])
    for name, table in zip(("weekday", "month"), calendar(), strict=True):
        longest = {number: max((n for n in table if table[n] == number), key=len) for number in table.values()}
        add(name, longest.values())
        add(f"short_{name}", set(table) - set(longest.values()))
    add("weekdays", [f"{name}s" for name, kinds in out.items() if "weekday" in kinds])
    add("seasons", [f"{name}s" for name in words()["season"]])
    for sequences in phrases().values():
        for sequence in sequences:
            for form in sequence:
                add(f"={form}", [form])
    for form in ("quarter", "century", "hours", "thousand"):
        add(f"={form}", [form])
    return {form: frozenset(kinds) for form, kinds in out.items()}


def form_of(match: re.Match[str]) -> str:
    """A token as it is looked up: lower case, one sort of apostrophe, no stops in "a.m." and "U.K."."""
    form = match.group().lower()
    if match.lastgroup in {"ampm", "letters"}:
        return re.sub(r"[.\s]", "", form)
    return form.replace("’", "'")


@lru_cache(maxsize=8192)
def kinds_of(form: str, group: str, capital: bool) -> Kinds:
    """All that a token can be in a time.  Names of months and short weekdays are names only with a capital."""
    if group in {"word", "code", "letters", "ampm", "own"}:
        kinds = _lexicon().get(form, NOTHING)
        if not capital:
            kinds = kinds - {"month", "short_month", "short_weekday"} if form != "z" else NOTHING
        return kinds | {group} if group in {"ampm", "own"} else kinds or frozenset({"text"} if group == "word" else ())
    if group == "number":
        return _number_kinds(form)
    if group == "mark":
        kinds = _lexicon().get(form, NOTHING)
        return kinds | {MARKS[form]} if form in MARKS else kinds
    if group == "slash":
        return frozenset({"fraction"} if form in {"1/2", "1/4", "3/4"} else {"slash"})
    if group == "short":
        return frozenset({"tens" if form.endswith("s") else "short_year"})
    return frozenset({group})


def _number_kinds(form: str) -> Kinds:
    digits = form.rstrip("stndrh")
    if len(digits) > LONGEST_NUMBER:
        return NOTHING
    if digits != form:
        return _suffixed(int(digits), form[len(digits) :]) if digits.isdecimal() else NOTHING
    kinds = {"int" if digits.replace(",", "").isdecimal() else "decimal"}
    if digits.isdecimal():
        number, length = int(digits), len(digits)
        kinds |= {"dd"} if 1 <= number <= 31 and length <= 2 else set()
        kinds |= {"hh"} if number <= 24 and length <= 2 else set()
        kinds |= {"two"} if length == 2 else set()
        kinds |= {"year"} if length == 4 and 1000 <= number < 2200 else set()
        kinds |= {"old_year"} if length in {3, 4} or number > 31 else set()
        kinds |= {"military"} if length == 4 and number < 2400 and number % 100 < 60 else set()
    return frozenset(kinds)


def _suffixed(number: int, suffix: str) -> Kinds:
    if suffix == "s":
        return frozenset(
            {"decades"} if number % 10 == 0 and 1000 < number < 2200 else {"tens"} if number in TENS else ()
        )
    return frozenset({"ordinals", "ordd"} if 1 <= number <= 31 else {"ordinals"})


TENS = range(10, 100, 10)


@cache
def _characters() -> dict[Kinds, str]:
    return {}


def character(kinds: Kinds) -> str:
    """The one character that stands for a set of kinds, from Unicode's private planes."""
    known = _characters()
    return known.setdefault(kinds, chr(0xF0000 + len(known)))


@lru_cache(maxsize=8192)
def _token(form: str, group: str, capital: bool) -> str:
    return character(kinds_of(form, group, capital))


def tokens(text: str) -> Tokens:
    """Cut a text."""
    starts, ends, forms, kinds = [], [], [], []
    for match in TOKEN.finditer(text):
        group = match.lastgroup or ""
        form = form_of(match)
        starts.append(match.start())
        ends.append(match.end())
        forms.append(form)
        kinds.append(_token(form, group, match.group()[0].isupper()))
    return Tokens(tuple(starts), tuple(ends), tuple(forms), "".join(kinds))


@cache
def charset(kind: str) -> str:
    """The characters that can be of a kind, as a class of a regular expression."""
    _know_all()
    found = [char for kinds, char in _characters().items() if kind in kinds]
    if not found:
        raise ValueError(f"no token is of the kind {kind!r}")
    return "[" + "".join(found) + "]"


@cache
def _know_all() -> None:
    """Give a character to every set of kinds that a token can have, so that patterns can be built once."""
    for form in _lexicon():
        for group, capital in (("word", True), ("word", False), ("letters", True), ("ampm", False), ("mark", False)):
            character(kinds_of(form, group, capital))
    for number in (*range(2500), *range(10000, 10002)):
        for shape in ("{}", "{:02}", "{:03}", "{:04}", "{}.5", "{}s", "{}th", "{},000"):
            character(kinds_of(shape.format(number), "number", False))
    for form, group in (("1/2", "slash"), ("9/11", "slash"), ("'80s", "short"), ("'08", "short"), ("½", "half")):
        character(kinds_of(form, group, False))
    for mark in MARKS:
        character(kinds_of(mark, "mark", False))
    for group in ("gap", "iso", "clock", "word", "mark"):
        character(kinds_of("", group, False))
    character(kinds_of("'s", "own", False))
