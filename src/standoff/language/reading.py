"""What the reader of English makes of one text: its words, sentences, trees, names, attributions and happenings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from standoff.language.words import JOINED, Int, Words
from standoff.record import Span

# Words `[first, last)` of a text, counted from 0.
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Name:
    """Words that name something; `kind` is one of the nine classes of the corpus (`Person`, `Organization`, ...)."""

    kind: str
    words: Range


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what, as ranges of words; `source` is empty where the text names nobody.

    `confidence` is the chance, measured on reports the reader never saw, that content and source are those a careful
    person would mark.  It is made from `evidence`: the log odds that the cue is one, the mean log chance of the words'
    roles, whether there is a source, the log of the content's length, whether it is split.

    `inner` says that another attribution's content carries this one.  `act` is one of `standoff.record.claims.ACTS`,
    with the chance that it is the right one, and `acts` has the chance of each by its own words alone; `addressee` are
    the words that say to whom it was said, `through` those that name the outlets it came by.  `beside` are less sure
    ones that tell the same content by another cue: "he said, according to RT".
    """

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    confidence: float
    evidence: tuple[float, ...]
    inner: bool = False
    act: str = "assert"
    act_confidence: float = 0.0
    acts: tuple[float, ...] = ()
    addressee: tuple[Range, ...] = ()
    through: tuple[Range, ...] = ()
    beside: tuple[Attribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """Who did what to whom, as ranges of words, as the reader takes it before anything else is asked.

    `kind` is the type chosen; `chances` has one entry for each of `standoff.codes.event_types` and a last one for no
    event at all; `modes` one for
    each of `standoff.codes.modes` and a last one for none; `statuses` one for each of `claims.STATUSES`;
    `contexts` one for each of `standoff.codes.contexts`, these each by itself.  `confidence` is the chance, measured on
    reports the reader never saw, that type and parties are those a careful person would mark; it is made from
    `evidence`: the log odds that the word `at` tells of an event, those that it is one once it was asked about, the log
    chance of its type, the mean log chance of the words' parts, whether there is an agent, and a recipient.
    """

    at: int
    trigger: tuple[Range, ...]
    agents: tuple[Range, ...]
    recipients: tuple[Range, ...]
    places: tuple[Range, ...]
    times: tuple[Range, ...]
    amounts: tuple[Range, ...]
    kind: str
    chances: tuple[float, ...]
    modes: tuple[float, ...]
    statuses: tuple[float, ...]
    contexts: tuple[float, ...]
    confidence: float
    evidence: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one text and all that the encoder's heads say of them.

    `upos`, `xpos`, `deprel` and `heads` have one entry a word; a head is the number of a word, or -1 for a root.
    `sentences` are ranges of words that cover the text in order.
    """

    words: Words
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: Int
    deprel: tuple[str, ...]
    sentences: tuple[Range, ...]
    names: tuple[Name, ...]
    attributions: tuple[Attribution, ...]
    happenings: tuple[Happening, ...] = ()

    def span(self, words: Range) -> Span:
        """Where a range of words stands in the text, in code points."""
        first, last = words
        return Span(int(self.words.starts[first]), int(self.words.ends[last - 1]))

    def spans(self, ranges: tuple[Range, ...]) -> tuple[Span, ...]:
        """Where several ranges of words stand in the text."""
        return tuple(self.span(words) for words in ranges)

    def words_at(self, span: Span) -> Range:
        """The words that a span of the text touches."""
        return self.words.range(*span)

    def written(self, words: Range) -> str:
        """Words as they stand in the text, with one space for whatever white space parts them."""
        first, last = words
        parts = ("" if i == first or self.words.gap[i] == JOINED else " " for i in range(first, last))
        return "".join(gap + form for gap, form in zip(parts, self.words.forms[first:last], strict=True))

    def sentence(self, word: int) -> Range:
        """The sentence that a word stands in."""
        return next(words for words in self.sentences if words[0] <= word < words[1])

    def head(self, words: Range) -> int:
        """The word of a range that the others hang on: the first whose head lies outside, no owner ("Kyiv's") of it."""
        first, last = words
        tops = [i for i in range(first, last) if not first <= self.heads[i] < last] or [first]
        return next((i for i in tops if i + 1 == last or self.xpos[i + 1] != "POS"), tops[0])

    def below(self, word: int) -> list[int]:
        """The words whose head is `word`, in order."""
        return [int(i) for i in np.flatnonzero(self.heads == word)]

    def phrase(self, word: int, longest: int) -> Range:
        """The words that hang on `word`, itself among them, within `longest` words to each side; no mark at the end."""
        inside = {word}
        near = range(max(0, word - longest), min(len(self.words), word + longest))
        while more := [i for i in near if i not in inside and int(self.heads[i]) in inside]:
            inside.update(more)
        last = max(inside) + 1
        while last - 1 > word and self.upos[last - 1] == "PUNCT":
            last -= 1
        return (min(inside), last)
