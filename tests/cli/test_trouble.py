"""When something goes wrong, a person gets a sentence and a program gets a code."""

from __future__ import annotations

import click
import pytest

from standoff.cli.trouble import complain, exit_code_of
from standoff.errors import WeightsError


def raising(error: BaseException) -> int:
    def run() -> None:
        raise error

    return exit_code_of(run)


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (
            WeightsError("no weights in here; wanted: reader.onnx"),
            3,
            "standoff: no weights in here; wanted: reader.onnx\n",
        ),
        (KeyboardInterrupt(), 130, "standoff: interrupted\n"),
        (click.Abort(), 130, "standoff: interrupted\n"),
        (ZeroDivisionError("oh"), 3, "standoff: unexpected ZeroDivisionError: oh (STANDOFF_TRACEBACK=1 shows where)\n"),
    ],
)
def test_an_error_is_one_line_and_a_code(
    error: BaseException, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert raising(error) == code
    assert capsys.readouterr().err == words


def test_the_traceback_is_there_for_who_asks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STANDOFF_TRACEBACK", "1")
    raising(ZeroDivisionError("oh"))
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_an_error_message_cannot_forge_a_second_line(capsys: pytest.CaptureFixture[str]) -> None:
    complain("evil\nstandoff: all is well\x1b[2J")
    assert capsys.readouterr().err == "standoff: evil standoff: all is well␛[2J\n"
