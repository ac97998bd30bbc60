"""Through whom words came, and which statement carries which."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from standoff.language.reading import Attribution, Range, Reading
from standoff.language.words import UNQUOTED

ARTICLES = frozenset({"the", "a", "an"})
# What may stand after an outlet's name without making it another's: "CNN on Sunday".
AFTER_NAMES = frozenset({",", "on", "in"})
# Verbs whose object is the one that something is said to.
LISTENED = frozenset(
    """
    told tell tells telling informed informs assured assures reminded reminds warned warns warning urged urges urging
    asked asks asking accused accuses accusing thanked thanks thanking ordered orders ordering advised advises
    """.split()
)
LEADING_TO_OUTLETS = frozenset("on in to with by via through from".split())
# Of whom an outlet says "our".
REPORTERS = frozenset("reporter reporters correspondent correspondents newsroom".split())
# Whoever is quoted is named in at most so many words before "as saying".
LONGEST_QUOTED = 16


@cache
def _known(key: str) -> frozenset[str]:
    """What outlets.toml lists under a key."""
    listed = tomllib.loads(resources.files(__package__).joinpath("outlets.toml").read_text("utf-8"))[key]
    return frozenset(listed.split() if isinstance(listed, str) else listed)


def is_outlet(reading: Reading, words: Range) -> bool:
    """Whether words name an outlet: by its name, or by a noun ("state television", "a Belmar newspaper")."""
    first, last = words
    forms = reading.words.forms
    head = forms[reading.head(words)]
    if all(form.lower() in ARTICLES | {"press", "media"} for form in forms[first:last]):
        return False  # "told the press": whoever came
    if head.lower() in _known("nouns") or head.lower().removesuffix("s") in _known("nouns") or head in _known("titles"):
        return True
    while first < last - 1 and forms[first].lower() in ARTICLES:
        first += 1
    ends = [last, *(i for i in range(first + 1, last) if forms[i] in AFTER_NAMES)]
    return any(reading.written((first, end)) in _known("names") for end in ends)


def speaks_itself(reading: Reading, words: Range) -> bool:
    """Whether words are the report's own outlet speaking: "told us", "this newspaper", "our reporter"."""
    first, last = words
    forms = [form.lower() for form in reading.words.forms[first:last]]
    if any(int(reading.words.quote[i]) != UNQUOTED for i in range(first, last)):
        return False
    return forms == ["us"] or (forms[0] in {"our", "this"} and (forms[-1] in REPORTERS or is_outlet(reading, words)))


def _is_person(reading: Reading, words: Range) -> bool:
    head = reading.head(words)
    named = (name for name in reading.names if name.kind == "Person")
    return reading.upos[head] == "PRON" or any(name.words[0] <= head < name.words[1] for name in named)


def chained(reading: Reading) -> list[Attribution]:
    """The attributions of a text, each with the outlets of its own sentence, nearest the speaker first."""
    return [_through_outlets(reading, quoted_as_saying(reading, one)) for one in reading.attributions]


def _through_outlets(reading: Reading, one: Attribution) -> Attribution:
    """The attribution with all outlets that its words name; of two cues for one content an outlet's passes it on."""
    for other in one.beside:
        mine, theirs = (bool(a.source) and is_outlet(reading, a.source[0]) for a in (one, other))
        if theirs and not mine and one.source:
            one = replace(one, through=(*one.through, *other.source))
        elif mine and not theirs and other.source:
            one = replace(other, confidence=one.confidence, inner=one.inner, through=(*other.through, *one.source))
    taken = all_words(one.source)
    one = replace(one, addressee=tuple(words for words in one.addressee if not taken & set(range(*words))))
    if not one.addressee and (listener := _listener(reading, one)):
        one = replace(one, addressee=(listener,))
    told = [words for words in one.addressee if is_outlet(reading, words) or speaks_itself(reading, words)]
    cue = one.cue[0][0]
    found = (*told, *_whole(reading, one.through), *_named_beside(reading, one))
    places: list[Range] = []
    for words in sorted(found, key=lambda words: (abs(words[0] - cue), words[0] - words[1])):
        if not any(words[0] < last and first < words[1] for first, last in (*places, *one.source)):
            places.append(words)
    return replace(one, through=tuple(places))


