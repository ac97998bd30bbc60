"""Numbers as English writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.language.numbers import number_of


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("10,000", 10_000),
        ("3.5 billion", 3.5e9),
        ("1.2bn", 1.2e9),
        ("two and a half million", 2.5e6),
        ("half a million", 5e5),
        ("twenty-five thousand", 25_000),
        ("a hundred", 100),
        ("one hundred and twenty", 120),
        ("three dozen", 36),
        ("five hundred thousand", 500_000),
        ("20 and 30", None),
        ("four 500", None),
        ("2015 12", None),
        ("a hundred and five", 105),
        ("10,000 men", None),
        ("T-72", None),
        ("and", None),
        ("a", None),
        ("", None),
    ],
)
def test_words_are_a_number_or_none(words: str, number: float | None) -> None:
    assert number_of(words.split()) == number


@given(st.integers(0, 10**12))
def test_digits_with_and_without_commas_are_one_number(number: int) -> None:
    assert number_of([f"{number:,}"]) == number_of([str(number)]) == number
