"""How many and how much: numbers in the text, what they count, and how they bound the truth."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from standoff.doc import Doc
from standoff.language.numbers import DIGITS, PARTS, SCALES, SMALL, number_of
from standoff.language.reading import Range, Reading
from standoff.record import Amount, When
from standoff.stage import stage

# A number, a bound or a unit has at most so many words.
LONGEST = 8
# A noun further behind its number than this is not what it counts.
NEAR = 5
RANGE = frozenset({"-", "–", "—", "to", "or", "and"})
# After these a number is a name ("Resolution 2231"), an age or an address.
NUMBERED = frozenset(
    """
    resolution article no no. number chapter flight section page channel aged age type group phase level protocol model
    unit room route highway order rule decree act version ward cell
    """.split()
)
# Before "dollars".
OF_A_STATE = frozenset({"us", "u.s.", "american"})
NAMED = frozenset({"Person", "Organization", "Product", "Facility", "Misc"})
SUBJECT = frozenset({"nsubj", "nsubj:pass", "obj", "nmod", "obl", "root", "conj", "dep", "appos"})
# Verbs whose subject is the one something befell, in the active voice.
SUFFERED = frozenset("die died dies dying perished fled flee fleeing disappeared".split())


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files(__package__).joinpath("amounts.toml").read_text("utf-8"))


def _table(name: str) -> dict[str, Any]:
    return _tables()[name]


@cache
def _befell() -> dict[str, str]:
    return {word: name for name, words in _table("befell").items() if name != "beings" for word in words.split()}


@cache
def _beings() -> frozenset[str]:
    return frozenset(_table("befell")["beings"].split())


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands: `words` with its bound, `value`, `high` where it is a range, `bound`."""

    words: Range
    value: float
    high: float | None
    bound: str | None


@stage(needs={When}, makes={Amount})
def amounts(doc: Doc) -> Iterator[Amount]:
    """Yield each number that counts or measures something; dates, ages and names of things are none."""
    reading = doc.reading
    names = [name.words for name in reading.names if name.kind in NAMED]
    taken = {i for when in doc.find(When) for i in range(*reading.words_at(when.span))}
    taken |= {i for first, last in names if last - first > 1 for i in range(first, last)}
    for first, last in reading.sentences:
        at = first
        while at < last:
            begins = at not in taken and _may_begin(reading.words.forms[at])
            number = number_at(reading, at, last) if begins else None
            if number is None:
                at += 1
                continue
            at = number.words[1]
            found = _counted(reading, number, first)
            if found and not taken & set(range(*number.words)):
                unit, words = found
                at = max(at, words[1])
                yield Amount(
                    article=doc.article.id,
                    stage="amounts",
                    span=reading.span(words),
                    value=number.value,
                    high=number.high,
                    unit=unit,
                    bound=number.bound,
                )


def _may_begin(word: str) -> bool:
    """Whether a number, or the words of its bound, may begin with a word."""
    return word[0].isdigit() or word.lower().split("-")[0] in _beginnings() or word in _table("money")


@cache
def _beginnings() -> frozenset[str]:
    phrases = (*_table("bounds"), *_table("vague"))
    return frozenset(
        {*(phrase.split()[0] for phrase in phrases), *SMALL, *SCALES, *PARTS, "a", "an", "between", "from"}
    )


def number_at(reading: Reading, at: int, last: int) -> Number | None:
    """The number whose words, or the words of whose bound, begin at a word."""
    bound, start = _phrase(reading, at, last, _table("bounds"))
    between = not bound and reading.words.forms[at].lower() in {"between", "from"}
    start = at + 1 if between else start
    money = start < last and reading.words.forms[start] in _table("money")
    value, end = _value(reading, start + money, last)
    if value is None:
        return None
    vague = isinstance(value, tuple)
    low = value[0] if isinstance(value, tuple) else value
    if end < last and reading.words.forms[end].lower() in (RANGE - {"and"} if not between else RANGE):
        # "20-30", "between 20 and 30"; "two or three million" means millions both times
        sign = reading.words.forms[end + 1 : end + 2] and reading.words.forms[end + 1] in _table("money")
        high, after = _value(reading, end + 1 + bool(sign), last)
        if isinstance(high, float) and not vague and high > low:
            for scale in (1e3, 1e6, 1e9):
                if low < 1000 and high >= scale and high / scale < 1000 and low * scale < high:
                    low *= scale
                    break
            return Number((at, after), low, high, bound)
    if between:
        return None
    behind, after = _phrase(reading, end, last, _table("bounds_after"))
    return Number((at, after), low, None, behind or bound or ("at least" if vague else "exactly"))


def _value(reading: Reading, at: int, last: int) -> tuple[float | tuple[float] | None, int]:
    """The number that begins at a word and its end; a tuple of one for a vague number ("dozens")."""
    vague, end = _phrase(reading, at, last, _table("vague"))
    if vague is not None:
        return (float(vague),), end
    forms = reading.words.forms
    for end in range(min(last, at + LONGEST), at, -1):
        words = forms[at:end]
        if forms[end - 1].lower() in {"a", "an", "and"} or not all(map(_numeral, words)):
            continue
        # "a" and "half" begin a number only before a scale: "a hundred", "half a million"
        if words[0].lower() in {"a", "an", "half", "quarter", "and"} and words[-1].lower() not in SCALES:
            continue
        value = number_of([*words[:-1], _without_measure(words[-1])])
        if value is not None:
            return value, end
    return None, at


