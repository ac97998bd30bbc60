"""When: what the words of time mean, by the day of publication, the verb's tense and what was told before."""

from __future__ import annotations

import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff import Article, Problem
from standoff.annotate.times import Expression, Tense, expressions, times
from standoff.doc import Doc
from standoff.language.reader import Reader
from standoff.record import Finding, When

WEDNESDAY = date(2022, 2, 16)


def values(text: str, published: date | None = WEDNESDAY) -> list[tuple[str, str | None]]:
    return [(text[one.start : one.end], one.timex_value) for one in expressions(text, published)]


def one(text: str, published: date | None = WEDNESDAY) -> Expression:
    (found,) = expressions(text, published)
    return found


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Feb. 15, 2022", "2022-02-15"),
        ("Tuesday, 15 February 2022", "2022-02-15"),
        ("the 15th of May", "2022-05-15"),
        ("2022-02-15", "2022-02-15"),
        ("2/15/2022", "2022-02-15"),
        ("15.2.2022", "2022-02-15"),
        ("9/11", "2001-09-11"),
        ("Tuesday the 22nd", "2022-02-22"),
        ("Monday", "2022-02-14"),
        ("Wednesday", "2022-02-16"),
        ("last Wednesday", "2022-02-09"),
        ("next Wednesday", "2022-02-23"),
        ("Sunday night", "2022-02-13TNI"),
        ("the early hours of Tuesday", "2022-02-15TMO"),
        ("Monday of last week", "2022-02-07"),
        ("yesterday", "2022-02-15"),
        ("the day before yesterday", "2022-02-14"),
        ("tomorrow morning", "2022-02-17TMO"),
        ("tonight", "2022-02-16TNI"),
        ("last night", "2022-02-15TNI"),
        ("this morning", "2022-02-16TMO"),
        ("three days ago", "2022-02-13"),
        ("three weeks ago", "2022-W04"),
        ("two and a half years ago", "2019-08"),
        ("two years ago", "2020"),
        ("last week", "2022-W06"),
        ("this month", "2022-02"),
        ("last weekend", "2022-W06-WE"),
        ("next year", "2023"),
        ("the previous month", "2022-01"),
        ("late November", "2021-11"),
        ("early next month", "2022-03"),
        ("June last year", "2021-06"),
        ("last October", "2021-10"),
        ("the summer of 2010", "2010-SU"),
        ("this spring", "2022-SP"),
        ("the third quarter of 2020", "2020-Q3"),
        ("Q3 2020", "2020-Q3"),
        ("the first half of 2012", "2012-H1"),
        ("the end of 2014", "2014"),
        ("nineteen ninety-six", "1996"),
        ("the year two thousand and ten", "2010"),
        ("the 1990s", "199"),
        ("the late '80s", "198"),
        ("the 19th century", "18"),
        ("this century", "20"),
        ("776 BC", "BC0776"),
        ("New Year's Eve", "2021-12-31"),
        ("Easter Monday 2014", "2014-04-21"),
        ("Thanksgiving 2014", "2014-11-27"),
        ("last Christmas", "2021-12-25"),
        ("two days", "P2D"),
        ("two-year", "P2Y"),
        ("two and a half years", "P2.5Y"),
        ("twenty-four hours", "PT24H"),
        ("5 1/2 hours", "PT5H30M"),
        ("half an hour", "PT30M"),
        ("two years and three months", "P2Y3M"),
        ("several months", "PXM"),
        ("the past two months", "P2M"),
        ("every day", "P1D"),
        ("every other week", "P2W"),
        ("twice a month", "P1M"),
        ("each year", "P1Y"),
        ("weekly", "P1W"),
        ("every Monday", "XXXX-WXX-1"),
        ("now", "PRESENT_REF"),
        ("recently", "PAST_REF"),
        ("the near future", "FUTURE_REF"),
        ("the coming days", "PXD"),
        ("3 a.m. on Tuesday", "2022-02-15T03:00"),
        ("10:30 pm Monday", "2022-02-14T22:30"),
        ("0600 GMT", "2022-02-16T06:00"),
        ("noon on Sunday", "2022-02-13T12:00"),
        ("2022-02-15T18:04:00Z", "2022-02-15T18:04"),
    ],
)
def test_words_are_placed_in_the_calendar(words: str, value: str) -> None:
    assert values(f"The gate at Belmar, {words}, was shut.") == [(words, value)]


