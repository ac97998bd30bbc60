"""Who said what: each attribution the reader of English found becomes a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from standoff.doc import Doc
from standoff.language.reading import Attribution, Range, Reading
from standoff.language.words import UNQUOTED
from standoff.record import Statement
from standoff.stage import stage

# Through these relations a verb shares the subject of the verb it hangs on: "he denied it and said", "he left, saying".
SHARING = ("conj", "xcomp", "advcl", "ccomp", "parataxis")
# A cue further from its subject than this many verbs, or a subject of more words, is a misreading.
VERBS_BETWEEN, LONGEST_SOURCE = 5, 25
# A piece of content that another cue claims to this share is that cue's.
CLAIMED = 0.9


@stage(makes={Statement})
def quotes(doc: Doc) -> Iterator[Statement]:
    """Yield a statement for each attribution, in the order of the words."""
    reading = doc.reading
    for one in reading.attributions:
        content = tuple(trimmed(reading, piece) for piece in own_pieces(one, reading.attributions))
        yield Statement(
            article=doc.article.id,
            stage="quotes",
            source=reading.spans(one.source or shared_source(reading, one)),
            cue=reading.spans(one.cue),
            content=reading.spans(content),
            form=form_of(reading, content),
            confidence=round(one.confidence, 3),
        )


def form_of(reading: Reading, content: tuple[Range, ...]) -> str:
    """`direct` where every word of the content stands in quotation marks, `mixed` where some do, else `indirect`."""
    words = [i for first, last in content for i in range(first, last) if reading.upos[i] != "PUNCT"]
    quoted = sum(int(reading.words.quote[i]) != UNQUOTED for i in words)
    return "indirect" if not quoted else "direct" if quoted == len(words) else "mixed"


def own_pieces(one: Attribution, others: Sequence[Attribution]) -> tuple[Range, ...]:
    """The pieces of a content, without those that another cue claims: the second quotation of two in a paragraph.

    A piece that holds the other cue itself is no such piece: there one statement carries the other.
    """

    def claimed(piece: Range) -> bool:
        words = set(range(*piece))
        rest = _words(one.content) - words
        rivals = (other for other in others if other is not one and not words & _words(other.cue))
        contents = (_words(other.content) for other in rivals)
        return any(rest - theirs and len(words & theirs) >= CLAIMED * len(words) for theirs in contents)

    if len(one.content) == 1:
        return one.content
    return tuple(piece for piece in one.content if not claimed(piece)) or one.content


def trimmed(reading: Reading, piece: Range) -> Range:
    """A piece of content without the comma or stop after it, which is the sentence's unless quotation marks hold it."""
    first, last = piece
    while last - 1 > first and reading.words.forms[last - 1] in ",.;:" and reading.words.quote[last - 1] == UNQUOTED:
        last -= 1
    return (first, last)


def shared_source(reading: Reading, one: Attribution) -> tuple[Range, ...]:
    """The subject that a cue without a source of its own shares with an earlier verb; none where there is no such."""
    verb = reading.head(one.cue[0])
    for _ in range(VERBS_BETWEEN):
        subject = next((i for i in reading.below(verb) if reading.deprel[i].startswith("nsubj")), None)
        if subject is not None:
            words = reading.phrase(subject, LONGEST_SOURCE)
            taken = (*one.content, *one.cue)
            return () if any(a < words[1] and words[0] < b for a, b in taken) else (words,)
        if reading.deprel[verb] not in SHARING:
            return ()
        verb = int(reading.heads[verb])
    return ()


def _words(ranges: Sequence[Range]) -> set[int]:
    return {i for words in ranges for i in range(*words)}
