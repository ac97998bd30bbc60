"""Cuts English text into words as the treebanks do, and notes how each is written; offsets hold through any Unicode.

A word is a stretch `[start, end)` of code points.  Clitics are parted (`do|n't`, `Kyiv|'s`), and so are the parts of a
hyphenated compound, because the treebanks part them.  Nothing of the text but white space and control characters lies
outside every word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

# How a word is written: MiniLM is uncased, so the case reaches the model by these numbers alone.
LOWER, TITLE, UPPER, MIXED, DIGITS, ALPHANUMERIC, SYMBOL, INITIAL, OTHER = range(9)
SHAPES = 9
# What stands before a word.
JOINED, SPACED, NEW_LINE = range(3)
GAPS = 3
# Whether a word stands inside quotation marks; the marks themselves are told apart.
UNQUOTED, QUOTED, OPENING, CLOSING = range(4)
QUOTES = 4

Int = NDArray[np.int32]


def _abbreviations() -> str:
    lines = resources.files(__package__).joinpath("abbreviations.txt").read_text("utf-8").splitlines()
    names = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_CLITIC = r"(?:[sS]|[rR][eE]|[vV][eE]|[lL][lL]|[dD]|[mM])(?!\w)"
_APOSTROPHE = "['’ʼ＇]"
_WORD = re.compile(
    r"""
    (?: https?:// | www\. ) [^\s<>"“”]* [^\s<>"“”.,;:!?)\]'’]      # an address
  | [\w.+-]+ @ \w[\w-]* (?: \.\w[\w-]* )+                           # a mailbox
  | [@\#] \w+                                                       # a handle, a tag
  | (?: (?<!\w) (?: ABBREVIATIONS ) \. (?! \w ) )                   # Mr. Feb. Gov.
  | (?: (?<!\w) (?: [^\W\d_] \. ){2,} (?: [^\W\d_] (?!\w) )? )      # U.S. a.m. U.S.A
  | (?: (?<!\w) [A-Z] \. (?= \s+ [A-Z][a-z] ) )                     # George W. Bush
  | \d+ (?: [.,:/] \d+ )*                                           # 10,000  2.5  16th  1990s  1.2m
    (?: st | nd | rd | th | s | am | pm | k | m | bn | tn | km | kg )? (?![^\W_])
  | [cC][aA][nN] (?= [nN][oO][tT] (?!\w) )                          # can|not
  | [^\W_]+? (?= [nN] APOSTROPHE [tT] (?!\w) )                      # do|n't
  | [nN] APOSTROPHE [tT] (?!\w)
  | APOSTROPHE CLITIC                                               # 's 're
  | [^\W\d_] APOSTROPHE (?=[A-Z]) [^\W_]+                           # O'Brien, d'Ivoire
  | [^\W_] (?: [^\W_] | [\u0300-\u036f\u200c\u200d] )*              # a word
  | \.{2,} | -{2,} | !{2,} | \?{2,} | ={2,} | \*{2,} | _{2,} | \${2,} | ~{2,} | `` | ''   # marks that run on
  | [^\s]                                                           # one mark
    """.replace("ABBREVIATIONS", _abbreviations())
    .replace("APOSTROPHE", _APOSTROPHE)
    .replace("CLITIC", _CLITIC),
    re.VERBOSE,
)
_LINE = re.compile(r"[\n\r\u2028\u2029\x0b\x0c\x85]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text: arrays of equal length, one entry a word.

    `starts` and `ends` count code points; `shape`, `gap` and `quote` are the small numbers above.
    """

    starts: Int
    ends: Int
    shape: Int
    gap: Int
    quote: Int
    forms: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.forms)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The words `[first, last)` that the code points `[start, end)` of the text touch."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        return first, int(np.searchsorted(self.starts, end, side="left"))


def words_of(text: str) -> Words:
    """Cut `text` into its words."""
    spans = [match.span() for match in _WORD.finditer(text) if not _invisible(text[match.start() : match.end()])]
    return described(text, spans)


def described(text: str, spans: Sequence[tuple[int, int]]) -> Words:
    """The words of `text` at `spans`, with how each is written; for text that was cut into words before."""
    forms = tuple(text[start:end] for start, end in spans)
    gaps = []
    last = 0
    for start, end in spans:
        between = text[last:start]
        gaps.append(NEW_LINE if not last or _LINE.search(between) else SPACED if between else JOINED)
        last = end
    starts, ends = (np.array([span[i] for span in spans], np.int32) for i in (0, 1))
    shapes = np.array([shape_of(form) for form in forms], np.int32)
    return Words(starts, ends, shapes, np.array(gaps, np.int32), _quotes(forms, gaps), forms)


def shape_of(form: str) -> int:
    """How a word is written, as one of the numbers above."""
    if form.isalpha():
        if form.islower():
            return LOWER
        if len(form) == 1 and form.isupper():
            return INITIAL
        if form.isupper():
            return UPPER
        return TITLE if form.istitle() else MIXED
    if form.isdigit():
        return DIGITS
    if any(char.isdigit() for char in form):
        return ALPHANUMERIC
    if not any(char.isalnum() for char in form):
        return SYMBOL
    return UPPER if form.isupper() else TITLE if form[:1].isupper() else OTHER


def _invisible(form: str) -> bool:
    """Control and format characters that stand alone are no words."""
    return len(form) == 1 and not form.isprintable()


def _quotes(forms: Sequence[str], gaps: Sequence[int]) -> Int:
    """Whether each word stands inside quotation marks.

    A paragraph that ends inside a quotation closes it: the next one of the same quotation opens with a mark again.
    """
    out = np.zeros(len(forms), np.int32)
    inside = False
    for i, form in enumerate(forms):
        if gaps[i] == NEW_LINE:
            inside = False
        if form in {"“", "„", "``", "«"}:
            out[i], inside = OPENING, True
        elif form in {"”", "''", "»"}:
            out[i], inside = CLOSING, False
        elif form in {'"', "＂"}:
            inside = not inside
            out[i] = OPENING if inside else CLOSING
        else:
            out[i] = QUOTED if inside else UNQUOTED
    return out


def writing_of(words: Words) -> Int:
    """Shape, gap and quote of each word as one number below `SHAPES * GAPS * QUOTES`."""
    return (words.shape * GAPS + words.gap) * QUOTES + words.quote
