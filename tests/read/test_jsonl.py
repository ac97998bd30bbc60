"""JSON lines: every good line is a report, every bad one says what was wanted, and none stops the next."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from standoff.read import Arrival, Limits, read

TEXT = "The port authority denied on Tuesday that it had refused to talk to the union."


def arrivals(tmp_path: Path, *lines: str | bytes, name: str = "news.jsonl", **said: object) -> list[Arrival]:
    path = tmp_path / name
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return list(read([path], **said))  # type: ignore[arg-type]


def test_a_line_is_a_report_with_all_it_says(tmp_path: Path) -> None:
    line = {
        "url": "https://post.example/1",
        "outlet": "Mirava Post",
        "title": "No talks",
        "text": TEXT,
        "author": "D. Okoro",
    }
    [arrival] = arrivals(tmp_path, json.dumps({**line, "date": "2022-02-15T18:04:00Z", "licence": "CC BY"}))
    article = arrival.article
    assert article is not None
    assert (article.url, article.outlet, article.title) == ("https://post.example/1", "Mirava Post", "No talks")
    assert (article.text, article.byline) == (TEXT, "D. Okoro")
    assert (article.published, article.published_at) == (date(2022, 2, 15), datetime(2022, 2, 15, 18, 4, tzinfo=UTC))
    assert article.dating is not None
    assert article.dating.source == "record"
    assert article.source == f"{tmp_path / 'news.jsonl'}:1"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ('{"text": "cut', "wanted one JSON object"),
        ("[1, 2]", "there is a list"),
        ('"text"', "there is a text"),
        ('{"title": "No text"}', "wanted a 'text' that is not empty; there is 'title'"),
        ('{"text": "  "}', "wanted a 'text'"),
        ('{"text": 5}', "wanted 'text' to be text; there is a number"),
        ('{"text": "x", "outlet": ["a"]}', "wanted 'outlet' to be text; there is a list"),
        ('{"text": "x", "date": 20220215}', "wanted 'date' to be text; there is a number"),
        (b'{"text": "caf\xe9"}', "wanted UTF-8, and byte 14"),
        ("[" * 100_000, "wanted one JSON object"),
        ('{"text": ' + "9" * 5000 + "}", "wanted one JSON object"),
        ('{"text": "Advertisement"}', "only white space or page furniture"),
    ],
)
def test_a_broken_line_says_what_was_wanted_and_the_rest_is_read(
    tmp_path: Path, line: str | bytes, wanted: str
) -> None:
    good = json.dumps({"text": TEXT})
    first, broken, last = arrivals(tmp_path, good, line, good)
    assert (first.article is None, last.article is None) == (False, False)
    assert broken.article is None
    assert wanted in str(broken.error)
    assert f"{tmp_path / 'news.jsonl'}:2" in str(broken.error)
    assert last.source.endswith(":3")


def test_a_date_without_a_year_is_fixed_by_its_weekday(tmp_path: Path) -> None:
    [arrival] = arrivals(tmp_path, json.dumps({"text": TEXT, "date": "Wednesday, Feb. 16"}), today=date(2026, 11, 22))
    assert arrival.article is not None
    assert arrival.article.published == date(2022, 2, 16)
    assert arrival.article.dating is not None
    assert arrival.article.dating.because == "'Wednesday, Feb. 16' falls in 2022; before that in 2011"
    assert arrival.article.dating.year == 2022


@pytest.mark.parametrize("stated", ["soon", "2022-13-45", "0000-00-00", "Monday, Feb. 16, 2022"])
def test_a_date_that_cannot_be_read_is_a_missing_date_and_a_problem(tmp_path: Path, stated: str) -> None:
    [arrival] = arrivals(tmp_path, json.dumps({"text": TEXT, "date": stated}))
    assert arrival.article is not None
    assert arrival.article.published is None
    assert [problem.message.startswith("no publication date: ") for problem in arrival.problems] == [True]
    assert stated in arrival.problems[0].message


@pytest.mark.parametrize("nothing", [{"date": None}, {"date": ""}, {}])
def test_no_date_is_no_problem(tmp_path: Path, nothing: dict[str, str | None]) -> None:
    [arrival] = arrivals(tmp_path, json.dumps({"text": TEXT, **nothing}))
    assert arrival.article is not None
    assert (arrival.article.published, arrival.problems) == (None, ())


def test_empty_lines_are_passed_over_and_counted(tmp_path: Path) -> None:
    found = arrivals(tmp_path, "", json.dumps({"text": TEXT}), "  ", json.dumps({"text": TEXT}), "")
    assert [arrival.source.rpartition(":")[2] for arrival in found] == ["2", "4"]


def test_a_line_beyond_the_limit_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    long, good = json.dumps({"text": "x " * 3000}), json.dumps({"text": TEXT})
    first, last = arrivals(tmp_path, long, good, limits=Limits(line_bytes=1000))
    assert "wanted at most 1,000 bytes in one line" in str(first.error)
    assert last.article is not None


def test_lines_are_known_by_what_they_are_and_may_be_gzipped(tmp_path: Path) -> None:
    good = json.dumps({"text": TEXT, "outlet": "Mirava Post"}).encode()
    for name, raw in (("a.txt", good), ("b.ndjson", good), ("c.jsonl.gz", gzip.compress(good + b"\n" + good))):
        (tmp_path / name).write_bytes(raw)
        assert {arrival.article.outlet if arrival.article else None for arrival in read([tmp_path / name])} == {
            "Mirava Post"
        }


def test_a_lone_surrogate_in_a_line_cannot_break_what_comes_after(tmp_path: Path) -> None:
    [arrival] = arrivals(tmp_path, r'{"text": "Kyiv \ud83d said no.", "outlet": "Post\ud83d", "title": "No\u0000"}')
    article = arrival.article
    assert article is not None
    assert f"{article.text}|{article.outlet}|{article.title}".encode() == b"Kyiv  said no.|Post|No"


def test_furniture_in_a_line_goes_and_the_trail_leads_back(tmp_path: Path, read_bytes: Callable[..., Arrival]) -> None:
    [arrival] = arrivals(tmp_path, json.dumps({"text": f"Read more\n\n{TEXT}"}))
    assert arrival.article is not None
    assert arrival.article.text == TEXT
    assert arrival.article.trail is not None
    assert arrival.article.trail.kept == ((0, 11, len(TEXT)),)
