"""Which language a text is in: English is told by its function words, anything else by a trained model."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Protocol

# The start of a report shows its language; reading more costs time and tells nothing new.
LOOKED_AT = 4000
# Under about 60 letters the model takes 1 English text in 100 for another language; at 120, 1 in 600.
FEWEST_LETTERS = 80
# Of 4,300 English reports all but 17 have this share of function words (the model then knows those for English);
# French, German, Dutch, Polish, Spanish, Russian and Ukrainian news stayed under 0.05.
SURELY_ENGLISH = 0.20
# Below this the model's first guess is a coin's toss, seen on lists of names and results tables.
SURE = 0.80

WORD = re.compile(r"[^\W\d_]+")


class Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


@cache
def english_words() -> frozenset[str]:
    lines = files(__package__).joinpath("english.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def identifier() -> Identifier:
    """The trained model, loaded when the first text is not plainly English: it takes 1.2 s and 100 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model: Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return model


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language `text` is in; `None` where it is too short or too mixed to tell."""
    start = text[:LOOKED_AT]
    words = WORD.findall(start)
    if sum(map(len, words)) < FEWEST_LETTERS:
        return None
    if sum(word.lower() in english_words() for word in words) >= SURELY_ENGLISH * len(words):
        return "en"
    code, chance = identifier().classify(start)
    return code if chance >= SURE else None


@cache
def names() -> dict[str, str]:
    table: dict[str, str] = tomllib.loads(files(__package__).joinpath("languages.toml").read_text("utf-8"))
    return table


def name_of(language: str) -> str:
    """The English name of a language, or its code where that has none here."""
    return names().get(language, f"a language with the code '{language}'")
