"""Golden marks from a marker's draft: `python training/marks.py show TEXT`, then `check` and `make TEXT DRAFT`.

The rules for marking and the form of a draft are in docs/marking.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from standoff.record.claims import ACTS
from standoff.score.gold import SPLITS

# A longer paragraph is shown in several numbered pieces, cut between sentences.
LONG = 420
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')]* +(?=[\"“‘'A-Z0-9])")
HEAD = re.compile(r"\[(\d+)\] *(.+)")
LINES = ("source", "content", "speaker", "act", "to", "through", "in")

Spans = list[list[int]]


class DraftError(Exception):
    """A draft says something that is not in the text."""


def pieces(text: str) -> list[tuple[int, int]]:
    """The numbered pieces of a report, as offsets: paragraphs, long ones cut between sentences."""
    out = []
    for paragraph in re.finditer(r"[^\n]*\S[^\n]*", text):
        start = paragraph.start()
        for stop in SENTENCE_END.finditer(text, paragraph.start(), paragraph.end()):
            if stop.end() - start > LONG:
                out.append((start, stop.end()))
                start = stop.end()
        out.append((start, paragraph.end()))
    return out


def shown(text: str) -> str:
    """The report as a marker reads it."""
    return "\n".join(f"[{n}] {text[a:b].strip()}" for n, (a, b) in enumerate(pieces(text), 1))


@dataclass(slots=True)
class Draft:
    """One statement as it was drafted."""

    piece: int
    cue: str
    line: int
    said: dict[str, str] = field(default_factory=dict)


def drafts(draft: str) -> list[Draft]:
    """The statements of a draft."""
    out: list[Draft] = []
    for number, line in enumerate(draft.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if head := HEAD.fullmatch(line.strip()):
            out.append(Draft(int(head[1]), head[2], number))
            continue
        name, colon, value = line.partition(":")
        if name.strip() not in LINES or not colon or not out:
            raise DraftError(f"line {number}: neither '[PIECE] CUE' nor one of {', '.join(LINES)}: {line!r}")
        out[-1].said[name.strip()] = "" if value.strip() == "-" else value.strip()
    return out


class Report:
    """The words of a report, looked up."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = pieces(text)

    def places(self, words: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Where these words stand as whole words; white space of any kind is alike."""
        wanted = r"\s+".join(re.escape(word) for word in words.split())
        edge = (r"(?<!\w)" if words[:1].isalnum() else ""), (r"(?!\w)" if words[-1:].isalnum() else "")
        for found in re.compile(edge[0] + wanted + edge[1]).finditer(
            self.text, start, len(self.text) if end is None else end
        ):
            yield found.span()

    def piece(self, number: int) -> tuple[int, int]:
        """The offsets of a numbered piece."""
        if not 1 <= number <= len(self.pieces):
            raise DraftError(f"there is no piece [{number}]; the report has {len(self.pieces)}")
        return self.pieces[number - 1]

    def one(self, words: str, piece: int, near: int) -> list[int]:
        """The place of some words: in the piece they name, by their count there, or nearest to `near`."""
        if at := re.match(r"@(\d+) +", words):
            piece, words = int(at[1]), words[at.end() :]
            near = self.piece(piece)[0]
            within: tuple[int, int] | None = self.piece(piece)
        else:
            within = None
        nth = re.search(r"#(\d+)$", words)
        if nth:
            words, within = words[: nth.start()], self.piece(piece)
        first, elided, last = (part.strip() for part in words.partition(" ~~ "))
        if not first:
            raise DraftError("no words")
        found = list(self.places(first, *(within or (0, None))))
        if nth:
            found = found[int(nth[1]) - 1 : int(nth[1])]
        if not found:
            where = f"piece [{piece}]" if within else "the report"
            raise DraftError(f"{first!r} does not stand in {where}" + (f" {nth[1]} times" if nth else ""))
        a, b = self.piece(piece)

        def away(place: tuple[int, int]) -> tuple[bool, int]:
            outside = not (a <= place[0] < b)
            return outside, min(abs(place[0] - near), abs(place[1] - near))

        start, end = min(found, key=away)
        if elided:
            end = next((e for _, e in self.places(last, end)), 0)
            if not end:
                raise DraftError(f"{last!r} does not stand after {first!r}")
        return [start, end]

    def several(self, words: str, piece: int, near: int, mark: str = " || ") -> Spans:
        """The places of words parted by a mark."""
        return sorted(self.one(part.strip(), piece, near) for part in words.split(mark) if part.strip())

    def name(self, words: str) -> list[int]:
        """The first place of a name."""
        place = next(self.places(words), None)
        if place is None:
            raise DraftError(f"speaker {words!r} does not stand in the report so")
        return list(place)


def marks(text: str, draft: str) -> list[dict[str, object]]:
    """The statements of a draft as offsets into its report; `DraftError` says all that could not be found."""
    report, out, wrong = Report(text), [], []
    found = drafts(draft)
    for number, one in enumerate(found, 1):
        say = one.said
        try:
            near = report.piece(one.piece)[0]
            cue = report.several(one.cue, one.piece, near)
            if not any(a <= cue[0][0] < b for a, b in [report.piece(one.piece)]):
                raise DraftError(f"the cue {one.cue!r} does not stand in piece [{one.piece}]")
            near = cue[0][0]
            if not say.get("content"):
                raise DraftError("no content")
            if (act := say.get("act")) not in ACTS:
                raise DraftError(f"act {act!r} is none of {', '.join(ACTS)}")
            inside = int(say["in"]) if say.get("in") else None
            if inside is not None and (not 1 <= inside <= len(found) or inside == number):
                raise DraftError(f"in: {inside} is no other statement of the draft")
            out.append(
                {
                    "source": report.several(say.get("source", ""), one.piece, near),
                    "cue": cue,
                    "content": report.several(say["content"], one.piece, near),
                    "speakers": [report.name(w.strip()) for w in say.get("speaker", "").split(";") if w.strip()],
                    "act": act,
                    "addressee": report.several(say.get("to", ""), one.piece, near, ";"),
                    "through": [
                        report.one(w.strip(), one.piece, near) for w in say.get("through", "").split(";") if w.strip()
                    ],
                    "inside": inside - 1 if inside is not None else None,
                }
            )
        except (DraftError, ValueError) as error:
            wrong.append(f"line {one.line}, statement {number} ({one.cue!r}): {error}")
    if wrong:
        raise DraftError("\n".join(wrong))
    return out


def marked(report: dict[str, str], text: str, split: str, markers: int, statements: list[dict[str, object]]) -> str:
    """A file of golden marks: one statement a line, which is easy to compare."""
    head = report | {"sha256": hashlib.sha256(text.encode()).hexdigest()}
    rows = ",\n".join("  " + json.dumps(row) for row in statements)
    about = f'"report": {json.dumps(head)},\n "split": "{split}",\n "markers": {markers}'
    return f'{{{about},\n "statements": [\n{rows}\n ]}}\n'


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=("show", "check", "make"))
    options.add_argument("text", type=Path)
    options.add_argument("draft", type=Path, nargs="?")
    options.add_argument("--id", help="the report's id; its text's file name without this")
    options.add_argument("--file", help="the file of shared/data/crisis that holds the report; marks then hold no text")
    options.add_argument("--split", choices=SPLITS, default="train")
    options.add_argument("--markers", type=int, default=1, help="how many people marked it independently")
    given = options.parse_args()
    text = given.text.read_text("utf-8")
    if given.what == "show":
        print(shown(text))
        return
    try:
        found = marks(text, given.draft.read_text("utf-8"))
    except DraftError as error:
        raise SystemExit(f"{given.draft}:\n{error}") from None
    if given.what == "check":
        for n, one in enumerate(found, 1):
            words = {k: [text[a:b] for a, b in one[k]] for k in ("source", "cue", "addressee", "through", "content")}  # type: ignore[union-attr]
            print(n, one["act"], *(f"{k}={v}" for k, v in words.items() if v))
        return
    where = {"id": given.id or given.text.stem, "file": given.file or given.text.name}
    print(marked(where, text, given.split, given.markers, found), end="")


if __name__ == "__main__":
    main()
