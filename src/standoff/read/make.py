"""A text and what came with it -> an article: cleaned, dated, its language known, its oddities told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from standoff.errors import SourceError, StandoffError
from standoff.read.arrival import Arrival, arrived, odd
from standoff.read.clean import clean
from standoff.read.dates import Clash, Moment, read_moment, shown, year_from_text
from standoff.read.limits import Limits
from standoff.read.text import headline
from standoff.read.tongue import language_of, name_of
from standoff.record import Article, Dating, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the user said about everything read in one go."""

    published: date | datetime | None
    outlet: str | None
    limits: Limits
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came with a text: from a page's metadata, a JSONL line, or nothing but the source."""

    source: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    dates: tuple[str, ...] = ()
    dates_from: str = "file"


def make(text: str, told: Told, wanted: Wanted, faults: list[str], *, titled: bool = False) -> Arrival:
    """The article made of a text and what came with it.  Raises `SourceError` where nothing but furniture is left."""
    problems = [odd(fault) for fault in faults]
    if len(text) > wanted.limits.characters:
        problems.append(odd(f"cut after {wanted.limits.characters:,} of {len(text):,} characters"))
        text = text[: wanted.limits.characters]
    cleaned = clean(text)
    if not cleaned.text:
        raise SourceError("holds no report, only white space or page furniture")
    published, at, dating, troubles = dated(told, cleaned.text, wanted)
    language = language_of(cleaned.text)
    if language not in {None, "en"}:
        problems.append(odd(foreign(str(language))))
    article = Article(
        text=cleaned.text,
        source=told.source,
        url=tidy(told.url),
        outlet=wanted.outlet or tidy(told.outlet),
        title=tidy(told.title) or (headline(cleaned.text) if titled else None),
        byline=tidy(told.byline) or cleaned.byline,
        published=published,
        published_at=at,
        dating=dating,
        language=language,
        trail=cleaned.trail,
    )
    return arrived(article, (*problems, *troubles))


def foreign(language: str) -> str:
    there = name_of(language)
    return f"the text seems to be in {there}; Standoff reads English, and its findings here are not to be trusted"


def tidy(words: str | None) -> str | None:
    """Words of a page or a record on one line, without what is no character; `None` where nothing is left."""
    return " ".join(clean_words(words).split()) or None if words else None


def clean_words(words: str) -> str:
    return "".join(character for character in words if character.isprintable() or character.isspace())


def dated(told: Told, text: str, wanted: Wanted) -> tuple[date | None, datetime | None, Dating | None, list[Problem]]:
    """The day and the moment of publication, how they are known, and what was odd about them."""
    if wanted.published is not None:
        return given(wanted.published)
    unread = []
    for words in told.dates:
        try:
            moment = read_moment(words, today=wanted.today)
        except StandoffError as error:
            unread.append(str(error))
        else:
            return moment.day, moment.at, dating_of(moment, told), []
    problems = [odd(f"no publication date: {unread[0]}")] if unread else []
    found = year_from_text(text, today=wanted.today)
    if isinstance(found, Clash):
        return None, None, None, [*problems, Problem(article="", stage="read", message=found.message, span=found.span)]
    return None, None, found, problems


def given(published: date | datetime) -> tuple[date, datetime | None, Dating, list[Problem]]:
    """What the user said: a day, or a moment, whose zone is kept where it has one."""
    dating = Dating(source="given", because=f"given as {shown(published.isoformat())}")
    if isinstance(published, datetime):
        return published.date(), published if published.tzinfo else None, dating, []
    return published, None, dating, []


def dating_of(moment: Moment, told: Told) -> Dating:
    who = {"page": "by the page", "record": "by the record"}.get(told.dates_from, "by the source")
    because = moment.because if moment.year_found else f"{moment.because} {who}"
    return Dating(source=told.dates_from, because=because, year=moment.day.year if moment.year_found else None)
