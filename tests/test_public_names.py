"""The public names: there, documented, and cheap to import."""

from __future__ import annotations

import subprocess
import sys

import pytest

import standoff

HEAVY = {
    *("fastapi", "lxml", "numpy", "onnxruntime", "py3langid", "rich", "tokenizers", "torch", "trafilatura", "urllib3"),
    *("starlette", "uvicorn"),
}
LOADED = "import sys; print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
HELP = """\
import sys
sys.argv = ["standoff", "--help"]
from standoff.cli import main
try:
    main()
except SystemExit:
    pass
"""


@pytest.mark.parametrize("code", ["import standoff\n", HELP, HELP.replace("--help", "--version")])
def test_neither_the_import_nor_the_help_loads_anything_heavy(code: str) -> None:
    ran = subprocess.run([sys.executable, "-c", code + LOADED], capture_output=True, text=True, check=True)
    assert set(ran.stderr.split()) & HEAVY == set()


@pytest.mark.parametrize("name", standoff.__all__)
def test_each_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(standoff, name).__doc__


def test_the_public_names_are_in_order_and_none_is_forgotten() -> None:
    assert standoff.__all__ == sorted(standoff.__all__)
    parts = {"cli", "demo", "doc", "errors", "read", "record", "report", "run", "show", "stage", "version"}
    visible = {name for name in vars(standoff) if not name.startswith("_")} - parts
    assert visible <= set(standoff.__all__) | {
        *("actors", "annotate", "codes", "extract", "language", "link", "pipeline", "score", "store")
    }
