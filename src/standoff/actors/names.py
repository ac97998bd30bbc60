"""How names are made comparable: folded for exact look-up, and loosened for other spellings of a foreign name."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a Latin letter and a mark, and quotation marks that are apostrophes.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a"}
    | dict.fromkeys("'’‘ʻʼ`´.", "")
    | dict.fromkeys('-‐‑–—/,;:!?()[]"“”«»&_', " ")
)
BRITISH = {"defense": "defence", "organization": "organisation", "labor": "labour", "center": "centre"}
SPELLINGS = re.compile("|".join(BRITISH))
ARTICLE = re.compile(r"(?:the|a|an) (?=.)")


def fold(name: str) -> str:
    """`name` without case, accents, dots, apostrophes, hyphens and a leading article: "The U.N." -> "un"."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.casefold())
        name = "".join(letter for letter in name if not unicodedata.combining(letter)).translate(LETTERS)
    return _put_together(name)


def _put_together(name: str) -> str:
    folded = name.lower()
    if not folded.isalpha():  # tens of thousands of names are folded at each start: what need not be done is not
        if not folded.replace(" ", "").isalpha():
            folded = folded.translate(LETTERS)
        folded = " ".join(folded.split())
        if folded.startswith(("the ", "a ", "an ")):
            folded = ARTICLE.sub("", folded, count=1)
    if "ense" in folded or "zation" in folded or "labor" in folded or "center" in folded:
        folded = SPELLINGS.sub(_british, folded)
    return folded


def _british(found: re.Match[str]) -> str:
    return BRITISH[found[0]]


LOOSER = [
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"[^a-z ]", ""),
        (r"^ye|(?<= )ye", "e"),
        (r"shch|sch|tch|ch|sh|zh|tz|ts|cz|cs", "s"),
        (r"ph", "f"),
        (r"kh|gh|q|ck|c", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"dj|dzh|j", "z"),
        (r"ou|oo|o", "u"),
        (r"[yi]+|ee|iy|ij|ei|ey|ai|ay", "i"),
        (r"h", ""),
        (r"(.)\1+", r"\1"),
        (r"[ie]+(?= |$)", "i"),
    )
]
VOWELS = re.compile(r"[aeiouy]")


def loosen(folded: str) -> str | None:
    """A key that spellings of one foreign name share, for names of two words or more; None for shorter ones.

    The last word keeps its vowels, so that only its spelling may differ; earlier words keep their consonants, so that
    "Aleksandr" is "Alexander" and "Mohammed" is "Mohamed".
    """
    if " " not in folded or len(folded) < 8:
        return None
    loose = folded
    for pattern, instead in LOOSER:
        loose = pattern.sub(instead, loose)
    *earlier, last = loose.split() or [""]
    if not earlier or len(last) < 3:
        return None
    return " ".join([*(word[:1] + VOWELS.sub("", word[1:]) for word in earlier), last])
