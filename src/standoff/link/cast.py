"""The cast of one report: who is named in it, each once, with all names, titles and places where they stand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from standoff.language.reading import Name, Range, Reading
from standoff.language.words import NEW_LINE, SPACED
from standoff.link.knowledge import (
    bare,
    first_names,
    genders,
    knowledge,
    listed,
    offices,
    parted,
    persons,
    plain,
    quality,
    state_of,
)

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
# What one telling word beside a name weighs against what the reader takes the name for.
PLACED = 2
# The grade of a title that says something else than what is asked for.
CONTRADICTED = -1
NAMED_GROUPS = frozenset({"Organization", "Location", "Facility", "NORP"})


@dataclass(slots=True, eq=False)
class Member:
    """One person or group of the report.

    `forms` are its names as they stand, `titles` what stands beside them ("German Chancellor"), `seen` the words at
    which it is spoken of, in order, `called` the nouns that the text says of it.  One that is not `named` is known
    only by such words ("a fisherman").
    """

    kind: str
    forms: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    plural: bool = False
    named: bool = True
    called: set[str] = field(default_factory=set)
    of: str = ""  # the state that a group is part of
    spoken: Counter[str] = field(default_factory=Counter)  # how often it was called "he" (m) and "she" (f)

    @property
    def name(self) -> str:
        """The longest of its names, the first of these."""
        return max(self.forms, key=len)

    @property
    def gender(self) -> str | None:
        """`m` or `f`, by title, first name or the pronouns so far; None where nothing tells."""
        for word in (*(word for title in self.titles for word in _headed(title)), *sorted(self.called)):
            if word in genders():
                return genders()[word]
        for form in self.forms:
            if " " in form and (sex := first_names().get(form.split()[0].lower())):
                return sex
        return max(self.spoken, key=lambda sex: self.spoken[sex], default=None)

    @property
    def roles(self) -> tuple[str, ...]:
        """The titles that name an office; "Mr" names none."""
        return tuple(title for title in self.titles if offices() & set(re.split(r"\W+", title.lower())))

    def answers(self, noun: str, qualities: set[str]) -> int | None:
        """How well `noun` with its `qualities` ("minister", {"foreign", "Poland"}) fits, 2 best; None if not at all."""
        if self.kind == "person":
            grades = [_grade(title, noun, qualities) for title in self.titles if noun in persons()]
        else:
            grades = [_grade(form, noun, qualities) for form in self.forms if _is_kind(form, noun)]
        if noun in self.called:
            grades.append(1)
        return None if CONTRADICTED in grades else max((grade for grade in grades if grade is not None), default=None)


@lru_cache(maxsize=8192)
def _headed(title: str) -> tuple[str, ...]:
    """The words of a title, that for the person first: "Queen Maud's husband" is a man."""
    return tuple(re.split(r" (?:of|for|to|in|at) |,", title.lower().replace(".", ""))[0].split()[::-1])


def _is_kind(form: str, noun: str) -> bool:
    """Whether a group's name is a name for a `noun`: "Ministry of Defence", "World Bank"."""
    words = re.split(r" (?:of|for|on) ", form.lower())[0].split()
    return noun in listed("bodies") and len(form.split()) > 1 and words[-1] == noun


def _grade(title: str, noun: str, qualities: set[str]) -> int | None:
    """How well words that ask for a `noun` with `qualities` fit a title or name; None where it is no such title.

    2 where it has all the qualities asked for, 1 where none is asked for, 0 where it lacks some and has no other of
    their sort, `CONTRADICTED` where it has: "the prime minister" is no "Foreign Minister", nor a Polish one a Czech.
    """
    words = re.sub(r"['’]s\b", "", title).replace("-", " ").split()
    nouns = {noun, *knowledge("titles.toml")["same"].get(noun, "").split()}
    heads = _headed(title.replace("-", " "))
    given = {quality(word) for word in (*words, *title.split())} - {"the", "of", "The"}
    if not nouns & set(heads) or given & listed("not_quite") - qualities:
        return None
    missing = qualities - given
    if not missing:
        return 2 if qualities else 1
    for sort in (str.isupper, str.islower):
        own = {word for word in given if sort(word[0]) and word.lower() not in offices() | nouns}
        if own and not own & qualities and any(sort(word[0]) for word in missing):
            return CONTRADICTED
    # a president is "the head of state", but not "the opposition leader"
    told = noun in heads or not any(word.islower() for word in missing - listed("of_any_leader"))
    return 0 if told else None


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
            whole = _in_brackets(cast, form, name.words[0])
            member, because = whole or _group(cast, form, _owner(reading, name.words[0]))
            _note(cast, member, name, form, because)
    for member in cast.members:
        member.seen.sort()
    cast.members.sort(key=lambda member: member.seen[0])
    return cast


def _is_name(tokens: list[str]) -> bool:
    """Whether the words of a name name anybody: "Sen." and "R" do not."""
    words = [bare(token) for token in tokens]
    of_an_office = words[0] in offices() and words[1:2] == ["of"]
    letters = sum(map(str.isalpha, "".join(words)))
    return letters > 1 and not of_an_office and not all(word in offices() or word in genders() for word in words)


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

    return _joined(reading, [replace(name, kind=kind(name)) for name in reading.names])


