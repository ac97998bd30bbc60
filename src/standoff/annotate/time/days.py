"""Days: written out in any of the usual ways, by weekday, by name, or as seen from the day of publication."""

from __future__ import annotations

import re
from datetime import date, datetime

from standoff.annotate.time.choose import (
    BACK,
    ON,
    STILL,
    TOLD,
    chosen,
    counted,
    in_year,
    month_number,
    said_part,
    said_year,
    short_year,
    weekday_number,
    with_second,
)
from standoff.annotate.time.numbers import ordinal
from standoff.annotate.time.points import Point, day_off, holding, holiday, real_day
from standoff.annotate.time.scene import Found, Meaning, Tense, of_point, placed, unplaced
from standoff.annotate.time.tokens import words

# The attacks that English names by their day.
ATTACKS = date(2001, 9, 11)
# What leads to a day to come: "until Tuesday", "as early as Tuesday".
UNTIL = {"until", "till", "by", "as"}


def iso(found: Found) -> Meaning | None:
    """`2022-02-15`, `2022-02-15T18:04:00Z`, `2/15/2022`, `15.2.2022`, `9/11`."""
    said = found["iso"]
    if said == "9/11":
        return of_point(Point("day", ATTACKS))
    if "-" in said:
        try:
            moment = datetime.fromisoformat(said.upper())
        except ValueError:
            return None
        if not (clock := said[11:16]):
            return of_point(Point("day", moment.date()))
        point = Point("day", moment.date(), f"T{clock}")
        return Meaning(kind="TIME", value=point.value, point=point, zone=moment.tzinfo, clock=clock, whole=True)
    parts = [int(part) for part in re.split(r"[/.]", said)]
    if len(parts) < 3:
        return None
    if parts[0] > 31:
        day = real_day(*parts)
    else:
        first, second, number = parts
        if number < 100:
            number = short_year(f"'{number:02}", found.published)
        by_day = "." in said or first > 12
        day = real_day(number, second, first) if by_day else real_day(number, first, second)
    return of_point(Point("day", day)) if day else None


def month_day(found: Found) -> Meaning | None:
    """`Feb. 15`, `Tuesday, February 15, 2022`, `15-17 February`; the second day of a range is `also`."""
    number, month = said_year(found), month_number(found["month"])
    day = ordinal(found["day"])
    if day is None or not real_day(2000, month, day):
        return None
    part = said_part(found)
    weekday = weekday_number(found["weekday"]) if found["weekday"] else None

    def of_year(y: int) -> Point | None:
        there = real_day(y, month, day)
        return Point("day", there, part) if there else None

    if (month, day) == (9, 11) and number is None and found.after().startswith(("attack", "terror", "hijack")):
        number = ATTACKS.year
    point = in_year(of_year, number) if number else None
    if number is None:
        point = chosen(found, of_year)
        if point and weekday is not None and point.first.weekday() != weekday:
            others = [p for step in (-1, 1) if (p := in_year(of_year, point.first.year + step))]
            point = next((p for p in others if p.first.weekday() == weekday), point)
    if point is None:
        return None if number else unplaced(f"XXXX-{month:02}-{day:02}{part}")
    meaning = of_point(point, edge=found["edge"])
    second = ordinal(found["day2"]) if found["day2"] else None
    until = real_day(point.first.year, month, second) if second else None
    if meaning is None or until is None or until <= point.first:
        return meaning
    first = (found.start, found.match.end("day"))
    return with_second(meaning, first, (found.match.start("day2"), found.end), of_point(Point("day", until)))


def deictic(found: Found) -> Meaning | None:
    """`today`, `late yesterday`, `tomorrow morning`, `the day before yesterday`."""
    if found.before() == "usa":
        return None
    step, part = words()["deictic"][found["day"]]
    step += -1 if found["step"].endswith("before") else 1 if found["step"] else 0
    part = part or said_part(found)
    if found.published is None:
        return unplaced(f"XXXX-XX-XX{part}")
    return of_point(day_off(found.published, step, part), edge=found["edge"])


def weekday(found: Found) -> Meaning | None:
    """`Monday`, `last Friday`, `early on Tuesday`, `Sunday night`: the nearest that the verb's tense allows."""
    number, mods = weekday_number(found["weekday"]), set(found["mod"].split())
    part = said_part(found)
    base = found.anchor("day") if mods & (STILL | TOLD) else found.published
    if base is None:
        return unplaced(f"XXXX-WXX-{number + 1}{part}")
    back = (base.weekday() - number) % 7
    if mods & BACK:
        step = -(back or 7)
    elif mods & ON:
        step = 7 - back
    elif mods & {"this"} or (not mods and (found.opening() in UNTIL or found.tense is Tense.FUTURE)):
        step = -back % 7
    else:
        step = -back
    return of_point(day_off(base, step, part), edge=found["edge"])


def weekday_the(found: Found) -> Meaning | None:
    """`Tuesday the 18th`: the nearest such day to publication."""
    number, day = weekday_number(found["weekday"]), ordinal(found["day"])
    if found.published is None:
        return unplaced(f"XXXX-WXX-{number + 1}")
    near = [one.first for step in range(400) if (one := day_off(found.published, (step + 1) // 2 * (-1) ** step))]
    return placed("day", next((one for one in near if one.day == day and one.weekday() == number), None))


def weekday_of_week(found: Found) -> Meaning | None:
    """`Monday of last week`."""
    number = weekday_number(found["weekday"])
    if found.published is None:
        return unplaced(f"XXXX-WXX-{number + 1}")
    step = {"last": -7, "next": 7}.get(found["mod"], 0)
    return of_point(day_off(holding("week", found.published).first, step + number))


def named_day(found: Found) -> Meaning | None:
    """`Christmas`, `last Thanksgiving`, `Easter Sunday 2014`, `Bastille Day`."""
    table = words()["holidays"]
    rule = next(table[name] for name in table if found["name"].replace(" '", "'") == name)

    def of_year(y: int) -> Point | None:
        return Point("day", holiday(rule, y)) if y > 1582 else None

    said, mods = said_year(found), found["mod"].split()
    if said:
        return of_point(in_year(of_year, said))
    point = counted(found, mods, of_year) if mods else chosen(found, of_year)
    if point:
        return of_point(point)
    return unplaced(f"XXXX-{rule}" if rule[2:3] == "-" else "XXXX-XX-XX")
