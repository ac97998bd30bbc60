"""Lengths of time, repeated times, times so many units off, and words like "recently"."""

from __future__ import annotations

from datetime import date

from standoff.annotate.time.choose import BACK, ON, UNKNOWN, stepped, weekday_number
from standoff.annotate.time.numbers import number
from standoff.annotate.time.points import Point, holding, moved
from standoff.annotate.time.scene import Found, Meaning, of_point, unplaced
from standoff.annotate.time.tokens import words

# How TIMEX3 writes a unit in a length, and how many of the letter it takes.
LETTERS = {
    "second": ("S", 1),
    "minute": ("M", 1),
    "hour": ("H", 1),
    "day": ("D", 1),
    "weekend": ("WE", 1),
    "week": ("W", 1),
    "fortnight": ("W", 2),
    "month": ("M", 1),
    "quarter": ("M", 3),
    "year": ("Y", 1),
    "decade": ("Y", 10),
    "century": ("Y", 100),
    "millennium": ("Y", 1000),
}
VAGUE = {"quarter": "Q", "decade": "DE", "century": "CE", "millennium": "ML"}
CLOCKED = {"second", "minute", "hour"}
# What a reader takes "the coming days", "recent weeks" for, in units.
FEW = {"day": 7, "week": 5, "month": 6, "quarter": 4, "year": 5, "decade": 3}
EARLIER = {"ago", "back", "earlier", "before", "beforehand", "previously"}


def unit_of(said: str) -> str:
    """`week` for `weeks`."""
    found: str = words()["unit"].get(said) or words()["units"][said]
    return found


def length_value(count: float | None, unit: str) -> str:
    """`P3D`, `PT2H30M`, `P2.5Y`, `PXM`."""
    letter, times = LETTERS[unit]
    clock = "T" if unit in CLOCKED else ""
    if count is None:
        return f"P{clock}X{VAGUE.get(unit, letter)}"
    count *= times
    finer = {"hour": "M", "minute": "S"}.get(unit)
    if finer and count != int(count):
        whole = f"{int(count)}{letter}" if count >= 1 else ""
        return f"PT{whole}{round(count % 1 * 60)}{finer}"
    return f"P{clock}{count:g}{letter}" if count < 1e6 else f"P{clock}{int(count)}{letter}"


def count_of(found: Found) -> float | None:
    """How many units; None where no number is said."""
    count = number(found["number"]) if found["number"] else 1.0
    return count + 0.5 if count is not None and found["half"] else count


def span_of_days(base: date | None, count: float | None, unit: str, step: int) -> tuple[date | None, date | None]:
    """The days from `base` on, or up to it, for so many units."""
    if base is None or unit in CLOCKED or (unit not in FEW and count is None):
        return None, None
    letter, times = LETTERS[unit]
    whole = (count if count is not None else FEW[unit]) * times
    if letter in {"D", "W", "WE"}:
        days = whole * (1 if letter == "D" else 7)
        other = moved(base, step * round(days), "day") if days < 1e6 else None
    else:
        months = whole * (12 if letter == "Y" else 1)
        other = moved(base, step * round(months), "month") if months < 1e5 else None
    return (None, None) if other is None else (min(base, other), max(base, other))


def length(found: Found) -> Meaning | None:
    """`two-year`, `at least 30 days`, `half an hour`, `several months`; "$5 a day" is a set."""
    unit, said = unit_of(found["unit"]), found["number"]
    single = found["unit"] in words()["unit"]
    if said in {"a", "an"} and (unit in {"second", "quarter", "weekend"} or not single):
        return None
    if (unit == "quarter" and found.leads("of")) or (single and len(said) == 4 and said.isdecimal()):
        return None
    count = count_of(found)
    if unit in {"second", "minute"} and count is None and single:
        return None
    if said in {"a", "an"} and _rate(found):
        return Meaning(kind="SET", value=length_value(1, unit))
    return Meaning(kind="DURATION", value=length_value(count, unit), fuzzy=count is None)


def _rate(found: Found) -> bool:
    """Whether "a year" follows an amount."""
    return found.follows("int", "decimal", "scales", "percent", "money", "once", "cardinals")


def lengths(found: Found) -> Meaning | None:
    """`months`, `decades-long`, `years ago`."""
    unit = unit_of(found["unit"])
    if unit in {"quarter", "weekend", "second"}:
        return None
    if found["way"]:
        return _long_since(found)
    return Meaning(kind="DURATION", value=length_value(None, unit), fuzzy=True)


def _long_since(found: Found) -> Meaning:
    value = "PAST_REF" if found["way"] in EARLIER else "FUTURE_REF"
    return Meaning(kind="DATE", value=value, fuzzy=True)


