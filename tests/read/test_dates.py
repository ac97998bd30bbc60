"""The day of a report: stated, or betrayed by a weekday; never guessed."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import StandoffError
from standoff.read import published_day, year_from_text
from standoff.read.dates import Clash, read_moment
from standoff.record import Dating

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2022-02-15", date(2022, 2, 15)),
        ("2022/02/15", date(2022, 2, 15)),
        ("2022-02-15T23:04:00-05:00", date(2022, 2, 15)),
        ("15 Feb 2022", date(2022, 2, 15)),
        ("Feb. 15, 2022", date(2022, 2, 15)),
        ("Tuesday, February 15th, 2022", date(2022, 2, 15)),
        ("the 15th of February 2022", date(2022, 2, 15)),
        ("Tue, 15 Feb 2022 18:04:00 GMT", date(2022, 2, 15)),
        ("29 February 2024", date(2024, 2, 29)),
    ],
)
def test_a_day_as_people_and_pages_write_it(words: str, day: date) -> None:
    found, dating = published_day(words, today=TODAY)
    assert (found, dating.source, dating.year) == (day, "given", None)


@pytest.mark.parametrize("words", ["Wednesday, Feb. 16", "Wed 16 February", "Wednesday, 16th of February"])
def test_weekday_and_day_fix_the_year(words: str) -> None:
    found, dating = published_day(words, today=TODAY)
    assert (found, dating.year) == (date(2022, 2, 16), 2022)
    assert dating.because == f"'{words}' falls in 2022; before that in 2011"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("yesterday", "write 2022-02-15"),
        ("", "write 2022-02-15"),
        ("15/02/2022", "write 2022-02-15"),
        ("2022-02-30", "2022-02-30"),
        ("30 Feb 2022", "no day 30"),
        ("Monday, Feb. 15, 2022", "is a Tuesday"),
        ("Feb. 16", "no year"),
        ("Monday, Feb. 30", "in no year"),
        ("2022-02-15" + "9" * 5000, "write"),
    ],
)
def test_what_is_no_day_is_an_error_that_says_why(words: str, why: str) -> None:
    with pytest.raises(StandoffError, match=why):
        published_day(words, today=TODAY)


@given(st.text(max_size=40))
def test_any_words_are_a_day_or_an_error(words: str) -> None:
    with contextlib.suppress(StandoffError):
        assert isinstance(published_day(words, today=TODAY)[0], date)


@given(st.dates(date(1900, 1, 1), date(2026, 12, 31)))
def test_every_day_reads_back_as_itself(day: date) -> None:
    for words in (day.isoformat(), f"{day:%A}, {day:%b}. {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}"):
        assert read_moment(words, today=TODAY).day == day


def year(text: str) -> int | None:
    found = year_from_text(text, today=TODAY)
    assert not isinstance(found, Clash), found
    return found.year if found else None


def test_the_year_of_a_report_that_names_a_weekday_and_a_day() -> None:
    text = "Headlines spoke of an attack in the early hours of Wednesday, Feb. 16, based on alleged intelligence."
    found = year_from_text(text, today=TODAY)
    assert isinstance(found, Dating)
    assert found.because == "'Wednesday, Feb. 16' falls in 2022; before that in 2011"
    assert found.span is not None
    assert text[slice(*found.span)] == "Wednesday, Feb. 16"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Wednesday, Feb. 16, and again on Friday, Feb. 18.", 2022),
        ("They met on Friday, Dec. 31, and will meet on Monday, Jan. 3.", 2021),
        ("The vote is on Sunday, Dec. 6.", 2026),
        ("The vote was on Wednesday, Feb. 16, 2011.", None),
        ("They met on Feb. 16 and on Wednesday.", None),
        ("On Wednesday, March 2:30 p.m. was the hour.", None),
        ("Troops crossed on Thursday, August 28, as they had threatened to since April 2014.", 2014),
        ("Troops crossed on Thursday, August 28. They had come in the 1990s and in 2013.", 2025),
        ("Nothing had moved by Monday, 13 February. It rained.", 2023),
        ("They may come on Sunday, May 8 at the latest.", 2022),
    ],
)
def test_the_latest_year_in_which_all_days_named_fall(text: str, expected: int | None) -> None:
    assert year(text) == expected


def test_days_that_fall_together_in_no_year_are_told() -> None:
    found = year_from_text("They met on Wednesday, Feb. 16, and on Wednesday, Feb. 18.", today=TODAY)
    assert isinstance(found, Clash)
    assert "'Wednesday, Feb. 16', 'Wednesday, Feb. 18'" in found.message


@given(st.dates(date(2016, 1, 1), TODAY))
def test_the_weekday_of_a_real_day_is_never_a_clash(day: date) -> None:
    found = year_from_text(f"It happened on {day:%A}, {day:%B} {day.day}.", today=TODAY)
    assert isinstance(found, Dating)
    assert found.year is not None
    assert found.year >= day.year
