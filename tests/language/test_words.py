"""Words hold their place in the text, and are cut as the treebanks cut them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from standoff.language.words import CLOSING, NEW_LINE, OPENING, QUOTED, SPACED, UNQUOTED, words_of


@pytest.mark.parametrize(
    "cut",
    [
        "Kyiv|'s|army|did|n't|move|.",
        "Moscow|’s|envoy|ca|n’t|say|.",
        "The|U.S.|and|Mr.|Orlov|agreed|at|3|a.m.|on|Feb.|16|.",
        "About|10,000|troops|and|2.5|per|cent|of|it|left|.",
        "A|well|-|known|,|cease|-|fire|-|minded|man|;|“|Good|!|”",
        "He|wrote|to|press.office@kremlin.example|and|to|https://news.example/a?b=c|.",
        "O'Brien|left|.",
        "No|.|Yes|...|--|Well|!!",
    ],
)
def test_words_are_cut_as_the_treebanks_cut_them(cut: str) -> None:
    expected = cut.split("|")
    text = cut.replace("|", " ")
    assert list(words_of(text).forms) == expected


def test_what_is_joined_in_the_text_is_parted_too() -> None:
    assert words_of("“We didn't,” Kyiv's envoy said.").forms == (
        *("“", "We", "did", "n't", ",", "”", "Kyiv", "'s", "envoy", "said", "."),
    )


@given(st.text())
@example("a\u0301\u200d👩‍👩‍👧 ﷺ\x00\x1b[31m\u2028\ud800 don’t\u00a0go")
@example("ﬁ" * 5 + "İstanbul ß")
def test_words_lie_where_they_say_and_miss_nothing_that_can_be_seen(text: str) -> None:
    words = words_of(text)
    last = 0
    for start, end, form in zip(words.starts.tolist(), words.ends.tolist(), words.forms, strict=True):
        assert text[start:end] == form
        assert last <= start < end
        assert not any(char.isprintable() and not char.isspace() for char in text[last:start])
        last = end
    assert not any(char.isprintable() and not char.isspace() for char in text[last:])


def test_quotation_marks_open_and_close_and_end_with_the_paragraph() -> None:
    words = words_of('He said "go" now. “Stay\n“and wait,” she said.')
    by_form = list(zip(words.forms, words.quote.tolist(), strict=True))
    assert by_form[2:5] == [('"', OPENING), ("go", QUOTED), ('"', CLOSING)]
    assert ("now", UNQUOTED) in by_form
    assert ("Stay", QUOTED) in by_form
    assert ("she", UNQUOTED) in by_form


def test_what_stands_before_a_word() -> None:
    assert words_of("A b\nc").gap.tolist() == [NEW_LINE, SPACED, NEW_LINE]
