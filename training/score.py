"""How well the shipped reader reads, on development text, without torch: `python training/score.py CORPORA SCORERS`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpora import Example, named, treebank
from judges import rows_of, scorer
from score_coding import coding_figures, golden_events
from score_places import place_figures
from score_status import status_figures
from score_times import time_figures

from standoff.doc import Doc
from standoff.extract.quotes import quotes
from standoff.language.decode import runs
from standoff.language.reader import WEIGHTS, Reader
from standoff.language.reading import Reading
from standoff.pipeline import Pipeline, default_stages
from standoff.record import Article
from standoff.record.as_json import Record, record_of
from standoff.score.gold import Golden, golden
from standoff.score.measures import PARTS, STATEMENTS, calibration_error, tally

GOLD = Path(__file__).parents[1] / "tests/golden"
PLAIN = {"Person": "PER", "Organization": "ORG", "Location": "LOC"}


def trees(reader: Reader, examples: Sequence[Example]) -> dict[str, float]:
    """UPOS, XPOS, UAS, LAS in per cent over all words, from gold words but own sentences; labels with their subtypes.

    `LAS, no subtypes` compares labels up to the colon, as the CoNLL 2018 evaluation does.
    """
    hits = dict.fromkeys(("UPOS", "XPOS", "UAS", "LAS", "LAS, no subtypes"), 0)
    total = starts = right = found = 0
    for example, reading in _read(reader, examples):
        total += len(reading.words)
        rows = zip(example.heads, reading.heads.tolist(), example.deprel, reading.deprel, strict=True)
        for head, given, rel, label in rows:
            hits["UAS"] += head == given
            hits["LAS"] += head == given and rel == label
            hits["LAS, no subtypes"] += head == given and rel.split(":")[0] == label.split(":")[0]
        hits["UPOS"] += sum(a == b for a, b in zip(example.upos, reading.upos, strict=True))
        hits["XPOS"] += sum(a == b for a, b in zip(example.xpos, reading.xpos, strict=True))
        gold = {i for i, start in enumerate(example.starts) if start}
        mine = {first for first, _ in reading.sentences}
        starts, right, found = starts + len(gold), right + len(gold & mine), found + len(mine)
    scores = {name: 100 * n / total for name, n in hits.items()}
    return scores | {"sentence starts F1": 200 * right / (starts + found)}


def names(reader: Reader, examples: Sequence[Example]) -> dict[str, float]:
    """F1 in per cent over whole names of the three classes, from gold words."""
    counts = {kind: [0, 0, 0] for kind in PLAIN.values()}
    for example, reading in _read(reader, examples):
        gold = {(PLAIN[kind], first, last) for kind, first, last in runs(example.ner) if kind in PLAIN}
        mine = {(PLAIN[n.kind], *n.words) for n in reading.names if n.kind in PLAIN}
        for kind, row in counts.items():
            g, m = ({x for x in side if x[0] == kind} for side in (gold, mine))
            row[:] = [row[0] + len(g & m), row[1] + len(g), row[2] + len(m)]
    total = [sum(row[i] for row in counts.values()) for i in range(3)]
    return {kind: 200 * row[0] / max(1, row[1] + row[2]) for kind, row in (("all", total), *counts.items())}


def _read(reader: Reader, examples: Sequence[Example]) -> Iterator[tuple[Example, Reading]]:
    return zip(examples, reader.read_words(example.words for example in examples), strict=True)


def marked(row: dict, reading: Reading, nested: bool = False) -> dict:
    """The row with Standoff's own statements instead of its marks; those within another's content only if `nested`."""
    statements = quotes(Doc(Article(text=row["text"]), reading))
    kept = (said for said in statements if nested or said.inside is None)
    marks = [{role: getattr(said, role) for role in ("source", "cue", "content")} for said in kept]
    return {"id": row["id"], "text": row["text"], "attributions": marks}


def golden_pairs(reader: Reader, corpora: Path, split: str) -> Iterator[tuple[Golden, Record]]:
    """The golden reports of one split, each with the record made of its text."""
    pipeline = Pipeline(default_stages())
    wanted = [one for one in golden(GOLD, corpora) if one.split == split]
    for one, reading in zip(wanted, reader.read(one.text for one in wanted), strict=True):
        article = Article(text=one.text)
        yield one, record_of(article, pipeline.run(Doc(article, reading)).findings)


def golden_figures(reader: Reader, corpora: Path, split: str) -> dict[str, float]:
    """F1 of statements and of their parts, by the measures of `standoff score`."""
    pairs = list(golden_pairs(reader, corpora, split))
    counted = tally(pairs)
    out = {f"{name} F1": counted.counts[name].f1 for name in (*STATEMENTS, *PARTS)}
    out |= {"act, mean F1 over acts": counted.act_macro, "calibration error": calibration_error(counted.sure)}
    return out | {"calibration error of acts": calibration_error(counted.sure_of_act)} | golden_events(pairs)


def figures(reader: Reader, corpora: Path, scorers: Path) -> dict[str, dict[str, float]]:
    """Every figure, by corpus: trees and names in per cent, attributions and times between 0 and 1."""
    ewt = list(treebank(corpora / "treebanks/en_ewt-dev.conllu"))
    gum = list(treebank(corpora / "treebanks/en_gum_open-dev.conllu"))
    out = {
        "EWT dev": trees(reader, ewt),
        "GUM-news dev": trees(reader, [example for example in gum if "_news_" in example.name]),
        "GUM dev": trees(reader, gum),
        "worldwide dev": names(reader, list(named(corpora / "ner/worldwide/dev.tsv"))),
    }
    gold = rows_of(corpora / "attribution/dev.jsonl")
    readings = list(reader.read(row["text"] for row in gold))
    judge = scorer(scorers)

    def judged(nested: bool) -> dict:
        marks = [marked(row, reading, nested) for row, reading in zip(gold, readings, strict=True)]
        return judge.summary(judge.score_files({r["id"]: r for r in gold}, {r["id"]: r for r in marks}))

    told = judged(nested=False)
    said = {name: told[key]["micro"][2] for name, key in LEVELS.items()}
    said["content+source F1, nested counted too"] = judged(nested=True)[LEVELS["content+source F1"]]["micro"][2]
    for kind in ("direct", "mixed", "indirect"):
        said |= {
            f"{kind} precision": told[f"type/{kind}"]["precision"],
            f"{kind} recall": told[f"type/{kind}"]["recall"],
        }
    return {name: {k: round(v, 1) for k, v in row.items()} for name, row in out.items()} | {
        "PolNeAR dev, from raw text": {k: round(v, 3) for k, v in said.items()},
        **{
            f"golden {split}": {k: round(v, 3) for k, v in golden_figures(reader, corpora, split).items()}
            for split in ("dev", "test")
        },
        **{
            name: {k: round(v, 3) for k, v in row.items()}
            for name, row in (
                *coding_figures(reader, corpora),
                *status_figures(reader, corpora),
                *place_figures(reader, corpora, scorers),
                *time_figures(reader, corpora, scorers),
            )
        },
    }


# What we call the scorer's figures (F1, micro).
LEVELS = {
    "content+source F1": "attr/cont+src",
    "content F1": "attr/content",
    "strict F1": "attr/strict",
    "exact source F1": "exact/source",
    "exact cue F1": "exact/cue",
    "exact content F1": "exact/content",
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpora", type=Path)
    options.add_argument("scorers", type=Path)
    options.add_argument("--weights", type=Path, default=WEIGHTS)
    options.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    given = options.parse_args()
    measured = figures(Reader(given.weights, threads=2), given.corpora, given.scorers)
    if given.json:
        print(json.dumps(measured))
        return
    for corpus, row in measured.items():
        print(corpus)
        print("".join(f"  {name:40}{value:8}\n" for name, value in row.items()))


if __name__ == "__main__":
    main()
