"""Packs the words of a text into windows for the encoder: whole paragraphs, up to so many word pieces a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from standoff.language.words import NEW_LINE, Int, Words

# 110 to 128 pieces a window is where speed and quality meet (shorter loses the source of a quotation, longer is
# slower for the same words): measured on PolNeAR dev and on one thread before the first version.
PIECES = 126
# A paragraph up to this long is left whole; a longer one is cut at the end of a sentence.
LONGEST = 190
# The first pieces tell a word well enough; without a bound a "word" of a megabyte would fill the memory.
PIECES_A_WORD = 8

Range = tuple[int, int]


def windows_of(words: Words, sizes: Int, most: int = PIECES, longest: int = LONGEST) -> list[Range]:
    """Ranges of words `[first, last)` that cover all words in order, each of at most `longest` pieces.

    `sizes` holds the number of pieces of each word.
    """
    reach = np.concatenate(([0], np.cumsum(sizes)))
    packed: list[Range] = []
    for first, last in _bounded(words, reach, most, longest):
        if packed and reach[last] - reach[packed[-1][0]] <= most:
            packed[-1] = (packed[-1][0], last)
        else:
            packed.append((first, last))
    return packed


def paragraphs(words: Words) -> list[Range]:
    """Ranges of words between line breaks."""
    breaks = np.flatnonzero(words.gap == NEW_LINE).tolist()
    edges = sorted({0, *breaks, len(words)})
    return list(pairwise(edges))


def _bounded(words: Words, reach: Int, most: int, longest: int) -> Iterator[Range]:
    for start, last in paragraphs(words):
        first = start
        while reach[last] - reach[first] > longest:
            cut = _cut(words.forms, reach, first, last, most)
            yield first, cut
            first = cut
        yield first, last


def _cut(forms: Sequence[str], reach: Int, first: int, last: int, most: int) -> int:
    """Where to cut a paragraph that is too long: after the last sentence, else the last comma, that still fits."""
    room = int(np.searchsorted(reach, reach[first] + most, side="right")) - 1
    room = max(first + 1, min(room, last - 1))
    least = first + (room - first) // 3
    for marks in ({".", "!", "?", "”", "''"}, {";", ":", "--", "—", ","}):
        for i in range(room, least, -1):
            if forms[i - 1] in marks and forms[i] not in {"”", "''", '"', ")"}:
                return i
    return room


def pieces_of(encode: Callable[[str], Sequence[int]], unknown: int) -> Callable[[str], list[int]]:
    """A function from a word to its piece ids, at most `PIECES_A_WORD` and at least one; words seen are remembered."""
    seen: dict[str, list[int]] = {}

    def pieces(form: str) -> list[int]:
        ids = seen.get(form)
        if ids is None:
            ids = list(encode(form[:200])[:PIECES_A_WORD]) or [unknown]
            # news has some hundred thousand forms; starting anew keeps memory flat over an archive
            if len(seen) > 200_000:
                seen.clear()
            seen[form] = ids
        return ids

    return pieces
