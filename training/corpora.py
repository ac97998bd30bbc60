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
from event_marks import event_marks, event_sentences

from standoff.codes import contexts, event_types, modes, plover_code
from standoff.language.decode import ASIDES, PARTS, ROLES
from standoff.language.words import NEW_LINE, SPACED, Words, described, words_of
from standoff.record.claims import ACTS, STATUSES
from standoff.score.gold import Marked, MarkedEvent, golden, marked_event

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
class Happening:
    """One marked event, as ranges of words; where only its parties and its code are known, `trigger` is empty."""

    parts: dict[str, list[tuple[int, int]]]  # as PARTS names them
    types: tuple[str, ...]  # the one of these that it is, is not known
    mode: str | None = None
    status: str | None = None
    contexts: tuple[str, ...] = ()


@dataclass(slots=True)
class Coded:
    """What the reader is to answer about one event: places count from a window's first word; -100 is not to be learnt.

    `at` is -1 where the trigger is not told; `parties` 1 for an agent's word, 2 for a recipient's, all 0 where they are
    to be found; `types` has 1 for each type it may be, the last place stands for no event.
    """

    at: int
    parties: list[int]
    parts: list[int]
    types: list[int]
    modes: list[int]  # 1 for the one it is, 0 for the others of its type, -100 for those of other types
    status: int
    contexts: list[int]


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
    happened: list[Happening] | None = None


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
            happened = None if report.events is None else [happening(words, one) for one in report.events]
            yield Example(report.name, words, said=[_told(words, one) for one in report.statements], happened=happened)


def _told(words: Words, one: Marked) -> Told:
    asides = {name: _ranges(words, getattr(one, name)) for name in ("addressee", "through")}
    parts = (_ranges(words, getattr(one, name)) for name in ("source", "cue", "content"))
    return Told(*parts, inner=one.inside is not None, act=one.act, asides=asides)


def labelled(path: Path, corpora: Path) -> Iterator[Example]:
    """Documents of the corpora in which the act, addressee and outlets of single statements were marked."""
    for row, text in rows_with_texts(path, corpora):
        words, said = words_of(text), []
        for mark in row["statements"]:
            source, cue, content, *asides = (
                _ranges(words, mark[name]) for name in ("source", "cue", "content", "addressee", "through")
            )
            asides_by = dict(zip(("addressee", "through"), asides, strict=True))
            said.append(Told(source, cue, content, act=mark["act"], asides=asides_by))
        yield Example(row["id"], words, said=said)


def labelled_events(path: Path, corpora: Path, split: str) -> Iterator[Example]:
    """Documents of the corpora in which all events were marked: those to learn from (`train`) or the others (`dev`)."""
    for row, text in rows_with_texts(path, corpora):
        if row["split"] != split:
            continue
        words = words_of(text)
        events = [happening(words, marked_event(mark, len(text))) for mark in row["events"]]
        yield Example(row["id"], words, happened=events)


def written_events(path: Path) -> Iterator[Example]:
    """The sentences that were written for the purpose, all their events marked."""
    for number, (text, lines) in enumerate(event_sentences(path.read_text("utf-8")), 1):
        words = words_of(text)
        events = [happening(words, marked_event(mark, len(text))) for mark in event_marks(text, lines)]
        yield Example(f"{path.stem}-{number}", words, happened=events)


def rows_with_texts(path: Path, corpora: Path) -> Iterator[tuple[dict, str]]:
    """The rows of a file of marks that hold offsets only, each with the text that it names by file, id and SHA-256."""
    marks = [json.loads(line) for line in path.open(encoding="utf-8")]
    texts = {}
    for file in {row["file"] for row in marks}:
        for row in map(json.loads, (corpora / file).open(encoding="utf-8")):
            texts[file, row["id"]] = row["text"]
    for row in marks:
        text = texts[row["file"], row["id"]]
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise SystemExit(f"{row['file']}: the text of {row['id']} is not the one that was labelled")
        yield row, text


