"""How well the shipped weights read must not fall: floors for each corpus, pinned by the corpus's hash."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
FLOORS: dict[str, dict[str, Any]] = json.loads((HERE / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def figures(shared: Path) -> dict[str, dict[str, float]]:
    """What `make score` measures."""
    score: list[str | Path] = [
        sys.executable,
        str(HERE.parents[1] / "training/score.py"),
        shared / "data",
        shared / "score",
        "--json",
    ]
    done = subprocess.run(score, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def hash_of(shared: Path, file: str) -> str:
    """The SHA-256 of a shared corpus, or of all marks in a folder of these tests, in the order of their names."""
    folder = HERE.parent / file
    paths = sorted(folder.rglob("*.json")) if folder.is_dir() else [shared / "data" / file]
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


@pytest.mark.parametrize("corpus", FLOORS)
def test_the_reader_reads_no_worse_than_it_did(corpus: str, shared: Path, figures: dict[str, dict[str, float]]) -> None:
    floor = FLOORS[corpus]
    assert hash_of(shared, floor["file"]) == floor["sha256"], f"{floor['file']} is not the corpus the floors are for"
    below = {
        name: (figures[corpus][name], least)
        for name, least in floor["at least"].items()
        if figures[corpus][name] < least
    }
    assert not below
