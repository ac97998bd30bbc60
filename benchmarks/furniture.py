"""What cleaning drops, line by line: `python benchmarks/furniture.py REPORTS.jsonl...`

Prints the share of characters dropped inside marked attributions (`attributions` with spans, as PolNeAR has them: it
ought to be none), the share of what the annotators set aside (`discard`) that is dropped, and every line dropped, by
rule, with how often it was met.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from itertools import chain
from pathlib import Path
from typing import Any

from standoff.read.clean import clean

Places = set[int]


def places(spans: list[list[int]]) -> Places:
    return {place for start, end in spans for place in range(start, end)}


def attributed(report: dict[str, Any]) -> Places:
    """The places of everything that is source, cue or content of an attribution."""
    parts = ("source", "cue", "content")
    return places([span for found in report.get("attributions", ()) for part in parts for span in found[part]])


def main() -> None:
    met: defaultdict[str, Counter[str]] = defaultdict(Counter)
    gold = lost = aside = caught = reports = 0
    lines = chain.from_iterable(Path(name).read_text("utf-8").split("\n") for name in sys.argv[1:])
    for report in map(json.loads, filter(None, lines)):
        reports += 1
        dropped = clean(report["text"]).dropped
        gone = places([[*drop.span] for drop in dropped])
        said, discard = attributed(report), places(report.get("discard", []))
        gold, lost = gold + len(said), lost + len(said & gone)
        aside, caught = aside + len(discard), caught + len(discard & gone)
        for drop in dropped:
            met[drop.rule][report["text"][drop.span.start : drop.span.end]] += 1
    print(f"{reports} reports; dropped {lost} of {gold} attributed characters, {caught} of {aside} set aside")
    for rule, counted in met.items():
        print(f"\n{rule}: {counted.total()} dropped, {len(counted)} different")
        for words, count in counted.most_common():
            print(f"  {count:4} {words[:160]!r}")


if __name__ == "__main__":
    main()