def _numeral(word: str) -> bool:
    parts = word.lower().split("-")
    return bool(DIGITS.fullmatch(_without_measure(word))) or all(
        part in SMALL or part in SCALES or part in PARTS or part in {"a", "an", "and"} for part in parts
    )


def _without_measure(word: str) -> str:
    """The number of "30km"; other words as they are."""
    digits = DIGITS.fullmatch(word)
    return word[: digits.start(3)] if digits and digits[3] in _table("measures") and digits[3] not in SCALES else word


def _phrase(reading: Reading, at: int, last: int, table: dict[str, Any]) -> tuple[Any, int]:
    """What a table says of the longest of its phrases that begins at a word, and the phrase's end."""
    forms = [form.lower() for form in reading.words.forms[at : min(last, at + 4)]]
    for length in range(len(forms), 0, -1):
        if (phrase := " ".join(forms[:length])) in table:
            return table[phrase], at + length
    return None, at


def _counted(reading: Reading, number: Number, first: int) -> tuple[str | None, Range] | None:
    """What a number counts or measures, and the words that say number and unit; None where it is no amount."""
    start, end = number.words
    forms = reading.words.forms
    before = forms[start - 1].lower() if start > first else ""
    signs = [forms[i] for i in range(max(first, start - 1), end) if forms[i] in _table("money")]
    following = forms[end].lower() if end < len(forms) else ""
    after = forms[end + 1].lower() if end + 1 < len(forms) else ""
    foreign = following in OF_A_STATE and after in _table("money")
    money = _table("money").get(after if foreign else following)
    if signs or money:
        start = start - 1 if before and forms[start - 1] in _table("money") else start
        return money or _table("money")[signs[0]], (start, end + bool(money) + foreign)
    if (joined := DIGITS.fullmatch(forms[end - 1])) and joined[3] in _table("measures") and joined[3] not in SCALES:
        return _table("measures")[joined[3]], (start, end)
    two = " ".join(form.lower() for form in forms[end : end + 2])
    for unit, length in ((two, 2), (following, 1)):
        if unit in _table("measures") and (length == 2 or following != "m" or reading.upos[end] == "NOUN"):
            return _table("measures")[unit], (start, end + length)
    if before in NUMBERED or following.startswith("-") or (before == "," and following == ","):
        return None
    noun = _noun(reading, number)
    if noun is None:
        told = _fate(reading, end - 1)
        return (told, (start, end + (following in _befell()))) if told else None
    form = forms[noun].lower()
    if form in NUMBERED or form.startswith(("year", "month", "week", "day", "hour", "minute", "second", "percent")):
        return None
    definite = before in {"the", "these", "those", "his", "her", "its", "their", "our"}
    fate = _fate(reading, noun) if form in _beings() else None
    if reading.upos[noun] == "PRON":
        return None if number.value < 3 else (fate, (start, noun + 1))
    if number.value < 3 and not fate and (definite or number.value == 1):
        return None
    single = number.value == 1 and reading.xpos[noun] == "NN" and form not in _beings()
    plural = form + "s" if single else form
    return fate or plural, (start, max(end, noun + 1))


def _noun(reading: Reading, number: Number) -> int | None:
    """The noun that a number counts: "12 men", "dozens of men", "12 dead"."""
    start, end = number.words
    last = end - 1
    head = int(reading.heads[last])
    if end <= head < end + NEAR and reading.deprel[last] in {"nummod", "amod", "compound", "nmod", "det"}:
        return head
    if reading.words.forms[end : end + 1] == ("of",):
        inside = [i for i in range(end + 1, end + NEAR) if i < len(reading.words.forms)]
        return next((i for i in inside if int(reading.heads[i]) in range(start, end)), None)
    for i in range(end, min(end + NEAR, len(reading.words.forms))):
        if reading.upos[i] == "NOUN" or (reading.upos[i] == "PROPN" and reading.xpos[i] == "NNPS"):
            return i if int(reading.heads[last]) in {i, int(reading.heads[i])} or i == end else None
        if reading.upos[i] not in {"ADJ", "NOUN", "PROPN", "NUM"}:
            return None
    return None


def _fate(reading: Reading, word: int) -> str | None:
    """What befell those that a word stands for: `killed` for "12 people were killed", "killing 12", "left 12 dead"."""
    befell, forms = _befell(), reading.words.forms
    if forms[word + 1 : word + 2] and (after := forms[word + 1].lower()) in befell and after not in {"held", "rounded"}:
        return befell[after]
    at = word
    # "dozens of others were hurt", "12 men and 3 women were killed"
    while reading.deprel[at] in {"conj", "nmod"} and reading.upos[int(reading.heads[at])] in {"NOUN", "NUM"}:
        at = int(reading.heads[at])
    if (own := forms[word].lower()) in befell and reading.upos[word] in {"ADJ", "NOUN"}:
        return befell[own]
    head = int(reading.heads[at])
    if head < 0 or reading.deprel[at] not in SUBJECT:
        return None
    verb = forms[head].lower()
    if verb in befell:
        active = reading.deprel[at] == "nsubj" and reading.upos[head] == "VERB" and verb not in SUFFERED
        passive = any(reading.deprel[i] == "aux:pass" for i in reading.below(head))
        return befell[verb] if passive or not active else None
    return "killed" if {"death", "toll"} <= {form.lower() for form in forms[max(0, word - NEAR * 2) : word]} else None
