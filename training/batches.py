"""Documents -> padded tensors, a fresh cut into windows each time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from corpora import IGNORED, Asked, Example, asked_of, unbroken
from model import Tags
from torch import Tensor

from standoff.language.windows import windows_of
from standoff.language.words import writing_of

CLS, SEP, MASK = 101, 102, 103


@dataclass(slots=True)
class Window:
    """Some words of one document, as the encoder takes them."""

    example: Example
    first: int
    last: int
    ids: list[int]
    writing: list[int]
    at: list[int]  # the first piece of each word; entry 0 is the window's own


Pieces = Callable[[str], list[int]]


def cut(example: Example, pieces: Pieces, most: int, rng: random.Random | None = None) -> Iterator[Window]:
    """The windows of one document; in training sometimes with its line breaks taken out."""
    words = example.words
    if rng and rng.random() < 0.15:
        words = unbroken(words, rng)
    ids = [pieces(form) for form in words.forms]
    sizes = np.array([len(i) for i in ids], np.int32)
    writing = writing_of(words).tolist()
    for first, last in windows_of(words, sizes, most):
        row, how, at = [CLS], [0], [0]
        for i in range(first, last):
            at.append(len(row))
            row += ids[i]
            how += [writing[i]] * len(ids[i])
        yield Window(example, first, last, [*row, SEP], [*how, 0], at)


def shared_inputs(windows: Sequence[Window], rng: random.Random | None = None, mask: float = 0.0) -> dict[str, Tensor]:
    """`ids`, `writing` (windows, pieces); `first`, `mask` (windows, words + 1)."""
    pieces = max(len(w.ids) for w in windows)
    length = max(len(w.at) for w in windows)
    ids = torch.zeros(len(windows), pieces, dtype=torch.long)
    writing = torch.zeros_like(ids)
    first = torch.zeros(len(windows), length, dtype=torch.long)
    words = torch.zeros(len(windows), length, dtype=torch.long)
    for k, w in enumerate(windows):
        row = [MASK if rng and mask and rng.random() < mask else i for i in w.ids]
        ids[k, : len(row)] = torch.tensor(row)
        writing[k, : len(w.writing)] = torch.tensor(w.writing)
        first[k, : len(w.at)] = torch.tensor(w.at)
        words[k, : len(w.at)] = 1
    return {"ids": ids, "writing": writing, "first": first, "mask": words}


def tree_labels(windows: Sequence[Window], tags: Tags, length: int) -> dict[str, Tensor]:
    """Heads are places in the window (0 for a root); a word whose head lies outside the window has none to learn."""
    out = {k: torch.full((len(windows), length), IGNORED) for k in ("upos", "xpos", "heads", "deprel", "starts")}
    index = {name: {tag: i for i, tag in enumerate(getattr(tags, name))} for name in ("upos", "xpos", "deprel")}
    for k, w in enumerate(windows):
        e, a, b = w.example, w.first, w.last
        for name in ("upos", "xpos", "deprel"):
            row = [index[name].get(tag, IGNORED) for tag in getattr(e, name)[a:b]]
            out[name][k, : b - a] = torch.tensor(row)
        heads = [0 if h < 0 else h - a + 1 if a <= h < b else IGNORED for h in e.heads[a:b]]
        out["heads"][k, : b - a] = torch.tensor(heads)
        out["starts"][k, : b - a] = torch.tensor(e.starts[a:b])
    return out


def name_labels(windows: Sequence[Window], allowed: dict[str, Tensor], length: int, tags: int) -> Tensor:
    """(windows, words, tags): 1 for each tag a word may have; a coarse corpus allows several."""
    out = torch.zeros(len(windows), length, tags)
    for k, w in enumerate(windows):
        for i, tag in enumerate(w.example.ner[w.first : w.last]):
            out[k, i] = allowed[tag]
    return out


def cues_of(window: Window) -> list[Asked]:
    """What is to be answered about each cue of a window; places count from its first word."""
    return list(asked_of(window.example, window.first, window.last))


def batches(windows: list[Window], pieces: int, rng: random.Random) -> Iterator[list[Window]]:
    """Batches of windows of like length, in random order, each of about `pieces` pieces with its padding."""
    order = sorted(windows, key=lambda w: len(w.ids) + rng.random() * 12)
    rows: list[list[Window]] = []
    for w in order:
        if rows and (len(rows[-1]) + 1) * len(w.ids) <= pieces:
            rows[-1].append(w)
        else:
            rows.append([w])
    rng.shuffle(rows)
    yield from rows
