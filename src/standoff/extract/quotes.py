"""Who said what: each attribution the reader of English found becomes a statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from standoff.doc import Doc
from standoff.extract.chains import all_words, carriers, chained, passed_on
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
    found = [_mended(reading, one) for one in chained(reading)]
    carried_by = carriers(found)
    made: dict[int, Statement] = {}

    def statement(k: int) -> Statement:
        if k not in made:
            one, carrier = found[k], carried_by[k]
            made[k] = Statement(
                article=doc.article.id,
                stage="quotes",
                source=reading.spans(one.source),
                cue=reading.spans(one.cue),
                content=reading.spans(one.content),
                form=form_of(reading, one.content),
                act=one.act,
                addressee=reading.spans(one.addressee),
                through=reading.spans(tuple(dict.fromkeys(passed_on(reading, found, carried_by, k)))),
                inside=None if carrier is None else statement(carrier).id,
                confidence=round(one.confidence, 3),
                act_confidence=round(one.act_confidence, 3),
            )
        return made[k]

    for k in range(len(found)):
        yield statement(k)


def _mended(reading: Reading, one: Attribution) -> Attribution:
    """An attribution with the content that is its own, and a source it shares with another."""
    taken = all_words((*one.source, *one.cue))
    content = tuple(completed(reading, trimmed(reading, piece), taken) for piece in own_pieces(reading, one))
    sources = one.source or shared_source(reading, one)
    return replace(one, content=content, source=tuple(without_dateline(reading, source) for source in sources))


def form_of(reading: Reading, content: tuple[Range, ...]) -> str:
    """`direct` where every word of the content stands in quotation marks, `mixed` where some do, else `indirect`."""
    words = [i for first, last in content for i in range(first, last) if reading.upos[i] != "PUNCT"]
    quoted = sum(int(reading.words.quote[i]) != UNQUOTED for i in words)
    return "indirect" if not quoted else "direct" if quoted == len(words) else "mixed"


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
        rest = all_words(one.content) - words
        for other in reading.attributions:
            theirs = all_words(other.content)
            if other is one or not rest - theirs or words & all_words(other.cue):
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


def completed(reading: Reading, piece: Range, taken: set[int]) -> Range:
    """A piece of content that breaks off at a preposition or an article, with the phrase which that leads to."""
    first, last = piece
    head = int(reading.heads[last - 1])
    if reading.upos[last - 1] in {"ADP", "DET"} and last <= head < last + LONGEST_SOURCE:
        end = reading.phrase(head, LONGEST_SOURCE)[1]
        if not taken & set(range(last, end)):
            return (first, end)
    return piece


def shared_source(reading: Reading, one: Attribution) -> tuple[Range, ...]:
    """The source that a cue without one of its own shares with a verb or a cue before it, if there is such."""
    cue = one.cue[0][0]
    subject = _subject_before(reading, one)
    if subject:
        # "He denied that the repairs were a pretext, but said ...": not the repairs, but who speaks of them, said it
        speaking = (other for other in reading.attributions if subject[0] in all_words(other.content))
        return next(
            (other.source for other in speaking if other.source and cue not in all_words(other.content)), (subject,)
        )
    if reading.words.forms[cue - 1].lower() not in JOINING:
        return ()
    first, _ = reading.sentence(cue)
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
