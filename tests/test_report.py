"""A report from Python: who said what, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from marked import report_of

import standoff
from standoff import Actor, Article, Finding, SourceError
from standoff.read import Arrival
from standoff.report import annotated

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


def test_an_article_that_breaks_the_reader_of_english_does_not_take_others_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def annotate_all(articles: Iterable[Article]) -> Iterator[tuple[Article, list[Finding]]]:
        batch = list(articles)  # as the real one does: what breaks, breaks for the whole batch
        if any("\0" in article.text for article in batch):
            raise ZeroDivisionError("no words")
        yield from ((article, []) for article in batch)

    monkeypatch.setattr("standoff.run.annotate_all", annotate_all)
    aside: list[tuple[str, str]] = []
    arrivals = [Arrival(source=text, article=Article(text=text)) for text in ("one", "two\0", "three")]
    reports = list(annotated(arrivals, lambda arrival, error: aside.append((arrival.source, str(error)))))
    assert [report.article.text for report in reports] == ["one", "three"]
    assert aside == [("two\0", "no words")]
