"""Finds the expressions of time in a text and says what they mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone

from standoff.annotate.time import days, hours, periods, spans
from standoff.annotate.time.patterns import candidates
from standoff.annotate.time.points import Point
from standoff.annotate.time.scene import Found, Meaning, Scene, Tense
from standoff.annotate.time.tokens import Tokens, tokens

READERS: dict[str, Callable[[Found], Meaning | None]] = {
    "iso": days.iso,
    "month_day": days.month_day,
    "day_month": days.month_day,
    "weekday_the": days.weekday_the,
    "month": periods.month,
    "short_month_year": periods.month,
    "season": periods.season,
    "quarter": periods.quarter,
    "period": periods.period,
    "half": periods.half,
    "year": periods.a_year,
    "said_year": periods.said_year_alone,
    "era_year": periods.era_year,
    "decade": periods.decade,
    "century": periods.century,
    "unit": periods.unit,
    "the_unit": periods.the_unit,
    "year_end": periods.year_end,
    "deictic": days.deictic,
    "weekday": days.weekday,
    "weekday_of_week": days.weekday_of_week,
    "holiday": days.named_day,
    "part": hours.part,
    "early_hours": hours.early_hours,
    "overnight": hours.overnight,
    "clock": hours.clock,
    "away": spans.away,
    "year_away": spans.away,
    "run": spans.run,
    "recent": spans.recent,
    "ahead": spans.recent,
    "length": spans.length,
    "lengths": spans.lengths,
    "set": spans.repeated,
    "set_word": spans.often,
    "set_days": spans.weekdays,
    "past": spans.past,
    "present": spans.present,
    "future": spans.future,
}
# What may stand between a day and an hour that go together.
BETWEEN = {(), (",",), ("on",), ("at",), ("around",), ("about",), (",", "at"), ("at", "around"), ("at", "about")}
EARLY = {"early", "beginning", "start", "onset", "outset", "dawn"}
MIDDLE = {"mid", "middle", "midway", "halfway"}
LATE = {"late", "end", "close"}


@dataclass(frozen=True, slots=True)
class Expression:
    """Words `[start, end)` of a text, in code points, that say when; the rest as in `standoff.record.When`.

    `unplaced` says that only a day of publication could place them.
    """

    start: int
    end: int
    timex_type: str
    timex_value: str | None
    first: date | None = None
    last: date | None = None
    begins: datetime | None = None
    ends: datetime | None = None
    fuzzy: bool = False
    unplaced: bool = False


def expressions(
    text: str, published: date | None = None, tense_of: Callable[[int], Tense | None] | None = None
) -> list[Expression]:
    """The expressions of time in `text`, in order; none overlaps another.

    `tense_of` gives the tense of the verb that governs the word at an offset; without it the past is taken.
    """
    words = tokens(text)
    scene = Scene(words, published, tense_of or _no_tense)
    found: list[tuple[int, int, Meaning]] = []
    covered = 0
    for rule, match in candidates(words):
        if match.start() < covered:
            continue
        meaning = READERS[rule](Found(scene, match))
        if meaning is None:
            continue
        covered = match.end()
        parts = [(match.start(), match.end(), meaning)]
        if meaning.also:
            first, second, other = meaning.also
            parts = [(*first, meaning), (*second, other)]
        for start, end, one in parts:
            joined = _joined(found[-1] if found else None, (start, end, one), words.forms)
            if joined:
                found.pop()
            found.append(joined or (start, end, one))
            point = found[-1][2].point
            if point and one.carries:
                scene.tell(start, replace(point, part=""), dated=_dated(words, start, end))
    found = _local(_on_the_day(found, words.forms))
    return [_expression(words.starts[start], words.ends[end - 1], one, published) for start, end, one in found]


def _no_tense(_: int) -> Tense | None:
    return None


def _dated(words: Tokens, start: int, end: int) -> bool:
    """Whether a year stands among some words."""
    return any(form[:4].isdecimal() and len(form) >= 4 for form in words.forms[start:end])


Placed = tuple[int, int, Meaning]


def _joined(before: Placed | None, here: Placed, forms: tuple[str, ...]) -> Placed | None:
    """A day and an hour side by side as one ("3 a.m. on Tuesday", "Friday at noon"), and two lengths as one."""
    if before is None:
        return None
    (start, middle, one), (after, end, other) = before, here
    between = tuple(forms[middle:after])
    if between == ("and",) and (value := _sum(one, other)):
        return start, end, replace(one, value=value)
    if between not in BETWEEN or bool(one.clock) == bool(other.clock) or one.whole or other.whole:
        return None
    hour, day = (one, other) if one.clock else (other, one)
    if day.unplaced and day.value and len(day.value) == len("XXXX-02-15"):
        return start, end, replace(hour, value=f"{day.value}T{hour.clock}", unplaced=True, point=None)
    if day.point is None or day.point.unit != "day" or (day.point.part and "," in between):
        return None
    point = Point("day", day.point.first, f"T{hour.clock}")
    return start, end, replace(hour, point=point, value=point.value, unplaced=False)


def _sum(one: Meaning, other: Meaning) -> str | None:
    """`P2Y3M` of `P2Y` and `P3M`."""
    if not (one.kind == other.kind == "DURATION" and one.value and other.value) or "X" in one.value + other.value:
        return None
    order = "YMWD"
    a, b = one.value, other.value
    if a.startswith("PT") and b.startswith("PT") and "HMS".find(a[-1]) < "HMS".find(b[-1]):
        return a + b[2:]
    if "T" in a + b or a[-1] not in order or order.find(a[-1]) >= order.find(b[-1]):
        return None
    return a + b[1:]


def _on_the_day(found: list[Placed], forms: tuple[str, ...]) -> list[Placed]:
    """Hours before a bracket take the day behind it: "3 a.m. local time (1 a.m. U.K. time) on Tuesday"."""
    out = list(found)
    for at in range(len(out) - 2, -1, -1):
        (start, end, one), (after, _, other) = out[at], out[at + 1]
        day = other.point if other.point and other.point.unit == "day" else None
        if one.clock and not one.whole and day and tuple(forms[end:after]) in {("(",), (")",), (")", "on")}:
            point = Point("day", day.first, f"T{one.clock}")
            out[at] = (start, end, replace(one, point=point, value=point.value, unplaced=False))
    return out


def _local(found: list[Placed]) -> list[Placed]:
    """Where "3 a.m. local time" is also given in a known zone right behind it, the two tell the local zone."""
    out = list(found)
    for at, (start, end, one) in enumerate(found[:-1]):
        after, _, other = found[at + 1]
        if one.local and other.clock and other.zone and after - end <= 2 and one.point and other.point:
            known = _moment(other)
            here = _moment(replace(one, zone=UTC))
            if known and here:
                minutes = round((here - known).total_seconds() / 60)
                minutes = (minutes + 720) % 1440 - 720  # the days may differ; zones lie within half a day of UTC
                out[at] = (start, end, replace(one, zone=timezone(timedelta(minutes=minutes))))
    return out


def _moment(one: Meaning) -> datetime | None:
    """When a time on the clock is."""
    if one.point is None or not one.clock:
        return None
    try:
        hour, minute = int(one.clock[:2]), int(one.clock[3:])
        midnight = datetime.combine(one.point.first, time.min, one.zone)
        return midnight.replace(hour=hour % 24, minute=minute) + timedelta(days=hour // 24)
    except (OverflowError, ValueError):
        return None


def _expression(start: int, end: int, one: Meaning, published: date | None) -> Expression:
    first, last, begins, ends = one.first, one.last, None, None
    fuzzy = one.fuzzy
    if one.point:
        first, last, narrowed = _narrowed(one.point, one.edge, published)
        fuzzy = fuzzy or narrowed
        begins, ends = _hours(one)
        fuzzy = fuzzy or bool(one.point.part and not one.clock)
    return Expression(start, end, one.kind, one.value, first, last, begins, ends, fuzzy, one.unplaced)


def _narrowed(point: Point, edge: str, published: date | None) -> tuple[date, date, bool]:
    """The days that an edge leaves of a stretch, and whether that draws no sharp line.

    "Early", "mid" and "late" leave a third each; "earlier" and "later this month" what lies before and after
    publication.
    """
    days = (point.last - point.first).days + 1
    third = days // 3
    if published and point.first < published < point.last and edge in {"earlier", "later"}:
        return (point.first, published, True) if edge == "earlier" else (published, point.last, True)
    if days < 3 or edge not in EARLY | MIDDLE | LATE:
        return point.first, point.last, bool(edge)
    if edge in EARLY:
        return point.first, point.first + timedelta(days=third), True
    if edge in LATE:
        return point.last - timedelta(days=third), point.last, True
    return point.first + timedelta(days=third), point.last - timedelta(days=third), True


def _hours(one: Meaning) -> tuple[datetime | None, datetime | None]:
    """From when to when a time of day lasts: a minute by the clock, else by the hours of the part of the day."""
    point = one.point
    if point is None or not point.part:
        return None, None
    try:
        if one.clock:
            begins = _moment(one)
            return begins, begins + timedelta(minutes=1) if begins else None
        midnight = datetime.combine(point.first, time.min)
        first, last = hours.HOURS[point.part]
        if one.edge == "early" and point.part == "TMO":
            first, last = 0, 6
        return midnight + timedelta(hours=first), midnight + timedelta(hours=last)
    except OverflowError:
        return None, None