@pytest.mark.parametrize(
    "text",
    [
        "He may march on to a spring below the second hill.",
        "About 2000 soldiers and 1990 people paid $2014 for page 1945.",
        "The 45-year-old farmer and his sister, 40 years old, left by flight 1988.",
        "A quarter of the 3/4 inch pipes, 31/2, 99:99 and 2022-13-45 were in her eighties.",
    ],
)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert values(text) == []


def test_ranges_are_two_times_each() -> None:
    text = (
        "from Monday to Wednesday, between 2012 and 2014, from 15-17 February, from March 3 to May 5, 2014, in 2012-14"
    )
    assert values(text) == [
        ("Monday", "2022-02-14"),
        ("Wednesday", "2022-02-16"),
        ("2012", "2012"),
        ("2014", "2014"),
        ("15", "2022-02-15"),
        ("17 February", "2022-02-17"),
        ("March 3", "2014-03-03"),
        ("May 5, 2014", "2014-05-05"),
        ("2012", "2012"),
        ("14", "2014"),
    ]


def test_later_words_count_from_the_last_day_told() -> None:
    text = (
        "On May 30, 2014 Belmar flooded. Two days later the dam broke. That month was wet. The following year was dry."
    )
    assert [value for _, value in values(text)] == ["2014-05-30", "2014-06-01", "2014-06", "2015"]


def test_a_text_that_tells_history_carries_its_year_along() -> None:
    text = "The dam was begun in 1911 and rebuilt in 1923 and 1931. On 4 July 1932 it broke. On 6 August it was shut."
    assert values(text)[-1] == ("6 August", "1932-08-06")
    news = "The dam, rebuilt in 1923, broke on Monday. On 6 August it had been shut."
    assert values(news)[-1] == ("6 August", "2021-08-06")


@pytest.mark.parametrize(
    ("tense", "weekday", "month"), [(Tense.PAST, "2022-02-11", "2021-06"), (Tense.FUTURE, "2022-02-18", "2022-06")]
)
def test_the_tense_of_the_verb_decides(tense: Tense, weekday: str, month: str) -> None:
    found = expressions("Friday. In June.", WEDNESDAY, lambda _: tense)
    assert [one.timex_value for one in found] == [weekday, month]


@pytest.mark.parametrize(
    ("words", "first", "last", "fuzzy"),
    [
        ("last week", date(2022, 2, 7), date(2022, 2, 13), False),
        ("February 2020", date(2020, 2, 1), date(2020, 2, 29), False),
        ("early 2021", date(2021, 1, 1), date(2021, 5, 2), True),
        ("later this month", WEDNESDAY, date(2022, 2, 28), True),
        ("the coming days", WEDNESDAY, date(2022, 2, 23), True),
        ("the past two months", date(2021, 12, 16), WEDNESDAY, False),
        ("the winter of 2021-22", date(2021, 12, 1), date(2022, 2, 28), True),
        ("the 1990s", date(1990, 1, 1), date(1999, 12, 31), False),
        ("two hours", None, None, False),
    ],
)
def test_first_and_last_day(words: str, first: date | None, last: date | None, fuzzy: bool) -> None:
    found = one(f"It rained in {words}.")
    assert (found.first, found.last, found.fuzzy) == (first, last, fuzzy)


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("0600 GMT", "2022-02-16T06:00:00+00:00"),
        ("18:00 Kyiv time", "2022-02-16T18:00:00+02:00"),
        ("10 p.m. ET on Monday", "2022-02-14T22:00:00-05:00"),
        ("midnight on Monday", "2022-02-15T00:00:00"),
        ("3 p.m. local time", "2022-02-16T15:00:00"),
        ("Monday evening", "2022-02-14T17:00:00"),
    ],
)
def test_moments_carry_the_zone_that_the_text_gives(words: str, begins: str) -> None:
    found = one(f"The shelling began at {words}.")
    assert found.begins is not None
    assert found.begins.isoformat() == begins
    assert found.ends is not None
    assert found.ends > found.begins


