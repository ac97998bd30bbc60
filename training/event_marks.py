"""Marks of events from a marker's draft: `python training/event_marks.py check TEXT DRAFT`, or `check SENTENCES`.

The rules and the form of a draft are in docs/coding.md.  A file of sentences has one text a block, its events below it
on lines that begin with `>`; blocks are parted by an empty line.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from marks import DraftError, Report

from standoff.codes import contexts, event_types
from standoff.record.claims import STATUSES

LINE = re.compile(r"\[(\d+)\] *(.+)")
MORE = ("place", "time", "amount")


def event_marks(text: str, lines: list[tuple[int, str]]) -> list[dict[str, object]]:
    """The events of a draft (numbered lines) as offsets into its text; `DraftError` says what could not be found."""
    report, out, wrong = Report(text), [], []
    for number, line in lines:
        try:
            out.append(_event(report, line))
        except (DraftError, ValueError, IndexError) as error:
            wrong.append(f"line {number}: {error}: {line}")
    if wrong:
        raise DraftError("\n".join(wrong))
    return out


def _event(report: Report, line: str) -> dict[str, object]:
    head = LINE.fullmatch(line.strip())
    if not head:
        raise DraftError("no '[PIECE] trigger | ...'")
    piece = int(head[1])
    # " || " parts the pieces of a trigger, " | " the fields
    fields = [field.strip() for field in re.split(r" \|(?!\|) ", head[2])]
    if len(fields) < 5:
        raise DraftError("wanted are trigger | TYPE/mode | agents | recipients | status | contexts")
    trigger, coded, agents, recipients, status, *rest = fields
    kind, _, mode = coded.partition("/")
    if kind not in event_types() or (mode and mode not in event_types()[kind].modes):
        raise DraftError(f"PLOVER has no {coded!r}")
    if status not in STATUSES:
        raise DraftError(f"status {status!r} is none of {', '.join(STATUSES)}")
    words = report.several(trigger, piece, report.piece(piece)[0])
    a, b = report.piece(piece)
    if not a <= words[0][0] < b:
        raise DraftError(f"the trigger {trigger!r} does not stand in piece [{piece}]")
    near = words[0][0]

    def places(names: str) -> list[list[int]]:
        return [] if names == "-" else report.several(names, piece, near, ";")

    more = {name: field[len(name) + 1 :] for field in rest for name in MORE if field.startswith(name + "=")}
    named = [field for field in rest if "=" not in field]
    context = [] if not named or named[0] in {"-", ""} else named[0].replace(",", " ").split()
    if unknown := set(context) - set(contexts()):
        raise DraftError(f"PLOVER has no context {', '.join(sorted(unknown))}")
    return {
        "trigger": words,
        "type": kind,
        "mode": mode or None,
        "agents": places(agents),
        "recipients": places(recipients),
        "status": status,
        "contexts": context,
        **{name: places(more.get(name, "-")) for name in MORE},
    }


def draft_lines(draft: str) -> list[tuple[int, str]]:
    """The lines of a draft that are neither empty nor remarks, numbered."""
    return [(n, line) for n, line in enumerate(draft.splitlines(), 1) if line.strip() and not line.startswith("#")]


def event_sentences(draft: str) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """The texts of a file of sentences, each with the lines of its events (as of its one piece)."""
    text, lines = "", []
    for number, line in enumerate([*draft.splitlines(), ""], 1):
        if line.startswith(">"):
            lines.append((number, "[1] " + line[1:].strip()))
        elif line.strip() and not line.startswith("#"):
            if text:
                yield text, lines
            text, lines = line.strip(), []
        elif text and not line.strip():
            yield text, lines
            text, lines = "", []


def kept(corpora: Path, file: str, drafts: dict[str, list[tuple[int, str]]], dev: set[str]) -> Iterator[dict]:
    """The marks of texts of a corpus, by their ids, as rows that hold offsets and no text."""
    for row in map(json.loads, (corpora / file).open(encoding="utf-8")):
        if row["id"] in drafts:
            text = row["text"]
            report = {"file": file, "id": row["id"], "sha256": hashlib.sha256(text.encode()).hexdigest()}
            split = "dev" if row["id"] in dev else "train"
            yield {**report, "split": split, "events": event_marks(text, drafts[row["id"]])}


def with_events(path: Path, text: str, draft: str) -> str:
    """A file of golden marks with the events of a draft, one a line."""
    marks = path.read_text("utf-8")
    rows = ",\n".join("  " + json.dumps(row) for row in event_marks(text, draft_lines(draft)))
    before = marks[: marks.index(',\n "events": [')] + "}" if '\n "events": [' in marks else marks.rstrip()
    return f'{before.removesuffix("}")},\n "events": [\n{rows}\n ]}}\n'


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = options.add_subparsers(dest="what", required=True)
    check = what.add_parser("check", help="say what cannot be found")
    check.add_argument("text", type=Path, help="a text, or a file of sentences")
    check.add_argument("draft", type=Path, nargs="?")
    keep = what.add_parser("keep", help="print marks of texts of the corpora, as rows of offsets")
    keep.add_argument("corpora", type=Path)
    keep.add_argument("drafts", type=Path, help="a folder of drafts, ID.draft")
    keep.add_argument("--dev", type=Path, help="a file with the ids of those that are not to be learnt from")
    gold = what.add_parser("gold", help="put the events of a draft into a file of golden marks")
    gold.add_argument("marks", type=Path)
    gold.add_argument("text", type=Path)
    gold.add_argument("draft", type=Path)
    given = options.parse_args()
    if given.what == "check":
        _check(given.text, given.draft)
    elif given.what == "gold":
        text, draft = (path.read_text("utf-8") for path in (given.text, given.draft))
        given.marks.write_text(with_events(given.marks, text, draft), "utf-8")
    else:
        drafts = {path.stem: draft_lines(path.read_text("utf-8")) for path in given.drafts.glob("*.draft")}
        dev = set(given.dev.read_text("utf-8").split()) if given.dev else set()
        for path in sorted((given.corpora / "crisis").glob("*.jsonl")):
            for row in kept(given.corpora, f"crisis/{path.name}", drafts, dev):
                print(json.dumps(row, separators=(",", ":")))


def _check(text: Path, draft: Path | None) -> None:
    if draft:
        blocks = [(text.read_text("utf-8"), draft_lines(draft.read_text("utf-8")))]
    else:
        blocks = list(event_sentences(text.read_text("utf-8")))
    wrong, events = [], 0
    for words, lines in blocks:
        try:
            events += len(event_marks(words, lines))
        except DraftError as error:
            wrong.append(str(error))
    print(*wrong, f"{len(blocks)} texts, {events} events, {len(wrong)} texts with errors", sep="\n")


if __name__ == "__main__":
    main()
