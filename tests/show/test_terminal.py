"""The view for people: everything they would miss, and nothing that the news can do to their terminal."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import report_of
from rich.cells import cell_len

from standoff import Actor, Problem, Report, Span, Statement
from standoff.record import Dating, Event
from standoff.show.plain import plain, shortened
from standoff.show.terminal import ReportView, console_for_people, paragraph_starts, speakers

HARRANT = Actor(article="", key="local:1", name="Ilse Harrant", kind="person", roles=("foreign minister",))
GATES = """\
TARROW FORD - They had carried chairs down to the bank.

[source Ilse Harrant] [cue denied] [content that anything had changed.]

[source Osk Pellar] [cue blamed] [content Belmora as much as Karrow.]

[content “Not a single gate will move,”] [source she] [cue said], [content “while a gun points at it.”]"""


def seen(report: Report, width: int = 80, colour: bool = False) -> str:
    out = io.StringIO()
    console_for_people(
        file=out, width=width, force_terminal=colour, color_system="truecolor" if colour else None
    ).print(ReportView(report))
    return out.getvalue()


def gates(**about: object) -> Report:
    return report_of(GATES, actors={"Ilse Harrant": HARRANT, "she": HARRANT}, **about)  # type: ignore[arg-type]


def lines(text: str) -> list[str]:
    return [re.sub(" +", " ", line).strip() for line in text.splitlines()]


def test_all_that_one_person_says_stands_together_under_the_full_name() -> None:
    shown = lines(seen(gates(), width=110))
    at = shown.index("Ilse Harrant foreign minister")
    assert shown[at + 1] == "¶2 denied that anything had changed."
    assert shown[at + 2] == "¶4 said “Not a single gate will move,” … “while a gun points at it.”"
    assert shown.index("Osk Pellar") > at
    assert "Who said what: 3 statements by 2 speakers" in shown


def test_the_facts_of_the_report_come_first_and_say_how_the_day_is_known() -> None:
    about = {"title": "The gates stay shut", "outlet": "The Meridian Post", "byline": "Clara Whitlow", "language": "en"}
    dating = Dating(source="page", because="the page says so")
    shown = lines(seen(gates(published=date(2031, 5, 9), dating=dating, **about), width=110))
    assert shown[1] == "The gates stay shut"
    assert shown[2] == "The Meridian Post · Clara Whitlow · 9 May 2031 (says the page) · 40 words · English"


def test_a_day_that_was_worked_out_comes_with_its_reason() -> None:
    dating = Dating(source="text", because="'Friday, May 9' falls in 2031", year=2031)
    assert "2031, day unknown ('Friday, May 9' falls in 2031)" in seen(gates(dating=dating))


def test_an_unknown_day_is_said_to_be_unknown() -> None:
    assert "day unknown" in seen(gates())


@pytest.mark.parametrize(("confidence", "warned"), [(0.3, True), (0.9, False), (None, False)])
def test_only_a_low_confidence_is_worth_a_word(confidence: float | None, warned: bool) -> None:
    for width in (60, 100):
        assert ("unsure 0.30" in seen(gates(confidence=confidence), width)) is warned


def test_problems_are_told_with_their_place() -> None:
    report = gates()
    trouble = Problem(article=report.article.id, message="'Monday' cannot be placed", span=Span(60, 64))
    shown = lines(seen(Report(report.article, (*report.findings, trouble))))
    assert shown[-1] == "'Monday' cannot be placed (¶2)"


def test_a_report_in_which_nobody_speaks_says_so() -> None:
    assert "Nobody is quoted" in seen(report_of("Rain fell."))


def test_words_that_nobody_says_come_last() -> None:
    report = report_of("[content It rains,] [cue reportedly.]\n[source Kyiv] [cue said] [content yes.]")
    assert [speaker.name for speaker in speakers(report)] == ["Kyiv", "nobody named"]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    report = report_of(
        f"[source 上ハロー村の住民 and friends] [cue said] [content {'河が戻った ' * 40}]", title="水" * 99
    )
    assert max(cell_len(line) for line in seen(report, width).splitlines()) <= width


NASTY = "\x1b[2J\x1b]0;owned\x07 \u202eesrever\u2066 \x9b31m \r\nstandoff: \x08\x08 [bold red]no[/] :smile: \u2028 \x00"


def test_the_news_cannot_move_the_cursor_colour_the_screen_or_forge_a_line() -> None:
    safe = NASTY.replace("[", "(").replace("]", ")").replace("\n", " ")  # the marks of this test are brackets
    report = report_of(
        f"[source {safe}] [cue {safe}] [content {safe}]", title=NASTY, outlet=NASTY, byline=NASTY, url=NASTY
    )
    report = Report(report.article, (*report.findings, Problem(article="", message=NASTY)))
    shown = seen(report)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", shown)
    assert not any(line.startswith("standoff:") for line in shown.splitlines())
    assert "[bold red]no[/] :smile:" in shown


def test_no_colour_when_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[1;35mIlse Harrant" in seen(gates(), colour=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "35m" not in seen(gates(), colour=True)


@given(st.text(alphabet=st.characters()))
def test_plain_words_are_one_printable_line(words: str) -> None:
    assert all(character.isprintable() or character in "\u200c\u200d" for character in plain(words))


@given(st.text(alphabet="ab “”,.", min_size=1), st.integers(5, 30))
def test_shortened_words_fit_and_start_as_they_were(words: str, limit: int) -> None:
    short = shortened(words, limit)
    assert len(short) <= limit + 2
    assert words.startswith(short.split(" …")[0])


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("“Not a single gate will move.”", "“Not a single …”"),
        ("that nobody knew anything", "that nobody …"),
        ("short", "short"),
    ],
)
def test_a_cut_quotation_is_closed_again(words: str, short: str) -> None:
    assert shortened(words, 16) == short


def test_paragraphs_are_counted_by_blank_lines_or_by_lines() -> None:
    assert paragraph_starts("one\ntwo\n\nthree") == [0, 9]
    assert paragraph_starts("one\ntwo") == [0, 4]
    assert paragraph_starts("") == []


def test_the_act_and_the_way_the_words_came_stand_beside_them() -> None:
    report = gates()
    (first, *rest) = (found for found in report.findings if isinstance(found, Statement))
    ostran = Span(report.article.text.index("Osk Pellar"), report.article.text.index("Osk Pellar") + 3)
    told = replace(first, act="deny", through=(ostran,), addressee=(ostran,))
    inside = replace(rest[0], inside=told.id)
    others = [found for found in report.findings if found not in {first, rest[0]}]
    for width in (60, 100):
        shown = seen(Report(report.article, (told, inside, *others)), width)
        assert "deny" in shown
        assert "to Osk; through Osk" in shown
        assert "told by Ilse Harrant" in shown


def done(report: Report, **more: object) -> Report:
    """The report with an event: Harrant denied it to Pellar, as a stage might have found it."""
    text = report.article.text
    spans = {word: Span(start := text.index(word), start + len(word)) for word in ("Ilse Harrant", "blamed", "Belmora")}
    event = Event(
        article=report.article.id,
        type="ACCUSE",
        mode="disapprove",
        trigger=(spans["blamed"],),
        agents=(spans["Ilse Harrant"],),
        recipients=(spans["Belmora"],),
        status="reported",
        confidence=0.9,
    )
    return replace(report, findings=(*report.findings, replace(event, **more)))  # type: ignore[arg-type]


def test_who_did_what_to_whom_is_told_with_type_and_status() -> None:
    shown = lines(seen(done(gates()), width=110))
    assert "Who did what to whom, as told: 1 event" in shown
    assert any("¶3 Ilse Harrant blamed Belmora ACCUSE disapprove" in line for line in shown)
    assert any(line == "reported" for line in shown)


def test_a_narrow_view_tells_type_and_status_below() -> None:
    assert "(ACCUSE disapprove, reported)" in lines(seen(done(gates()), width=60))


def test_who_did_it_is_somebody_where_nobody_is_named() -> None:
    assert any("somebody blamed Belmora" in line for line in lines(seen(done(gates(), agents=()), width=110)))


def test_countries_and_sectors_stand_beside_the_words() -> None:
    minister = replace(HARRANT, country="POL", sector="GOV")
    report = report_of(GATES, actors={"Ilse Harrant": minister, "she": minister})
    assert any("Ilse Harrant [POL GOV] blamed" in line for line in lines(seen(done(report), width=110)))