def _joined(reading: Reading, names: list[Name]) -> list[Name]:
    """The names, where a first name stands by itself right before the rest of a person's name as one."""
    out: list[Name] = []
    for name in names:
        before = out[-1] if out and out[-1].kind == name.kind == "Person" else None
        if (
            before
            and before.words[1] == name.words[0]
            and reading.words.gap[name.words[0]] == SPACED
            and before.words[1] - before.words[0] == 1
            and reading.words.forms[before.words[0]].lower() in first_names()
        ):
            out[-1] = replace(name, words=(before.words[0], name.words[1]))
        else:
            out.append(name)
    return out


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
    tokens = reading.written((first, last)).split()
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
    """Full names that differ by a middle name, a short first name (J., Ben) or a spelling of the last name."""
    if len(one) < 2 or not _alike(one[-1], other[-1]):
        return False
    a, b = bare(one[0]), bare(other[0])
    short = min(len(a), len(b))
    return a == b or (short != 2 and a[:short] == b[:short])


def _bears(form: list[str], single: str) -> bool:
    return len(form) > 1 and (_alike(form[-1], single) or form[0].lower() == single.lower())


def _alike(one: str, other: str) -> bool:
    """The same last name, also where it is spelt with another ending (Zelensky, Zelenskyy, Zelenskiy)."""
    a, b = bare(one), bare(other)
    return a == b or (min(len(a), len(b)) > 6 and abs(len(a) - len(b)) < 3 and a[:-2] == b[: len(a) - 2])


def _group(cast: Cast, form: str, owner: str) -> tuple[Member, str]:
    """The group of that name, and why; `owner` is the state that stands before it, as in "Ostra's Foreign Ministry"."""
    own, rest = parted(form)
    owner = own or owner
    groups = [m for m in cast.members if m.kind != "person" and not (owner and m.of and owner != m.of)]
    for member in groups:
        if any(plain(form) == plain(known) for known in member.forms):
            member.of = member.of or owner
            return member, "named here"
    for member in groups:
        if any(_acronym(form, known) or _acronym(known, form) for known in member.forms):
            return member, f"short for {max(member.name, form, key=len)!r}"
    for member in groups:
        if (own or member.of) and any(rest == parted(known)[1] for known in member.forms):
            return member, f"short for {max(member.name, form, key=len)!r}"
    return cast.add(Member("group", of=owner)), "named here"


def _in_brackets(cast: Cast, form: str, first: int) -> tuple[Member, str] | None:
    """The group whose name stands right before an acronym in brackets: "Ostran Relief and Health Service (ORHS)"."""
    member = cast.at[first - 2][0] if first > 1 and first - 2 in cast.at else None
    if not member or member.kind == "person" or cast.reading.words.forms[first - 1] != "(" or not form.isupper():
        return None
    letters = iter(member.name.lower())
    spelt = form[0] == member.name.removeprefix("the ")[0] and all(letter in letters for letter in form.lower())
    return (member, f"short for {member.name!r}") if spelt else None


def _owner(reading: Reading, first: int) -> str:
    """The state that a name's words are said to belong to: "Ostra's Foreign Ministry"."""
    forms = reading.words.forms
    return (state_of(forms[first - 2]) or "") if first > 1 and forms[first - 1] in POSSESSIVE else ""


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
    if before and (before[-1].lower().rstrip(".") in offices() | genders().keys()):
        title = reading.written((start, first))
        # "President Viktor Hallan of Ostra" is the president of Ostra
        behind = forms[words[1] : words[1] + 2]
        whose = behind[1] if len(behind) == 2 and behind[0] == "of" and state_of(behind[1]) else None
        yield f"{title} of {whose}" if whose else title
    elif (office := _office_of(reading, first)) is not None:
        yield reading.written((office, first))
    for i in reading.below(reading.head(words)):
        if reading.deprel[i] == "appos" and forms[i].lower() in offices() and i >= words[1]:
            yield reading.written(_phrase(reading, i, words[1]))


def _office_of(reading: Reading, name: int) -> int | None:
    """Where "Prime Minister of the Netherlands" begins, before the name that stands at `name`."""
    forms, upos = reading.words.forms, reading.upos
    at = name - 1
    while at > name - 9 and at > 0 and (upos[at] in {"PROPN", "ADJ"} or forms[at] in {"the", "of", "and"}):
        if forms[at] == "of" and forms[at - 1].lower() in offices():
            start = at - 1
            while start and upos[start - 1] in {"PROPN", "NOUN", "ADJ"} and reading.words.gap[start] != NEW_LINE:
                start -= 1
            return start
        if reading.words.gap[at] == NEW_LINE:
            return None
        at -= 1
    return None


def _phrase(reading: Reading, word: int, least: int) -> Range:
    """The words from the first that hangs on `word` up to the next comma."""
    first = word
    while first > least and reading.words.forms[first - 1] not in {",", "(", "—", "–"}:
        first -= 1
    last = word + 1
    while last < len(reading.words) and reading.words.forms[last] not in {",", ".", ")", ";", "—", "–", ":"}:
        last += 1
    return (first, min(last, first + 12))
