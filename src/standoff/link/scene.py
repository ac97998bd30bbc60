"""A report told from its first word to its last: who is spoken of where, and whom any of its words mean."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log

from standoff.doc import Doc
from standoff.language.reading import Range
from standoff.language.words import UNQUOTED
from standoff.link.cast import Cast, Member
from standoff.link.knowledge import DETERMINERS, knowledge, listed, offices, plain, quality, singular
from standoff.link.phrases import WHO, Phrases
from standoff.record import Statement

HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
IT, THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
THIRD = HE | SHE | IT | THEY
# "a source" here and "a source" there may be two people; "the source" is the one before.
NEW_EACH_TIME = frozenset({"a", "an", "another", "one", "some", "other", "many", "several"})
HOW_MANY = {"both": 2, "two": 2, "three": 3, "four": 4}
PAIR = frozenset({"both", "two", "pair", "couple", "duo"})
# How far back, in sentences, pronouns and nouns may reach for whom they mean; "the company" means one just named.
REACH, NEAR = 12, 2
# What makes one the likelier meaning of a pronoun, in sentences of distance; tuned on the train documents of GUM.
# BY_COUNT is for the logarithm of how often somebody was spoken of, up to OFTEN times; AS_ONE for a body called "they".
AS_SUBJECT, AS_KNOWN, AS_ONE, AS_PLACE, BY_COUNT, OFTEN = 0.2, 0.2, -1.0, -0.5, 0.5, 8
# The same for a pronoun that is the source of a statement: the last subject or the last speaker, however rarely spoken
# of.  Set by hand and read over in reports of crises; GUM has only some fifty such sources and cannot tell them apart.
SAYING_AS_SUBJECT, SAYING_AS_SPEAKER, SAYING_AS_NAMED = 0.6, 0.9, 0.3

PLACES = frozenset({"Location", "Facility"})

Found = list[tuple[Member, str]]


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A statement as ranges of words."""

    source: tuple[Range, ...]
    content: tuple[Range, ...]

    def holds(self, word: int) -> bool:
        """Whether a word is part of what was said."""
        return any(first <= word < last for first, last in self.content)

    def is_by(self, word: int) -> bool:
        """Whether a word is part of the source."""
        return any(first <= word < last for first, last in self.source)


@dataclass(frozen=True, slots=True)
class Place:
    """A word at which somebody is spoken of: one, or several together ("Belmar and Ostra")."""

    word: int
    members: tuple[Member, ...]
    kind: str = ""  # of the name that stands there, if one does


