"""From the heads' scores to sentences, trees, names, attributions and happenings; numpy only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from standoff.codes import event_types
from standoff.language.reading import Attribution, Happening, Name, Range
from standoff.language.words import NEW_LINE, Int, Words
from standoff.record.claims import ACTS

Floats = NDArray[np.float32]

# The tag each word gets for one cue: nothing, or the first or a later word of its source, its content, the cue itself.
ROLES = ("O", "B-source", "I-source", "B-content", "I-content", "B-cue", "I-cue")
# And, apart from these, for they may lie within a content: to whom it was said and through which outlet.
ASIDES = ("O", "B-addressee", "I-addressee", "B-through", "I-through")
# The tag each word gets for one event: its trigger, who did it, to whom, and where, when and how much.
PARTS = (
    *("O", "B-trigger", "I-trigger", "B-agent", "I-agent", "B-recipient", "I-recipient"),
    *("B-place", "I-place", "B-time", "I-time", "B-amount", "I-amount"),
)
OUTSIDE = -1e4
TYPES = tuple(event_types())
CLOSERS = frozenset(['"', "”", "’", "'", "''", ")", "]"])
ENDERS = frozenset(".!?…")


def viterbi(scores: Floats, moves: Floats) -> Int:
    """The best tag of each word: `scores` (rows, words, tags) and `moves` (tags + 1, tags) -> (rows, words).

    The last row of `moves` is the cost of starting with a tag.
    """
    rows, length, tags = scores.shape
    best = scores[:, 0] + moves[tags]
    back = np.zeros((length, rows, tags), np.int32)
    for i in range(1, length):
        paths = best[:, :, None] + moves[None, :tags]
        back[i] = paths.argmax(1)
        best = paths.max(1) + scores[:, i]
    out = np.zeros((rows, length), np.int32)
    out[:, -1] = best.argmax(1)
    for i in range(length - 1, 0, -1):
        out[:, i - 1] = back[i][np.arange(rows), out[:, i]]
    return out


def bio_moves(tags: Sequence[str]) -> Floats:
    """Moves that let an I- tag follow only a B- or I- tag of its own kind."""
    moves = np.zeros((len(tags) + 1, len(tags)), np.float32)
    for j, tag in enumerate(tags):
        if tag.startswith("I-"):
            moves[:, j] = OUTSIDE
            for i, before in enumerate(tags):
                if before[2:] == tag[2:]:
                    moves[i, j] = 0
    return moves


def runs(tags: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """The kind, first word and end of each stretch that a B- tag opens and I- tags carry on."""
    kind, first = "", 0
    for i, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            yield kind, first, i
            kind = ""
        if tag.startswith("B-") or (tag.startswith("I-") and not kind):
            kind, first = tag[2:], i


def sentence_starts(words: Words, window: Range, scores: Floats, usual: float, rare: float) -> list[int]:
    """The words of a window at which a sentence starts; `scores` has one entry a word of the window.

    A line break always starts one, and so does the text.  After a full stop a score above `usual` does, elsewhere
    only one above `rare`.
    """
    out = []
    first, last = window
    for i in range(first, last):
        if i == 0 or words.gap[i] == NEW_LINE:
            out.append(i)
        elif scores[i - first] > min(usual, rare) and words.forms[i] not in CLOSERS:
            k = i - 1
            while k > 0 and words.forms[k] in CLOSERS:
                k -= 1
            if scores[i - first] > (usual if words.forms[k][-1] in ENDERS else rare):
                out.append(i)
    return out


def tree(scores: Floats) -> Int:
    """The heads of one sentence: `scores` (words, words + 1), place 0 for none -> the place of each word's head.

    Greedy, then mended: exactly one word has no head, and no chain of heads runs in a circle.
    """
    scores = scores.copy()
    np.fill_diagonal(scores[:, 1:], OUTSIDE)
    heads: Int = scores.argmax(1).astype(np.int32)
    roots = np.flatnonzero(heads == 0)
    root = roots[0] if len(roots) == 1 else (scores[:, 0] - scores[:, 1:].max(1)).argmax()
    scores[:, 0] = OUTSIDE
    scores[root, 0] = -OUTSIDE
    if len(roots) != 1:
        heads = scores.argmax(1).astype(np.int32)
    for _ in range(len(heads)):
        circle = _circle(heads)
        if not circle:
            break
        _open(circle, heads, scores)
    return heads


def _circle(heads: Int) -> list[int]:
    """The words of some circle of heads, or none."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path = []
        i = start
        while i >= 0 and not state[i]:
            state[i] = 1
            path.append(i)
            i = int(heads[i]) - 1
        if i >= 0 and i in path:
            return path[path.index(i) :]
        for k in path:
            state[k] = 2
    return []


