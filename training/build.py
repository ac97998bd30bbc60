"""Makes the weights from a folder of corpora in one command: train, export, tune, write the model card.

    python training/build.py CORPORA SCORERS [--minutes 88]

CORPORA holds `attribution/`, `treebanks/` and `ner/`, SCORERS `score_attribution.py`.  It wants the extra `train`, and
about 90 minutes of two processors; the weights go to `src/standoff/language/weights/`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from standoff.language.reader import WEIGHTS

HERE = Path(__file__).parent


def step(script: str, *words: object) -> None:
    """Run one of the scripts beside this one; a step that fails ends the build."""
    subprocess.run([sys.executable, str(HERE / script), *map(str, words)], check=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpora", type=Path)
    options.add_argument("scorers", type=Path)
    options.add_argument("--minutes", type=float, default=88)
    options.add_argument("--out", type=Path, default=WEIGHTS)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as trained:
        step("train.py", given.corpora, trained, "--minutes", given.minutes)
        step("export.py", trained, given.out)
    step("tune.py", given.corpora, given.scorers, given.out)
    step("card.py", given.corpora, given.scorers, given.out)


if __name__ == "__main__":
    main()
