"""Which year, month or day is meant where the words leave it open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from standoff.annotate.time.numbers import year
from standoff.annotate.time.points import Point, holding, moved
from standoff.annotate.time.scene import Found, Meaning, Tense
from standoff.annotate.time.tokens import words
from standoff.read.dates import calendar

BACK = {"last", "past", "previous", "preceding", "prior"}
ON = {"next", "coming", "upcoming", "following", "ensuing", "subsequent"}
STILL = {"that", "same"}
TOLD = {"previous", "preceding", "prior", "following", "ensuing", "subsequent"}
# What cannot be placed, as TIMEX3 writes it.
UNKNOWN = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX"}
# A day without a year lies at most so many days ahead where the verb tells the past.
AHEAD = 120
# Days; a month over longer ago than this is not meant where the same month is soon to come.
LONG_AGO = 270


def stepped(point: Point, count: int) -> Point | None:
    """The stretch of the same unit `count` on."""
    first = moved(point.first, count, point.unit)
    return holding(point.unit, first) if first else None


def chosen(found: Found, of_year: Callable[[int], Point | None]) -> Point | None:
    """Of a stretch that every year has, the one that is meant: by what was told, the verb's tense and publication."""
    ref = found.published
    tense = found.tense
    told = found.history if tense is not Tense.FUTURE else None
    if told:
        if told.unit in {"year", "season", "quarter", "half"}:
            return of_year(told.first.year)
        ref = told.first
    if ref is None:
        return None
    points = [point for step in (-1, 0, 1) if (point := in_year(of_year, ref.year + step))]
    if told:  # history goes forward, give or take a month
        return next((point for point in points if (point.last - ref).days > -31), points[-1] if points else None)
    nearest = min(points, key=lambda point: abs((point.middle - ref).days), default=None)
    if nearest is None or (nearest.unit in {"quarter", "half"} and tense is Tense.FUTURE):
        return nearest  # what is yet to be reported of the quarter just over is told in the future
    past = next((point for point in reversed(points) if point.first <= ref), None)
    if nearest.unit == "day":
        return past if tense is not Tense.FUTURE and (nearest.first - ref).days > AHEAD else nearest
    if tense is Tense.FUTURE:
        return next((point for point in points if point.last >= ref), None)
    # In October "in November" is next month: for that of last year one says "last November".
    return nearest if past and (ref - past.last).days > LONG_AGO else past


def with_second(one: Meaning, first: tuple[int, int], second: tuple[int, int], other: Meaning | None) -> Meaning:
    """One meaning with a second in the same words, and the tokens of both."""
    return replace(one, also=(first, second, other)) if other else one


def in_year(of_year: Callable[[int], Point | None], number: int) -> Point | None:
    """The stretch in a year, where the calendar has that year and the ones beside it."""
    return of_year(number) if 1 <= number <= 9998 else None


def said_year(found: Found) -> int | None:
    """The year beside a month or quarter: in digits, or as "last year"."""
    for group in ("year", "year2", "year_ahead"):
        if said := found[group]:
            return short_year(said, found.published) if said.startswith("'") else year(said)
    for group in ("year_mod", "year_mod2"):
        if (mod := found[group]) and found.published:
            return found.published.year + (-1 if mod == "last" else 1 if mod == "next" else 0)
    return None


def short_year(said: str, published: date | None) -> int:
    """The year of `'08`: not more than ten years ahead."""
    this = published.year if published else 2000
    number = int(said[1:]) + this // 100 * 100
    return number - 100 if number > this + 10 else number


def counted(found: Found, mods: list[str], of_year: Callable[[int], Point | None]) -> Point | None:
    """ "last May", "next spring", "this September": counted from publication."""
    today = found.published
    if today is None:
        return None
    points = [point for step in (-2, -1, 0, 1, 2) if (point := in_year(of_year, today.year + step))]
    if BACK & set(mods):
        return next((point for point in reversed(points) if point.last < today), None)
    if ON & set(mods):
        return next((point for point in points if point.first > today), None)
    if STILL & set(mods):
        return chosen(found, of_year)
    return next((point for point in points if point.first.year == today.year), None)


def month_number(said: str) -> int:
    """1 to 12."""
    return calendar()[1][said.replace(".", "").strip()]


def weekday_number(said: str) -> int:
    """0 for Monday to 6."""
    return calendar()[0][said.replace(".", "").strip()]


def part_of_day(said: str) -> str:
    """`TMO` for `morning`."""
    return f"T{words()['daypart'][said.split()[-1]]}" if said else ""


def said_part(found: Found) -> str:
    """The part of the day that stands beside it, in "the early hours of Tuesday" too."""
    if found["edge"] == "early" and "hours" in found.words.forms[found.start : found.end]:
        return "TMO"
    return part_of_day(found["part"] or found["prepart"])
