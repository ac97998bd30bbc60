"""Parts of days and times on the clock, with their zones."""

from __future__ import annotations

from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from standoff.annotate.time.choose import BACK, ON, STILL, TOLD, part_of_day
from standoff.annotate.time.numbers import number
from standoff.annotate.time.points import Point, day_off
from standoff.annotate.time.scene import Found, Meaning, of_point, unplaced
from standoff.annotate.time.tokens import words

# Part of the day -> from which hour to which, hours after midnight.  By common use; no line is sharp.
HOURS = {"TMO": (5, 12), "TMI": (11, 14), "TAF": (12, 18), "TEV": (17, 23), "TNI": (19, 30), "TDT": (6, 20)}


def part(found: Found) -> Meaning | None:
    """`this morning`, `last night`, `that evening`, `the next morning`."""
    if found.leads("before", "after"):
        return None  # "the night before he died"
    code, mods = part_of_day(found["part"]), set(found["mod"].split())
    narrated = mods & (STILL | TOLD) or mods <= {"the", "in"} or ("the" in mods and mods & ON)
    base = found.anchor("day") if narrated else found.published
    if base is None:
        return unplaced(f"XXXX-XX-XX{code}", "TIME")
    step = -1 if mods & BACK else 1 if mods & ON else 0
    return of_point(day_off(base, step, code), edge=found["edge"])


def early_hours(found: Found) -> Meaning | None:
    """`in the early hours`: of the day told last."""
    day = found.anchor("day")
    return of_point(Point("day", day, "TMO"), edge="early") if day else unplaced("XXXX-XX-XXTMO", "TIME")


def overnight(found: Found) -> Meaning | None:
    """`overnight`: the night before the day of publication."""
    if found.published is None:
        return unplaced("XXXX-XX-XXTNI", "TIME")
    return of_point(day_off(found.published, -1, "TNI"), fuzzy=True)


def clock(found: Found) -> Meaning | None:
    """`3 a.m. local time`, `0600 GMT`, `18:00 Kyiv time`, `noon`, `4 in the morning`; the day is the one told last."""
    said = clock_of(found)
    if said is None:
        return None
    zone = zone_of(found)
    day = found.anchor("day")
    local = bool(found["local"])
    if day is None:
        return Meaning(kind="TIME", value=f"XXXX-XX-XXT{said}", clock=said, zone=zone, local=local, unplaced=True)
    point = Point("day", day, f"T{said}")
    return Meaning(kind="TIME", value=point.value, point=point, clock=said, zone=zone, local=local)


def clock_of(found: Found) -> str | None:
    """The time on a clock of 24 hours, `HH:MM`; None for what no clock shows."""
    if noon := found["noon"]:
        time: str = words()["noon"][noon]
        return time
    said = found["clock"] or found["military"] or found["hour"]
    forms = found.words.forms[found.start : found.end]
    if ":" in said or "." in said:
        hour, minute = (int(part) for part in said.replace(".", ":").split(":")[:2])
    elif found["military"]:
        hour, minute = int(said[:2]), int(said[2:])
    else:
        told = number(said)
        hour, minute = int(told or 0), 0
    after_noon = "pm" in forms or bool({"afternoon", "evening"} & set(forms)) or ("night" in forms and hour > 5)
    if after_noon and hour < 12:
        hour += 12
    if ("am" in forms or "morning" in forms) and hour == 12:
        hour = 0
    if hour > 24 or (hour == 24 and minute):
        return None
    return f"{hour:02}:{minute:02}"


def zone_of(found: Found) -> tzinfo | None:
    """The zone said beside a time; None where there is none, or this computer's tables do not know it."""
    zone = words()["zones"].get(found["zone"]) if found["zone"] else words()["places"].get(found["place"])
    if isinstance(zone, int):
        return timezone(timedelta(minutes=zone))
    try:
        return ZoneInfo(zone) if zone else None
    except ZoneInfoNotFoundError:
        return None
