"""The independent scorers, the rows they judge, and which of these were put aside."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path
from types import ModuleType


def scorer(folder: Path, name: str = "score_attribution") -> ModuleType:
    """One of the independent scorers."""
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{folder} holds no {name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(path: Path) -> list[dict]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def held_out(name: str) -> bool:
    """Whether a document was put aside, neither read nor counted while rules and weights for its kind were made."""
    return int.from_bytes(hashlib.blake2b(name.encode()).digest(), "big") % 3 == 0
