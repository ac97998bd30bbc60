"""Events: what is made of each happening that the reader of English found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standoff.codes import contexts, event_types, modes
from standoff.doc import Doc
from standoff.extract.events import events
from standoff.language.reader import Reader
from standoff.language.reading import Happening, Range
from standoff.record import Amount, Article, Event, Span, Statement, When, Where
from standoff.record.claims import STATUSES

TEXT = "Jonas Tiel said on Monday that Ostra had withdrawn 400 soldiers from Belmar. Ostra accused Belmar of lying."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture
def doc(reader: Reader) -> Doc:
    """The text with a statement and marks, and two happenings as they are wanted here."""
    (reading,) = reader.read([TEXT])
    article = Article(text=TEXT)

    def words(form: str) -> Range:
        return reading.words_at(at(form))

    withdrawn = made("RETREAT", words("withdrawn"), mode="withdraw", status="reported", context="military")
    withdrawn = replace(
        withdrawn,
        agents=(words("Ostra"),),
        places=(words("Belmar"),),
        times=(words("Monday"),),
        amounts=(words("400"),),
    )
    return Doc(
        article,
        replace(reading, happenings=(withdrawn, made("ACCUSE", words("accused")))),
        [
            Statement(article=article.id, source=(at("Jonas Tiel"),), cue=(at("said"),), content=(at(TEXT[26:76]),)),
            Statement(
                article=article.id,
                source=(at("Ostra", last=True),),
                cue=(at("accused"),),
                content=(at("Belmar of lying"),),
                addressee=(at("Belmar", last=True),),
            ),
            When(article=article.id, span=at("on Monday"), timex_type="DATE"),
            Where(article=article.id, span=at("Belmar"), name="Belmar", lat=1, lon=2),
            Amount(article=article.id, span=at("400 soldiers"), value=400, unit="soldiers"),
        ],
    )


def at(form: str, *, last: bool = False) -> Span:
    start = TEXT.rindex(form) if last else TEXT.index(form)
    return Span(start, start + len(form))


def made(kind: str, words: Range, *, mode: str = "", status: str = "happened", context: str = "") -> Happening:
    def one(names: tuple[str, ...], name: str, rest: int = 0) -> tuple[float, ...]:
        return (*(float(each == name) for each in names), *([float(name not in names)] * rest))

    return Happening(
        at=words[0],
        trigger=(words,),
        agents=(),
        recipients=(),
        places=(),
        times=(),
        amounts=(),
        kind=kind,
        chances=one(tuple(event_types()), kind, 1),
        modes=one(modes(), f"{kind}/{mode}", 1),
        statuses=one(STATUSES, status),
        contexts=one(contexts(), context),
        confidence=0.9,
        evidence=(),
    )


def test_an_event_points_at_its_words_and_at_the_marks_that_lie_on_them(doc: Doc) -> None:
    withdrawn, _ = (found for found in events(doc) if isinstance(found, Event))
    assert (withdrawn.type, withdrawn.mode, withdrawn.contexts) == ("RETREAT", "withdraw", ("military",))
    assert doc.text(*withdrawn.agents) == "Ostra"
    assert withdrawn.time == at("on Monday")
    assert withdrawn.place == at("Belmar")
    assert withdrawn.amounts == (at("400 soldiers"),)
    assert withdrawn.status == "reported"


def test_what_a_statement_tells_stands_inside_it(doc: Doc) -> None:
    said, accused = doc.find(Statement)
    withdrawn, accusation = (found for found in events(doc) if isinstance(found, Event))
    assert withdrawn.inside == said.id
    assert accusation.inside is None
    assert accused.id != said.id


def test_who_says_it_does_what_is_done_by_saying_it(doc: Doc) -> None:
    _, accusation = (found for found in events(doc) if isinstance(found, Event))
    assert doc.text(*accusation.agents) == "Ostra"
    assert doc.text(*accusation.recipients) == "Belmar"


def test_two_that_meet_do_it_with_each_other(doc: Doc) -> None:
    one = doc.reading.happenings[0]
    both = replace(one, kind="CONSULT", agents=(one.agents[0], one.places[0]), places=())
    doc.reading = replace(doc.reading, happenings=(both,))
    (met,) = (found for found in events(doc) if isinstance(found, Event))
    assert met.reciprocal
