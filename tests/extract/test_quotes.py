"""Who said what, on sentences written for the purpose; each expected line is the sentence itself, marked."""

from __future__ import annotations

import re

import pytest
from marked import MARK

from standoff import Article, Span, Statement
from standoff.run import annotate_all


def marked(text: str) -> str:
    """The text with the marks of its statements put in."""
    ((_, findings),) = annotate_all([Article(text=text)])
    marks: list[tuple[Span, str]] = []
    for one in (found for found in findings if isinstance(found, Statement)):
        for role in ("source", "cue", "content"):
            marks += [(span, role) for span in getattr(one, role)]
    for span, role in sorted(set(marks), reverse=True):
        text = f"{text[: span.start]}[{role} {text[span.start : span.end]}]{text[span.end :]}"
    return text


def forms(text: str) -> list[str]:
    ((_, findings),) = annotate_all([Article(text=text)])
    return [found.form for found in findings if isinstance(found, Statement)]


@pytest.mark.parametrize(
    "expected",
    [
        "[source The minister] [cue denied] [content that troops had moved].",
        "[content “We will open the gates,”] [source Torvald] [cue said].",
        "[cue According to] [source the ministry], [content three bridges were closed].",
        "[source Ostra] [cue said] [content it was ready], but [source Belmar] [cue said] [content it was not].",
        "Rain fell over the valley all night.",
        "Nobody spoke.",
    ],
)
def test_who_said_what(expected: str) -> None:
    assert marked(MARK.sub(r"\2", expected)) == expected


def test_a_verb_without_a_subject_of_its_own_shares_the_one_before() -> None:
    text = "The general rejected the offer and said that his army would stay."
    assert "[source The general]" in marked(text)
    ((_, findings),) = annotate_all([Article(text=text)])
    last = [found for found in findings if isinstance(found, Statement)][-1]
    assert [text[s.start : s.end] for s in (*last.source, *last.cue)] == ["The general", "said"]


def test_the_form_of_speech() -> None:
    assert forms("“We will open the gates,” Torvald said.") == ["direct"]
    assert forms("Torvald said that the gates would open.") == ["indirect"]
    assert forms("Torvald said that the gates would open “very soon”.") == ["mixed"]


def test_two_quotations_of_one_paragraph_each_have_their_speaker_and_no_word_is_lost() -> None:
    text = (
        "“We will open the gates on Friday,” Ana Torvald said. “We hope that our neighbours take note,” she told the "
        "Ostran agency.\n\n“So far we have seen nothing move,” Paul Reiter said. “But we will go on "
        "watching the road,” he said on Tuesday."
    )
    ((_, findings),) = annotate_all([Article(text=text)])
    said = " ".join(text[s.start : s.end] for f in findings if isinstance(f, Statement) for s in f.content)
    for quotation in re.findall("“[^”]+”", text):
        assert said.count(quotation) == 1
