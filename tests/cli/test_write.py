"""`standoff write` as people and programs use it: files, pipes, and what it says when it cannot."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from standoff.record import Article, Event, Span
from standoff.record.as_json import record_of, write_line

STANDOFF = [sys.executable, "-W", "error", "-m", "standoff", "write"]
TEXT = "Troops shelled the port. The ships left."


def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    command = [*STANDOFF, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, **options)  # type: ignore[call-overload, no-any-return]


def record(outlet: str = "The Karrow Post", text: str = TEXT) -> str:
    article = Article(text=text, outlet=outlet)
    shelled = Event(
        article=article.id, type="ASSAULT", trigger=(Span(7, 14),), agents=(Span(0, 6),), recipients=(Span(19, 23),)
    )
    denied = Event(article=article.id, type="RETREAT", trigger=(Span(35, 39),), status="denied")
    return write_line(record_of(article, [shelled, denied])) + "\n"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    there = tmp_path / "records.jsonl"
    there.write_text(record() + record("=Post"), "utf-8")
    return there


@pytest.mark.parametrize(("form", "header", "columns"), [("polecat", 1, 40), ("gdelt", 0, 61)])
def test_a_table_goes_into_a_file_or_out_the_same(records: Path, form: str, header: int, columns: int) -> None:
    out = records.with_name("events.tsv")
    ran = run(records, out, "--as", form)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert ran.stderr == f"standoff: 2 events of 2 records written to {out}; 2 left out\n"
    with out.open(newline="", encoding="utf-8") as there:
        rows = list(csv.reader(there, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [len(row) for row in rows] == [columns] * (2 + header)
    piped = run("-", "--as", form, input=records.read_text("utf-8"))
    assert piped.stdout == out.read_text("utf-8")
    assert "written to standard output" in piped.stderr
    assert sorted(one.name for one in records.parent.iterdir()) == ["events.tsv", "records.jsonl"]


def test_formulas_are_disarmed_unless_raw(records: Path) -> None:
    assert "\t'=Post\t" in run(records, "--as", "polecat").stdout
    assert "\t=Post\t" in run(records, "--as", "polecat", "--raw").stdout


def test_events_as_json_lines(records: Path) -> None:
    ran = run(records, "-", "--as", "jsonl")
    assert [json.loads(one)["trigger"]["text"] for one in ran.stdout.splitlines()] == ["shelled", "shelled"]
    none = run(records, "--as", "jsonl", "--least", "0.5")  # these have no confidence
    assert (none.returncode, none.stdout) == (0, "")
    assert "0 events of 2 records written to standard output; 4 left out" in none.stderr


def test_what_is_no_record_is_told_by_its_line_and_leaves_the_file_alone(records: Path) -> None:
    out = records.with_name("events.tsv")
    out.write_text("before")
    with records.open("a") as there:
        there.write('{"article": {}}\n')
    ran = run(records, out, "--as", "polecat")
    assert ran.returncode == 3
    assert f"{records}, line 3, is no record" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert out.read_text() == "before"
    assert len(list(records.parent.iterdir())) == 2


def test_an_empty_source_is_told_and_makes_no_file(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text("")
    ran = run(tmp_path / "records.jsonl", tmp_path / "events.tsv", "--as", "polecat")
    assert ran.returncode == 3
    assert "holds no record" in ran.stderr
    assert not (tmp_path / "events.tsv").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["absent.jsonl", "--as", "gdelt"], "absent.jsonl"),
        (["records.jsonl", "absent/events.tsv", "--as", "gdelt"], "there is no folder absent"),
        (["records.jsonl", "records.jsonl", "--as", "gdelt"], "SOURCE itself"),
        (["records.jsonl", "--as", "excel"], "'polecat', 'gdelt', 'jsonl'"),
        (["records.jsonl"], "--as"),
        (["records.jsonl", "--as", "gdelt", "--least", "2"], "--least"),
        (["records.jsonl", "--as", "gdelt", "--least", "nan"], "--least"),
    ],
)
def test_a_wrong_command_says_what_was_wanted(records: Path, wrong: list[str], said: str) -> None:
    before = records.read_bytes()
    ran = run(*wrong, cwd=records.parent)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert records.read_bytes() == before


def test_a_reader_that_goes_away_is_met_with_silence(records: Path) -> None:
    records.write_text("".join(record(text=f"{TEXT} {n}") for n in range(2000)), "utf-8")
    command = [*STANDOFF, str(records), "--as", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as writing:
        assert writing.stdout is not None
        assert writing.stderr is not None
        assert json.loads(writing.stdout.readline())
        writing.stdout.close()
        assert writing.stderr.read() == b""
        assert writing.wait(timeout=120) == 141
