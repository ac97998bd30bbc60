"""Stretches of the calendar that English has words for, as TIMEX3 writes them: a day, a week, a season, a century."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # the month each begins in, north of the equator
MONTHS = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
# The finest first: "that month" after a day is the month of that day.
UNITS = ("day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century")


@dataclass(frozen=True, slots=True)
class Point:
    """The `unit` that begins on `first`; `part` is a part of the day (`TMO`) or a time on the clock (`T14:30`)."""

    unit: str
    first: date
    part: str = ""

    @property
    def last(self) -> date:
        """The last day of it."""
        if self.unit == "weekend":
            return moved(self.first, 1, "day") or date.max
        after = moved(self.first, 1, self.unit)
        return date.max if after is None else after - timedelta(days=1)

    @property
    def middle(self) -> date:
        """The day in the middle."""
        return self.first + (self.last - self.first) / 2

    @property
    def value(self) -> str:
        """TIMEX3: `2014-05-31`, `2014-W22`, `2014-W22-WE`, `2014-05`, `2014-Q2`, `2014-H1`, `2014-SP`, `201`, `20`."""
        year = f"{self.first.year:04}"
        if self.unit in {"week", "weekend"}:
            at = self.first.isocalendar()
            return f"{at.year:04}-W{at.week:02}" + ("-WE" if self.unit == "weekend" else "")
        if self.unit == "season":
            return f"{year}-{next(name for name, month in SEASONS.items() if month == self.first.month)}"
        return {
            "day": self.first.isoformat() + self.part,
            "month": self.first.isoformat()[:7],
            "quarter": f"{year}-Q{(self.first.month + 2) // 3}",
            "half": f"{year}-H{1 if self.first.month < 7 else 2}",
            "year": year,
            "decade": year[:3],
            "century": year[:2],
        }[self.unit]

    def coarser(self, unit: str) -> bool:
        """Whether `unit` is finer than this one's."""
        return UNITS.index(unit) < UNITS.index(self.unit)


def holding(unit: str, day: date) -> Point:
    """The stretch of that unit in which a day lies; of a weekend, that of the day's week."""
    if unit in {"day", "fortnight"}:
        return Point("day", day)
    if unit in {"week", "weekend"}:
        first = day.toordinal() - day.weekday() + (5 if unit == "weekend" else 0)
        return Point(unit, date.fromordinal(min(max(first, 1), date.max.toordinal())))
    if unit == "season":
        month = next((m for m in (12, 9, 6, 3) if day.month >= m), 12)
        return Point(unit, date(max(1, day.year - (day.month < 3)), month, 1))
    if unit in {"decade", "century"}:
        size = 10 if unit == "decade" else 100
        return Point(unit, date(max(1, day.year - day.year % size), 1, 1))
    size = MONTHS[unit]
    return Point(unit, date(day.year, (day.month - 1) // size * size + 1, 1))


def moved(day: date, count: int, unit: str) -> date | None:
    """The day `count` units on, or back: at most the last of its month; None outside the calendar."""
    try:
        if unit in DAYS:
            return day + timedelta(days=count * DAYS[unit])
        months = day.year * 12 + day.month - 1 + count * MONTHS[unit]
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def day_off(base: date, count: int, part: str = "") -> Point | None:
    """The day `count` days on from another, or a part of it; None outside the calendar."""
    day = moved(base, count, "day")
    return Point("day", day, part) if day else None


def real_day(year: int, month: int, day: int) -> date | None:
    """That day, or None where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def easter(year: int) -> date:
    """Easter Sunday of the western churches (Meeus/Jones/Butcher, Gregorian calendar)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l_ = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * l_) // 433
    month = (h + l_ - 7 * m + 90) // 25
    return date(year, month, (h + l_ - 7 * m + 33 * month + 19) % 32)


def holiday(rule: str, year: int) -> date:
    """The day in a year that a rule of words.toml gives."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule[6:]))
    if "," not in rule:
        return date(year, int(rule[:2]), int(rule[3:]))
    count, weekday, month = (int(part) for part in rule.split(","))
    if count < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
