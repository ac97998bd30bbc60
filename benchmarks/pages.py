"""How much of a report Standoff finds on a page, beside bare trafilatura: `python benchmarks/pages.py FOLDER...`

A folder holds `NAME.html` and `NAME.expected.json` with `main_text`, or `paragraphs`, or `with` and `without`.  The
measure is that of scrapinghub's article-extraction-benchmark: precision and recall of word 4-grams, each averaged over
the pages, and F1 of the two averages.  Where only segments are given, it counts how many of those wanted and unwanted
are there.  Where a `publishing_date` is given, it also counts the days that are right.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import trafilatura

from standoff.read import read

Found = tuple[str, str]
WORD = re.compile(r"\w+")


def ours(page: Path) -> Found:
    """Text and day as Standoff reads them."""
    [arrival] = read([page])
    if arrival.article is None:
        return "", ""
    return arrival.article.text, str(arrival.article.published or "")


def bare(**mode: Any) -> Callable[[Path], Found]:
    """Text and day as trafilatura finds them, in one of its modes."""

    def find(page: Path) -> Found:
        document: Any = trafilatura.bare_extraction(
            page.read_bytes(), include_comments=False, with_metadata=True, **mode
        )
        return (document.text, document.date or "") if document else ("", "")

    return find


def grams(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[n : n + 4]) for n in range(max(1, len(words) - 3))) if words else Counter()


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score(pages: Iterable[tuple[dict[str, Any], Found]]) -> str:
    """Precision, recall and F1 of what was found on pages, given what was expected."""
    precisions, recalls, days = [], [], []
    there = wanted = wrong = 0
    for expected, (text, day) in pages:
        if expected.get("publishing_date"):
            days.append(day == expected["publishing_date"][:10])
        if "with" in expected:
            plain = " ".join(text.split())
            there += sum(" ".join(segment.split()) in plain for segment in expected["with"])
            wrong += sum(" ".join(segment.split()) in plain for segment in expected["without"])
            wanted += len(expected["with"])
            continue
        gold = grams(expected.get("main_text") or "\n".join(expected["paragraphs"]))
        found = grams(text)
        common = (gold & found).total()
        if found:
            precisions.append(common / found.total())
        if gold:
            recalls.append(common / gold.total())
    if wanted:
        precision, recall = there / max(1, there + wrong), there / wanted
    else:
        precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    right = f"  day {sum(days) / len(days):.3f}" if days else ""
    return f"P {precision:.4f}  R {recall:.4f}  F1 {f1(precision, recall):.4f}{right}"


def main() -> None:
    readers = {
        "trafilatura": bare(),
        "trafilatura, precision": bare(favor_precision=True),
        "standoff": ours,
    }
    for folder in map(Path, sys.argv[1:]):
        pages = sorted(folder.glob("*.html"))
        expected = [json.loads(page.with_suffix(".expected.json").read_text("utf-8")) for page in pages]
        print(f"{folder.name}: {len(pages)} pages")
        for name, reader in readers.items():
            began = time.perf_counter()
            found = [reader(page) for page in pages]
            each = (time.perf_counter() - began) / len(pages) * 1000
            print(f"  {name:24}{score(zip(expected, found, strict=True))}  {each:.0f} ms a page")


if __name__ == "__main__":
    main()
