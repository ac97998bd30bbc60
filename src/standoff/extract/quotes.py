"""Who said what: each attribution the reader of English found becomes a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from standoff.doc import Doc
from standoff.language.reading import Attribution, Range, Reading
from standoff.language.words import INITIAL, NEW_LINE, UNQUOTED, UPPER
from standoff.record import Statement
from standoff.stage import stage

# Through these relations a verb shares the subject of the verb it hangs on: "he denied it and said", "he left, saying".
SHARING = ("conj", "xcomp", "advcl", "ccomp", "parataxis")
# A cue further from its subject than this many verbs, or a subject of more words, is a misreading.
VERBS_BETWEEN, LONGEST_SOURCE = 5, 25
# A piece of content that another cue claims to this share is that cue's.
CLAIMED = 0.9
# What stands before a cue that has its source from the cue before it.
JOINING = frozenset({"and", "but", "or", "then", ","})
# A dateline ends with one of these within so many words.
DASHES, DATELINE = frozenset({"-", "--", "–", "—"}), 8


@stage(makes={Statement})
def quotes(doc: Doc) -> Iterator[Statement]:
    """Yield a statement for each attribution, in the order of the words."""
    reading = doc.reading
    for found in reading.attributions:
        one = quoted_as_saying(reading, found)
        content = tuple(trimmed(reading, piece) for piece in own_pieces(reading, one))
        sources = one.source or shared_source(reading, one)
        yield Statement(
            article=doc.article.id,
            stage="quotes",
            source=reading.spans(tuple(without_dateline(reading, source) for source in sources)),
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


def quoted_as_saying(reading: Reading, one: Attribution) -> Attribution:
    """The attribution turned round where its content is but "him as saying": he said the quotation in that sentence."""
    first, last = one.content[0]
    forms = [form.lower() for form in reading.words.forms[first:last]]
    if len(one.content) > 1 or len(forms) < 3 or forms[-2:] != ["as", "saying"]:
        return one
    start, end = next(words for words in reading.sentences if words[0] <= first < words[1])
    quoted = [i for i in range(start, end) if reading.words.quote[i] != UNQUOTED]
    taken = {i for other in reading.attributions if other is not one for i in _words(other.content)}
    if not quoted or taken & set(quoted):
        return one
    return replace(one, source=((first, last - 2),), content=((quoted[0], quoted[-1] + 1),))


def own_pieces(reading: Reading, one: Attribution) -> tuple[Range, ...]:
    """The pieces of a content, without those that are another cue's: the second quotation of two in a paragraph.

    Of two cues that claim a piece, it is that of the cue in its own sentence, else of the nearer.  A piece that holds
    the other cue itself stays: there one statement carries the other.
    """

    def far(cue: Range, piece: Range) -> tuple[bool, int]:
        away = max(piece[0] - cue[1], cue[0] - piece[1])
        return not any(first <= cue[0] < last and first < piece[1] <= last for first, last in reading.sentences), away

    def claimed(piece: Range) -> bool:
        words = set(range(*piece))
        rest = _words(one.content) - words
        for other in reading.attributions:
            theirs = _words(other.content)
            if other is one or not rest - theirs or words & _words(other.cue):
                continue
            nearer = far(other.cue[0], piece) < far(one.cue[0], piece)
            if (nearer or len(other.content) == 1) and len(words & theirs) >= CLAIMED * len(words):
                return True
        return False

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
    """The source that a cue without one of its own shares with a verb or a cue before it, if there is such."""
    cue = one.cue[0][0]
    subject = _subject_before(reading, one)
    if subject:
        # "He denied that the repairs were a pretext, but said ...": not the repairs, but who speaks of them, said it
        speaking = (other for other in reading.attributions if subject[0] in _words(other.content))
        return next(
            (other.source for other in speaking if other.source and cue not in _words(other.content)), (subject,)
        )
    if reading.words.forms[cue - 1].lower() not in JOINING:
        return ()
    first = max(start for start, _ in reading.sentences if start <= cue)
    before = [other for other in reading.attributions if other.source and first <= other.cue[0][0] < cue]
    return max(before, key=lambda other: other.cue).source if before else ()


def _subject_before(reading: Reading, one: Attribution) -> Range | None:
    """The subject of the nearest verb that a cue hangs on and shares its subject with."""
    verb = reading.head(one.cue[0])
    for _ in range(VERBS_BETWEEN):
        subject = next((i for i in reading.below(verb) if reading.deprel[i].startswith("nsubj")), None)
        if subject is not None:
            words = reading.phrase(subject, LONGEST_SOURCE)
            taken = (*one.content, *one.cue)
            return None if any(a < words[1] and words[0] < b for a, b in taken) else words
        if reading.deprel[verb] not in SHARING:
            return None
        verb = int(reading.heads[verb])
    return None


def without_dateline(reading: Reading, source: Range) -> Range:
    """A source without the place and the dash before it: "BELMORA - Prime Minister ..."."""
    first, last = source
    dash = next((i for i in range(first, min(first + DATELINE, last - 1)) if reading.words.forms[i] in DASHES), first)
    before = range(first, dash)
    if before and reading.words.gap[first] == NEW_LINE and reading.words.shape[first] in {UPPER, INITIAL}:
        return (dash + 1, last)
    return source


def _words(ranges: Sequence[Range]) -> set[int]:
    return {i for words in ranges for i in range(*words)}
