"""Where a report names a place: the reader's names of places, and those it missed or took into another name."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.annotate.place.gazetteer import ABBREVIATION, ADJECTIVE, FOREIGN, Gazetteer, Place
from standoff.language import Reading
from standoff.language.reading import Range

# After these a capitalised name of the gazetteer is taken for a place, though the reader took it for nothing.
_BEFORE_PLACES = frozenset("in at near from outside inside around across toward towards into via through".split())
# The longest name of a place, in words, that is looked for where the reader has none.
LONGEST = 4


def names(reading: Reading, known: Gazetteer) -> list[Range]:
    """The words that name a place, each range by itself, in order; what the gazetteer lacks is among them."""
    found: dict[Range, None] = {}
    taken: set[int] = set()
    for name in reading.names:
        ranges = list(_of_name(name.kind, name.words, reading, known))
        found |= dict.fromkeys(ranges)
        taken.update(range(*name.words))
    places = {reading.written(words).casefold() for words in found}
    found |= dict.fromkeys(_missed(reading, known, taken, places))
    return sorted(found)


def _of_name(kind: str, words: Range, reading: Reading, known: Gazetteer) -> Iterator[Range]:
    if kind in ("Location", "Facility"):
        yield from _parts(_bare(words, reading), kind, reading, known)
    elif kind == "NORP":
        if _is_adjective(reading.written(words), known):
            yield words
    elif kind == "Organization" and (first := _leading(_bare(words, reading), reading, known)):
        yield first


def _bare(words: Range, reading: Reading) -> Range:
    """Without "the" before and "'s" behind."""
    first, last = words
    if last - first > 1 and reading.words.forms[first].casefold() == "the":
        first += 1
    if last - first > 1 and reading.xpos[last - 1] == "POS":
        last -= 1
    return (first, last)


def _parts(words: Range, kind: str, reading: Reading, known: Gazetteer) -> Iterator[Range]:
    """A place of one name as it is; "Paris, Texas" as two; of a building the town that it begins with, if any."""
    first, last = words
    commas = [i for i in range(first, last) if reading.words.forms[i] == ","]
    if commas and not known.find(reading.written(words)):
        for a, b in zip([first, *(i + 1 for i in commas)], [*commas, last], strict=True):
            if b > a:
                yield (a, b)
    elif kind == "Location" or known.find(reading.written(words)):
        yield words
    elif part := _leading(words, reading, known):
        yield part


def _leading(words: Range, reading: Reading, known: Gazetteer) -> Range | None:
    """The place that a longer name begins with: "Mansfield" of "Mansfield Police Department"."""
    first, last = words
    for end in range(min(last, first + LONGEST), first, -1):
        places = known.find(reading.written((first, end)))
        if any(_is_sure(place, 20_000 if end - first == 1 else 0) for place in places):
            return (first, end)
    return None


def _is_sure(place: Place, people: int) -> bool:
    return place.how != ABBREVIATION and place.how != FOREIGN and (place.population >= people or place.how == ADJECTIVE)


def _is_adjective(written: str, known: Gazetteer) -> bool:
    return any(place.how == ADJECTIVE for place in known.find(written))


def _missed(reading: Reading, known: Gazetteer, taken: set[int], places: set[str]) -> Iterator[Range]:
    """Capitalised words outside all names that stand where a place stands, or are a place elsewhere in the report."""
    forms = reading.words.forms
    i = 0
    while i < len(forms):
        end = i
        while end < len(forms) and end - i < LONGEST and end not in taken and forms[end][:1].isupper():
            end += 1
        found = next(((i, e) for e in range(end, i, -1) if _stands_for_place((i, e), reading, known, places)), None)
        if found:
            yield found
        i = found[1] if found else i + 1


def _stands_for_place(words: Range, reading: Reading, known: Gazetteer, places: set[str]) -> bool:
    first, last = words
    written = reading.written(words)
    if written.casefold() in places:
        return True
    if reading.upos[last - 1] not in ("PROPN", "ADJ", "NOUN"):
        return False
    found = [place for place in known.find(written) if place.how not in (ABBREVIATION, FOREIGN)]
    if not found:
        return False
    if any(place.how == ADJECTIVE or place.feature == "country" for place in found):
        return reading.upos[last - 1] in ("PROPN", "ADJ")
    return (
        reading.upos[last - 1] == "PROPN" and first > 0 and reading.words.forms[first - 1].casefold() in _BEFORE_PLACES
    )
