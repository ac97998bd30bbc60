"""Where a report names a place: the reader's names of places, and those it missed or took into another name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from standoff.annotate.place.gazetteer import ABBREVIATION, ADJECTIVE, ALIAS, FOREIGN, PRIMARY, Gazetteer, Place
from standoff.annotate.place.resolve import lies_in
from standoff.language import Reading
from standoff.language.reading import Range

# After these a capitalised name of the gazetteer is taken for a place, though the reader took it for something else.
_BEFORE_PLACES = frozenset("in at near from outside inside around across toward towards into via through".split())
# Names of towns that are far oftener a part of another name or a common word.
_GENERIC = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest central downtown"
    " uptown old new great grand best first general national federal united union superior continental university"
    " college school police court council board church center centre city county state states highway street avenue"
    " road park hill lake valley river bay island lot delta man hall house god mary salt enterprise orange"
    " international progress liberty independence democratic republican congress monday sunday august may march"
    " passover hamas".split()
)
_DIRECTIONS = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest central greater"
    " downtown upper lower northeastern northwestern southeastern southwestern".split()
)
# "D-N.Y.": what stands before the place of a member of a parliament.
_PARTIES = frozenset("D R I DFL GOP NDP Lib Lab Con".split())
# What parts a dateline from its report.
_AFTER_DATELINES = frozenset("( - -- — –".split())
# A town of so many people is taken for a place though the reader took its name for somebody's: of one word, of more.
MANY, SOME = 1_000_000, 100_000
# The longest name of a place, in words, that is looked for where the reader has none.
LONGEST = 4


def names(reading: Reading, known: Gazetteer) -> list[Range]:
    """The words that name a place, each range by itself, in order; what the gazetteer lacks is among them."""
    found: dict[Range, None] = {}
    taken: set[int] = set()
    rest: list[Range] = []
    for name in reading.names:
        ranges = list(_of_name(name.kind, name.words, reading, known))
        found |= dict.fromkeys(ranges)
        taken.update(range(*name.words))
        if not ranges and name.kind in ("Person", "Organization", "Misc"):
            rest.append(_without_party(_bare(name.words, reading), reading))
    votes = Counter(reading.written(words).casefold() for words in found)
    votes.subtract(reading.written(words).casefold() for words in rest)
    people = [words for words in rest if words[1] - words[0] > 1 and not _is_big(words, reading, known)]
    parts = {form.casefold() for first, last in people for form in reading.words.forms[first:last]}
    places = {name for name, count in votes.items() if count > 0} - parts
    places |= {reading.written(words).casefold() for words in rest if _is_big(words, reading, known)} - parts
    rest = [words for words in rest if reading.written(words).casefold() not in parts]
    found |= dict.fromkeys(words for words in rest if _is_place_here(words, reading, known, places))
    found |= dict.fromkeys(_missed(reading, known, taken, places))
    return sorted(words for words in found if reading.written(words).casefold() not in _GENERIC)


def _of_name(kind: str, words: Range, reading: Reading, known: Gazetteer) -> Iterator[Range]:
    if kind in ("Location", "Facility"):
        yield from _parts(_bare(words, reading), kind, reading, known)
    elif kind == "NORP":
        if _is_adjective(reading.written(words), known) or _is_wide(reading.written(words), known):
            yield words
    elif kind in ("Organization", "Misc"):
        words = _bare(words, reading)
        part = _leading(words, reading, known, 20_000 if kind == "Organization" else 100_000)
        if part or (part := _after_of(words, reading, known)):
            yield part


def _is_wide(written: str, known: Gazetteer) -> bool:
    return any(place.feature == "country" and place.how != ADJECTIVE for place in known.find(written))


def _after_of(words: Range, reading: Reading, known: Gazetteer) -> Range | None:
    """The place that a longer name ends with: "Ukraine" of "National Bank of Ukraine"."""
    first, last = words
    for i in range(last - 2, first, -1):
        if reading.words.forms[i].casefold() in ("of", "in"):
            start = i + 2 if reading.words.forms[i + 1].casefold() == "the" and i + 2 < last else i + 1
            places = known.find(reading.written((start, last)))
            return (start, last) if any(_is_sure(place, 100_000) for place in places) else None
    return None


def _is_big(words: Range, reading: Reading, known: Gazetteer) -> bool:
    """Whether a name is foremost that of a place, whatever the reader took it for: "Khan Younis", "Kinshasa"."""
    people = MANY if words[1] - words[0] == 1 else SOME
    places = known.find(reading.written(words))
    return any(place.how in (PRIMARY, ALIAS) and place.population >= people for place in places)


def _without_party(words: Range, reading: Reading) -> Range:
    first, last = words
    forms = reading.words.forms
    return (first + 2, last) if last - first > 2 and forms[first] in _PARTIES and forms[first + 1] == "-" else words


def _opens(word: int, reading: Reading) -> bool:
    """Whether a word is the first of its sentence."""
    return reading.sentence(word)[0] == word


def _is_place_here(words: Range, reading: Reading, known: Gazetteer, places: set[str]) -> bool:
    """Whether what the reader took for somebody is a place: it is one elsewhere in the report, or stands as one."""
    first, last = words
    written = reading.written(words)
    if written.casefold() in places:
        return True
    forms = reading.words.forms
    found = [place for place in known.find(written) if place.how not in (FOREIGN, ADJECTIVE, ABBREVIATION)]
    if not found or last - first > LONGEST:
        return False
    if written.isupper() and _opens(first, reading) and last < len(forms) and forms[last] in _AFTER_DATELINES:
        return True
    if first > 1 and forms[first - 1] == "-" and forms[first - 2] in _PARTIES:
        return True
    if first > 2 and forms[first - 1].casefold() == "of" and forms[first - 2] == "," and forms[first - 3].isdigit():
        return True
    if last + 1 < len(forms) and forms[last] == ",":
        boxes = [place for place in known.find(forms[last + 1]) if place.feature in ("country", "region")]
        if any(lies_in(place, box) for box in boxes for place in found):
            return True
    return (
        first > 0
        and forms[first - 1].casefold() in ("in", "near", "outside", "from")
        and reading.xpos[last - 1] == "NNP"
    )


def _bare(words: Range, reading: Reading) -> Range:
    """Without "the" before and "'s" behind."""
    first, last = words
    if last - first > 1 and reading.words.forms[first].casefold() == "the":
        first += 1
    if last - first > 1 and reading.xpos[last - 1] == "POS":
        last -= 1
    return (first, last)


def _parts(words: Range, kind: str, reading: Reading, known: Gazetteer) -> Iterator[Range]:
    """A place as it is; "Paris, Texas" as two; without "north" before; of a building the town in its name, if any."""
    first, last = words
    forms = reading.words.forms
    if kind == "Location" and (longer := _longer(words, reading, known)):
        yield longer
        return
    if known.find(reading.written(words)):
        yield words
        return
    if last - first > 1 and forms[first].casefold().strip(".-") in _DIRECTIONS:
        yield from _parts((first + 1, last), kind, reading, known)
        return
    joints = [i for i in range(first + 1, last - 1) if forms[i] in (",", "and", "&")]
    if joints:
        for a, b in zip([first, *(i + 1 for i in joints)], [*joints, last], strict=True):
            if b > a:
                yield from _parts((a, b), kind, reading, known)
    elif part := _leading(words, reading, known, 0) or _after_of(words, reading, known):
        yield part
    elif kind == "Location":
        yield words


def _longer(words: Range, reading: Reading, known: Gazetteer) -> Range | None:
    """A name with small letters about it: "southern Lebanon", "Odesa region", "Rafah crossing"."""
    first, last = words
    forms = reading.words.forms
    ends = [(first, end) for end in (last + 2, last + 1) if end <= len(forms) and forms[end - 1].islower()]
    starts = [(first - 1, last)] if first and forms[first - 1] in _DIRECTIONS else []
    for longer in (*ends, *starts):
        if any(
            place.how in (PRIMARY, ALIAS) and place.feature != "city" for place in known.find(reading.written(longer))
        ):
            return longer
    return None


def _leading(words: Range, reading: Reading, known: Gazetteer, people: int) -> Range | None:
    """The place that a longer name begins with: "Mansfield" of "Mansfield Police Department"."""
    first, last = words
    for end in range(min(last, first + LONGEST), first, -1):
        written = reading.written((first, end))
        if written.casefold() in _GENERIC or written.endswith("-"):
            continue
        if any(_is_sure(place, people if end - first == 1 else 0) for place in known.find(written)):
            return (first, end)
    return None


def _is_sure(place: Place, people: int) -> bool:
    if place.how in (ABBREVIATION, FOREIGN) or place.feature == "site":
        return False
    return place.population >= people or place.how == ADJECTIVE


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
