"""The command line as people and programs use it: real processes, real pipes, a real terminal."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from standoff import cli

STANDOFF = [sys.executable, "-W", "error", "-m", "standoff"]
NEWS = """\
KARROW, 5 May 2031 - "The gates stay closed," the minister said.

Ilse Harrant denied that anything had changed.
"""


def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    command = [*STANDOFF, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, **options)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    report = tmp_path / "report.txt"
    report.write_text(NEWS, encoding="utf-8")
    return report


@pytest.mark.parametrize("verb", cli.verbs.commands)
def test_each_verb_explains_itself(verb: str) -> None:
    ran = run(verb, "--help")
    assert ran.returncode == 0
    assert cli.verbs.commands[verb].get_short_help_str(120).rstrip(".").split()[0] in ran.stdout


def test_the_help_lists_the_exit_codes() -> None:
    for text in (run("--help").stdout, run("read", "--help").stdout):
        assert all(code in text for code in ("0", "1", "2", "3", "130", "141"))


def test_the_schema_is_the_one_that_the_package_holds() -> None:
    held = files("standoff.record").joinpath("schema.json").read_text(encoding="utf-8")
    assert run("schema").stdout == held


@pytest.mark.parametrize(
    "wrong", [["reed"], ["read"], ["read", "--published", "someday", "x.txt"], ["read", "--quick", "x.txt"]]
)
def test_a_wrong_command_says_what_was_wanted(wrong: list[str]) -> None:
    ran = run(*wrong)
    assert ran.returncode == 2
    assert "Usage: standoff" in ran.stderr
    assert ran.stdout == ""


def test_stages_are_listed_in_order_with_what_they_make() -> None:
    ran = run("stages")
    assert ran.returncode == 0
    assert "Statement" in ran.stdout


def test_into_a_pipe_goes_one_record_a_line_in_the_order_of_the_sources(tmp_path: Path, news: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(
        "Nothing — nothing at all — was said in the village on Monday night about the river.", encoding="utf-8"
    )
    ran = run("read", other, news, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    records = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [record["article"]["text"][:7] for record in records] == ["Nothing", "KARROW,"]
    assert "—" in ran.stdout


def test_utf8_goes_out_whatever_the_locale(news: Path) -> None:
    news.write_text(
        "“We wait,” said Zoë Śmigły, the mayor of a village that has no bridge and no road.", encoding="utf-8"
    )
    command = [*STANDOFF, "read", str(news)]
    latin = {**os.environ, "PYTHONIOENCODING": "latin-1", "LC_ALL": "C"}
    ran = subprocess.run(command, capture_output=True, check=True, env=latin)
    assert "“We wait,” said Zoë Śmigły" in json.loads(ran.stdout.decode("utf-8"))["article"]["text"]


def test_one_source_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path, news: Path) -> None:
    ran = run("read", tmp_path / "absent.txt", news)
    assert ran.returncode == 1
    assert len(ran.stdout.splitlines()) == 1
    assert ran.stderr.startswith("standoff: ")
    assert "absent.txt" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_nothing_read_has_its_own_exit_code(tmp_path: Path) -> None:
    ran = run("read", tmp_path / "absent.txt")
    assert (ran.returncode, ran.stdout) == (3, "")


def test_a_reader_that_goes_away_is_met_with_silence(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text("".join(json.dumps({"text": f"{n}. {NEWS}", "date": "2031-05-05"}) + "\n" for n in range(40)))
    reading = subprocess.Popen([*STANDOFF, "read", str(many)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert reading.stdout is not None
    assert reading.stderr is not None
    assert json.loads(reading.stdout.readline())
    reading.stdout.close()
    with reading:
        assert reading.stderr.read() == b""
        assert reading.wait(timeout=120) == 141


def test_records_come_as_they_are_read_and_an_interrupt_ends_it_quietly(tmp_path: Path) -> None:
    pipe = tmp_path / "news.jsonl"
    os.mkfifo(pipe)
    reading = subprocess.Popen(
        [*STANDOFF, "read", str(pipe)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    stop = threading.Timer(60, reading.kill)
    stop.start()
    try:
        writer = opened_when_read(pipe)
        reading.send_signal(signal.SIGINT)
        assert reading.wait(timeout=60) == 130
        os.close(writer)
        out, err = reading.communicate()
    finally:
        stop.cancel()
        reading.kill()
    assert (out, err.strip()) == ("", "standoff: interrupted")


def opened_when_read(pipe: Path) -> int:
    """The pipe opened for writing, as soon as somebody has opened it for reading."""
    for _ in range(600):
        with contextlib.suppress(OSError):
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        time.sleep(0.1)
    raise TimeoutError(f"nobody reads {pipe}")


def on_a_terminal(*arguments: str | Path, columns: int = 80) -> str:
    """What the command shows on a terminal, errors and all."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "LINES": "40", "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        [*STANDOFF, *map(str, arguments)], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ):
        os.close(theirs)
        shown = b"".join(until_closed(ours))
    os.close(ours)
    return shown.decode("utf-8")


def until_closed(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            yield os.read(terminal, 4096)
        except OSError:
            return


def test_a_person_gets_the_view_and_with_json_the_record(news: Path) -> None:
    shown = on_a_terminal("read", news)
    assert "Who said what" in shown
    assert "\x1b[" in shown
    assert json.loads(on_a_terminal("read", "--json", news).strip().splitlines()[-1])["standoff"]


def test_the_demo_tells_the_crisis_and_ends_by_itself() -> None:
    started = time.monotonic()
    ran = run("demo", encoding="utf-8", env={**os.environ, "COLUMNS": "100"})
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    assert time.monotonic() - started < 20
    assert "This crisis is invented" in ran.stdout
    assert "Ilse Harrant" in ran.stdout
    assert "Who spoke most" in ran.stdout
    assert "standoff read your-report.txt" in ran.stdout
