"""Weeks, months, seasons, quarters, years, decades and centuries."""

from __future__ import annotations

from datetime import date

from standoff.annotate.time.choose import (
    BACK,
    ON,
    STILL,
    TOLD,
    UNKNOWN,
    chosen,
    counted,
    in_year,
    month_number,
    said_year,
    stepped,
    with_second,
)
from standoff.annotate.time.numbers import ordinal, year
from standoff.annotate.time.points import SEASONS, Point, holding, real_day
from standoff.annotate.time.scene import Found, Meaning, Tense, of_point, placed, unplaced
from standoff.annotate.time.spans import away
from standoff.annotate.time.tokens import words

# Words that are names of months only where something says so.
VERBS = {"may", "march"}
WITHIN = "in since until till by from of to before after during between and around through".split()
YEAR_BEFORE = [*WITHIN, *"circa ( , - – — or .".split()]
AUX = ("int", "scales", "units", "percent", "counted")


def month(found: Found) -> Meaning | None:
    """`October`, `last May`, `early September 2021`, `June last year`."""
    name, mod = found["month"], found["mod"].split()
    number = month_number(name)
    said = said_year(found)
    bare = not (mod or said or found["edge"])
    if bare and name in VERBS and found.before() not in WITHIN:
        return None
    if said:
        day = real_day(said, number, 1)
        return placed("month", day, edge=found["edge"])
    if mod and found.published:
        return of_point(counted(found, mod, lambda y: _month_of(y, number)), edge=found["edge"])
    point = chosen(found, lambda y: _month_of(y, number))
    return of_point(point, edge=found["edge"]) if point else unplaced(f"XXXX-{number:02}")


def _month_of(number: int, month: int) -> Point:
    return Point("month", date(number, month, 1))


def season(found: Found) -> Meaning | None:
    """`last winter`, `the summer of 2010`, `winter 2021-22`; "fall" and "spring" alone are verbs."""
    code = words()["season"][found["season"]]
    mods = [mod for mod in found["mod"].split() if mod != "the"]
    said = said_year(found)
    if not (mods or said) and (
        found.after() == "of" or not (found["mod"] or found["edge"] or found.before() in {"in", "since", "by", "until"})
    ):
        return None

    def of_year(y: int) -> Point:
        return Point("season", date(y, SEASONS[code], 1))

    edge = found["edge"]
    if said:
        meaning = of_point(in_year(of_year, said), edge=edge, fuzzy=True)
        if code != "WI" or found["to"] or meaning is None or said < 2:
            return meaning
        # "the winter of 1994" may be the one before or after.
        return Meaning(
            kind="DATE", value=meaning.value, first=date(said - 1, 12, 1), last=date(said + 1, 2, 28), fuzzy=True
        )
    point = counted(found, mods, of_year) if mods else chosen(found, of_year)
    return of_point(point, edge=edge, fuzzy=True) if point else unplaced(f"XXXX-{code}")


def quarter(found: Found) -> Meaning | None:
    """`the third quarter`, `Q3 2020`, `H1`, `the 1988 second quarter`, `this year's fourth quarter`."""
    short = found["short"]
    unit = "half" if short.startswith("h") else "quarter"
    number = int(short[1:]) if short else ordinal(found["number"])
    if number is None or number > 4 or (short and found.follows("money")):
        return None
    size = 6 if unit == "half" else 3

    def of_year(y: int) -> Point:
        return Point(unit, date(y, (number - 1) * size + 1, 1))

    said = said_year(found)
    if short and not said and not found.follows("in", "since", "of", "the", "to"):
        return None
    point = in_year(of_year, said) if said else chosen(found, of_year)
    if point and found["ago"]:
        point = in_year(of_year, point.first.year - 1)
    return of_point(point, edge=found["edge"]) if point else unplaced(f"XXXX-{unit[0].upper()}{number}")


def period(found: Found) -> Meaning | None:
    """`the latest period`, `the 1988 quarter`, `the year-ago period`: by the quarter told last, where one was."""
    told = found.last_told("", "quarter")
    if told is None:
        return None
    if found["mod"]:
        over = found.published is None or told.last < found.published
        return of_point(told if over else stepped(told, -1))
    count = int(found["year"]) - told.first.year if found["year"] else -1
    return of_point(stepped(told, 4 * count), carries=False)


def half(found: Found) -> Meaning | None:
    """`the first half of 2012`."""
    number = 2 if found["number"] == "last" else ordinal(found["number"])
    said = said_year(found)
    return placed("half", date(said, 1 if number == 1 else 7, 1)) if said and number in {1, 2} else None


