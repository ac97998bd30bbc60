"""Chooses the numbers of decoding on development text: `python training/tune.py CORPORA SCORERS WEIGHTS`."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from corpora import Example, asked_of, attributions, treebank
from judges import rows_of, scorer
from numpy.typing import NDArray
from score import GOLD, golden_pairs, marked, trees
from tune_events import START as EVENT_START
from tune_events import events_tuned

from standoff.doc import Doc
from standoff.extract.quotes import quotes
from standoff.language import decode
from standoff.language.decode import confidence_of
from standoff.language.reader import Reader as Encoder
from standoff.language.reading import Reading
from standoff.record import Article, Span
from standoff.score.gold import golden
from standoff.score.measures import tally

# Cues are asked about generously; what comes of it is dropped below the confidence that serves F1 best.
START = {"cue": -2.0, "usual_start": 0.0, "rare_start": 1.5, "confidence": [1.5, 0.7, 3.0, 0, 0, 0], "least": 0.0}
START |= EVENT_START
START |= {"inner_cue": -2.0, "inner_confidence": [1.5, 0.7, 3.0, 0, 0, 0], "inner_least": 0.0, "act_heat": 1.0}


EVENTS = Path(__file__).parent / "events.jsonl"


def moves(examples: list[Example], weight: float) -> list[list[float]]:
    """How much each change of role costs: `weight` times its log chance in the training marks, impossible ones shut."""
    counts: Counter[tuple[int, int]] = Counter()
    none = len(decode.ROLES)
    for example in examples:
        for asked in asked_of(example, 0, len(example.words)):
            counts.update(zip([none, *asked.roles], asked.roles, strict=False))
    table = decode.bio_moves(decode.ROLES)
    for i in range(none + 1):
        total = sum(counts[i, j] for j in range(none)) + none
        for j in range(none):
            if table[i, j] == 0:
                table[i, j] = weight * np.log((counts[i, j] + 1) / total)
    return [[round(float(x), 4) for x in row] for row in table]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpora", type=Path)
    options.add_argument("scorers", type=Path)
    options.add_argument("weights", type=Path)
    given = options.parse_args()
    path = given.weights / "decoding.json"
    judge = scorer(given.scorers)
    gold = rows_of(given.corpora / "attribution/dev.jsonl")
    train = list(attributions(given.corpora / "attribution/train.jsonl"))[:200]

    def reader(numbers: dict) -> Encoder:
        path.write_text(json.dumps(numbers, indent=0) + "\n")
        return Encoder(given.weights, threads=2)

    best, top = START, 0.0
    for weight in (0.0, 0.2, 0.5):
        numbers = START | {"role_moves": moves(train, weight), "inner_least": 1.1}
        readings = list(reader(numbers).read(row["text"] for row in gold))
        evidence, right = judged(judge, gold, readings)
        numbers["confidence"] = fitted(evidence, right)
        # above 0.3 F1 gains less than .001, and what is dropped is lost, where what is kept can be shown as doubtful
        for least in (0.15, 0.2, 0.25, 0.3):
            told = quality(judge, gold, readings, numbers["confidence"], least)
            print(weight, least, {k: round(v, 4) for k, v in told.items()}, flush=True)
            if told["attr/cont+src"] > top:
                best, top = numbers | {"least": least}, told["attr/cont+src"]

    bank = list(treebank(given.corpora / "treebanks/en_ewt-dev.conllu"))
    bank += treebank(given.corpora / "treebanks/en_gum_open-dev.conllu")

    def cutting(numbers: dict) -> float:
        return trees(reader(numbers), bank)["sentence starts F1"]

    best = inner({**best, "inner_least": 0.0}, reader, judge, given.corpora)
    best = max(({**best, "usual_start": s} for s in (-2.0, -1.0, 0.0)), key=cutting)
    best = max(({**best, "rare_start": s} for s in (0.5, 1.5, 2.5)), key=cutting)
    best = events_tuned(best, reader, GOLD, EVENTS, given.corpora)
    reader(best)
    print(best)


def inner(best: dict, reader: Callable[[dict], Encoder], judge: ModuleType, corpora: Path) -> dict:
    """The same numbers for what is said within another's content, and the heat of acts, on golden development text."""
    wanted = [one for one in golden(GOLD, corpora) if one.split == "dev"]
    evidence, right = [], []
    for one, reading in zip(wanted, reader(best).read(one.text for one in wanted), strict=True):
        doc = judge.Doc(one.text)
        marks = [(doc.tokens(m.content), doc.tokens(m.source)) for m in one.statements if m.inside is not None]
        for found in reading.attributions:
            if found.inner:
                evidence.append(found.evidence)
                right.append(is_right(judge, doc, marks, reading.spans(found.content), reading.spans(found.source)))
    if not evidence:  # weights that never saw golden marks
        return {**best, "inner_cue": 0.0, "inner_least": 0.5}
    # too few to fit each weight anew: only the constant is theirs
    constant, *weights = best["confidence"]
    odds = np.array(evidence) @ np.array(weights)
    shifts = np.linspace(constant - 4, constant + 4, 81)
    worth = [np.sum(np.log(1 / (1 + np.exp(np.where(right, -1, 1) * (odds + shift))))) for shift in shifts]
    best = {**best, "inner_confidence": [round(float(shifts[int(np.argmax(worth))]), 4), *weights]}

    def quality(numbers: dict) -> float:
        return tally(golden_pairs(reader(numbers), corpora, "dev")).counts["content+source"].f1

    best = max(({**best, "inner_least": least} for least in (0.3, 0.4, 0.5, 0.6)), key=quality)

    def honesty(numbers: dict) -> float:
        told = tally(golden_pairs(reader(numbers), corpora, "dev")).sure_of_act
        return -sum((sure - right) ** 2 for sure, right in told)

    return max(({**best, "act_heat": heat} for heat in (0.6, 0.8, 1.0, 1.25, 1.5)), key=honesty)


