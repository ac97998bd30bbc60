"""The trained reader of English: texts in, readings out, by one pass of the encoder in ONNX Runtime; no network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from standoff.codes import event_types
from standoff.errors import WeightsError
from standoff.language import decode
from standoff.language.agree import agreed
from standoff.language.reading import Attribution, Happening, Name, Range, Reading
from standoff.language.windows import pieces_of, windows_of
from standoff.language.words import Int, Words, words_of, writing_of
from standoff.record.claims import STATUSES

WEIGHTS = Path(__file__).parent / "weights"
NEEDED = ("reading.onnx", "asking.onnx", "coding.onnx", "tags.json", "tokenizer.json", "decoding.json")
# Pieces in one call of the encoder, padding included: two full windows.  Four times as many fall out of the processor's
# cache (a fifth slower) and need twice the memory.  A call never mixes texts: int8 scales what it sees by the whole
# call, and a text must read the same in any company.
PIECES_A_CALL = 260
# Cues, or events, asked about in one call.
ASKED_A_CALL = 16

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Decoding:
    """The numbers that turn scores into marks, chosen on development text when the weights were made."""

    cue: float  # a word is asked about as a cue from this score on
    usual_start: float  # a sentence starts after a full stop from this score on
    rare_start: float  # and elsewhere from this one
    role_moves: list[list[float]]  # (tags + 1, tags), see decode.viterbi
    confidence: list[float]  # see decode.attribution
    least: float  # an attribution less sure than this is dropped
    inner_cue: float  # the same three for what is said within another's content
    inner_confidence: list[float]
    inner_least: float
    act_heat: float  # see decode.with_asides
    happens: float  # the same three for the words that tell of events
    event_confidence: list[float]
    event_least: float
    agreement: list[list[float]]  # see agree.agreed


@dataclass(frozen=True, slots=True)
class _Window:
    """Some words of a text as the encoder takes them: word pieces, how each is written, where each word begins."""

    words: Range
    ids: Longs
    writing: Longs
    at: Longs


@dataclass(slots=True)
class _Scores:
    """What the encoder says of one text, its windows put together again; one entry a word."""

    words: Words
    upos: Int
    xpos: Int
    labels: Int
    heads: Int
    starts: list[int] = field(default_factory=list)  # the first words of sentences, in any order
    names: list[Name] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)


class Reader:
    """Reads English: `read(texts)` yields a `Reading` for each text, in order.

    `threads` is the number of processor threads the encoder may use.  Raises `WeightsError` where `folder` lacks a
    part of the weights.
    """

    def __init__(self, folder: Path = WEIGHTS, *, threads: int = 1) -> None:
        missing = [name for name in NEEDED if not (folder / name).is_file()]
        if missing:
            raise WeightsError(f"the reader of English wants {', '.join(missing)} in {folder}; `training/` makes them")
        self.tags: dict[str, list[str]] = json.loads((folder / "tags.json").read_text("utf-8"))
        self.decoding = Decoding(**json.loads((folder / "decoding.json").read_text("utf-8")))
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._cls, self._sep, unknown = (tokenizer.get_vocab()[name] for name in ("[CLS]", "[SEP]", "[UNK]"))
        self._pieces = pieces_of(lambda form: tokenizer.encode(form, add_special_tokens=False).ids, unknown)
        self._reading = _session(folder / "reading.onnx", threads)
        self._asking = _session(folder / "asking.onnx", threads)
        self._coding = _session(folder / "coding.onnx", threads)
        self._outputs = [output.name for output in self._reading.get_outputs()]
        self._name_moves = decode.bio_moves(self.tags["ner"])
        self._aside_moves = decode.bio_moves(decode.ASIDES)
        self._part_moves = decode.bio_moves(decode.PARTS)
        self._role_moves = np.array(self.decoding.role_moves, np.float32)

    def read(self, texts: Iterable[str]) -> Iterator[Reading]:
        """A reading of each text, in order, one at a time."""
        return self.read_words(map(words_of, texts))

    def read_words(self, texts: Iterable[Words]) -> Iterator[Reading]:
        """The same for texts that are cut into words already."""
        for words in texts:
            upos, xpos, labels, heads = np.zeros((4, len(words)), np.int32)
            found = _Scores(words, upos, xpos, labels, heads)
            for batch in _batches(list(self._windows(words))):
                self._call(batch, found)
            yield self._reading_of(found)

    def _windows(self, words: Words) -> Iterator[_Window]:
        pieces = [self._pieces(form) for form in words.forms]
        sizes = np.array([len(ids) for ids in pieces], np.int32)
        reach = np.concatenate(([0], np.cumsum(sizes)))
        ids = np.array([piece for row in pieces for piece in row], np.int64)
        writing = writing_of(words)
        for first, last in windows_of(words, sizes):
            here = ids[reach[first] : reach[last]]
            how = np.repeat(writing[first:last], sizes[first:last])
            yield _Window(
                (first, last),
                np.concatenate(([self._cls], here, [self._sep])),
                np.concatenate(([0], how, [0])).astype(np.int64),
                np.concatenate(([0], reach[first:last] - reach[first] + 1)),
            )

    def _call(self, batch: Sequence[_Window], found: _Scores) -> None:
        """One pass of the encoder over some windows; what it says goes into `found`."""
        out, mask = self._encoded(batch)
        tags = decode.viterbi(out["names"], self._name_moves)
        for k, w in enumerate(batch):
            first, last = w.words
            for name in ("upos", "xpos", "labels"):
                getattr(found, name)[first:last] = out[name][k, : last - first]
            self._trees(found, w.words, out["starts"][k], out["arcs"][k])
            found.names += decode.names([self.tags["ner"][t] for t in tags[k, : last - first]], first)
        self._ask(batch, out, mask[:, 1:], found)
        self._code(batch, out, mask[:, 1:], found)

    def _encoded(self, batch: Sequence[_Window]) -> tuple[dict[str, Floats], Longs]:
        """What the encoder says of some windows, and which places hold a word (the first is the window's own)."""
        ids, writing, at = (_padded([getattr(w, name) for w in batch]) for name in ("ids", "writing", "at"))
        mask = _padded([np.ones(len(w.at), np.int64) for w in batch])
        given = {"ids": ids, "writing": writing, "first": at, "mask": mask}
        return dict(zip(self._outputs, self._reading.run(None, given), strict=True)), mask

    def _ask(self, batch: Sequence[_Window], out: dict[str, Floats], mask: Longs, found: _Scores) -> None:
        """Ask about each word that looks like a cue: its source, its content, its own words, and the rest."""
        numbers = self.decoding
        scores = np.where(mask[:, :, None] > 0, out["cues"], decode.OUTSIDE)
        asked = np.argwhere(scores > np.array([numbers.cue, numbers.inner_cue], np.float32))
        for i in range(0, len(asked), ASKED_A_CALL):
            which, at, inner = asked[i : i + ASKED_A_CALL].T
            given = {"words": out["role_words"], "cues": out["role_cues"], "mask": mask, "which": which, "at": at}
            roles, asides, acts = self._asking.run(None, given | {"inner": inner.astype(np.float32)})
            roles -= np.logaddexp.reduce(roles, axis=-1, keepdims=True)
            tags = _tagged(roles, self._role_moves, mask[which])
            beside = _tagged(asides, self._aside_moves, mask[which])
            chances = np.exp(np.take_along_axis(roles, tags[:, :, None], 2)[:, :, 0])
            for k, (row, cue, within) in enumerate(asked[i : i + ASKED_A_CALL].tolist()):
                first, last = batch[row].words
                named = [decode.ROLES[t] for t in tags[k, : last - first]]
                odds = float(scores[row, cue, within])
                fit = numbers.inner_confidence if within else numbers.confidence
                one = decode.attribution(named, chances[k], cue, odds, first, fit)
                if one and one.confidence >= (numbers.inner_least if within else numbers.least):
                    told = [decode.ASIDES[t] for t in beside[k, : last - first]]
                    one = decode.with_asides(one, told, acts[k], numbers.act_heat, first)
                    found.attributions.append(replace(one, inner=bool(within)))

    def _code(self, batch: Sequence[_Window], out: dict[str, Floats], mask: Longs, found: _Scores) -> None:
        """Ask about each word that may tell of an event: who did what to whom, and how that is coded."""
        scores = np.where(mask > 0, out["happens"], decode.OUTSIDE)
        asked = np.argwhere(scores > self.decoding.happens)
        for i in range(0, len(asked), ASKED_A_CALL):
            which, at = asked[i : i + ASKED_A_CALL].T
            parties = np.zeros((len(at), mask.shape[1]), np.int64)
            parts, *answers = self._coding.run(None, _asked(out, mask, which, at, parties))
            parts -= np.logaddexp.reduce(parts, axis=-1, keepdims=True)
            tags = _tagged(parts, self._part_moves, mask[which])
            chances = np.exp(np.take_along_axis(parts, tags[:, :, None], 2)[:, :, 0])
            for k, (row, word) in enumerate(asked[i : i + ASKED_A_CALL].tolist()):
                first, last = batch[row].words
                named = [decode.PARTS[t] for t in tags[k, : last - first]]
                coded = [answer[k] for answer in answers]
                odds = float(scores[row, word])
                fit = self.decoding.event_confidence
                one = decode.happening(named, chances[k], word, odds, coded, first, fit)
                if one.confidence >= self.decoding.event_least:
                    found.happenings.append(one)

    def code(self, words: Words, agents: Sequence[Range], recipients: Sequence[Range]) -> dict[str, float]:
        """The chance of each PLOVER type for what these `agents` do to these `recipients`, as PLOVER codes it."""
        side = np.zeros(len(words), np.int64)
        for number, ranges in ((1, agents), (2, recipients)):
            for first, last in ranges:
                side[first:last] = number
        types = self._answer("types", words, -1, side)[:-1]  # the last is for no event
        return dict(zip(event_types(), types, strict=True))

    def status(self, words: Words, at: int) -> dict[str, float]:
        """The chance of each status for what the word `at` tells of."""
        return dict(zip(STATUSES, self._answer("statuses", words, at, np.zeros(len(words), np.int64)), strict=True))

    def _answer(self, name: str, words: Words, at: int, side: Longs) -> tuple[float, ...]:
        """The chances of one of the answers about one event; `side` is 1 for a word of its agents, 2 of its recipients.

        Where the text is longer than the encoder's window, the one that holds most of what is asked about is read.
        """
        asked = np.flatnonzero(side) if at < 0 else np.array([at])
        window = max(self._windows(words), key=lambda w: int(((asked >= w.words[0]) & (asked < w.words[1])).sum()))
        first, last = window.words
        out, mask = self._encoded([window])
        place = np.array([max(at - first, -1)])
        given = _asked(out, mask[:, 1:], np.array([0]), place, side[first:last][None])
        return decode.chances_of(self._coding.run([name], given)[0][0])

    def _trees(self, scores: _Scores, window: Range, starts: Floats, arcs: Floats) -> None:
        """Cut one window into sentences, and give each its tree."""
        first, last = window
        numbers = self.decoding
        begun = decode.sentence_starts(scores.words, window, starts, numbers.usual_start, numbers.rare_start)
        scores.starts += begun
        # a paragraph too long for a window may be cut within a sentence: each part has a tree of its own
        edges = sorted({first, *begun, last})
        for a, b in pairwise(edges):
            inside = [0, *range(a - first + 1, b - first + 1)]
            places = decode.tree(arcs[a - first : b - first][:, inside])
            scores.heads[a:b] = np.where(places == 0, -1, places - 1 + a)

    def _reading_of(self, scores: _Scores) -> Reading:
        starts = sorted(scores.starts)
        labels = zip(scores.labels, scores.heads, strict=True)
        said, done = agreed(
            decode.apart(scores.attributions), decode.each_once(scores.happenings), self.decoding.agreement
        )
        return Reading(
            words=scores.words,
            upos=tuple(self.tags["upos"][i] for i in scores.upos),
            xpos=tuple(self.tags["xpos"][i] for i in scores.xpos),
            heads=scores.heads,
            deprel=tuple("root" if head < 0 else self.tags["deprel"][i] for i, head in labels),
            sentences=tuple(zip(starts, [*starts[1:], len(scores.words)], strict=True)) if starts else (),
            names=tuple(sorted(scores.names, key=lambda name: name.words)),
            attributions=tuple(said),
            happenings=tuple(done),
        )


def _asked(out: dict[str, Floats], mask: Longs, which: Longs, at: Longs, parties: Longs) -> dict[str, Any]:
    """What the graph that codes events is given."""
    words, triggers = out["event_words"], out["event_triggers"]
    return {"words": words, "triggers": triggers, "mask": mask, "which": which, "at": at, "parties": parties}


def _tagged(scores: Floats, moves: Floats, mask: Longs) -> Int:
    """The best tag of each word of (rows, words, tags), none for padding."""
    return decode.viterbi(np.where(mask[:, :, None] > 0, scores, _only_outside(scores)), moves)


def _only_outside(scores: Floats) -> Floats:
    """Scores that let a word of padding have no part in anything."""
    return np.where(np.arange(scores.shape[-1]) == 0, 0.0, decode.OUTSIDE).astype(np.float32)


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # an arena keeps the largest batch it ever saw: 60 MB more, and no faster
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _batches(windows: Sequence[_Window]) -> Iterator[list[_Window]]:
    """Windows of like length together, each batch at most `PIECES_A_CALL` pieces with its padding."""
    batch: list[_Window] = []
    for window in sorted(windows, key=lambda w: -len(w.ids)):
        if batch and (len(batch) + 1) * len(batch[0].ids) > PIECES_A_CALL:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _padded(rows: Sequence[Longs]) -> Longs:
    out = np.zeros((len(rows), max(len(row) for row in rows)), np.int64)
    for k, row in enumerate(rows):
        out[k, : len(row)] = row
    return out