def _ranges(words: Words, spans: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    return [r for start, end in spans if (r := _range(words, start, end))]


def _range(words: Words, start: int, end: int) -> tuple[int, int] | None:
    first, last = words.range(start, end)
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


# The labels that stand for several types in the corpus of event codes.
SEVERAL = {"YIELD": ("CONCEDE", "RETREAT")}


def coded_pairs(path: Path) -> Iterator[Example]:
    """The sentences of a JSONL file in which the parties of one event are given, and its type is marked."""
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        words = words_of(row["text"])
        event = row["events"][0]
        sides = {"agent": event["actor"], "recipient": event["recipient"]}
        # a party that nobody found in the sentence has no offsets
        spans = {part: [(one["start"], one["end"]) for one in those if "start" in one] for part, those in sides.items()}
        parts = {part: _ranges(words, those) for part, those in spans.items()}
        types = SEVERAL.get(event["type"], (event["type"],))
        yield Example(row["id"], words, happened=[Happening(parts, types)])


def happening(words: Words, mark: MarkedEvent) -> Happening:
    """A marked event as ranges of words."""
    names = {"agent": "agents", "recipient": "recipients"}
    all_parts = dict.fromkeys(tag[2:] for tag in PARTS[1:])
    parts = {part: _ranges(words, getattr(mark, names.get(part, part))) for part in all_parts}
    return Happening(parts, (mark.type,), mark.mode, mark.status, mark.contexts)


def coded_of(example: Example, first: int, last: int, rng: random.Random) -> Iterator[Coded]:
    """What is to be answered about each event among the words `[first, last)`; places count from `first`.

    Now and then the parties are told, sometimes without the trigger: then the type to find is what PLOVER makes of it.
    """
    size = last - first
    for one in example.happened or ():
        trigger = one.parts.get("trigger")
        at = anchor(example.words, trigger) - first if trigger else -1
        parties = [0] * size
        for side, part in ((1, "agent"), (2, "recipient")):
            for start, end in one.parts[part]:
                for i in range(max(start, first), min(end, last)):
                    parties[i - first] = side
        if (trigger and not 0 <= at < size) or (not trigger and not any(parties)):
            continue
        told = rng.random()
        types, status = one.types, one.status
        parts = _tags(PARTS, one.parts, first, last) if trigger else [IGNORED] * size
        if not trigger or ({1, 2} <= set(parties) and told < 0.3):
            if told < 0.15 or not trigger:
                at = -1
                types = types if not trigger else (plover_code(types[0], status or "") or "",)
                status = None
            parts = [IGNORED] * size
        else:
            parties = [0] * size
        if "" in types:
            continue
        yield Coded(
            at,
            parties,
            parts,
            [int(name in types) for name in event_types()] + [0],
            _mode_row(one, types),
            STATUSES.index(status) if status else IGNORED,
            [int(name in one.contexts) for name in contexts()] if trigger else [IGNORED] * len(contexts()),
        )


def _mode_row(one: Happening, types: tuple[str, ...]) -> list[int]:
    own = [mode.startswith(one.types[0] + "/") for mode in modes()]
    if one.status is None or types != one.types or not any(own):
        return [IGNORED] * (len(modes()) + 1)
    wanted = f"{one.types[0]}/{one.mode}"
    return [int(m == wanted) if mine else IGNORED for m, mine in zip(modes(), own, strict=True)] + [int(not one.mode)]


def triggers_of(example: Example, first: int, last: int) -> list[int]:
    """The words among `[first, last)` by which the events of a fully marked text are asked about."""
    told = (one.parts["trigger"] for one in example.happened or () if one.parts.get("trigger"))
    return [at - first for trigger in told if first <= (at := anchor(example.words, trigger)) < last]


def no_event(at: int, size: int) -> Coded:
    """What is to be answered about a word that tells no event."""
    none = [0] * len(event_types()) + [1]
    modes_row, contexts_row = [IGNORED] * (len(modes()) + 1), [IGNORED] * len(contexts())
    return Coded(at, [0] * size, [0] * size, none, modes_row, IGNORED, contexts_row)