def judged(judge: ModuleType, gold: list[dict], readings: list[Reading]) -> tuple[NDArray, NDArray]:
    """For each statement found: its evidence, and whether content and source are right."""
    evidence, right = [], []
    for row, reading in zip(gold, readings, strict=True):
        doc = judge.Doc(row["text"])
        marks = [(doc.tokens(mark["content"]), doc.tokens(mark["source"])) for mark in row["attributions"]]
        said = quotes(Doc(Article(text=row["text"]), reading))
        for one, statement in zip(reading.attributions, said, strict=True):
            evidence.append((1.0, *one.evidence))
            right.append(is_right(judge, doc, marks, statement.content, statement.source))
    return np.array(evidence), np.array(right, float)


def is_right(judge: ModuleType, doc: Any, marks: list[tuple], content: Sequence[Span], source: Sequence[Span]) -> bool:
    """Whether some mark, as tokens of content and source, is what was found."""
    words, speaker = doc.tokens(content), doc.tokens(source)
    return any(judge.jac(c, words) >= 0.5 and judge.agree(doc, s, speaker) for c, s in marks)


def fitted(evidence: NDArray, right: NDArray) -> list[float]:
    """Logistic regression by Newton's method."""
    weights = np.zeros(evidence.shape[1])
    for _ in range(20):
        chances = 1 / (1 + np.exp(-evidence @ weights))
        slope = evidence.T @ (right - chances)
        bend = (evidence * (chances * (1 - chances))[:, None]).T @ evidence + 1e-3 * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    return [round(float(w), 4) for w in weights]


def quality(
    judge: ModuleType, gold: list[dict], readings: list[Reading], fit: list[float], least: float
) -> dict[str, float]:
    """The scorer's F1 of the statements at least so sure."""
    marks = {}
    for row, reading in zip(gold, readings, strict=True):
        sure = [confidence_of(a.evidence, fit) >= least for a in reading.attributions]
        kept = tuple(a for a, enough in zip(reading.attributions, sure, strict=True) if enough)
        marks[row["id"]] = marked(row, replace(reading, attributions=kept))
    told = judge.summary(judge.score_files({r["id"]: r for r in gold}, marks))
    return {k: told[k]["micro"][2] for k in ("attr/cont+src", "attr/strict", "exact/content")}


if __name__ == "__main__":
    main()
