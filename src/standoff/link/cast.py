"""The cast of one report: who is named in it, each once, with all names, titles and places where they stand."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Any

from standoff.language.reading import Name, Range, Reading
from standoff.language.words import JOINED, NEW_LINE

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
DETERMINERS = frozenset({"the", "this", "that", "these", "those"})
# What one telling word beside a name weighs against what the reader takes the name for.
PLACED = 2
NAMED_GROUPS = frozenset({"Organization", "Location", "Facility", "NORP"})


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
def _first_names() -> dict[str, str]:
    return {name: sex for sex, names in knowledge("first_names.toml").items() for name in names.split()}


@dataclass(slots=True, eq=False)
class Member:
    """One person or group of the report.

    `forms` are its names as they stand, `titles` what the text calls a person ("German Chancellor"), `seen` the words
    at which it is named, in order.
    """

    kind: str
    forms: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    plural: bool = False

    @property
    def name(self) -> str:
        """The longest of its names, the first of these."""
        return max(self.forms, key=len)

    @property
    def gender(self) -> str | None:
        """`m` or `f`, by title or first name; None where neither tells."""
        told = knowledge("titles.toml")["gender"]
        for word in " ".join(self.titles).lower().replace(".", "").split():
            if word in told:
                return str(told[word])
        firsts = (form.split()[0].lower() for form in self.forms if " " in form)
        return next((_first_names()[first] for first in firsts if first in _first_names()), None)

    @property
    def roles(self) -> tuple[str, ...]:
        """The titles that name an office; "Mr" names none."""
        return tuple(title for title in self.titles if offices() & set(re.split(r"\W+", title.lower())))

    def called(self, noun: str) -> bool:
        """Whether a title of this person is `noun` or one that `noun` may stand for."""
        wanted = {noun, *knowledge("titles.toml")["same"].get(noun, "").split()}
        return any(wanted & set(title.lower().replace("-", " ").split()) for title in self.titles)


@dataclass(slots=True)
class Cast:
    """The members of one report and which words name whom."""

    reading: Reading
    members: list[Member] = field(default_factory=list)
    at: dict[int, tuple[Member, Name, str]] = field(default_factory=dict)  # word -> whom the name there means, and why

    def people(self) -> Iterator[Member]:
        """The people among them."""
        return (member for member in self.members if member.kind == "person")

    def add(self, member: Member) -> Member:
        """Take up a member."""
        self.members.append(member)
        return member


def cast_of(reading: Reading) -> Cast:
    """Everybody a report names: people by full or last name, groups by name or acronym."""
    cast = Cast(reading)
    called = _agreed(reading)
    people = [(name, _tokens(reading, name.words)) for name in called if name.kind == "Person"]
    people = [(name, tokens) for name, tokens in people if _is_name(tokens)]
    # full names first: "Putin" in the headline is the "Vladimir Putin" of the text
    for name, tokens in sorted(people, key=lambda pair: len(pair[1]) < 2):
        member, because = _person(cast, tokens, name.words[0])
        _note(cast, member, name, " ".join(tokens), because)
        for title in _titles(reading, name.words):
            if title not in member.titles:
                member.titles.append(title)
    for name in called:
        tokens = _tokens(reading, name.words)
        if name.kind in NAMED_GROUPS and _is_name(tokens):
            form = " ".join(tokens)
            member, because = _group(cast, form)
            _note(cast, member, name, form, because)
    for member in cast.members:
        member.seen.sort()
    cast.members.sort(key=lambda member: member.seen[0])
    return cast


def _is_name(tokens: list[str]) -> bool:
    """Whether the words of a name name anybody: "Sen." and "R" do not."""
    bare = [token.strip(".").lower() for token in tokens]
    return len("".join(bare)) > 1 and not all(word in offices() for word in bare)


def _agreed(reading: Reading) -> list[Name]:
    """The names, each of the kind that the report's names of these very words are most often taken for."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    forms = {name: plain(" ".join(_tokens(reading, name.words))) for name in reading.names}
    last = {form.split()[-1] for name, form in forms.items() if name.kind == "Person" and " " in form}
    for name, form in forms.items():
        votes[form][name.kind] += 1
        # a name nobody knows looks like a person's: "in Orsania", "Orsania's army" show what it is
        if " " not in form and form not in last and _placed(reading, name.words):
            votes[form]["Location"] += PLACED

    def kind(name: Name) -> str:
        tally = votes[forms[name]]
        return max(tally, key=lambda one: (tally[one], one == name.kind))

    return [replace(name, kind=kind(name)) for name in reading.names]


def _placed(reading: Reading, words: Range) -> bool:
    """Whether the words round a name say that it is a place or a state: "in Orsania", "Orsania's foreign minister"."""
    first, last = words
    forms = reading.words.forms
    if forms[last - 1] not in POSSESSIVE and forms[last : last + 1] and forms[last] in POSSESSIVE:
        last += 1
    owned = forms[last : last + 3] if forms[last - 1] in POSSESSIVE else ()
    return any(form.lower() in listed("of_a_state") for form in owned) or any(
        form.lower() in listed("before_a_place") for form in forms[first - 1 : first]
    )


