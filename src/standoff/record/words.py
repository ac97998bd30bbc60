"""Marks on the words: sentences, and mentions of people, groups, places, times and amounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from standoff.record.article import Span
from standoff.record.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Finding):
    """One sentence, from its first to its last character."""

    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Finding):
    """Words that name something: `kind` is `person`, `group` or `place`, as the reader of English takes it."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class When(Finding):
    """Words that say when, how long or how often.

    `timex_type` (`DATE`, `TIME`, `DURATION`, `SET`) and `timex_value` are those of TIMEX3; the value is None where it
    cannot be known.  `first` and `last` are the first and last day that the words may mean; where they name a time of
    day, `begins` and `ends` are the moments (with a zone where the text or its place gives one), `ends` not included.
    All are None where there is nothing to count from, or the words mean no stretch of the calendar.  `fuzzy` says that
    the words draw no sharp line ("in the coming days").
    """

    span: Span
    timex_type: str
    timex_value: str | None = None
    first: date | None = None
    last: date | None = None
    begins: datetime | None = None
    ends: datetime | None = None
    fuzzy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Where(Finding):
    """Words that name a place, and where it lies.

    `name` is the gazetteer's name; `lat` and `lon` are degrees (WGS 84) of its middle; `country` is an ISO 3166-1
    alpha-3 code, None for what lies in none or several (a sea, a front line); `geonameid` its number at GeoNames, where
    it has one; `feature` is `country`, `region`, `city`, `sea`, `river`, `mountain`, `base`, `border`, `line`, `site`.
    `relation` is the word that puts what is spoken of beside the place instead of in it (`near`, `north of`, `border`),
    or `of` where the name stands for what is the place's own ("Moscow said", "the Syrian town").
    """

    span: Span
    name: str
    lat: float
    lon: float
    country: str | None = None
    geonameid: int | None = None
    feature: str = "city"
    relation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Finding):
    """A number of something: `value` (None where no number is said), up to `high` where it is a range.

    `unit` is what is counted, in the plural, or the unit of measure (`troops`, `killed`, `tanks`, `USD`, `km`,
    `percent`); None where nothing says it.  `bound` is one of `BOUNDS`, how the number bounds the truth; None for
    a range of which nothing else is said.  Vague words are at least what a reader takes them for ("dozens": 24).
    """

    span: Span
    value: float | None
    unit: str | None = None
    bound: str | None = "exactly"
    high: float | None = None


BOUNDS = ("exactly", "about", "at least", "at most", "more than", "less than")
