"""Through whom words came and which statement carries which, on readings made for the purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from standoff.extract.chains import carriers, chained, is_outlet, passed_on, speaks_itself
from standoff.language.reading import Attribution, Name, Range, Reading
from standoff.language.words import words_of


def reading_of(text: str, *attributions: Attribution, people: Sequence[str] = ()) -> Reading:
    """A reading whose words all hang on the last of their phrase; `people` are names of persons in it."""
    words = words_of(text)
    forms = list(words.forms)
    names = tuple(Name("Person", at(text, name)) for name in people)
    return Reading(
        words=words,
        upos=tuple("PRON" if form.lower() in {"he", "him", "she"} else "NOUN" for form in forms),
        xpos=("NN",) * len(forms),
        heads=np.arange(1, len(forms) + 1, dtype=np.int32),
        deprel=("dep",) * len(forms),
        sentences=((0, len(forms)),),
        names=names,
        attributions=attributions,
    )


def at(text: str, words: str) -> Range:
    """The range of words in a text."""
    whole, part = words_of(text), words_of(words)
    start = text.index(words)
    first = whole.starts.tolist().index(start)
    return (first, first + len(part))


def said(
    text: str, source: str, cue: str, content: str, *, inner: bool = False, addressee: tuple[Range, ...] = ()
) -> Attribution:
    return Attribution(
        source=(at(text, source),),
        cue=(at(text, cue),),
        content=(at(text, content),),
        confidence=0.9,
        evidence=(0.0, 0.0),
        inner=inner,
        addressee=addressee,
    )


@pytest.mark.parametrize(
    "words",
    [
        "TASS",
        "The Sun",
        "state television",
        "a Belmar newspaper",
        "The Northern Ledger",
        "Ostran media",
        "CNN on Sunday",
    ],
)
def test_what_names_an_outlet(words: str) -> None:
    assert is_outlet(reading_of(words), (0, len(words_of(words))))


@pytest.mark.parametrize("words", ["Ana Torvald", "the ministry", "the sun", "two officials", "CNN anchor Ana Torvald"])
def test_what_names_none(words: str) -> None:
    assert not is_outlet(reading_of(words), (0, len(words_of(words))))


@pytest.mark.parametrize(
    ("words", "itself"),
    [("us", True), ("this newspaper", True), ("our reporter", True), ("our troops", False), ("them", False)],
)
def test_the_outlet_of_the_report_itself(words: str, itself: bool) -> None:
    text = f"Torvald told {words} that the gates were shut"
    assert speaks_itself(reading_of(text), at(text, words)) is itself
    quoted = f"“He told {words} so”"
    assert not speaks_itself(reading_of(quoted), at(quoted, words))


def test_an_agency_that_quotes_somebody_as_saying_it_passes_it_on() -> None:
    text = "TASS quoted Torvald as saying that the gates were shut"
    (one,) = chained(reading_of(text, said(text, "TASS", "quoted", "Torvald as saying that the gates were shut")))
    assert (one.source, one.through) == ((at(text, "Torvald"),), (at(text, "TASS"),))
    assert one.content == (at(text, "that the gates were shut"),)


def test_a_person_who_quotes_another_is_the_speaker_still() -> None:
    text = "Reiter quoted her as saying that the gates were shut"
    whole = said(text, "Reiter", "quoted", "her as saying that the gates were shut")
    assert chained(reading_of(text, whole, people=["Reiter"])) == [whole]


def test_of_two_cues_for_one_content_the_outlet_passes_on_what_the_person_said() -> None:
    text = "The gates were shut , Torvald said , according to TASS"
    outlet = said(text, "TASS", "according to", "The gates were shut")
    person = said(text, "Torvald", "said", "The gates were shut")
    for kept, other in ((outlet, person), (person, outlet)):
        (one,) = chained(reading_of(text, kept_with(kept, other)))
        assert (one.source, one.cue) == ((at(text, "Torvald"),), (at(text, "said"),))
        assert one.through == (at(text, "TASS"),)


def kept_with(one: Attribution, beside: Attribution) -> Attribution:
    return replace(one, beside=(beside,))


def test_who_is_told_passes_it_on_if_it_is_an_outlet() -> None:
    text = "Torvald told Reuters that the gates were shut"
    parts = (text, "Torvald", "told", "that the gates were shut")
    (one,) = chained(reading_of(text, said(*parts, addressee=(at(text, "Reuters"),))))
    assert one.through == one.addressee == (at(text, "Reuters"),)
    text = text.replace("Reuters", "Reiter")
    (one,) = chained(reading_of(text, said(text, *parts[1:], addressee=(at(text, "Reiter"),))))
    assert one.through == ()


def test_what_is_said_within_another_content_came_through_its_outlets_too() -> None:
    text = "The Sun reported that officials believed that Torvald had promised to open the gates on Friday"
    paper = said(text, "The Sun", "reported", text[text.index("that officials") :])
    belief = said(text, "officials", "believed", text[text.index("that Torvald") :], inner=True)
    promise = said(text, "Torvald", "had promised", "to open the gates on Friday", inner=True)
    reading = reading_of(text, paper, belief, promise)
    found = chained(reading)
    carried_by = carriers(found)
    assert carried_by == [None, 0, 1]
    assert [list(passed_on(reading, found, carried_by, k)) for k in range(3)] == [[], [(0, 2)], [(0, 2)]]


def test_statements_side_by_side_carry_each_other_not() -> None:
    text = "Torvald said the gates were shut and Reiter denied that they were"
    one = said(text, "Torvald", "said", "the gates were shut")
    two = said(text, "Reiter", "denied", "that they were")
    assert carriers([one, two]) == [None, None]
