"""The corpora the reader learns from, as words with labels; nothing of them is ever copied into the project."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from standoff.language.decode import ASIDES, ROLES
from standoff.language.words import NEW_LINE, SPACED, Words, described, words_of
from standoff.record.claims import ACTS
from standoff.score.gold import Marked, golden

# A label that is not to be learnt.
IGNORED = -100

# A cue is asked about by one word: its first that is none of these (all are parts of a verb group or of "in a ...").
LIGHT = frozenset(
    """
    a an the is are was were be been being am has have had having do does did will would shall should can could may
    might must not n't n’t 's ’s 'd ’d 've ’ve 're ’re 'll ’ll also to in of on at for by with as and or that it he she
    they who later then now still just even only already never again once since so , . : " “ ” ' ’ -
    """.split()
)


@dataclass(slots=True)
class Told:
    """One marked statement, as ranges of words; what its corpus does not mark is None."""

    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    inner: bool = False
    act: str | None = None
    asides: dict[str, list[tuple[int, int]]] | None = None  # `addressee` and `through`


@dataclass(slots=True)
class Asked:
    """What the reader is to answer when asked about one cue: `at` its word, a tag for every word, the act (or -100)."""

    at: int
    inner: bool
    roles: list[int]
    asides: list[int]
    act: int


@dataclass(slots=True)
class Example:
    """One document: its words and the labels it has; a corpus that does not mark a thing leaves it None."""

    name: str
    words: Words
    upos: list[str] | None = None
    xpos: list[str] | None = None
    heads: list[int] | None = None  # index of the head word in the document, -1 for a root
    deprel: list[str] | None = None
    starts: list[int] | None = None  # 1 where a sentence starts
    ner: list[str] | None = None
    said: list[Told] | None = None


def treebank(path: Path) -> Iterator[Example]:
    """The documents of a CoNLL-U file, with their paragraphs."""
    for name, sentences in _documents(path):
        text, spans = "", []
        upos: list[str] = []
        xpos: list[str] = []
        heads: list[int] = []
        deprel: list[str] = []
        starts: list[int] = []
        for new_paragraph, rows in sentences:
            if text:
                text = text.rstrip(" ") + ("\n" if new_paragraph else " ")
            base = len(spans)
            for i, (form, u, x, head, rel, after) in enumerate(rows):
                spans.append((len(text), len(text) + len(form)))
                text += form + after
                upos.append(u)
                xpos.append(x)
                heads.append(base + head - 1 if head else -1)
                deprel.append(rel)
                starts.append(int(i == 0))
        yield Example(name, described(text, spans), upos, xpos, heads, deprel, starts)


def _documents(path: Path) -> Iterator[tuple[str, list]]:
    name, sentences, rows, new_paragraph, inside, inside_after = "", [], [], True, 0, " "
    for line in map(str.rstrip, path.open(encoding="utf-8")):
        if line.startswith("# newdoc"):
            if sentences:
                yield name, sentences
            name, sentences, new_paragraph = line.split("=")[-1].strip(), [], True
        elif line.startswith("# newpar") or ("NewPar=Yes" in line and not line[0].isdigit()):
            new_paragraph = True
        elif not line:
            if rows:
                sentences.append((new_paragraph, rows))
            rows, new_paragraph = [], False
        elif line[0].isdigit():
            cells = line.split("\t")
            if "." in cells[0]:
                continue
            after = "" if "SpaceAfter=No" in cells[9] else " "
            if "-" in cells[0]:
                a, b = cells[0].split("-")
                inside, inside_after = int(b) - int(a) + 1, after
                continue
            if inside:
                inside -= 1
                after = inside_after if not inside else ""
            rows.append((cells[1].replace(" ", ""), cells[3], cells[4], int(cells[6]), cells[7], after))
    if sentences:
        yield name, sentences


NO_SPACE_BEFORE = re.compile(r"^(?:[.,;:!?)\]}%’”]+|n't|n’t|['’](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
NO_SPACE_AFTER = frozenset(["(", "[", "{", "$", "“", "£", "€"])


def named(path: Path, tags: int = 1) -> Iterator[Example]:
    """The documents of a BIO file; `tags` is the column of the tags.  White space is made up by the usual rules."""
    name, text = "", ""
    spans: list[tuple[int, int]] = []
    ner: list[str] = []
    line_end = False

    def made() -> Iterator[Example]:
        if spans:
            yield Example(name, described(text, spans), ner=ner)

    for line in map(str.rstrip, path.open(encoding="utf-8")):
        if line.startswith(("# doc", "# newdoc")) and ("\t" not in line):
            yield from made()
            name, text, spans, ner = line[5:].strip(), "", [], []
        elif not line.strip():
            line_end = True
        elif not line.startswith("# "):
            cells = line.split("\t")
            if len(cells) <= tags:
                continue
            form = cells[tags - 1].strip() or "_"
            if text and line_end:
                # the corpora part sentences, not paragraphs; news has about two sentences a paragraph
                text += "\n" if len(spans) % 2 else " "
            elif text and not NO_SPACE_BEFORE.match(form) and text[-1] not in NO_SPACE_AFTER:
                text += " "
            line_end = False
            spans.append((len(text), len(text) + len(form)))
            text += form
            ner.append(cells[tags].strip())
    yield from made()


def attributions(path: Path) -> Iterator[Example]:
    """The documents of a JSONL file of attributions, cut into words by Standoff's own rules."""
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        words = words_of(row["text"])
        said = []
        for mark in row["attributions"]:
            told = Told(*(_ranges(words, mark[name]) for name in ("source", "cue", "content")))
            if told.cue and told.content:
                said.append(told)
        yield Example(row["id"], words, said=said)


