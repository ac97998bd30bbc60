"""Takes page furniture out of a text and keeps the way back: the clean text is made of stretches of the original."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from standoff.record import Span, Trail

# What is no part of any word: controls other than tab and line end, lone surrogates, the mark of UTF-8, soft hyphens
# and zero-width spaces (they split "Pu-tin" in two); joiners stay, emoji and Persian need them.
ODD = re.compile(
    "(?P<return>\r(?=\n))|(?P<end>[\r\x0b\x0c\x85\u2028\u2029])"
    "|[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\ud800-\udfff]+"
)
LINE = re.compile(r"[^\n]+")
EDGES = " \t\u00a0•·*▪■►»⦁"
# A sentence ends at its stop and closing marks, before white space and a capital, digit or opening mark.
SENTENCE_GAP = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"”’')\]]))\s+(?=[\"“‘'(\[]?[A-Z0-9@©])")
TELLS = re.compile(
    r"\b(said|says|told|tells|according to|reported|announced|stated|added|claimed|wrote)\b", re.IGNORECASE
)
# A sentence of furniture is short; in archives that lost their line breaks the report runs on behind it unstopped:
# "Sign up to our newsletter When troops crossed the border".  Such a sentence stays whole.
LONGEST_SENTENCE = 160
RUN_ON = re.compile(
    r"[\w’] (?:The|A|An|In|On|At|As|If|When|While|After|Before|But|And|It|He|She|They|We|This|That|For|With|Since|Last"
    r"|Watch|More) [\w’'-]+ [a-z]| [—–] [A-Z]"
)
# A by-line stands above the report: under title, summary, section and dateline.
TOP_LINES = 6
LONGEST_BYLINE = 120
# What stands under "Related stories" in the middle of a report is at most a handful of headlines.
MOST_HEADLINES = 6
LONGEST_HEADLINE = 140
LONGEST_FURNITURE = 600
# A line without any of these words holds no sentence of furniture; most lines are passed over by this one search.
HINT = re.compile(
    r"sign|subscri|register|newsletter|inbox|unsubscribe|e-?mail|cookie|agree|consent|javascript|blocker|provided by"
    r"|twitter|facebook|telegram|instagram|whatsapp|youtube|follow|@|click|read|here|below|above|more|download"
    r"|copyright|©|rights reserved|external|published|journalism|member|subscription|supporter|glad that you",
    re.IGNORECASE,
)
NAME = r"[A-ZÀ-Þ](?:[\w’'-]+\.?|\.)"
NAMES = rf"{NAME}(?:\s+(?:(?:de|van|der|den|von|la|le|al|el|bin|di|da|du)\s+)*{NAME}){{0,4}}"
BYLINE = re.compile(
    rf"(?:[Ww]ritten |[Rr]eported |[Ss]tory |[Rr]eport )?(?:[Bb]y|BY)[: ]\s*"
    rf"(?P<who>{NAMES}(?:(?:,| and|, and| &| AND)\s+{NAMES}){{0,5}})"
    r"(?:\s*(?:[|/•·–—-]|,\s+(?:the |of |in |for )?)\s*[A-Z@].{0,60})?[.]?"
)
# "By Monday", "By The Numbers", "By Contrast" begin a headline; one word alone is an agency in capitals or nobody.
NO_NAME = re.compile(
    r"(?:The|A|An|This|That|His|Her|Its|Their|Our|My|Your|Early|Late|Mid|Noon|Day|Night|Law|Contrast|Comparison|Then|Now"
    r"|Land|Sea|Air|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b|(?!(?:[A-Z]{2,}|Reuters|Staff|Editor)$)\S+$"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of furniture: see the head of furniture.toml for what its fields mean."""

    name: str
    wording: re.Pattern[str]
    longest: int
    sentence: bool
    told: bool
    first: bool
    heads: bool

    def fits(self, words: str) -> bool:
        return (
            len(words) <= self.longest
            and self.wording.fullmatch(words) is not None
            and (self.told or TELLS.search(words) is None)
        )


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch of the original text that is furniture, and the rule that says so."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without its furniture: the way back is in `trail`, the by-line it carried in `byline`."""

    text: str
    trail: Trail
    byline: str | None
    dropped: tuple[Dropped, ...]


