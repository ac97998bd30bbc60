"""How sure a text is that something happened, against corpora of such judgements: -3 (surely not) to 3 (surely)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from judges import rows_of

from standoff.language.reader import Reader
from standoff.language.words import described

# What each status says on that scale; the chances of all are weighed together.
SURENESS = {"happened": 3.0, "ongoing": 3.0, "reported": 2.0, "alleged": 1.0, "planned": 1.0, "promised": 0.8}
SURENESS |= {"threatened": 0.5, "predicted": 0.6, "demanded": 0.0, "conditional": 0.0, "denied": -2.5}


def status_figures(reader: Reader, corpora: Path, most: int = 1500) -> Iterator[tuple[str, dict[str, float]]]:
    """Mean error and correlation on the dev parts of UW and UDS-IH2, the first `most` rows; none was learnt from."""
    for name in ("uw", "uds_ih2"):
        rows = [row for row in rows_of(corpora / f"factuality/{name}.jsonl") if row["split"] == "dev"][:most]
        gold = np.array([row["factuality"] for row in rows])
        mine = np.array([sureness(reader, row) for row in rows])
        constant = float(np.abs(gold - np.median(gold)).mean())
        yield (
            f"factuality, {name} dev",
            {
                "mean error": float(np.abs(gold - mine).mean()),
                "of the median": constant,
                "r": float(np.corrcoef(gold, mine)[0, 1]),
            },
        )


def sureness(reader: Reader, row: dict) -> float:
    """How sure the row's text is of what its word tells, on their scale."""
    text, spans = "", []
    for token in row["tokens"]:
        text += " " if text else ""
        spans.append((len(text), len(text) + len(token)))
        text += token
    chances = reader.status(described(text, spans), row["span"][0])
    return sum(SURENESS[name] * chance for name, chance in chances.items())
