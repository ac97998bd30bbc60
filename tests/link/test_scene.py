"""Whom any words of a report mean, whether or not they are the source of a statement."""

from __future__ import annotations

import pytest

from standoff import Article, Span
from standoff.doc import Doc
from standoff.extract.quotes import quotes
from standoff.language.reader import Reader
from standoff.link.cast import cast_of
from standoff.link.scene import Scene


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def meant(reader: Reader, text: str, words: str) -> list[str]:
    """The names of those whom the last place of `words` in the text means."""
    (reading,) = reader.read([text])
    doc = Doc(Article(text=text), reading)
    doc.findings += quotes(doc)
    start = text.rindex(words)
    found = Scene(doc, cast_of(reading)).meaning(reading.words_at(Span(start, start + len(words))))
    return [member.name for member, _ in found]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Jonas Tiel met Viktor Hallan. “He has opened the gates,” Tiel told reporters.", "He", ["Viktor Hallan"]),
        ("Jonas Tiel spoke at noon. Viktor Hallan thanked him.", "him", ["Jonas Tiel"]),
        ("Jonas Tiel met Viktor Hallan. Viktor Hallan bought himself a boat.", "himself", ["Viktor Hallan"]),
        ("Maria Oster met Jonas Tiel in Belmar. He thanked her.", "her", ["Maria Oster"]),
        ("“I will wait in Belmar,” Jonas Tiel said.", "I", ["Jonas Tiel"]),
        ("The Ostran Energy Agency closed the dam on Friday. Its staff left.", "Its", ["Ostran Energy Agency"]),
        ("Jonas Tiel and Maria Oster left at noon. Their boat sank.", "Their", ["Jonas Tiel", "Maria Oster"]),
    ],
)
def test_words_are_led_back_to_names(reader: Reader, text: str, words: str, expected: list[str]) -> None:
    assert meant(reader, text, words) == expected


def test_asking_twice_gives_one_answer(reader: Reader) -> None:
    text = "A tall farmer met two soldiers at the gate. The water was rising."
    (reading,) = reader.read([text])
    scene = Scene(Doc(Article(text=text), reading), cast_of(reading))
    water = reading.words_at(Span(text.index("The water"), text.index(" was")))
    assert scene.meaning(water) == scene.meaning(water)