def golden_marks(gold: Path, texts: Path, split: str) -> Iterator[Example]:
    """The reports of one split of the golden marks."""
    for report in golden(gold, texts):
        if report.split == split:
            words = words_of(report.text)
            yield Example(report.name, words, said=[_told(words, one) for one in report.statements])


def _told(words: Words, one: Marked) -> Told:
    asides = {name: _ranges(words, getattr(one, name)) for name in ("addressee", "through")}
    parts = (_ranges(words, getattr(one, name)) for name in ("source", "cue", "content"))
    return Told(*parts, inner=one.inside is not None, act=one.act, asides=asides)


def labelled(path: Path, corpora: Path) -> Iterator[Example]:
    """Documents of the corpora in which the act, addressee and outlets of single statements were marked.

    The file holds offsets only: one document a line, named by `file`, `id` and the SHA-256 of its text.
    """
    marks = [json.loads(line) for line in path.open(encoding="utf-8")]
    texts = {}
    for file in {row["file"] for row in marks}:
        for row in map(json.loads, (corpora / file).open(encoding="utf-8")):
            texts[file, row["id"]] = row["text"]
    for row in marks:
        text = texts[row["file"], row["id"]]
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise SystemExit(f"{row['file']}: the text of {row['id']} is not the one that was labelled")
        words, said = words_of(text), []
        for mark in row["statements"]:
            source, cue, content, *asides = (
                _ranges(words, mark[name]) for name in ("source", "cue", "content", "addressee", "through")
            )
            asides_by = dict(zip(("addressee", "through"), asides, strict=True))
            said.append(Told(source, cue, content, act=mark["act"], asides=asides_by))
        yield Example(row["id"], words, said=said)


def _ranges(words: Words, spans: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    return [r for start, end in spans if (r := _range(words, start, end))]


def _range(words: Words, start: int, end: int) -> tuple[int, int] | None:
    first = int(np.searchsorted(words.ends, start, side="right"))
    last = int(np.searchsorted(words.starts, end, side="left"))
    return (first, last) if first < last else None


def anchor(words: Words, cue: list[tuple[int, int]]) -> int:
    """The one word of a cue by which it is asked about."""
    for first, last in cue:
        for i in range(first, last):
            if (form := words.forms[i].lower()) not in LIGHT and not form.endswith("ly"):
                return i
    return cue[0][0]


def asked_of(example: Example, first: int, last: int) -> Iterator[Asked]:
    """What is to be answered about each cue among the words `[first, last)`; places count from `first`."""
    seen = set()
    for told in example.said or ():
        at = anchor(example.words, told.cue) - first
        if not 0 <= at < last - first or at in seen:
            continue
        seen.add(at)
        parts = {"content": told.content, "source": told.source, "cue": told.cue}
        yield Asked(
            at,
            told.inner,
            _tags(ROLES, parts, first, last),
            [IGNORED] * (last - first) if told.asides is None else _tags(ASIDES, told.asides, first, last),
            IGNORED if told.act is None else ACTS.index(told.act),
        )


def _tags(tags: Sequence[str], parts: dict[str, list[tuple[int, int]]], first: int, last: int) -> list[int]:
    row = [0] * (last - first)
    for name, ranges in parts.items():
        for start, end in ranges:
            for i in range(max(start, first), min(end, last)):
                row[i - first] = tags.index(("B-" if i == start else "I-") + name)
    return row


def unbroken(words: Words, rng: random.Random) -> Words:
    """The same words with most line breaks taken out, as some archives keep their texts."""
    gap = words.gap.copy()
    at = np.flatnonzero(gap == NEW_LINE)[1:]
    gap[[i for i in at.tolist() if rng.random() < 0.9]] = SPACED
    return Words(words.starts, words.ends, words.shape, gap, words.quote, words.forms)
