"""Makes the weights from a folder of corpora in one command: train, export, tune, write the model card.

    python training/build.py CORPORA SCORERS [--share 1.0]

CORPORA holds `attribution/`, `treebanks/`, `ner/`, `crisis/` and `events/`, and for the card `place/`, `time/` and
`factuality/`; SCORERS the scorers.  It wants the extra `train`, and about four hours of two processors; the weights go
to `src/standoff/language/weights/`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from standoff.language.reader import WEIGHTS

HERE = Path(__file__).parent
GOLD = ["--gold", HERE.parent / "tests/golden"]
EVENTS = ["--events", HERE / "events.jsonl", "--sentences", HERE / "event_sentences.txt"]
MARKS = [*GOLD, "--acts", HERE / "acts.jsonl"]
# Each sets out from the one before: minutes of two processors, and what is special.
TRAININGS: dict[str, tuple[float, list[object]]] = {
    "first": (88, []),
    "longer": (35, ["--seed", 11]),
    "asked": (22, ["--seed", 17, "--frozen", *MARKS]),
    "together": (13, ["--seed", 23, *MARKS]),
    "events": (11, ["--seed", 31, *MARKS, *EVENTS]),
    "coded": (9, ["--seed", 5, "--frozen", "--tasks", "events", "pairs", *GOLD, *EVENTS]),
    "all": (44, ["--seed", 41, *MARKS, *EVENTS]),
    "last": (7, ["--seed", 43, "--frozen", "--tasks", "events", "pairs", *GOLD, *EVENTS]),
}


def step(script: str, *words: object) -> None:
    """Run one of the scripts beside this one; a step that fails ends the build."""
    subprocess.run([sys.executable, str(HERE / script), *map(str, words)], check=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpora", type=Path)
    options.add_argument("scorers", type=Path)
    options.add_argument("--share", type=float, default=1.0, help="of the minutes that each training is given")
    options.add_argument("--out", type=Path, default=WEIGHTS)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        before: list[object] = []
        for name, (minutes, options_of) in TRAININGS.items():
            trained = Path(folder) / name
            step("train.py", given.corpora, trained, "--minutes", minutes * given.share, *options_of, *before)
            before = ["--start", trained]
        step("export.py", trained, given.out)
    step("tune.py", given.corpora, given.scorers, given.out)
    step("card.py", given.corpora, given.scorers, given.out)


if __name__ == "__main__":
    main()
