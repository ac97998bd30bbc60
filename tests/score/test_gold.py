"""Golden marks: read with their texts, refused with a sentence where anything is wrong."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from standoff.errors import GoldError
from standoff.score.gold import golden

TEXT = "Ana Torvald said that the “gates” stay shut.\n"
SAID = {
    "source": [[0, 11]],
    "cue": [[12, 16]],
    "content": [[17, 43]],
    "speakers": [[0, 11]],
    "act": "assert",
    "addressee": [],
    "through": [],
    "inside": None,
}


def marks(folder: Path, file: str = "gates.txt", **changed: Any) -> Path:
    report = {"id": "gates", "file": file, "sha256": hashlib.sha256(TEXT.encode()).hexdigest()}
    (folder / "gates.json").write_text(json.dumps({"report": report, "split": "test", "statements": [SAID]} | changed))
    return folder


def test_marks_beside_their_text(tmp_path: Path) -> None:
    (tmp_path / "gates.txt").write_text(TEXT, "utf-8")
    (report,) = golden(marks(tmp_path))
    (said,) = report.statements
    assert [report.text[a:b] for a, b in (*said.source, *said.cue, *said.content)] == [
        "Ana Torvald",
        "said",
        "that the “gates” stay shut",
    ]
    assert (report.split, said.act, said.inside) == ("test", "assert", None)


def test_marks_without_a_text_find_it_by_file_and_id(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text(json.dumps({"id": "gates", "text": TEXT}) + "\n", "utf-8")
    (report,) = golden(marks(tmp_path, "news.jsonl"), tmp_path)
    assert report.text == TEXT


@pytest.mark.parametrize(
    ("text", "changed", "told"),
    [
        (TEXT + "!", {}, "SHA-256"),
        (TEXT, {"split": "holdout"}, "split"),
        (TEXT, {"statements": [SAID | {"act": "shout"}]}, "shout"),
        (TEXT, {"statements": [SAID | {"content": [[17, 400]]}]}, "400"),
        (TEXT, {"statements": [{"cue": [[12, 16]]}]}, "golden marks"),
    ],
)
def test_wrong_marks_are_refused_and_the_reason_told(
    tmp_path: Path, text: str, changed: dict[str, Any], told: str
) -> None:
    (tmp_path / "gates.txt").write_text(text, "utf-8")
    with pytest.raises(GoldError, match=told):
        list(golden(marks(tmp_path, **changed)))


def test_a_text_that_is_not_there_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="--texts"):
        list(golden(marks(tmp_path, "crisis/news.jsonl")))
    with pytest.raises(GoldError, match=r"news\.jsonl"):
        list(golden(marks(tmp_path, "crisis/news.jsonl"), tmp_path))
    (tmp_path / "news.jsonl").write_text('{"id": "other", "text": ""}\n')
    with pytest.raises(GoldError, match="no such report"):
        list(golden(marks(tmp_path, "news.jsonl"), tmp_path))


def test_an_empty_folder_and_a_file_that_is_no_json_are_told(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no marks"):
        list(golden(tmp_path))
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(GoldError, match="not JSON"):
        list(golden(tmp_path))
    (tmp_path / "a.json").write_text("[]")
    with pytest.raises(GoldError, match="list"):
        list(golden(tmp_path))
