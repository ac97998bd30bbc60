"""What an expression of time looks like: rules built from named parts, matched against the kinds of a text's words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from standoff.annotate.time.tokens import Tokens, charset, phrases


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("patterns.toml").read_text("utf-8"))


@cache
def rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The rules, compiled."""
    return tuple((name, re.compile(_built(rule))) for name, rule in _table()["rules"].items())


def _built(rule: str) -> str:
    for sort, sequences in phrases().items():
        if f"PHRASES_{sort}" in rule:
            longest_first = sorted(sequences, key=len, reverse=True)
            written = " | ".join("".join(f"{{={form}}}" for form in sequence) for sequence in longest_first)
            rule = rule.replace(f"PHRASES_{sort}", f"(?: {written} )")
    while (longer := re.sub(r"\b[A-Z_]{3,}\b", lambda name: _table()["parts"][name[0]], rule)) != rule:
        rule = longer
    rule = re.sub(r"\s+", "", rule)
    return re.sub(r"\{([a-z_=][^{}]*)\}", lambda kind: charset(kind[1]), rule)


def candidates(words: Tokens) -> Iterator[tuple[str, re.Match[str]]]:
    """Whatever a rule matches, by where it begins, the longest first."""
    found = [
        (match.start(), -match.end(), i, name, match)
        for i, (name, rule) in enumerate(rules())
        for match in rule.finditer(words.kinds)
    ]
    for _, _, _, name, match in sorted(found, key=lambda one: one[:3]):
        yield name, match