@dataclass(slots=True)
class Scene:
    """One report and whom its words mean; `meaning` answers for any of them."""

    doc: Doc
    cast: Cast
    phrases: Phrases = field(init=False)
    said: list[Said] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)  # in the order of the words
    meant: dict[int, Found] = field(default_factory=dict)  # for the heads of the phrases passed so far
    spoke: tuple[Member, ...] = ()  # who said the last statement passed

    def __post_init__(self) -> None:
        reading = self.doc.reading
        self.phrases = Phrases(reading, self.cast)
        for found in self.doc.find(Statement):
            source, content = (tuple(map(reading.words_at, spans)) for spans in (found.source, found.content))
            self.said.append(Said(source, content))
        sources: dict[int, tuple[Range, Said]] = {}
        for one in self.said:
            for words in one.source:
                for word, own in self.phrases.parts(words):
                    if word not in sources or self._is_tidier(own, sources[word][0]):
                        sources[word] = own, one
        for word in range(len(reading.words)):
            self._pass(word, *sources.get(word, (None, None)))

    def meaning(self, words: Range) -> Found:
        """Whom words of the report mean, each with the reason; somebody new where nobody was called so before."""
        return _each_once(new for word, own in self.phrases.parts(words) for new in self._meant(word, own))

    def _is_tidier(self, one: Range, other: Range) -> bool:
        """Whether of two sources with one head the first is the better cut: not "one of the", and without clauses."""
        cut, known = (self.doc.reading.upos[last - 1] in {"ADP", "DET"} for _, last in (one, other))
        return (cut, one[1] - one[0]) < (known, other[1] - other[0])

    def _pass(self, word: int, source: Range | None, one: Said | None) -> None:
        """Note who is spoken of at a word; `source` and `one` where it is the head of a statement's source."""
        form = self.phrases.form(word)
        named = self.cast.at.get(word)
        if named:
            member, name, because = named
            found: Found = [(member, because)]
            if name.words[0] == word and (name.kind != "NORP" or self.phrases.is_plural(word)):
                self._note(Place(self.doc.reading.head(name.words), (member,), name.kind))
        elif form in THIRD:
            found = self.meant[word] = self._pronoun(word, form, one)
            self._note(Place(word, _members(found)))
            if form in HE | SHE:
                for member, _ in found:
                    member.spoken["m" if form in HE else "f"] += 1
        elif form in WHO and source:
            found = self._meant(word, source)
        elif form not in FIRST | WHO and (source or self.phrases.is_actor(word)):
            found = self._meant(word, source or (word, word + 1))
            self._note(Place(word, _members(found)))
        else:
            return
        if source:
            self.spoke = _members(found)

    def _note(self, place: Place) -> None:
        """Take up a place, and with it the one of all that it is joined to."""
        if not place.members:
            return
        for member in place.members:
            if not place.kind and place.word not in member.seen:
                insort(member.seen, place.word)
        self.places.append(place)
        reading = self.doc.reading
        if reading.deprel[place.word] == "conj":
            head = int(reading.heads[place.word])
            others = next((one.members for one in reversed(self.places) if one.word == head), ())
            if others and not set(map(id, others)) & set(map(id, place.members)):
                self.places.append(Place(head, others + place.members))

    def _meant(self, word: int, words: Range) -> Found:
        """Whom a phrase means, by its head."""
        if word in self.cast.at:
            member, _, because = self.cast.at[word]
            return [(member, because)]
        if word not in self.meant:
            self.meant[word] = []  # a statement that holds its own source must not ask for ever
            form = self.phrases.form(word)
            if beside := self.phrases.name_beside(word):
                self.meant[word] = [(beside, "the name beside the title")]
            elif form in WHO:
                self.meant[word] = self._taken_up(word, form)
            elif form in FIRST:
                self.meant[word] = self._first_person(word, form)
            else:
                self.meant[word] = self._noun(word, words)
        return self.meant[word]

    def _taken_up(self, word: int, form: str) -> Found:
        """Whom "who" and "which" mean: the nouns that their clause belongs to."""
        return [
            (member, f"{form!r} takes up the words before it")
            for noun in self.phrases.antecedents(word)
            for member, _ in self._meant(noun, (noun, noun + 1))
        ]

    def _first_person(self, word: int, form: str) -> Found:
        """Whose words "I" and "we" stand in: the source, itself no "I", of the statement closest round them."""
        around = [one for one in self.said if one.holds(word) and one.source and not one.is_by(word)]
        for one in sorted(around, key=lambda one: sum(last - first for first, last in one.content)):
            if not any(self.phrases.form(i) in FIRST for first, last in one.source for i in range(first, last)):
                because = f"{form!r} within the words of this speaker"
                return [(member, because) for source in one.source for member, _ in self.meaning(source)]
        return []

    def _pronoun(self, word: int, form: str, one: Said | None) -> Found:
        """Whom a pronoun most likely means, never one of the wrong sex or number; `one` if it is that one's source."""
        itself = self.phrases.subject_of(word) if form.endswith(("self", "selves")) else None
        barred = self._barred(word, form)
        best: tuple[float, tuple[Member, ...]] | None = None
        for place in reversed(self.places):
            away = self.phrases.sentence[word] - self.phrases.sentence[place.word]
            if away > REACH:
                break
            fits = _fits(place, form) or (one is not None and self._may_go_on(place, form))
            if not fits or any(id(member) in barred for member in place.members) or (one and one.holds(place.word)):
                continue
            if place.word == itself:
                return [(member, f"{form!r}: the subject of its clause") for member in place.members]
            score = self._weight(place, form, one is not None) - away
            if best is None or score > best[0]:
                best = (score, place.members)
        if best is None and self.spoke and _fits(Place(word, self.spoke), form):
            best = (0.0, self.spoke)
        return [(member, f"{form!r}: the likeliest one named before") for member in best[1]] if best else []

    def _weight(self, place: Place, form: str, saying: bool) -> float:
        """What speaks for one place beside its nearness, for a pronoun and for one that is saying something."""
        first = place.members[0]
        subject, last = self.phrases.is_subject(place.word), place.members == self.spoke
        weight = AS_KNOWN * (form in HE | SHE and first.gender is not None) + AS_PLACE * (place.kind in PLACES)
        if form in THEY and len(place.members) == 1 and not first.plural and not last:
            weight += AS_ONE
        if saying:
            return weight + SAYING_AS_SPEAKER * last + SAYING_AS_SUBJECT * subject + SAYING_AS_NAMED * first.named
        # "people" here and "people" there need not be the same
        often = 1 if first.plural else max(1, bisect_right(first.seen, place.word))
        return weight + AS_SUBJECT * subject + BY_COUNT * log(min(OFTEN, often))

    def _may_go_on(self, place: Place, form: str) -> bool:
        """Whether a pronoun may be whoever spoke last, where only that tells: "A user said ... They added"."""
        first = place.members[0]
        if place.members != self.spoke or first.gender is not None:
            return False
        return (form in THEY and first.kind == "person") or (form in IT and first.kind == "unknown")

    def _barred(self, word: int, form: str) -> set[int]:
        """Those a pronoun cannot mean: who speaks the words it stands in; whom its verb has too ("Tiel met him")."""
        reading = self.doc.reading
        out: set[int] = set()
        if reading.words.quote[word] != UNQUOTED:
            sources = [source for one in self.said if one.holds(word) for source in one.source]
            out |= {id(self.cast.at[i][0]) for first, last in sources for i in range(first, last) if i in self.cast.at}
        free = form.endswith(("self", "selves")) or reading.deprel[word].startswith(("nmod:poss", "nsubj"))
        for place in self.places[-12:] if not free else ():
            if int(reading.heads[place.word]) == int(reading.heads[word]):
                out |= {id(member) for member in place.members}
        return out

    def _noun(self, word: int, words: Range) -> Found:
        """Whom a noun means: one or several named before, one that was called so before, or somebody new."""
        reading, phrases = self.doc.reading, self.phrases
        own = words if words[1] - words[0] > 1 else phrases.around(word)
        noun, plural = phrases.form(word), phrases.is_plural(word)
        opening, before = phrases.form(own[0]), [phrases.form(i) for i in range(own[0], word)]
        if (at := phrases.said_of(word)) is not None and (one := self._one_at(at)) and one.plural == plural:
            one.called.add(noun)
            return [(one, "what the text calls this one")]
        if several := self._several(noun, before):
            return [(member, "those spoken of last") for member in several]
        form = self.doc.text(reading.span(own))
        if reading.upos[own[0]] != "NUM" and opening not in NEW_EACH_TIME | THIRD | FIRST:
            qualities = phrases.qualities(word)
            narrowed = phrases.is_narrowed(word)
            if not plural and not narrowed and (one := self._holder(noun, qualities, word)):
                return [(one, f"the {noun} named before")]
            if one := self._called_so(word, form):
                return [(one, "called so before")]
            if opening in DETERMINERS and not narrowed:
                one = self._same_noun(word, noun, qualities) or (None if qualities else self._mere(word, noun))
                if one:
                    return [(one, f"the {noun} spoken of before")]
        new = Member(phrases.kind(word), [form], seen=[word], plural=plural, named=False, called={noun})
        return [(self.cast.add(new), "called so here")]

    def _one_at(self, word: int) -> Member | None:
        """The one member that a word passed before means."""
        found = self._meant(word, (word, word + 1)) if word in self.cast.at or word in self.meant else []
        return found[0][0] if len(found) == 1 else None

    def _holder(self, noun: str, qualities: set[str], word: int) -> Member | None:
        """Who was called by a noun before, the nearest: "the Polish minister" after "Poland's minister Jan Wit"."""
        called = [
            (grade, member)
            for member in self.cast.members
            if member.named and (grade := member.answers(noun, qualities)) is not None
        ]
        graded = [(g, max(at for at in m.seen if at < word), m) for g, m in called if m.seen[0] < word]
        if not graded:  # "the mayor" of the headline is the one mayor whom the text names below
            return called[0][1] if len(called) == 1 else None
        # one of whom not all is known that is asked for is meant only where nobody else is called so
        sure = [one for one in graded if one[0]] or (graded if len(graded) == 1 else [])
        return max(sure, key=lambda one: one[:2])[2] if sure else None

    def _called_so(self, word: int, form: str) -> Member | None:
        """One that was called by these very words before, or whose last name this is."""
        wanted, last = plain(form), None
        if self.doc.reading.upos[word] == "PROPN":
            last = plain(self.phrases.form(word))
        for member in self.cast.members:
            if member.seen[0] < word:
                names = [plain(known) for known in member.forms]
                by_last = last and member.named and member.kind == "person" and last in [n.split()[-1] for n in names]
                if by_last or wanted in names:
                    return member
        return None

    def _same_noun(self, word: int, noun: str, qualities: set[str]) -> Member | None:
        """One without a name that was called by the same noun before: "a tall man", then "the man"."""
        for place in reversed(self.places):
            if self.phrases.sentence[word] - self.phrases.sentence[place.word] > REACH:
                return None
            one = place.members[0]
            if not one.named and noun in one.called:
                form = one.forms[0].split()
                if form[0].lower() not in THIRD | FIRST and qualities <= set(map(quality, form)):
                    return one
        return None

    def _mere(self, word: int, noun: str) -> Member | None:
        """The one just named that a mere "the company" or "the country" stands for: who spoke last, or a subject."""
        for place in reversed(self.places):
            if self.phrases.sentence[word] - self.phrases.sentence[place.word] > NEAR:
                return None
            mere = knowledge("titles.toml")["mere"].get(place.kind, "").split()
            lately = place.members == self.spoke or self.phrases.is_subject(place.word)
            if noun in mere and lately and len(place.members) == 1:
                return place.members[0]
        return None

    def _several(self, noun: str, before: Sequence[str]) -> list[Member]:
        """The last so many of a kind that were named: "the two leaders", "both sides", "the couple"."""
        number = 2 if noun in PAIR else next((HOW_MANY[form] for form in before if form in HOW_MANY), 0)
        if not number or not {"the", "these", "both"} & {noun, *before}:
            return []
        single = singular(noun)
        found: list[Member] = []
        for place in reversed(self.places):
            if noun in PAIR and len(place.members) == number:
                return list(place.members)
            for one in reversed(place.members):
                if one.named and one not in found and _is_one_of(one, single):
                    found.append(one)
                    if len(found) == number:
                        return found[::-1]
        return []


def _is_one_of(one: Member, noun: str) -> bool:
    """Whether somebody may be one of several that are called by a noun."""
    if noun in PAIR | {"man", "woman"}:
        return one.kind == "person"
    if noun in offices():
        return one.kind == "person" and one.answers(noun, set()) is not None
    return one.kind == "group" and not one.plural and noun in listed("sides")


def _fits(place: Place, form: str) -> bool:
    """Whether a pronoun agrees with those spoken of at a place."""
    one = place.members[0]
    if len(place.members) > 1:
        return form in THEY
    if form in HE | SHE:
        return one.kind == "person" and not one.plural and one.gender != ("f" if form in HE else "m")
    if form in THEY:
        return one.plural or (one.kind == "group" and place.kind != "Location")
    return one.kind == "group" and not one.plural


def _members(found: Found) -> tuple[Member, ...]:
    return tuple(member for member, _ in found)


def _each_once(found: Iterable[tuple[Member, str]]) -> Found:
    out: Found = []
    for member, because in found:
        if member not in _members(out):
            out.append((member, because))
    return out
