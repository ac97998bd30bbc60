"""How well times are found and placed, against three corpora."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from judges import held_out, rows_of, scorer

from standoff.annotate.times import expressions, tense_in
from standoff.language.reader import Reader


def timed(rows: Sequence[dict], reader: Reader) -> dict[str, dict]:
    """What Standoff makes of the times in each report, by its name, as the scorer of times takes it."""
    out = {}
    for row, reading in zip(rows, reader.read(row["text"] for row in rows), strict=True):
        found = expressions(row["text"], date.fromisoformat(row["dct"][:10]), tense_in(reading))
        marks = [{"start": x.start, "end": x.end, "type": x.timex_type, "value": x.timex_value} for x in found]
        out[row["doc_id"]] = {"timexes": marks}
    return out


# GUM marks dates in TEI: decades and centuries as ranges, and neither lengths, nor sets, nor "now".
SPELLED = re.compile(
    "(?P<decade>[0-9]{3})0-01-01/(?P=decade)9-12-31|(?P<century>[0-9]{2})00-01-01/(?P=century)99-12-31"
)
DATED = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def dated(value: str | None) -> str | None:
    """A day, month, year, decade or century as TIMEX3 writes it; None for what GUM and TIMEX3 write too differently."""
    ranged = SPELLED.fullmatch(value or "")
    if ranged:
        return ranged["decade"] or ranged["century"]
    day = (value or "").split("T")[0]
    return day if DATED.fullmatch(day) else None


def only_dated(gold: dict[str, dict], mine: dict[str, dict]) -> tuple[dict[str, dict], dict[str, dict]]:
    """Both sides without what only one of the two ways of marking knows, and without ours where GUM marks such."""
    kept, found = {}, {}
    for name, row in gold.items():
        other = [mark for mark in row["timexes"] if not dated(mark["value"])]
        kept[name] = {"timexes": [{**m, "value": dated(m["value"])} for m in row["timexes"] if dated(m["value"])]}
        ours = [{**m, "value": short(m["value"]) or dated(m["value"])} for m in mine[name]["timexes"]]
        found[name] = {
            "timexes": [
                m
                for m in ours
                if m["value"] and not any(m["start"] < o["end"] and o["start"] < m["end"] for o in other)
            ]
        }
    return kept, found


def short(value: str | None) -> str | None:
    """A decade or century of our own."""
    return value if re.fullmatch("[0-9]{2,3}", value or "") else None


def time_figures(reader: Reader, corpora: Path, scorers: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """Value F1 and day recall (see score_time.py) on the held-out third of TimeBank with AQUAINT, and of GUM."""
    judge = scorer(scorers, "score_time")
    for name, files in (("TimeBank+AQUAINT", ("tbaq_timebank", "tbaq_aquaint")), ("GUM", ("gum_dates",))):
        rows = [row for file in files for row in rows_of(corpora / f"time/{file}.jsonl") if held_out(row["doc_id"])]
        gold, mine = {row["doc_id"]: row for row in rows}, timed(rows, reader)
        told = judge.score(*(only_dated(gold, mine) if name == "GUM" else (gold, mine)))
        yield f"times held out: {name}", {"value F1": told["value_f1"], "day recall": told["day_recall"]}
