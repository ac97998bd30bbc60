"""Decoding gives well-formed tags and trees whatever the scores are."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from standoff.language.decode import ROLES, apart, attribution, bio_moves, runs, tree, viterbi
from standoff.language.reading import Attribution

scores = st.integers(1, 9).flatmap(
    lambda n: arrays.arrays(np.float32, (n, n + 1), elements=st.floats(-50, 50, width=32))
)


@given(scores)
def test_a_tree_has_one_root_and_no_circle(arcs: np.ndarray) -> None:
    heads = tree(arcs).tolist()
    assert heads.count(0) == 1
    for word in range(len(heads)):
        at, steps = word, 0
        while heads[at]:
            at, steps = heads[at] - 1, steps + 1
            assert steps <= len(heads)


def test_a_tree_follows_scores_that_are_a_tree_already() -> None:
    arcs = np.full((3, 4), -9, np.float32)
    arcs[0, 2] = arcs[1, 0] = arcs[2, 2] = 9
    assert tree(arcs).tolist() == [2, 0, 2]


@given(arrays.arrays(np.float32, (2, 12, len(ROLES)), elements=st.floats(-20, 20, width=32)))
def test_a_later_word_of_a_role_follows_a_word_of_that_role(seen: np.ndarray) -> None:
    for row in viterbi(seen, bio_moves(ROLES)):
        tags = [ROLES[tag] for tag in row]
        for before, tag in zip(["O", *tags], tags, strict=False):
            assert not tag.startswith("I-") or before[2:] == tag[2:]


def test_runs_are_cut_at_each_first_word() -> None:
    assert list(runs(["B-x", "I-x", "B-x", "O", "B-y"])) == [("x", 0, 2), ("x", 2, 3), ("y", 4, 5)]


def test_a_cue_without_content_is_no_attribution() -> None:
    assert attribution(["B-source", "B-cue", "O"], np.ones(3, np.float32), 1, 2.0, 0, (0, 1, 1)) is None


def test_of_two_cues_that_claim_the_same_words_the_surer_stays() -> None:
    def claim(cue: int, confidence: float) -> Attribution:
        return Attribution(((0, 1),), ((cue, cue + 1),), ((4, 9),), confidence, (0.0, 0.0))

    (kept,) = apart([claim(1, 0.4), claim(2, 0.9)])
    assert (kept.cue, kept.beside) == (((2, 3),), (claim(1, 0.4),))