def test_local_time_is_known_from_the_same_hour_elsewhere() -> None:
    local, here, day = expressions("It began at 3 a.m. local time (1 a.m. U.K. time) on Tuesday.", WEDNESDAY)
    assert local.begins == here.begins
    assert local.begins is not None
    assert local.begins.utcoffset() == timedelta(hours=2)
    assert local.first == here.first == day.first == date(2022, 2, 15)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def found_in(reader: Reader, text: str, published: date | None) -> list[Finding]:
    (reading,) = reader.read([text])
    return list(times(Doc(Article(text=text, published=published), reading)))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The council of Belmar met on Friday.", date(2022, 2, 11)),
        ("The council of Belmar will meet on Friday.", date(2022, 2, 18)),
        ("The council is expected to meet on Friday.", date(2022, 2, 18)),
        ("The deadline was moved until Friday.", date(2022, 2, 18)),
        ("Jonas Tiel, who had been arrested on Friday, will speak in public.", date(2022, 2, 11)),
    ],
)
def test_weekdays_by_the_verbs_of_a_report(reader: Reader, text: str, day: date) -> None:
    (found,) = found_in(reader, text, WEDNESDAY)
    assert isinstance(found, When)
    assert found.first == found.last == day


def test_without_a_day_of_publication_one_problem_is_told(reader: Reader) -> None:
    text = "Belmar was shelled on Monday and yesterday. The war began on May 3, 2014."
    problem, *found = found_in(reader, text, None)
    assert isinstance(problem, Problem)
    assert problem.message == "no publication date: 'Monday' cannot be placed"
    assert problem.span is not None
    assert text[slice(*problem.span)] == "Monday"
    assert all(isinstance(when, When) for when in found)
    assert [when.timex_value for when in found if isinstance(when, When)] == ["XXXX-WXX-1", "XXXX-XX-XX", "2014-05-03"]
    assert [when.first for when in found if isinstance(when, When)] == [None, None, date(2014, 5, 3)]


def test_a_report_that_hangs_on_nothing_has_no_problem(reader: Reader) -> None:
    assert not [f for f in found_in(reader, "The war lasted two years, to May 2014.", None) if isinstance(f, Problem)]


PIECES = (
    "the last a two 31 1999 2012- Monday , early of Feb. May 0600 GMT years ago and a half 12:30 p.m. '80s to BC 9/11"
)


@given(st.lists(st.sampled_from(PIECES.split()), max_size=30), st.sampled_from([None, date.min, date.max, WEDNESDAY]))
@settings(max_examples=150, deadline=None)
def test_any_words_give_times_in_order_and_in_the_calendar(pieces: list[str], published: date | None) -> None:
    text = " ".join(pieces)
    found = expressions(text, published)
    assert all(before.end <= after.start for before, after in pairwise(found))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert (one.first is None) == (one.last is None)
        assert one.first is None or one.last is None or one.first <= one.last


HOSTILE = ("7", "the ", " ", "\n", "one ", "two and a ", "1 ", "2012-", "'", "May 3 ", "1/1/", "12:", "1,111")


@pytest.mark.parametrize("piece", HOSTILE)
def test_nothing_hangs(piece: str) -> None:
    text = (piece * 200_000)[:200_000]
    expressions("Monday", WEDNESDAY)  # the patterns are built once
    begun = time.process_time()
    expressions(text, WEDNESDAY)
    # 0.2 to 3 s were measured; what grows with the square of the length would take minutes
    assert time.process_time() - begun < 20
