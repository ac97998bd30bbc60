"""What an expression of time is read against: the day of publication, the verb's tense, and what was told before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, tzinfo
from enum import Enum

from standoff.annotate.time.points import Point, holding
from standoff.annotate.time.tokens import Tokens, charset

# A day told longer ago than this many tokens is no longer what "that day" or an hour alone goes back to.
HEARING = 150
# Days; what was told lies so far from publication that the passage tells history and not the news.
HISTORY = 400
# So many years named, and so many to each day, make a text one that tells history.
MANY_YEARS = 3
MORE_YEARS = 4


class Tense(Enum):
    """Where the verb puts what is told."""

    PAST = -1
    PRESENT = 0
    FUTURE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an expression means.

    `point` is the stretch of the calendar; `first` and `last` are given where it has none.  `edge` is the part of the
    point meant ("early", "end").  `clock` and `zone` are those of a time of day that may yet join a day, unless it is
    `whole`; `local` says "local time".  `unplaced`: it hangs on a day of publication that is not known.  `carries`:
    later words may count from it.  `also` is a second expression in the same words ("Feb. 15-17"), with the tokens of
    both.
    """

    kind: str
    value: str | None
    point: Point | None = None
    edge: str = ""
    first: date | None = None
    last: date | None = None
    clock: str = ""
    zone: tzinfo | None = None
    local: bool = False
    fuzzy: bool = False
    unplaced: bool = False
    carries: bool = True
    whole: bool = False
    also: tuple[tuple[int, int], tuple[int, int], Meaning] | None = None


@dataclass(slots=True)
class Scene:
    """The text's words, its day of publication if known, and the stretches of the calendar told so far."""

    words: Tokens
    published: date | None
    tense_of: Callable[[int], Tense | None]
    told: list[tuple[int, Point, bool]] = field(default_factory=list)
    _narrates: bool | None = None

    @property
    def narrates(self) -> bool:
        """Whether the text tells history: it names far years, and oftener than days by weekday or as seen from now."""
        if self._narrates is None:
            this = self.published.year if self.published else 0
            year, *now = (re.compile(charset(kind)) for kind in ("year", "weekday", "deictic"))
            years = sum(abs(int(self.words.forms[at.start()]) - this) > 1 for at in year.finditer(self.words.kinds))
            days = sum(len(one.findall(self.words.kinds)) for one in now)
            self._narrates = years >= MANY_YEARS and years > MORE_YEARS * days
        return self._narrates

    def tell(self, token: int, point: Point, *, dated: bool) -> None:
        """Keep in mind what was told; `dated` says that the year stood beside it."""
        self.told.append((token, point, dated or self.history() is not None))

    def last_told(self, token: int, unit: str, *units: str) -> Point | None:
        """The last stretch told that is a `unit` or finer (or, with `units`, one of these)."""
        for at, point, _ in reversed(self.told[-12:]):
            if token - at > HEARING and not self.narrates:
                return None
            if point.unit in units if units else not point.coarser(unit):
                return point
        return None

    def history(self) -> Point | None:
        """What was told last, with its year, where the text tells history or nobody knows when it was published."""
        if not self.told or not self.told[-1][2]:
            return None
        point = self.told[-1][1]
        if self.published is None:
            return point
        far = abs((point.first - self.published).days) > HISTORY and point.unit not in {"decade", "century"}
        return point if far and self.narrates else None


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's match: tokens `[start, end)`, and the words of its groups."""

    scene: Scene
    match: re.Match[str]

    def __getitem__(self, group: str) -> str:
        """The words of a group parted by spaces; the empty string where it matched nothing or the rule has none."""
        if group not in self.match.re.groupindex or self.match.start(group) < 0:
            return ""
        return " ".join(self.words.forms[slice(*self.match.span(group))])

    @property
    def words(self) -> Tokens:
        return self.scene.words

    @property
    def published(self) -> date | None:
        return self.scene.published

    @property
    def tense(self) -> Tense | None:
        """The tense of the verb that the expression belongs to."""
        return self.scene.tense_of(self.words.starts[self.start])

    @property
    def history(self) -> Point | None:
        """What was told last, where the passage tells history."""
        return self.scene.history()

    @property
    def start(self) -> int:
        return self.match.start()

    @property
    def end(self) -> int:
        return self.match.end()

    def before(self, back: int = 1) -> str:
        """The form of a token before the match."""
        return self.words.forms[self.start - back] if self.start >= back else ""

    def after(self) -> str:
        """The form of the token after the match."""
        return self.words.forms[self.end] if self.end < len(self.words.forms) else ""

    def opening(self) -> str:
        """The form before the match and before a time on the clock that stands there: "until 9 a.m. Tuesday"."""
        at = self.start - 1
        clock = [charset(kind) for kind in ("clock", "hh", "ampm", "noon", "zones", "places")]
        while at > 0 and any(self.words.kinds[at] in kinds for kinds in clock):
            at -= 1
        return self.words.forms[at] if at >= 0 else ""

    def follows(self, *kinds: str) -> bool:
        """Whether the token before the match is of one of these kinds."""
        return self.start > 0 and any(self.words.kinds[self.start - 1] in charset(kind) for kind in kinds)

    def leads(self, *kinds: str) -> bool:
        """Whether the token after the match is of one of these kinds."""
        return self.end < len(self.words.kinds) and any(self.words.kinds[self.end] in charset(kind) for kind in kinds)

    def last_told(self, unit: str, *units: str) -> Point | None:
        """The last stretch told that is a `unit` or finer (or, with `units`, one of these)."""
        return self.scene.last_told(self.start, unit, *units)

    def anchor(self, unit: str) -> date | None:
        """The day that "later" and "that day" count from: what was told last, else the day of publication."""
        point = self.last_told(unit)
        return point.first if point else self.published


def of_point(point: Point | None, *, edge: str = "", fuzzy: bool = False, carries: bool = True) -> Meaning | None:
    """A stretch of the calendar as a meaning."""
    if point is None:
        return None
    kind = "TIME" if point.part else "DATE"
    return Meaning(kind=kind, value=point.value, point=point, edge=edge, fuzzy=fuzzy, carries=carries)


def unplaced(value: str, kind: str = "DATE") -> Meaning:
    """What would be known if the day of publication were."""
    return Meaning(kind=kind, value=value, unplaced=True)


def placed(unit: str, day: date | None, *, edge: str = "", fuzzy: bool = False) -> Meaning | None:
    """The stretch of that unit that holds a day."""
    return of_point(holding(unit, day), edge=edge, fuzzy=fuzzy) if day else None
