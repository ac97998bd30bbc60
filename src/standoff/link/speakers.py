"""Who the sources of a report's statements are: pronouns, titles and short names led back to the full name."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field

from standoff.doc import Doc
from standoff.language.reading import Range
from standoff.link.cast import DETERMINERS, POSSESSIVE, Cast, Member, cast_of, offices, plain
from standoff.record import Actor, Finding, Identity, Mention, Span, Statement
from standoff.stage import stage

HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
IT, THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "them", "their", "themselves"})
FIRST = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
WHO = frozenset({"who", "whom", "whose", "which", "that"})
PRONOUNS = HE | SHE | IT | THEY | FIRST | WHO
# "a source" here and "a source" there may be two people; "the source" is the one before.
NEW_EACH_TIME = frozenset({"a", "an", "another", "one"})
# Nouns, besides those of offices, that name one person.
SOMEONE = frozenset(
    "man woman resident official neighbor neighbour worker student teacher soldier nurse farmer fisherman".split()
)
# Parts of speech that lead up to a name: "its new chief, General Oskar Wend".
LEADING = frozenset({"NOUN", "PROPN", "ADJ", "DET", "ADV", "PRON"})
SUBJECTS = ("nsubj", "csubj")
# How far back, in sentences, a pronoun may reach: beyond it the guess is wrong more often than right.
REACH = 6
# What makes a person the likelier meaning of a pronoun, in sentences of distance: the subject, the last speaker.
AS_SUBJECT, AS_SPEAKER = 0.6, 0.9

Found = list[tuple[Member, str]]


@stage(needs={Mention, Statement}, makes={Actor, Identity})
def speakers(doc: Doc) -> Iterator[Finding]:
    """Yield the actors of a report, and whom each name and each source means."""
    cast = cast_of(doc.reading)
    scene = Scene(doc, cast)
    meant = [(source, scene.speakers(one)) for one in scene.said for source in one.source]
    spoke = {id(member) for _, found in meant for member, _ in found}
    acting = [m for m in cast.members if m.kind == "person" or id(m) in spoke or scene.organized(m)]
    acting.sort(key=lambda member: member.seen[0])
    keys = {id(member): f"local:{i}" for i, member in enumerate(acting, 1)}
    signed = {"article": doc.article.id, "stage": "speakers"}
    for member in acting:
        yield Actor(**signed, key=keys[id(member)], name=member.name, kind=member.kind, roles=member.roles)
    told = {span: [(member, because)] for span, member, because in scene.named()}
    told |= {doc.reading.span(source): found for source, found in meant if found}
    for span, found in sorted(told.items(), key=lambda one: one[0]):
        known = [(keys[id(member)], because) for member, because in found if id(member) in keys]
        if known:
            because = "; ".join(dict.fromkeys(because for _, because in known))
            yield Identity(**signed, span=span, actors=tuple(key for key, _ in known), because=because)


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A statement as ranges of words."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]


@dataclass(slots=True)
class Scene:
    """One report while its sources are led back: the cast, and who has spoken so far."""

    doc: Doc
    cast: Cast
    known: dict[int, Found] = field(default_factory=dict)
    sentence: list[int] = field(default_factory=list)  # the number of each word's sentence
    said: list[Said] = field(default_factory=list)  # in the order of their sources

    def __post_init__(self) -> None:
        reading = self.doc.reading
        for number, (first, last) in enumerate(reading.sentences):
            self.sentence += [number] * (last - first)
        for found in self.doc.find(Statement):
            parts = ((reading.words_at(span) for span in spans) for spans in (found.source, found.cue, found.content))
            self.said.append(Said(*map(tuple, parts)))
        self.said.sort(key=lambda one: (one.source or one.cue)[0])

    def named(self) -> Iterator[tuple[Span, Member, str]]:
        """Each name in the report, whom it means, and why."""
        for name in self.doc.reading.names:
            if name.words[0] in self.cast.at:
                member, _, because = self.cast.at[name.words[0]]
                yield self.doc.reading.span(name.words), member, because

    def organized(self, member: Member) -> bool:
        """Whether a group is called an organization somewhere, and is not only a place."""
        return any(self.cast.at[word][1].kind == "Organization" for word in member.seen if word in self.cast.at)

    def speakers(self, one: Said) -> Found:
        """The members that the source of a statement means, each with the reason."""
        if id(one) not in self.known:
            self.known[id(one)] = []  # a statement that holds itself must not ask for ever
            found: Found = []
            for source in one.source:
                found += [new for new in self.meaning(source, one) if new[0] not in [m for m, _ in found]]
            self.known[id(one)] = found
        return self.known[id(one)]

    def meaning(self, words: Range, one: Said | None = None) -> Found:
        """Whom words of the report mean, each with the reason; `one` is the statement whose source they are."""
        found: Found = []
        for word in self._parts(words):
            found += [new for new in self._meant(word, words, one) if new[0] not in [m for m, _ in found]]
        return found

    def _parts(self, source: Range) -> list[int]:
        """The heads of what `and` joins in a source: "the United States and NATO" are two."""
        reading = self.doc.reading
        person = self._titled(source)
        head = reading.head(source) if person is None else person
        if head in self.cast.at and self.cast.at[head][1].words == source:
            return [head]
        joined = {head, reading.head(source)}
        inside = [
            i
            for word in sorted(joined)
            for i in reading.below(word)
            if reading.deprel[i] == "conj" and source[0] <= i < source[1]
        ]
        return [head, *inside]

    def _titled(self, source: Range) -> int | None:
        """The first word of the person's name that a source leads up to: "the mayor of Belmar, Jonas Tiel"."""
        reading = self.doc.reading
        office = False
        for i in range(*source):
            form = reading.words.forms[i].lower()
            beside = self.cast.at.get(i)
            if beside and beside[0].kind == "person":
                return i if self._ends_name(beside[1].words[1], source) else None
            office = office or form in offices()
            # "a spokesman for the mayor, Jonas Tiel" is not the mayor
            leading = (
                reading.upos[i] in LEADING
                or form in POSSESSIVE | {"-", ","}
                or (office and form in {"of", "at", "in", "to"})
            )
            if not leading:
                return None
        return None

    def _ends_name(self, end: int, source: Range) -> bool:
        """Whether a name that ends here is the source's own: "Tiel's aide", "Tiel spokesman Osk Adan" are not Tiel."""
        if end >= source[1]:
            return True
        reading = self.doc.reading
        more = {reading.words.forms[end - 1], reading.words.forms[end]} & POSSESSIVE
        return not more and reading.upos[end] not in {"NOUN", "PROPN"}

    def _meant(self, word: int, source: Range, one: Said | None) -> Found:
        reading = self.doc.reading
        if word in self.cast.at:
            member, _, because = self.cast.at[word]
            return [(member, because)]
        for child in reading.below(word):
            # a name before its noun owns it: "the Obama administration" is not Obama
            beside = self.cast.at.get(child) if child > word else None
            if (
                beside
                and beside[0].kind == "person"
                and reading.deprel[child] in {"appos", "flat", "nmod:desc", "compound"}
            ):
                return [(beside[0], "the name beside the title")]
        form = reading.words.forms[word].lower()
        if form in PRONOUNS:
            return self._pronoun(word, form, one)
        return self._noun(word, form, source)

    def _pronoun(self, word: int, form: str, one: Said | None) -> Found:
        if form in WHO:
            return [
                (member, f"{form!r} takes up the words before it")
                for noun in self._antecedents(word)
                for member, _ in self._meant(noun, (noun, noun + 1), one)
            ]
        if form in FIRST:
            around = [other for other in self.said if other is not one and _holds(other, word)]
            return [(m, f"{form!r} within the words of this speaker") for a in around[:1] for m, _ in self.speakers(a)]
        member = self._nearest(word, form, one)
        if member is None:
            return []
        insort(member.seen, word)
        return [(member, f"{form!r}: the likeliest one named before")]

    def _antecedents(self, word: int) -> list[int]:
        """The nouns that a relative clause with this pronoun belongs to: two in "Belmar and Ostra, which ..."."""
        reading = self.doc.reading
        at = int(reading.heads[word])
        for _ in range(4):
            if at < 0:
                return []
            if reading.deprel[at].startswith("acl"):
                head = int(reading.heads[at])
                if head < 0 or reading.words.forms[head].lower() in WHO:
                    return []
                return [head, *(i for i in reading.below(head) if reading.deprel[i] == "conj" and i < word)]
            at = int(reading.heads[at])
        return []

    def _nearest(self, word: int, form: str, one: Said | None) -> Member | None:
        """Whom a pronoun most likely means: near, a subject, the last speaker; never of the wrong sex or number."""
        last = self._spoke_before(word, one)
        best: tuple[float, Member] | None = None
        for member in self.cast.members:
            if not _fits(member, form):
                continue
            for at in (i for i in member.seen if i < word and not _holds(one, i)):
                away = self.sentence[word] - self.sentence[at]
                if away > REACH:
                    continue
                score = -away + AS_SUBJECT * self._is_subject(at) + AS_SPEAKER * (member in last) + at / 1e6
                if best is None or score > best[0]:
                    best = (score, member)
        if best is None:
            return next((member for member in last if _fits(member, form)), None)
        return best[1]

    def _spoke_before(self, word: int, one: Said | None) -> list[Member]:
        """Who said the statement that stands nearest before, as far as it is known."""
        before = [a for a in self.said if a is not one and a.source and a.source[0][0] < word]
        if not before:
            return []
        nearest = max(before, key=lambda a: a.source[0])
        return [member for member, _ in self.speakers(nearest)]

    def _is_subject(self, word: int) -> bool:
        _, name, _ = self.cast.at.get(word, (None, None, ""))
        head = self.doc.reading.head(name.words) if name else word
        return self.doc.reading.deprel[head].startswith(SUBJECTS)

    def _noun(self, word: int, form: str, source: Range) -> Found:
        reading = self.doc.reading
        first, last = source if source[0] <= word < source[1] else (word, word + 1)
        opening = reading.words.forms[first].lower()
        if form in offices() and opening not in NEW_EACH_TIME and opening not in HE | SHE | THEY:
            named = {
                f.lower() for f in reading.words.forms[first:last] if f[0].isupper() and f.lower() not in DETERMINERS
            }
            holder = self._holder(form, named, word)
            if holder:
                insort(holder.seen, word)
                return [(holder, f"the {form} named before")]
        form = self.doc.text(reading.span((first, last)))
        if opening not in NEW_EACH_TIME:
            for member in self.cast.members:
                if any(plain(form) == plain(known) for known in member.forms):
                    insort(member.seen, word)
                    return [(member, "called so before")]
        plural = reading.xpos[word] in {"NNS", "NNPS"}
        noun = reading.words.forms[word].lower()
        kind = "group" if plural else "person" if noun in offices() | SOMEONE else "unknown"
        member = Member(kind, [form], [], [word], plural)
        return [(self.cast.add(member), "called so here")]

    def _holder(self, office: str, named: set[str], word: int) -> Member | None:
        """The person of that office named nearest before; where the words name a country, a holder called so too."""
        holders = [m for m in self.cast.people() if m.called(office) and m.seen[0] < word]
        if named:
            fitting = [m for m in holders if named & {w.lower() for t in m.titles for w in t.split()}]
            holders = fitting or [
                m for m in holders if not any(w[0].isupper() for t in m.titles for w in t.split()[:-1])
            ]
        return max(holders, key=lambda m: max(s for s in m.seen if s < word), default=None)


def _fits(member: Member, form: str) -> bool:
    if form in HE | SHE:
        return member.kind == "person" and not member.plural and member.gender != ("f" if form in HE else "m")
    if form in THEY:
        return member.kind == "group" or member.plural
    return member.kind == "group" and not member.plural


def _holds(one: Said | None, word: int) -> bool:
    return one is not None and any(first <= word < last for first, last in one.content)