@cache
def rules() -> tuple[Rule, ...]:
    table = tomllib.loads(files(__package__).joinpath("furniture.toml").read_text("utf-8"))
    return tuple(
        Rule(
            name=entry["name"],
            wording=re.compile("|".join(f"(?:{pattern})" for pattern in entry["patterns"]), re.IGNORECASE),
            longest=entry["longest"],
            sentence=entry.get("sentence", False),
            told=entry.get("told", False),
            first=entry.get("first", True),
            heads=entry.get("heads", False),
        )
        for entry in table["rule"]
    )


Stretch = tuple[int, int, int]


def clean(original: str) -> Cleaned:
    """`original` without page furniture and by-line; everything kept is kept to the letter.

    Line ends become `\\n`, and characters that are none (NUL, lone surrogates, soft hyphens) go.
    """
    text, kept = plain(original)
    lines = [Span(*found.span()) for found in LINE.finditer(text) if not found.group().isspace()]
    dropped = furniture(text, lines)
    byline, at = find_byline(text, lines)
    if at is not None:
        dropped = sorted([*dropped, Dropped(at, "by-line")], key=lambda drop: drop.span)
    words, stretches = cut(text, kept, remaining(text, [drop.span for drop in dropped]))
    way_back = Trail(original, kept)
    told = tuple(Dropped(hull(way_back.back(drop.span)), drop.rule) for drop in dropped)
    return Cleaned(words, Trail(original, stretches), byline, told)


def plain(original: str) -> tuple[str, tuple[Stretch, ...]]:
    """`original` with line ends as `\\n` and without what is no character, and its stretches as in `Trail`."""
    pieces: list[str] = []
    kept: list[Stretch] = []
    length = here = 0
    for found in ODD.finditer(original):
        length = keep(original, here, found.start(), length, pieces, kept)
        here = found.end()
        if found["end"]:
            pieces.append("\n")
            length += 1
    keep(original, here, len(original), length, pieces, kept)
    return "".join(pieces), tuple(kept)


def keep(original: str, start: int, end: int, length: int, pieces: list[str], kept: list[Stretch]) -> int:
    """Put `original[start:end]` behind the `length` characters kept so far; how many there are then."""
    if start < end:
        pieces.append(original[start:end])
        kept.append((length, start, end - start))
    return length + end - start


def cut(text: str, kept: tuple[Stretch, ...], spans: list[Span]) -> tuple[str, tuple[Stretch, ...]]:
    """The `spans` of `text` one behind the other, and their stretches of the original that `kept` leads to."""
    stretches: list[Stretch] = []
    length = 0
    for span in spans:
        first = max(0, bisect_right(kept, span.start, key=lambda stretch: stretch[0]) - 1)
        for clean_start, original_start, size in kept[first:]:
            if clean_start >= span.end:
                break
            start, end = max(span.start, clean_start), min(span.end, clean_start + size)
            if start < end:
                stretches.append((length + start - span.start, original_start + start - clean_start, end - start))
        length += span.end - span.start
    return "".join(text[start:end] for start, end in spans), tuple(stretches)


def remaining(text: str, dropped: list[Span]) -> list[Span]:
    """What stays of `text` without `dropped`: of two gaps round a dropped line the wider, so paragraphs stay apart."""
    end = len(text.rstrip())
    here = len(text) - len(text.lstrip())
    start_of_text = here
    stays: list[Span] = []
    for start, stop in runs(text, dropped):
        left, right = space_before(text, start), space_after(text, stop)
        if left <= start_of_text:
            here = right
        elif right >= end:
            stays.append(Span(here, left))
            here = end
        elif text.count("\n", left, start) >= text.count("\n", stop, right):
            stays.append(Span(here, start))
            here = right
        else:
            stays.append(Span(here, left))
            here = stop
    stays.append(Span(here, end))
    return [span for span in stays if span.start < span.end]