def away(found: Found) -> Meaning | None:
    """`three days ago` from publication; `two years later`, `the day before` from what was told last."""
    unit, way = unit_of(found["unit"]), found["way"]
    count = count_of(found)
    if way in {"before", "after"} and not found.leads("comma", "dot", "gap", "close", "and", "dash", "in", "at"):
        # "two days before the vote": only the length is known
        return Meaning(kind="DURATION", value=length_value(count, unit)) if found["number"] else None
    if unit in {"weekend", "quarter"} and count is None:
        return None
    if count is None:
        return _long_since(found)
    if unit in CLOCKED:
        if unit != "hour" or count % 24:
            return Meaning(kind="DURATION", value=length_value(count, unit))
        unit, count = "day", count / 24
    step = -1 if way in EARLIER else 1
    told = found.last_told("", "quarter")
    if unit == "year" and count == 1 and told and step < 0:
        # results are set beside those of the same quarter a year before
        return of_point(stepped_by(told, -1, "year"), carries=False)
    counted = way in {"ago", "back", "hence"} or way.endswith("now")
    base = found.published if counted else found.anchor(unit_base(unit))
    if base is None:
        return unplaced(UNKNOWN.get(unit, "XXXX"))
    if count != int(count):
        months = {"year": 12, "decade": 120, "century": 1200}.get(unit)
        days = 7 if unit == "week" else 30.44
        unit, count = ("month", round(count * months)) if months else ("day", round(count * days))
    return of_point(off(base, step * int(count), unit)) or _long_since(found)


def unit_base(unit: str) -> str:
    """How fine what was told must be to count such units from it."""
    return unit if unit in {"day", "week", "month", "quarter"} else "year"


def stepped_by(point: Point, count: int, unit: str) -> Point | None:
    """The stretch of a point's own unit, so many other units on."""
    first = moved(point.first, count, unit)
    return holding(point.unit, first) if first else None


def off(base: date, count: int, unit: str) -> Point | None:
    """The stretch of that unit so many units from a day: a year for years, a week for weeks."""
    unit, count = {"fortnight": ("week", 2 * count), "millennium": ("year", 1000 * count)}.get(unit, (unit, count))
    if unit in {"decade", "century"}:
        unit, count = "year", count * (10 if unit == "decade" else 100)
    return stepped(holding(unit, base), count) if abs(count) < 100_000 else None


def run(found: Found) -> Meaning | None:
    """`the past two months`, `the next few days`, `the first nine months`."""
    unit, mod, count = unit_of(found["unit"]), found["mod"], count_of(found)
    step = -1 if mod in BACK | {"latest"} else 1 if mod in ON else 0
    first, last = span_of_days(found.published, count, unit, step) if step else (None, None)
    return Meaning(kind="DURATION", value=length_value(count, unit), first=first, last=last, fuzzy=count is None)


def recent(found: Found) -> Meaning | None:
    """`recent weeks`, `the coming days`, `the months ahead`."""
    unit, mod = unit_of(found["unit"]), found["mod"]
    back = mod in {"recent", "past"}
    if unit in CLOCKED or unit not in FEW:
        return None
    first, last = span_of_days(found.published, None, unit, -1 if back else 1)
    if unit == "year" and back:
        return Meaning(kind="DATE", value="PAST_REF", first=first, last=last, fuzzy=True)
    return Meaning(kind="DURATION", value=length_value(None, unit), first=first, last=last, fuzzy=True)


def repeated(found: Found) -> Meaning | None:
    """`every day`, `each year`, `every other week`, `twice a month`, `per hour`, `every Monday`."""
    said, opening = found["unit"], found.words.forms[found.start]
    if opening in {"a", "an"} or (opening == "once" and found.words.forms[found.start + 1] not in {"a", "an"}):
        return None
    if said in words()["unit"] or said in words()["units"]:
        unit = unit_of(said)
        if opening == "per" and unit in CLOCKED:
            return None
        forms = found.words.forms[found.start : found.end]
        count = 2.0 if "other" in forms else count_of(found)
        return Meaning(kind="SET", value=length_value(count, unit))
    if said in words()["daypart"]:
        return Meaning(kind="SET", value=f"XXXX-XX-XXT{words()['daypart'][said]}")
    if said in words()["season"]:
        return Meaning(kind="SET", value=f"XXXX-{words()['season'][said]}")
    return Meaning(kind="SET", value=f"XXXX-WXX-{weekday_number(said) + 1}")


def often(found: Found) -> Meaning | None:
    """`daily`, `annually`."""
    if found.before() == "the" or (found["word"] == "quarterly" and found.leads("text")):
        return None
    return Meaning(kind="SET", value=length_value(1, words()["adverbs"][found["word"]]))


def weekdays(found: Found) -> Meaning | None:
    """`Mondays`."""
    return Meaning(kind="SET", value=f"XXXX-WXX-{weekday_number(found['weekday'].removesuffix('s')) + 1}")


def past(found: Found) -> Meaning | None:
    """`recently`, `in the past`."""
    if found.leads("cardinals", "int", "few", "unit", "units", "couple", "a", "scales"):
        return None  # "in the past three months"
    return Meaning(kind="DATE", value="PAST_REF", fuzzy=True)


def present(found: Found) -> Meaning | None:
    """`now`, `currently`: the day of publication."""
    return Meaning(kind="DATE", value="PRESENT_REF", first=found.published, last=found.published, fuzzy=True)


def future(_: Found) -> Meaning | None:
    """`soon`, `the near future`."""
    return Meaning(kind="DATE", value="FUTURE_REF", fuzzy=True)
