"""`standoff actors`: whom words mean, and lists that are checked, built and imported."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

KARROW: dict[str, Any] = {"id": "krw", "name": "Karrow", "kind": "country", "country": "KRW", "sector": None}
KARROW |= {"aliases": {"adjective": ["Karrowan"]}}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "standoff", "actors", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_a_table_is_built_and_asked(tmp_path: Path) -> None:
    source, table = tmp_path / "karrow.jsonl", tmp_path / "index.db"
    source.write_text(json.dumps(KARROW) + "\n", "utf-8")
    assert "built" in run("build", source, "--out", table).stdout
    assert "before" in run("build", source, "--out", table).stdout
    found = run("find", "three Karrowan soldiers", "--on", "2030-05-05", "--table", table)
    assert found.returncode == 0, found.stderr
    assert {"country     KRW", "sector      MIL"} <= set(found.stdout.splitlines())
    nothing = run("find", "a stone")
    assert (nothing.returncode, nothing.stdout) == (1, "a stone: nothing in these words tells of an actor\n")


def test_own_lines_are_checked_and_used(tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    mine.write_text(json.dumps({"do": "add", **KARROW}) + "\n", "utf-8")
    assert run("check", tmp_path).stdout == "1 added, 0 aliases, 0 forbidden, 0 merged\n"
    assert "KRW" in run("find", "Karrow", "--actors", tmp_path).stdout
    mine.write_text('{"do": "rename"}\n', "utf-8")
    bad = run("check", tmp_path)
    assert bad.returncode == 3
    assert f"{mine}, line 1: wanted as 'do' one of" in bad.stderr


def test_a_table_is_imported(tmp_path: Path) -> None:
    table, out = tmp_path / "holders.csv", tmp_path / "out.jsonl"
    table.write_text("position,person,personID,start,end\nPresident,Ilse Harrant,Q1,2020,\n", "utf-8")
    assert run("import", table, "--out", out, "--country", "krw").stdout == f"{out}: 1 actors\n"
    assert json.loads(out.read_text("utf-8"))["country"] == "KRW"
