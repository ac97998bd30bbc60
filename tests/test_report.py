"""A report from Python: who said what, and what could not be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked import report_of

import standoff
from standoff import Actor, SourceError

MINISTER = Actor(article="", key="local:1", name="Ilse Harrant", kind="person")


def test_who_said_what_in_the_order_of_the_text() -> None:
    report = report_of(
        "[content “We wait,”] [source she] [cue said].\n"
        "[source A farmer] [cue said] [content it rains.]\n"
        "[content All is lost.]",
        actors={"she": MINISTER},
    )
    said = [(one.speaker, one.cue, one.text) for one in report.said()]
    assert said == [
        ("Ilse Harrant", "said", "“We wait,”"),
        ("A farmer", "said", "it rains."),
        ("", "", "All is lost."),
    ]


def test_words_that_are_split_are_given_together() -> None:
    report = report_of("[content “We wait,”] [source she] [cue said], [content “until dawn.”]")
    assert [said.text for said in report.said()] == ["“We wait,” ... “until dawn.”"]


def test_the_good_reports_come_first_and_then_the_error(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text('"The river is back," Miro Estan said on Wednesday in Tarrow Ford.\n')
    reading = standoff.read_reports(tmp_path / "absent.txt", tmp_path / "report.txt", tmp_path / "gone.txt")
    assert "Estan" in next(reading).article.text
    with pytest.raises(SourceError, match="absent") as caught:
        next(reading)
    assert "gone" in caught.value.__notes__[0]
