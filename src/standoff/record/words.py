"""Marks on the words: sentences, and mentions of people, groups, places and times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from standoff.record.article import Span
from standoff.record.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Finding):
    """One sentence, from its first to its last character."""

    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Finding):
    """Words that name something.

    `kind` is one of `person`, `group`, `outlet`, `country`, `place`, `time`, `amount`.  A time has its TIMEX3 type and
    value and its first and last day, where they are known.
    """

    kind: str
    span: Span
    timex_type: str | None = None
    timex_value: str | None = None
    first: date | None = None
    last: date | None = None
