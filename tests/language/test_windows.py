"""Windows hold every word once, in order, and stay within their size."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from standoff.language.windows import LONGEST, PIECES, PIECES_A_WORD, pieces_of, windows_of
from standoff.language.words import words_of


@given(st.lists(st.sampled_from(["war ", "peace. ", "“No,” ", "he said\n", "x, ", "\n\n"]), max_size=600), st.data())
def test_windows_cover_the_words_in_order(parts: list[str], data: st.DataObject) -> None:
    words = words_of("".join(parts))
    sizes = data.draw(st.lists(st.integers(1, PIECES_A_WORD), min_size=len(words), max_size=len(words)))
    windows = windows_of(words, np.array(sizes, np.int32))
    assert [i for first, last in windows for i in range(first, last)] == list(range(len(words)))
    assert all(sum(sizes[first:last]) <= LONGEST for first, last in windows)


def test_short_paragraphs_share_a_window_and_a_long_one_is_cut_after_a_sentence() -> None:
    short = words_of("One came.\n\nTwo went.\n\nNobody spoke.")
    assert windows_of(short, np.ones(len(short), np.int32)) == [(0, len(short))]
    long = words_of("The envoy spoke at length about the river. " * 40)
    windows = windows_of(long, np.ones(len(long), np.int32))
    assert len(windows) > 1
    assert all(last - first <= PIECES for first, last in windows)
    assert all(long.forms[last - 1] == "." for _, last in windows)


def test_a_word_without_pieces_or_of_a_megabyte_still_has_some() -> None:
    pieces = pieces_of(lambda form: [] if form == "\u200b" else [1] * len(form), unknown=100)
    assert pieces("\u200b") == [100]
    assert len(pieces("x" * 1_000_000)) == PIECES_A_WORD