def _open(circle: list[int], heads: Int, scores: Floats) -> None:
    """Give the word of a circle that loses least by it a head that does not hang below the circle."""
    below = set(circle)
    grown = True
    while grown:
        more = {i for i in range(len(heads)) if i not in below and int(heads[i]) - 1 in below}
        grown = bool(more)
        below |= more
    outside = [0, *(i + 1 for i in range(len(heads)) if i not in below)]
    best = max(circle, key=lambda i: float(scores[i, outside].max() - scores[i, heads[i]]))
    heads[best] = outside[int(scores[best, outside].argmax())]


def names(tags: Sequence[str], first: int) -> Iterator[Name]:
    """The names in a window whose first word is `first`."""
    for kind, start, end in runs(tags):
        yield Name(kind, (first + start, first + end))


def attribution(
    tags: Sequence[str], chances: Floats, cue: int, odds: float, first: int, fit: Sequence[float]
) -> Attribution | None:
    """What one cue's tags say; None where they give it no content.

    `chances` (words) is how likely each word's tag is, `cue` the word asked about, `odds` the log odds that it is a
    cue at all; `fit` turns the evidence into a confidence, and `first` is the window's first word in the text.
    """
    found = _stretches(tags)
    if not found["content"]:
        return None
    # of 19,800 marked sources 6 stand in two pieces, of the cues none: the best piece is the one
    source = max(found["source"], key=lambda r: float(chances[r[0] : r[1]].sum()), default=None)
    word = next((r for r in found["cue"] if r[0] <= cue < r[1]), (cue, cue + 1))
    parts = [r for r in (source, word, *found["content"]) if r]
    sure = float(np.mean(np.log(np.concatenate([chances[r[0] : r[1]] for r in parts]) + 1e-6)))
    length = sum(end - start for start, end in found["content"])
    evidence = (odds, sure, float(bool(source)), float(np.log(length)), float(len(found["content"]) > 1))
    return Attribution(
        source=_moved([source] if source else [], first),
        cue=_moved([word], first),
        content=_moved(found["content"], first),
        confidence=confidence_of(evidence, fit),
        evidence=evidence,
    )


def with_asides(one: Attribution, tags: Sequence[str], acts: Floats, heat: float, first: int) -> Attribution:
    """An attribution with what else was answered about its cue: `tags` (words) of `ASIDES`, `acts` (16) scores.

    `heat` is the number by which the scores are divided before they become chances.
    """
    found = _stretches(tags)
    chances = chances_of(acts / heat)
    best = max(range(len(ACTS)), key=chances.__getitem__)
    return replace(
        one,
        act=ACTS[best],
        act_confidence=chances[best],
        acts=chances,
        addressee=_moved(found["addressee"], first),
        through=_moved(found["through"], first),
    )