def a_year(found: Found) -> Meaning | None:
    """Four digits that are a year and no amount: `in 1812`, `2014`, `2012-14`, `1200 BC`."""
    said = year(found["year"])
    if said is None:
        return None
    if found["era"].startswith("bc"):
        return _era(said, before=True)
    if not (found["edge"] or found["era"] or found.end - found.start > 1) and not _is_year(said, found):
        return None
    meaning = placed("year", real_day(said, 1, 1), edge=found["edge"])
    to = int(found["to"]) if found["to"] else 0
    if meaning is None or to <= said % 100:
        return meaning
    last = placed("year", real_day(said // 100 * 100 + to, 1, 1))
    return with_second(meaning, (found.start, found.match.end("year")), found.match.span("to"), last)


def _is_year(said: int, found: Found) -> bool:
    if found.follows("money") or found.leads(*AUX) or found.follows("numbered"):
        return False
    usual = (
        found.before() in YEAR_BEFORE
        or found.follows("month", "season")
        or found.leads("comma", "dot", "dash", "close")
        or found.after() == ":"
    )
    if 1900 <= said <= 2035 and said != 2000:
        return True
    return usual and not (found.leads("text") and found.after().endswith("s") and found.before() not in {"in", "since"})


def said_year_alone(found: Found) -> Meaning | None:
    """`in nineteen ninety-six`."""
    said = year(found["year"])
    return placed("year", real_day(said, 1, 1)) if said and 1000 < said < 2200 else None


def era_year(found: Found) -> Meaning | None:
    """`AD 394`, `776 BC`."""
    return _era(int(found["year"] or found["year_b"] or found["year_c"]), before=found["era"].startswith("bc"))


def _era(said: int, *, before: bool) -> Meaning | None:
    if before:
        return Meaning(kind="DATE", value=f"BC{said:04}")
    return placed("year", real_day(said, 1, 1))


def decade(found: Found) -> Meaning | None:
    """`the 1990s`, `the late '80s`, `the nineties`; "her 80s" are an age."""
    said = found["decade"]
    if said[0].isdecimal() and len(said) == 5:
        return placed("decade", real_day(int(said[:4]), 1, 1), edge=found["edge"])
    if not (said.startswith("'") or found.words.forms[found.start] == "the" or found["edge"]):
        return None
    tens = words()["tens"].get(said) or int(said.strip("'s"))
    this = found.published.year if found.published else 2000
    first = this // 100 * 100 + tens
    return placed("decade", real_day(first if first < this else first - 100, 1, 1), edge=found["edge"])


def century(found: Found) -> Meaning | None:
    """`the 19th century`, `7th century BC`."""
    number = ordinal(found["number"])
    if number is None or number > 30:
        return None
    if found["era"]:
        return Meaning(kind="DATE", value=f"BC{number - 1:02}")
    if number == 1:
        return Meaning(kind="DATE", value="00")
    return placed("century", date((number - 1) * 100, 1, 1), edge=found["edge"])


def unit(found: Found) -> Meaning | None:
    """`last week`, `this year`, `the same month`, `the following day`, `the latest quarter`."""
    name, mods = words()["unit"][found["unit"]], set(found["mod"].split())
    if name in {"second", "minute", "hour", "fortnight", "millennium"}:
        return None
    narrated = mods & (STILL | TOLD) or (name == "day" and mods & ON)
    base = found.anchor(name) if narrated else found.published
    if base is None:
        return unplaced(UNKNOWN.get(name, "XXXX"))
    if mods & {"latest"} and (told := found.last_told("", name)):
        return of_point(told)
    if name == "weekend":
        return of_point(_weekend(base, mods, found.tense), edge=found["edge"])
    count = -1 if mods & (BACK | {"latest"}) else 1 if mods & ON else 0
    return of_point(stepped(holding(name, base), count), edge=found["edge"])


def _weekend(base: date, mods: set[str], tense: Tense | None) -> Point:
    this = holding("weekend", base)
    if mods & BACK or (not mods and tense is not Tense.FUTURE and this.first > base):
        return stepped(this, -1) or this
    return (stepped(this, 1) or this) if mods & ON and this.first <= base else this


def the_unit(found: Found) -> Meaning | None:
    """`the year`, `the end of the month`, `the quarter`, `the weekend`; `the day before` counts from what was told."""
    name, way = words()["unit"][found["unit"]], found["way"]
    if way:
        return away(found)
    if name not in {"week", "weekend", "month", "quarter", "year"}:
        return None
    if found.published is None:
        return unplaced(UNKNOWN.get(name, "XXXX"))
    if name == "weekend":
        return of_point(_weekend(found.published, set(), found.tense), edge=found["edge"])
    if name == "quarter":
        told = found.last_told("", "quarter")
        return of_point(told or stepped(holding("quarter", found.published), -1), edge=found["edge"])
    return placed(name, found.published, edge=found["edge"])


def year_end(found: Found) -> Meaning | None:
    """`year-end`, `the year's end`."""
    return placed("year", found.published, edge="end") if found.published else unplaced("XXXX")
