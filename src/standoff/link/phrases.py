"""The phrases of a report: where they begin and end, what is named in them, and what they are to the verbs around."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from standoff.language.reading import Range, Reading
from standoff.link.cast import POSSESSIVE, Cast, Member
from standoff.link.knowledge import actors, listed, offices, persons, quality, singular

WHO = frozenset({"who", "whom", "whose", "which", "that"})
# Parts of speech that lead up to a name: "its new chief, General Oskar Wend".
LEADING = frozenset({"NOUN", "PROPN", "ADJ", "DET", "ADV", "PRON"})
# Relations by which a word is part of the phrase it hangs on, within so many words; a clause behind it is not.
WITHIN = frozenset("det det:predet amod nummod compound nmod nmod:poss nmod:desc case flat".split())
LONGEST = 12
# Relations of nouns that stand for nobody by themselves, and of names that say whom a noun means.
ATTACHED = frozenset({"compound", "flat", "amod", "nmod:desc", "xcomp"})
NAMING = frozenset({"appos", "flat", "nmod:desc", "compound"})
# Verbs that give a noun its name, within so many words: "a soldier named only as Magyar".
CALLED, NAME_AFTER = frozenset({"named", "called", "known", "identified", "nicknamed"}), 5
# How far before a noun the one it is said of may stand: "Tiel, 42, a farmer".
SAID_OF = 8


@dataclass(slots=True)
class Phrases:
    """The trees of one report, with the names that its cast found in them."""

    reading: Reading
    cast: Cast
    sentence: list[int] = field(default_factory=list)  # the number of each word's sentence
    below: list[list[int]] = field(default_factory=list)  # the words that hang on each word

    def __post_init__(self) -> None:
        for number, (first, last) in enumerate(self.reading.sentences):
            self.sentence += [number] * (last - first)
        self.below = [[] for _ in self.reading.words.forms]
        for word, head in enumerate(self.reading.heads.tolist()):
            if head >= 0:
                self.below[head].append(word)

    def form(self, word: int) -> str:
        """A word in lower case."""
        return self.reading.words.forms[word].lower()

    def person_at(self, word: int) -> Member | None:
        """The person whose name a word is part of."""
        member = self.cast.at[word][0] if word in self.cast.at else None
        return member if member and member.kind == "person" else None

    def is_plural(self, word: int) -> bool:
        """Whether a noun is plural."""
        return self.reading.xpos[word] in {"NNS", "NNPS"} or self.form(word) in listed("plurals")

    def is_subject(self, word: int) -> bool:
        """Whether a word is, or is joined to, the subject of a clause."""
        while self.reading.deprel[word] == "conj" and self.reading.upos[word] in {"PROPN", "NOUN"}:
            word = int(self.reading.heads[word])
        return self.reading.deprel[word].startswith(("nsubj", "csubj"))

    def is_actor(self, word: int) -> bool:
        """Whether a word is a noun for somebody or a body, and stands by itself."""
        if self.reading.upos[word] not in {"NOUN", "PROPN"} or self.reading.deprel[word] in ATTACHED:
            return False
        if singular(self.form(word)) not in actors() or self.person_at(word + 1):
            return False
        return not any(self.reading.deprel[i] == "cop" or self.form(i) == "as" for i in self.below[word])

    def kind(self, word: int) -> str:
        """What a noun is for: `person`, `group` (also several people) or `unknown`."""
        beside = (i for i in self.below[word] if self.reading.deprel[i] == "appos")
        nouns = {singular(self.form(i)) for i in (word, *beside)}
        if self.is_plural(word) or nouns & listed("bodies"):
            return "group"
        return "person" if nouns & persons() else "unknown"

    def around(self, word: int) -> Range:
        """A noun with what belongs to it, without clauses."""
        first = last = word
        todo = [child for child in self.below[word] if self.reading.deprel[child] != "case"]
        while todo:
            child = todo.pop()
            if self.reading.deprel[child] in WITHIN and abs(child - word) < LONGEST:
                first, last = min(first, child), max(last, child)
                todo += self.below[child]
        return first, last + 1

    def qualities(self, word: int) -> set[str]:
        """The words beside a noun that say which one is meant: {"foreign", "Poland"} for "Polish foreign minister"."""
        beside = (i for i in range(*self.around(word)) if i != word)
        return {
            quality(self.reading.words.forms[i]) for i in beside if self.reading.upos[i] in {"ADJ", "NOUN", "PROPN"}
        }

    def is_narrowed(self, word: int) -> bool:
        """Whether a clause says which one is meant: "the man who left", but not "the man, who left"."""
        clauses = (i for i in self.below[word] if self.reading.deprel[i].startswith("acl"))
        return any("," not in self.reading.words.forms[word:i] for i in clauses)

    def parts(self, words: Range) -> Iterator[tuple[int, Range]]:
        """What `and` joins in a phrase, each with its head: "the United States and NATO" are two."""
        named = self._titled(words)
        head = self.reading.head(words)
        heads = [head if named is None else named]
        if named is None or self.cast.at[named][1].words != words:
            joined = [
                i for word in sorted({*heads, head}) for i in self.below[word] if self.reading.deprel[i] == "conj"
            ]
            end = words[1] if named is None else self.cast.at[named][1].words[1]
            if end < words[1] and self.form(end) == ",":
                # "Jonas Tiel, a farmer and the mayor of Belmar" is one
                joined = [i for i in joined if i in self.cast.at]
            heads += [i for i in joined if words[0] <= i < words[1]]
        for word in heads:
            yield word, words if len(heads) == 1 else self.around(word)

    def _titled(self, words: Range) -> int | None:
        """The first word of the person's name that a phrase leads up to: "the mayor of Belmar, Jonas Tiel"."""
        office = False
        for i in range(*words):
            form = self.form(i)
            if self.person_at(i):
                return i if self._ends_name(self.cast.at[i][1].words[1], words) else None
            office = office or form in offices()
            # "a spokesman for the mayor, Jonas Tiel" is not the mayor
            leading = (
                self.reading.upos[i] in LEADING
                or form in POSSESSIVE | {"-", ","}
                or (office and form in {"of", "at", "in", "to"})
            )
            if not leading:
                return None
        return None

    def _ends_name(self, end: int, words: Range) -> bool:
        """Whether a name that ends here is the phrase's own: "Tiel's aide", "Tiel spokesman Osk Adan" are not Tiel."""
        if end >= words[1]:
            return True
        more = {self.form(end - 1), self.form(end)} & POSSESSIVE
        return not more and self.reading.upos[end] not in {"NOUN", "PROPN"}

    def name_beside(self, word: int) -> Member | None:
        """The person whose name a noun has beside it: "the mayor, Jonas Tiel", "a soldier named only as Magyar"."""
        for child in self.below[word]:
            # a name before its noun owns it: "the Obama administration" is not Obama
            if child > word and self.reading.deprel[child] in NAMING and (person := self.person_at(child)):
                return person
        if self.form(word).rstrip(".") in persons() and (person := self.person_at(word + 1)):
            return person
        end = self.around(word)[1]
        if self.form(word) in offices() and self.reading.words.forms[end : end + 1] == (",",):
            # "the mayor, Jonas Tiel, said", where the tree does not join them
            person, behind = (
                self.person_at(end + 1),
                self.cast.at[end + 1][1].words[1] if end + 1 in self.cast.at else 0,
            )
            if person and self.reading.words.forms[behind : behind + 1] == (",",):
                return person
        for clause in self.below[word]:
            if clause > word and self.form(clause) in CALLED:
                found = (self.person_at(i) for i in range(clause + 1, clause + NAME_AFTER))
                return next((person for person in found if person), None)
        return None

    def said_of(self, word: int) -> int | None:
        """The head of the phrase that a noun is said of: "Tiel is a farmer", "Tiel, a farmer from Belmar"."""
        if any(self.reading.deprel[i] in {"case", "advmod"} for i in self.below[word]):
            return None
        at: int | None = int(self.reading.heads[word])
        if self.reading.deprel[word] != "appos":
            at = next((i for i in self.below[word] if self.reading.deprel[i] == "nsubj"), None)
        return at if at is not None and word - SAID_OF < at < word else None

    def subject_of(self, word: int) -> int | None:
        """The subject of the clause that a word stands in."""
        head = int(self.reading.heads[word])
        for _ in range(3):
            if head < 0:
                return None
            for child in self.below[head]:
                if self.reading.deprel[child].startswith("nsubj"):
                    return child
            head = int(self.reading.heads[head])
        return None

    def antecedents(self, word: int) -> list[int]:
        """The nouns that a relative clause with this pronoun belongs to: two in "Belmar and Ostra, which ..."."""
        at = int(self.reading.heads[word])
        for _ in range(4):
            if at < 0:
                return []
            if self.reading.deprel[at].startswith("acl"):
                head = int(self.reading.heads[at])
                if head < 0 or self.form(head) in WHO:
                    return []
                return [head, *(i for i in self.below[head] if self.reading.deprel[i] == "conj" and i < word)]
            at = int(self.reading.heads[at])
        return []
