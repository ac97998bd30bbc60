"""Numbers in English: "10,000", "3.5 billion", "two and a half million", "twenty-five"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ONES = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SMALL = {word: n for n, word in enumerate(_ONES)} | {word: 20 + 10 * n for n, word in enumerate(_TENS)}
# Words and signs that multiply what stands before them.
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12}
SCALES |= {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12}
DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([a-z]*)", re.IGNORECASE)
PARTS = {"half": 0.5, "quarter": 0.25, "½": 0.5, "¼": 0.25, "¾": 0.75}


def number_of(words: Sequence[str]) -> float | None:
    """The number that some words say together; None where they say none.

    `["two", "and", "a", "half", "million"]` is 2,500,000, `["25,000"]` 25,000, `["a", "hundred"]` 100.  Words of
    another kind among them ("10,000 men") make it None.
    """
    total, group, seen = 0.0, 0.0, False
    words = [part.lower() for word in words for part in ([word] if any(map(str.isdigit, word)) else word.split("-"))]
    for i, word in enumerate(words):
        if word in SMALL:
            # "twenty five", "a hundred and five"; "four fifty" are two numbers
            if group % 10 or (group % 100 and SMALL[word] >= 10):
                return None
            group, seen = group + SMALL[word], True
        elif digits := DIGITS.fullmatch(word):
            scale = SCALES.get(digits[3], 1.0) if digits[3] else 1.0
            if (digits[3] and digits[3] not in SCALES) or group:
                return None
            group, seen = group + float(digits[1].replace(",", "") + (digits[2] or "")) * scale, True
        elif word in SCALES and len(word) > 1:
            scale = SCALES[word]
            if scale == 100 or word == "dozen":
                group = (group or 1) * scale
            else:
                total, group = total + (group or 1) * scale, 0.0
            seen = True
        elif word in PARTS:
            # "half a million" is said before what it is a part of, "two and a half million" within
            group, seen = group + PARTS[word], True
        elif word == "and":
            # "a hundred and five", "two and a half"; "20 and 30" are two numbers
            if words[i - 1 : i] != ["hundred"] and not (seen and PARTS.keys() & set(words[i + 1 : i + 3])):
                return None
        elif word not in {"a", "an"}:
            return None
    return total + group if seen else None