def runs(text: str, dropped: list[Span]) -> list[Span]:
    """`dropped`, in order, joined where nothing but white space parts them."""
    joined: list[Span] = []
    for start, end in dropped:
        if joined and (start <= joined[-1].end or text[joined[-1].end : start].isspace()):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, end))
        else:
            joined.append(Span(start, end))
    return joined


def space_before(text: str, place: int) -> int:
    while place > 0 and text[place - 1].isspace():
        place -= 1
    return place


def space_after(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def hull(spans: tuple[Span, ...]) -> Span:
    return Span(spans[0].start, spans[-1].end)


def furniture(text: str, lines: list[Span]) -> list[Dropped]:
    """The lines, and the sentences of lines, that are page furniture."""
    dropped: list[Dropped] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        rule = rule_for(text[line.start : line.end], first=number == 0)
        if rule is None:
            dropped += sentences_dropped(text, line)
        else:
            dropped.append(Dropped(line, rule.name))
            if rule.heads:
                headlines = headlines_below(text, lines, number + 1)
                dropped += (Dropped(headline, rule.name) for headline in headlines)
                number += len(headlines)
        number += 1
    return dropped


def rule_for(words: str, *, first: bool = False) -> Rule | None:
    """The rule by which a line is furniture; `first` where it is the first of its text."""
    if len(words) > LONGEST_FURNITURE:
        return None
    plainly = " ".join(words.split()).strip(EDGES)
    return next((rule for rule in rules() if rule.fits(plainly) and (rule.first or not first)), None)


def sentences_dropped(text: str, line: Span) -> list[Dropped]:
    """The sentences of one line that are furniture, outside quotation marks."""
    if HINT.search(text, *line) is None:
        return []
    dropped = []
    curly = straight = 0
    for sentence in sentences(text, line):
        words = text[sentence.start : sentence.end]
        rule = rule_for_sentence(words) if curly <= 0 and straight % 2 == 0 else None
        if rule:
            dropped.append(Dropped(sentence, rule.name))
        curly += words.count("“") - words.count("”")
        straight += words.count('"')
    return dropped


def rule_for_sentence(words: str) -> Rule | None:
    """The rule by which one sentence of a longer line is furniture."""
    if len(words) > LONGEST_SENTENCE or RUN_ON.search(words):
        return None
    return next((rule for rule in rules() if rule.sentence and rule.fits(" ".join(words.split()))), None)


def sentences(text: str, line: Span) -> Iterator[Span]:
    """The sentences of a line, roughly: a furniture sentence starts and ends plainly."""
    start = line.start
    for gap in SENTENCE_GAP.finditer(text, *line):
        yield Span(start, gap.start())
        start = gap.end()
    if start < line.end:
        yield Span(start, line.end)


def headlines_below(text: str, lines: list[Span], first: int) -> list[Span]:
    """The headlines that follow the heading of a list of links; at the end of a text however many, else a handful."""
    found = []
    for line in islice(lines, first, None):
        words = text[line.start : line.end].strip()
        if len(words) > LONGEST_HEADLINE or words[-1] in '.!:;,”"' or TELLS.search(words) is not None:
            break
        found.append(line)
    at_the_end = first + len(found) == len(lines)
    return found if at_the_end or len(found) <= MOST_HEADLINES else []


def find_byline(text: str, lines: list[Span]) -> tuple[str | None, Span | None]:
    """Who wrote the report, and the line that says so, among the first lines of a longer text."""
    for line in lines[: min(TOP_LINES, len(lines) - 1)]:
        found = BYLINE.fullmatch(text[line.start : line.end].strip())
        if found and len(found.group()) <= LONGEST_BYLINE and not NO_NAME.match(found["who"]):
            return found["who"].strip(), line
    return None, None