def happening(
    tags: Sequence[str],
    chances: Floats,
    at: int,
    odds: float,
    answers: Sequence[Floats],
    first: int,
    fit: Sequence[float],
) -> Happening:
    """What is answered about one word that tells of an event; `answers` are the scores of its types, modes, ...

    `chances` (words) is how likely each word's tag of `PARTS` is, `at` the word asked about, `odds` the log odds that
    it tells of an event, `first` the window's first word in the text; `fit` turns the evidence into a confidence.
    """
    found = _stretches(tags)
    trigger = found["trigger"] if any(a <= at < b for a, b in found["trigger"]) else [(at, at + 1)]
    tagged = [i for ranges in found.values() for a, b in ranges for i in range(a, b)] or [at]
    types, modes, statuses, contexts = answers
    kinds = chances_of(types)
    none, best = kinds[-1], max(kinds[:-1])
    evidence = (
        odds,
        float(np.log((1 - none + 1e-6) / (none + 1e-6))),
        float(np.log(best / (1 - none + 1e-6) + 1e-6)),
        float(np.log(chances[tagged] + 1e-6).mean()),
        float(bool(found["agent"])),
        float(bool(found["recipient"])),
    )
    return Happening(
        at=first + at,
        trigger=_moved(trigger, first),
        agents=_moved(found["agent"], first),
        recipients=_moved(found["recipient"], first),
        places=_moved(found["place"], first),
        times=_moved(found["time"], first),
        amounts=_moved(found["amount"], first),
        kind=TYPES[kinds.index(best)],
        chances=kinds,
        modes=chances_of(modes),
        statuses=chances_of(statuses),
        contexts=tuple((1 / (1 + np.exp(-contexts))).tolist()),
        confidence=confidence_of(evidence, fit),
        evidence=evidence,
    )


def chances_of(scores: Floats) -> tuple[float, ...]:
    """The chances of answers of which one is right, from their scores."""
    odds = np.exp(scores - scores.max())
    return tuple((odds / odds.sum()).tolist())


def _stretches(tags: Sequence[str]) -> defaultdict[str, list[Range]]:
    """The ranges of words of each kind of tag."""
    found: defaultdict[str, list[Range]] = defaultdict(list)
    for kind, start, end in runs(tags):
        found[kind].append((start, end))
    return found


def _moved(rows: Sequence[Range], by: int) -> tuple[Range, ...]:
    return tuple((by + a, by + b) for a, b in rows)


def confidence_of(evidence: Sequence[float], fit: Sequence[float]) -> float:
    """The chance that what was found is right: `fit` is a weight for each of the evidence, after a constant."""
    odds = fit[0] + sum(weight * seen for weight, seen in zip(fit[1:], evidence, strict=True))
    return float(1 / (1 + np.exp(-odds)))


def apart(found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions in order of their content, the surer one kept where two claim the same words for one cue.

    Of one cue that was found twice, within another's content and not, the latter is kept; and one that should lie
    within another's content, and lies in none, is dropped.
    """
    kept: list[Attribution] = []
    for one in sorted(found, key=lambda a: (a.inner, -a.confidence)):
        same = next((i for i, other in enumerate(kept) if _same(one, other)), None)
        if same is None:
            kept.append(one)
        elif one.cue != kept[same].cue:
            kept[same] = replace(kept[same], beside=(*kept[same].beside, one))
    carried = [any(_carries(other, one) for other in kept if other is not one) for one in kept]
    kept = [one for one, inside in zip(kept, carried, strict=True) if inside or not one.inner]
    return sorted(kept, key=lambda a: (a.content[0], a.cue))


def _same(one: Attribution, other: Attribution) -> bool:
    """Whether two cues tell of one attribution: the same cue words, or nearly the same content."""
    if one.cue == other.cue and one.inner != other.inner:
        return True
    mine, theirs = (set().union(*(range(*r) for r in a.content)) for a in (one, other))
    both = len(mine & theirs)
    if one.cue == other.cue:
        return both > 0
    # what is said within a content may well be nearly all of it
    return one.inner == other.inner and 2 * both > len(mine | theirs)


def _carries(one: Attribution, other: Attribution) -> bool:
    return any(first <= other.cue[0][0] < last for first, last in one.content)


def each_once(found: Sequence[Happening]) -> list[Happening]:
    """The happenings in the order of their words, the surer one kept where two are told by the same words."""
    kept: list[Happening] = []
    taken: set[int] = set()
    for one in sorted(found, key=lambda one: -one.confidence):
        words = {i for first, last in one.trigger for i in range(first, last)}
        if not words & taken:
            kept.append(one)
            taken |= words
    return sorted(kept, key=lambda one: one.at)
