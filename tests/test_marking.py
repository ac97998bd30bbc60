"""A marker's draft becomes golden marks, or is told line by line what it gets wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from standoff.score.gold import golden

MARKS = Path(__file__).parents[1] / "training/marks.py"
TEXT = """\
Chancellor Maria Oster told TASS that the withdrawal was “a good sign, and nothing more,” on Monday.

“We hope that Karrow had promised peace,” she said. She said no more.
"""
DRAFT = """\
# one report
[1] told
source: Chancellor Maria Oster
content: that ~~ nothing more,”
speaker: Maria Oster
act: praise
to: TASS
through: TASS

[2] said
source: she
content: “We hope ~~ peace,”
speaker: Maria Oster
act: hope

[2] had promised
source: Karrow
content: peace
speaker: Karrow
act: promise
in: 2

[2] said#2
source: @2 She
content: no more
speaker: -
act: decline
"""


def run(what: str, folder: Path, draft: str = DRAFT, *more: str) -> subprocess.CompletedProcess[str]:
    (folder / "gates.txt").write_text(TEXT, "utf-8")
    (folder / "gates.draft").write_text(draft, "utf-8")
    command = [sys.executable, str(MARKS), what, str(folder / "gates.txt"), str(folder / "gates.draft"), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_report_is_shown_in_numbered_pieces(tmp_path: Path) -> None:
    shown = run("show", tmp_path).stdout
    assert shown.startswith("[1] Chancellor")
    assert "\n[2] “We hope" in shown


def test_a_draft_becomes_marks_that_the_scorer_reads(tmp_path: Path) -> None:
    made = run("make", tmp_path, DRAFT, "--split", "test", "--markers", "2")
    assert made.returncode == 0, made.stderr
    (tmp_path / "gates.json").write_text(made.stdout, "utf-8")
    assert json.loads(made.stdout)["markers"] == 2
    (report,) = golden(tmp_path)
    words = [[TEXT[a:b] for a, b in one.content] for one in report.statements]
    assert words == [
        ["that the withdrawal was “a good sign, and nothing more,”"],
        ["“We hope that Karrow had promised peace,”"],
        ["peace"],
        ["no more"],
    ]
    told, hoped, promised, last = report.statements
    assert [TEXT[a:b] for a, b in (*told.speakers, *told.addressee, *told.through)] == ["Maria Oster", "TASS", "TASS"]
    assert (hoped.inside, promised.inside) == (None, 1)
    assert last.cue[0].start > TEXT.index("She said")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (DRAFT.replace("[1] told", "[1] shouted"), "'shouted' does not stand in the report"),
        (DRAFT.replace("act: praise", "act: shout"), "act 'shout' is none of"),
        (DRAFT.replace("in: 2", "in: 9"), "no other statement"),
        (DRAFT.replace("speaker: Karrow", "speaker: Karow"), "speaker 'Karow'"),
        (DRAFT.replace("content: peace\n", ""), "no content"),
        (DRAFT.replace("[2] had", "[7] had"), "no piece [7]"),
        (DRAFT.replace("said#2", "said#5"), "5 times"),
        ("source: she\n" + DRAFT, "line 1"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, wrong: str, told: str) -> None:
    ran = run("check", tmp_path, wrong)
    assert ran.returncode == 1
    assert told in ran.stderr
    assert "Traceback" not in ran.stderr