def _note(cast: Cast, member: Member, name: Name, form: str, because: str) -> None:
    if form not in member.forms:
        member.forms.append(form)
    member.seen.append(name.words[0])
    for word in range(*name.words):
        cast.at[word] = (member, name, because)


def _tokens(reading: Reading, words: Range) -> list[str]:
    """The words of a name, as it stands in the text but for white space, without a final 's."""
    first, last = words
    if last - first > 1 and reading.words.forms[last - 1] in POSSESSIVE:
        last -= 1
    tokens = _written(reading, (first, last)).split()
    while len(tokens) > 1 and tokens[0].lower().rstrip(".") in knowledge("titles.toml")["gender"]:
        tokens = tokens[1:]
    return tokens


def _person(cast: Cast, tokens: list[str], word: int) -> tuple[Member, str]:
    whole = " ".join(tokens)
    for member in cast.people():
        if whole in member.forms:
            return member, "named here"
    if len(tokens) > 1:
        for member in cast.people():
            if any(_same_person(form.split(), tokens) for form in member.forms):
                return member, f"a form of the name {member.name!r}"
        return cast.add(Member("person")), "named here"
    bearers = [m for m in cast.people() if any(_bears(form.split(), whole) for form in m.forms)]
    if not bearers:
        return cast.add(Member("person")), "named here"
    # two of one last name: whoever was named last before this word, else the first named after it
    nearest = max(bearers, key=lambda m: max([s for s in m.seen if s <= word], default=-min(m.seen) - 1))
    return nearest, f"part of the name {nearest.name!r}"


def _same_person(one: list[str], other: list[str]) -> bool:
    """Full names that differ by a middle name, an initial or a spelling of the last name."""
    if len(one) < 2 or not _alike(one[-1], other[-1]):
        return False
    a, b = one[0].rstrip(".").lower(), other[0].rstrip(".").lower()
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def _bears(form: list[str], single: str) -> bool:
    return len(form) > 1 and (_alike(form[-1], single) or form[0].lower() == single.lower())


def _alike(one: str, other: str) -> bool:
    """The same last name, also where it is spelt with another ending (Zelensky, Zelenskyy, Zelenskiy)."""
    a, b = one.lower(), other.lower()
    return a == b or (min(len(a), len(b)) > 6 and abs(len(a) - len(b)) < 3 and a[:-2] == b[: len(a) - 2])


def _group(cast: Cast, form: str) -> tuple[Member, str]:
    wanted = plain(form)
    for member in cast.members:
        if member.kind != "person" and any(plain(known) == wanted for known in member.forms):
            return member, "named here"
    for member in cast.members:
        if member.kind != "person" and any(_acronym(form, known) or _acronym(known, form) for known in member.forms):
            return member, f"short for {max(member.name, form, key=len)!r}"
    return cast.add(Member("group")), "named here"


def plain(form: str) -> str:
    """A name without its determiner, its stops and its case."""
    words = form.lower().replace(".", "").replace("’", "'").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in DETERMINERS else words)


def _acronym(short: str, whole: str) -> bool:
    """`U.S.` for the United States, `IAEA` for the International Atomic Energy Agency."""
    letters = short.replace(".", "")
    if not 2 <= len(letters) <= 6 or not letters.isupper() or len(whole) <= len(short):
        return False
    initials = [w[0] for w in whole.split() if w[0].isupper()]
    return "".join(initials) == letters


def _titles(reading: Reading, words: Range) -> Iterator[str]:
    """What stands before a person's name ("NATO Secretary-General") or beside it ("the foreign minister of ...")."""
    forms, upos = reading.words.forms, reading.upos
    first = words[0]
    start = first
    while start and first - start < 9 and reading.words.gap[start] != NEW_LINE:
        word = forms[start - 1]
        if upos[start - 1] in {"NOUN", "PROPN", "ADJ"} or word in {"-", "Mr.", "Mrs.", "Ms."} or word in POSSESSIVE:
            start -= 1
        else:
            break
    before = forms[start:first]
    if before and (before[-1].lower().rstrip(".") in offices() | knowledge("titles.toml")["gender"].keys()):
        yield _written(reading, (start, first))
    for i in reading.below(reading.head(words)):
        if reading.deprel[i] == "appos" and forms[i].lower() in offices() and i >= words[1]:
            yield _written(reading, _phrase(reading, i, words[1]))


def _phrase(reading: Reading, word: int, least: int) -> Range:
    """The words from the first that hangs on `word` up to the next comma."""
    first = word
    while first > least and reading.words.forms[first - 1] not in {",", "(", "—", "–"}:
        first -= 1
    last = word + 1
    while last < len(reading.words) and reading.words.forms[last] not in {",", ".", ")", ";", "—", "–", ":"}:
        last += 1
    return (first, min(last, first + 12))


def _written(reading: Reading, words: Range) -> str:
    """Words as they stand in the text, with one space for whatever white space parts them."""
    out = ""
    for i in range(*words):
        out += ("" if not out or reading.words.gap[i] == JOINED else " ") + reading.words.forms[i]
    return out
