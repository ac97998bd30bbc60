"""Numbers as English writes them beside units of time: digits, words, halves."""

from __future__ import annotations

from standoff.annotate.time.tokens import words

HALVES = {"half": 0.5, "½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}


def number(said: str) -> float | None:
    """The number that some words say (`two and a half` is 2.5, `a couple of` 2); None for `several` and the like."""
    forms = said.replace("-", " ").replace("–", " ").split()
    small, scales = words()["cardinals"], words()["scales"]
    total = part = 0.0
    known = False
    for at, form in enumerate(forms):
        if form in small:
            part += small[form]
        elif form in scales:
            part = (part or 1) * scales[form]
            if scales[form] >= 1000:
                total, part = total + part, 0.0
        elif form in HALVES:
            part += HALVES[form]
        elif form == "couple":
            part += 2
        elif form[0].isdecimal():
            part += float(form.replace(",", ""))
        elif form in {"a", "an"}:
            known = known or len(forms) == 1
            part += len(forms) == 1 and at == 0
            continue
        else:
            continue
        known = True
    return total + part if known else None


def ordinal(said: str) -> int | None:
    """The number of an ordinal: `third`, `21st`; None for other words."""
    known: int | None = words()["ordinals"].get(said)
    digits = said.rstrip("stndrh")
    return known or (int(digits) if digits.isdecimal() else None)


def year(said: str) -> int | None:
    """The year that digits or words say: `1996`, `nineteen ninety-six`, `two thousand and ten`."""
    if said.isdecimal():
        return int(said)
    forms = said.replace("-", " ").split()
    small: dict[str, int] = words()["cardinals"]
    if "thousand" in forms:
        whole = number(said)
        return int(whole) if whole else None
    known = [small[form] for form in forms if form in small]
    if len(known) < 2 or not 15 <= known[0] <= 20 or not 10 <= sum(known[1:]) < 100:
        return None
    return known[0] * 100 + sum(known[1:])
