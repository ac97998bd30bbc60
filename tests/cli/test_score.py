"""`standoff score`: tables for people, numbers for programs, a sentence for whoever gave it nothing to score."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "Ana Torvald denied that the gates were shut.\n\nPaul Reiter told reporters that they were open.\n"
SAID = [
    {
        "source": [[0, 11]],
        "cue": [[12, 18]],
        "content": [[19, 43]],
        "speakers": [[0, 11]],
        "act": "deny",
        "addressee": [],
        "through": [],
        "inside": None,
    },
    {
        "source": [[46, 57]],
        "cue": [[58, 62]],
        "content": [[73, 92]],
        "speakers": [[46, 57]],
        "act": "assert",
        "addressee": [[63, 72]],
        "through": [],
        "inside": None,
    },
]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "standoff", "score", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    report = {"id": "gates", "file": "gates.txt", "sha256": hashlib.sha256(TEXT.encode()).hexdigest()}
    (tmp_path / "gates.txt").write_text(TEXT, "utf-8")
    marks = {"report": report, "split": "test", "statements": SAID}
    (tmp_path / "gates.json").write_text(json.dumps(marks), "utf-8")
    return tmp_path


def test_marked_reports_are_read_and_scored(gold: Path) -> None:
    ran = run(gold, "--json")
    assert ran.returncode == 0, ran.stderr
    counts = json.loads(ran.stdout)["counts"]
    assert counts["content+source"] == {"right": 2, "marked": 2, "found": 2, "precision": 1, "recall": 1, "f1": 1}
    assert counts["speaker"]["f1"] == 1
    shown = run(gold)
    assert shown.returncode == 0
    assert all(name in shown.stdout for name in ("content+source", "speaker", "deny", "mean confidence"))


def test_records_made_before_are_scored_without_reading(gold: Path) -> None:
    made = gold / "records.jsonl"
    reading = [sys.executable, "-m", "standoff", "read", "--json", str(gold / "gates.txt")]
    made.write_text(subprocess.run(reading, capture_output=True, text=True, check=True).stdout, "utf-8")
    record = json.loads(made.read_text("utf-8"))
    record["article"]["text"] = TEXT  # reading takes the last line end away
    record["statements"].pop()
    made.write_text(json.dumps(record), "utf-8")
    ran = run(gold, "--records", made, "--json")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["counts"]["content+source"]["found"] == 1


@pytest.mark.parametrize("split", ["train", "dev"])
def test_a_split_without_reports_is_told(gold: Path, split: str) -> None:
    ran = run(gold, "--split", split)
    assert ran.returncode == 3
    assert split in ran.stderr


def test_what_cannot_be_scored_is_told_in_a_sentence(gold: Path) -> None:
    (gold / "records.jsonl").write_text("{}\n")
    ran = run(gold, "--records", gold / "records.jsonl")
    assert ran.returncode == 3
    assert "line 1" in ran.stderr
    (gold / "gates.txt").write_text("Another text.")
    ran = run(gold)
    assert ran.returncode == 3
    assert "SHA-256" in ran.stderr
    assert "Traceback" not in ran.stderr


ROWS = [
    {
        "id": "1",
        "text": "Russia accused Poland of helping the rebels.",
        "events": [
            {
                "type": "ACCUSE",
                "actor": [{"text": "Russia", "code": "RUS", "start": 0, "end": 6}],
                "recipient": [{"text": "Poland", "code": "POL", "start": 15, "end": 21}],
            }
        ],
    },
    {
        "id": "2",
        "text": "The Kenyan army withdrew its troops from Somalia on Monday.",
        "events": [
            {
                "type": "YIELD",
                "actor": [{"text": "The Kenyan army", "code": "KEN", "sector": "MIL", "start": 0, "end": 15}],
                "recipient": [{"text": "Somalia", "code": "SOM", "start": 41, "end": 48}],
            }
        ],
    },
]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    return path


@pytest.mark.parametrize("given", [(), ("--given", "spans")])
def test_coded_sentences_are_scored_from_text_and_with_their_parties_given(rows: Path, given: tuple[str, ...]) -> None:
    made = rows.parent / "made.jsonl"
    ran = run("events", rows, *given, "--json", "--predicted", made)
    assert ran.returncode == 0, ran.stderr
    figures = json.loads(ran.stdout)
    assert figures["counts"]["quad"]["right"] == 2
    assert figures["counts"]["country triple"]["right"] == 2
    assert [json.loads(line)["id"] for line in made.read_text("utf-8").splitlines()] == ["1", "2"]
    shown = run("events", rows, *given)
    assert "country triple" in shown.stdout
    assert "ACCUSE" in shown.stdout


def test_actors_are_scored_by_country_and_sector(rows: Path) -> None:
    ran = run("actors", rows, "--json")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {"actors": 4, "country": 1, "country and sector": 1}
    assert "4 actors" in run("actors", rows, "--slips").stdout


def test_rows_that_are_none_are_told_in_a_sentence(rows: Path) -> None:
    rows.write_text("{}\n", "utf-8")
    for verb in ("events", "actors"):
        ran = run(verb, rows)
        assert ran.returncode == 3
        assert "line 1" in ran.stderr
        assert "Traceback" not in ran.stderr
