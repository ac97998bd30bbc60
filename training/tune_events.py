"""Chooses the numbers of decoding for events, on marked reports that nothing was learnt from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from corpora import Example, anchor, golden_marks, labelled_events
from numpy.typing import NDArray

from standoff.language.decode import TYPES, confidence_of
from standoff.language.reader import Reader as Encoder
from standoff.language.reading import Range, Reading
from standoff.record.claims import ACTS

# A word is asked about from this score on; what comes of it is dropped below the confidence that serves F1 best.  From
# -2.5 on, typed F1 on golden dev would be .04 higher and reading a fifth slower.
# Both chosen on golden dev, of a few values.
BY_CHANCE, WEIGHT = 20, 0.5
START = {"happens": -1.0, "event_confidence": [0.0, 0.5, 0.5, 1.0, 1.0, 0.0, 0.0], "event_least": 0.0}
START["agreement"] = [[0.0] * (len(TYPES) + 1)] * len(ACTS)


def events_tuned(best: dict, reader: Callable[[dict], Encoder], gold: Path, events: Path, corpora: Path) -> dict:
    """The numbers with those for events: the confidence fitted, and the least that is kept."""
    from tune import fitted

    marked = [e for e in golden_marks(gold, corpora, "dev") if e.happened is not None]
    marked += labelled_events(events, corpora, "dev")
    numbers = best | START | {"agreement": agreement(gold, corpora)}
    readings = list(reader(numbers).read_words(example.words for example in marked))
    evidence, whole, typed = judged(marked, readings)
    number = sum(len(example.happened or ()) for example in marked)
    numbers["event_confidence"] = fitted(np.column_stack([np.ones(len(evidence)), evidence]), whole)
    sure = np.array([confidence_of(row, numbers["event_confidence"]) for row in evidence])

    def quality(least: float) -> float:
        return float(2 * typed[sure >= least].sum() / (number + (sure >= least).sum()))

    steps = np.arange(0.02, 0.5, 0.02).round(2).tolist()
    # what is found within a hundredth of the best F1 is not worth the doubtful ones that it would cost
    top = max(map(quality, steps))
    numbers["event_least"] = max(least for least in steps if quality(least) >= top - 0.01)
    print({least: round(quality(least), 3) for least in steps[::3]})
    found = sure >= numbers["event_least"]
    print(f"events: {number} marked, {found.sum()} found, typed F1 {quality(numbers['event_least']):.3f}", flush=True)
    print(f"  of those found: whole {whole[found].mean():.3f}, typed {typed[found].mean():.3f}", flush=True)
    return numbers


def agreement(gold: Path, corpora: Path) -> list[list[float]]:
    """How much likelier each act and type are of one word than by chance, in the golden marks to learn from.

    The logarithm of the share of cues that have both, over the product of the shares of each; rare ones count as if by
    chance (`BY_CHANCE` cues' worth of it), and all counts by `WEIGHT`, for act and type share some of their evidence.
    """
    counts = np.zeros((len(ACTS), len(TYPES) + 1))
    for example in golden_marks(gold, corpora, "train"):
        told = [(anchor(example.words, one.parts["trigger"]), one.types[0]) for one in example.happened or ()]
        for said in example.said if example.happened is not None else ():
            kinds = [kind for at, kind in told if any(first <= at < last for first, last in said.cue)]
            counts[ACTS.index(said.act), TYPES.index(kinds[0]) if kinds else -1] += 1
    chance = counts.sum(1, keepdims=True) * counts.sum(0, keepdims=True) / max(counts.sum(), 1) ** 2
    if not counts.sum():
        return counts.tolist()
    table = np.log((counts + BY_CHANCE * chance) / ((counts.sum() + BY_CHANCE) * chance + 1e-9) + 1e-9)
    return (WEIGHT * np.where(chance > 0, table, 0.0)).round(3).tolist()


def judged(marked: list[Example], readings: list[Reading]) -> tuple[NDArray, NDArray, NDArray]:
    """For each happening found: its evidence, whether type and parties are right, and whether the type is.

    Each marked event is found once, by the surest that shares a word of its trigger.
    """
    evidence, whole, typed = [], [], []
    for example, reading in zip(marked, readings, strict=True):
        left = list(example.happened or ())
        for one in sorted(reading.happenings, key=lambda one: -one.confidence):
            words = _words(one.trigger)
            same = [mark for mark in left if words & _words(mark.parts["trigger"])]
            mark = next((mark for mark in same if mark.types == (one.kind,)), same[0] if same else None)
            if mark:
                left.remove(mark)
            right = bool(mark) and mark.types == (one.kind,)
            sides = bool(mark) and all(
                _same(mark.parts[part], found) for part, found in (("agent", one.agents), ("recipient", one.recipients))
            )
            evidence.append(one.evidence)
            whole.append(float(right and sides))
            typed.append(float(right))
    return np.array(evidence), np.array(whole), np.array(typed)


def _words(ranges: list[Range] | tuple[Range, ...]) -> set[int]:
    return {i for first, last in ranges for i in range(first, last)}


def _same(marked: list[Range], found: tuple[Range, ...]) -> bool:
    """Whether each party of one shares a word with one of the other."""
    pairs = [(a, b) for a in marked for b in found if a[0] < b[1] and b[0] < a[1]]
    return {a for a, _ in pairs} == set(marked) and {b for _, b in pairs} == set(found)
