"""How what is spoken of lies to a place: in it, near it, north of it, at its border, or only belonging to it."""

from __future__ import annotations

from standoff.language import Reading
from standoff.language.reading import Range

_DIRECTIONS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split()
)
# A word before a place -> the relation.
_BESIDE = {
    **dict.fromkeys(("near", "around", "by", "beside", "close"), "near"),
    **dict.fromkeys(("outside",), "outside"),
    **dict.fromkeys(("off",), "off"),
}
_BORDER = frozenset("border borders frontier boundary".split())
# Verbs by whose subject a capital or state is its government.
_SPEAKING = frozenset(
    "say says said warn warns warned deny denies denied accuse accuses accused announce announces announced claim"
    " claims claimed insist insists insisted vow vows vowed refuse refuses refused agree agrees agreed demand demands"
    " demanded condemn condemns condemned reject rejects rejected decide decides decided want wants wanted call calls"
    " called urge urges urged threaten threatens threatened pledge pledges pledged promise promises promised respond"
    " responds responded admit admits admitted confirm confirms confirmed argue argues argued expel expelled".split()
)


# Words between two places that share a border: "Syria and the Lebanon".
LONGEST_JOINT = 2


def _folded(reading: Reading, first: int, last: int) -> list[str]:
    """The words `[first, last)`, those that there are, without case."""
    return [form.casefold() for form in reading.words.forms[max(0, first) : max(0, last)]]


def relation(words: Range, reading: Reading) -> str | None:
    """`near`, `north of`, `outside`, `off`, `border`, `of` (the words say whose, not where); None for in or at it."""
    first, last = words
    after = _folded(reading, last, last + 2)
    if _BORDER & set(after[:1]):
        return "border"
    if after and reading.xpos[last] == "POS":
        return "border" if _BORDER & set(after[1:]) else "of"
    before = _folded(reading, first - 4, first)
    while before and before[-1] in ("the", "a", "city", "town", "village"):
        before.pop()
    if not before:
        return _whose(words, reading)
    if before[-1] == "of" and len(before) > 1 and before[-2] in _DIRECTIONS:
        return f"{before[-2]} of"
    if before[-1] == "of" and len(before) > 1 and before[-2] == "outside":
        return "outside"
    if before[-1] in ("with", "to") and len(before) > 1 and before[-2] in (*_BORDER, "close", "next"):
        return "border" if before[-2] in _BORDER else "near"
    return _BESIDE.get(before[-1]) or _whose(words, reading)


def border_of(one: Range, other: Range, reading: Reading) -> Range | None:
    """All the words for the border of two places: "Syrian-Turkish border", "border between Syria and Turkey"."""
    if other[0] - one[1] > LONGEST_JOINT:
        return None
    joint = _folded(reading, one[1], other[0])
    if joint in (["-"], ["–"], []) and _BORDER & set(_folded(reading, other[1], other[1] + 1)):
        return (one[0], other[1] + 1)
    before = _folded(reading, one[0] - 3, one[0])
    if joint in (["and"], ["and", "the"]) and "between" in before and _BORDER & set(before):
        return (one[0] - len(before) + min(before.index(word) for word in _BORDER & set(before)), other[1])
    return None


def _whose(words: Range, reading: Reading) -> str | None:
    head = reading.head(words)
    verb = int(reading.heads[head])
    speaks = verb >= 0 and reading.deprel[head] == "nsubj" and reading.words.forms[verb].casefold() in _SPEAKING
    return "of" if speaks else None
