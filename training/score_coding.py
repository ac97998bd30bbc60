"""How well events and actors are coded, on golden reports and on PLOVER's gold sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from standoff.doc import Doc
from standoff.language.reader import Reader
from standoff.pipeline import Pipeline, default_stages
from standoff.record.as_json import Record, record_of
from standoff.score.coding import MAIN, article_of, as_row_events, known_actors
from standoff.score.events import actor_tally, event_tally, rows_of
from standoff.score.gold import Golden
from standoff.score.happened import PARTS, happened_tally


def golden_events(pairs: Iterable[tuple[Golden, Record]]) -> dict[str, float]:
    """Events of golden reports, by the measures of `standoff score`."""
    counted = happened_tally(pairs)
    found = {"events F1": counted.events.f1, "events, type right F1": counted.typed.f1}
    found["events, type and parties right F1"] = counted.whole.f1
    return found | {f"of events found: {name}": counted.parts[name].f1 for name in PARTS}


def coding_figures(reader: Reader, corpora: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """PLOVER's gold sentences from raw text, and their actors from their words; nothing of them was learnt from."""
    rows = rows_of(corpora / "events/plover_gsr.jsonl")
    pipeline = Pipeline(default_stages())
    found = []
    for row, reading in zip(rows, reader.read(row["text"] for row in rows), strict=True):
        doc = pipeline.run(Doc(article_of(row), reading))
        found.append(as_row_events(record_of(doc.article, doc.findings), least=MAIN))
    counted = event_tally(zip(rows, found, strict=True))
    yield (
        "PLOVER gold, from raw text",
        {f"{name} F1": counted.counts[name].f1 for name in ("type", "quad", "country triple", "full triple")},
    )
    actors = actor_tally(known_actors(rows))
    shares = {"country": actors.country / actors.actors, "country and sector": actors.both / actors.actors}
    yield "PLOVER gold, actors from their words", shares