def _whole(reading: Reading, ranges: Sequence[Range]) -> list[Range]:
    """Outlets that were cut into pieces put together again; a piece that names nothing is dropped."""
    whole: list[Range] = []
    for words in sorted(ranges):
        joined = bool(whole) and whole[-1][1] == words[0]
        whole.append((whole.pop()[0], words[1]) if joined else words)
    no_outlet = ARTICLES | REPORTERS | {"press", "media", "journalists"}
    forms = reading.words.forms
    return [(a, b) for a, b in whole if any(form.lower() not in no_outlet for form in forms[a:b])]


def _named_beside(reading: Reading, one: Attribution) -> Iterator[Range]:
    """The outlets that a preposition leads to, behind the cue: "wrote on Telegram", "in an interview with CNN"."""
    cue, forms = one.cue[0][0], reading.words.forms
    start, end = reading.sentence(cue)
    taken = all_words((*one.content, *one.source))
    for first in range(max(start + 1, cue), end):
        lead = first - 1
        while lead > cue and (forms[lead].lower() in ARTICLES or reading.upos[lead] == "ADJ"):
            lead -= 1
        if first in taken or forms[lead].lower() not in LEADING_TO_OUTLETS:
            continue
        lengths = (n for n in range(5, 0, -1) if first + n <= end)
        length = next((n for n in lengths if reading.written((first, first + n)) in _known("names")), 0)
        if length and not taken & set(range(first, first + length)):
            yield (first, first + length)


def _listener(reading: Reading, one: Attribution) -> Range | None:
    """The object of a cue that is said to somebody: "told reporters", "urged Belmar to leave"."""
    verb = reading.head(one.cue[0])
    if not LISTENED & {reading.words.forms[i].lower() for i in range(*one.cue[0])}:
        return None
    for child in reading.below(verb):
        if (
            child > verb
            and reading.deprel[child] in {"iobj", "obj"}
            and reading.upos[child] in {"NOUN", "PROPN", "PRON"}
        ):
            words = reading.phrase(child, LONGEST_QUOTED)
            content, here = all_words(one.content), set(range(*words))
            # "ordered the closure": that is what was said; "ordered Belmar to leave": something is said to Belmar
            first_of_more = any(start == words[0] for start, _ in one.content) and len(content - here) > 1
            if (first_of_more or not content & here) and not all_words(one.source) & here:
                return words
    return None


def quoted_as_saying(reading: Reading, one: Attribution) -> Attribution:
    """The attribution turned round where an outlet "quoted him as saying": he said it, and the outlet passed it on.

    Where nothing of the content follows these words, what he said is the quotation in that sentence.  A person who
    quotes another passes nothing on: there one statement carries the other.
    """
    first = one.cue[-1][1]
    near = [form.lower() for form in reading.words.forms[first : first + LONGEST_QUOTED + 1]]
    at = next((first + i for i in range(1, len(near)) if near[i : i + 2] == ["as", "saying"]), None)
    if at is None or not one.source or _is_person(reading, one.source[0]) or one.content[0][0] > at:
        return one
    said = tuple((max(start, at + 2), end) for start, end in one.content if end > at + 2)
    if not said:
        start, end = reading.sentence(first)
        quoted = [i for i in range(start, end) if reading.words.quote[i] != UNQUOTED]
        taken = {i for other in reading.attributions if other is not one for i in all_words(other.content)}
        if not quoted or taken & set(quoted):
            return one
        said = ((quoted[0], quoted[-1] + 1),)
    return replace(one, source=((first, at),), content=said, through=(*one.through, *one.source))


def carriers(found: Sequence[Attribution]) -> list[int | None]:
    """For each attribution the place of the one whose content carries it, the innermost if several do."""
    contents = [all_words(one.content) for one in found]
    out: list[int | None] = []
    for one, own in zip(found, contents, strict=True):
        words = all_words(one.cue) | own
        around = [i for i, content in enumerate(contents) if len(content) > len(own) and words <= content]
        out.append(min(around, key=lambda i: len(contents[i]), default=None))
    return out


def passed_on(
    reading: Reading, found: Sequence[Attribution], carried_by: Sequence[int | None], k: int
) -> Iterator[Range]:
    """The outlets that attribution `k` came through: its own, then those among the sources of what carries it."""
    yield from found[k].through
    carrier = carried_by[k]
    while carrier is not None:
        for source in found[carrier].source:
            if is_outlet(reading, source):
                yield source
        carrier = carried_by[carrier]


def all_words(ranges: Sequence[Range]) -> set[int]:
    """The words of several ranges."""
    return {i for words in ranges for i in range(*words)}
