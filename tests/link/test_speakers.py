"""Whom a source means: pronouns, titles and short names are led back to the name the report gave first."""

from __future__ import annotations

import pytest

from standoff import Article, Report
from standoff.run import annotate_all


def speakers(text: str) -> list[tuple[str, str]]:
    """Each statement's source as it stands, and the speaker it means."""
    ((article, findings),) = annotate_all([Article(text=text)])
    report = Report(article, tuple(findings))
    return [(article.cut(*said.statement.source), said.speaker) for said in report.said()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Foreign Minister Ana Torvald met the envoys. “We will wait,” she said.",
            ("she", "Ana Torvald"),
        ),
        (
            "President Viktor Hallan spoke at noon. Hallan said that the army would stay.",
            ("Hallan", "Viktor Hallan"),
        ),
        (
            "Chancellor Maria Oster met Defence Minister Paul Reiter. The chancellor said that talks would go on.",
            ("The chancellor", "Maria Oster"),
        ),
        (
            "Maria Oster met Paul Reiter on Friday. He said that the bridge was open.",
            ("He", "Paul Reiter"),
        ),
        (
            "Residents left the valley at dawn. A fisherman said that the water was rising.",
            ("A fisherman", "A fisherman"),
        ),
    ],
)
def test_a_source_is_led_back_to_its_name(text: str, expected: tuple[str, str]) -> None:
    assert expected in speakers(text)


def test_a_pronoun_that_could_mean_nobody_named_is_left_as_it_stands() -> None:
    assert speakers("The river rose all night. “It will rise again,” he said.") == [("he", "he")]


def test_who_said_it_first_is_the_one_within_the_quotation() -> None:
    text = "Ana Torvald spoke to reporters. “I told them that the gates would open,” Torvald said."
    assert all(speaker == "Ana Torvald" for _, speaker in speakers(text))


def test_two_who_speak_together_are_two_speakers() -> None:
    ((article, findings),) = annotate_all([Article(text="Belmar and the Ostran Union said that talks would go on.")])
    (said,) = Report(article, tuple(findings)).said()
    assert [actor.name for actor in said.speakers] == ["Belmar", "Ostran Union"]


def test_who_belongs_to_somebody_is_somebody_else() -> None:
    text = "President Viktor Hallan left at noon. The Hallan administration said that talks would go on."
    assert ("The Hallan administration", "The Hallan administration") in speakers(text)
