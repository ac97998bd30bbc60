"""Anything a user names is read, or says why not: files, folders, pipes, gzip, what never ends."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import threading
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from standoff.errors import SourceError
from standoff.read import Arrival, Limits, read
from standoff.record import Span

ReadBytes = Callable[..., Arrival]


def test_a_text_loses_its_furniture_and_keeps_the_way_back(read_bytes: ReadBytes, report: str) -> None:
    raw = f"{report}\r\nSign up to receive our latest news!\r\n\r\nBy submitting this form, I agree to the terms."
    article = read_bytes(raw.encode()).article
    assert article is not None
    assert article.text == report.strip()
    assert article.trail is not None
    said = article.text.index("the coast guard reported")
    [back] = article.trail.back(Span(said, said + 24))
    assert raw[slice(*back)] == "the coast guard reported"


def test_what_the_user_says_counts_more_than_the_page(read_bytes: ReadBytes, page: str) -> None:
    article = read_bytes(page.encode(), "page.html", published=date(2020, 1, 2), outlet="Our Archive").article
    assert article is not None
    assert (article.published, article.published_at, article.outlet) == (date(2020, 1, 2), None, "Our Archive")
    assert article.dating is not None
    assert article.dating.source == "given"


def test_a_moment_given_keeps_its_zone(read_bytes: ReadBytes, report: str) -> None:
    moment = datetime(2022, 2, 15, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    article = read_bytes(report.encode(), published=moment).article
    assert article is not None
    assert (article.published, article.published_at) == (date(2022, 2, 15), moment)
    assert article.published_at != moment.replace(tzinfo=UTC)


def test_a_report_without_a_date_tells_its_year_by_a_weekday(read_bytes: ReadBytes, report: str) -> None:
    text = report.replace("on Tuesday", "on Wednesday, Feb. 16,")
    article = read_bytes(text.encode(), today=date(2026, 11, 22)).article
    assert article is not None
    assert article.published is None
    assert article.dating is not None
    assert (article.dating.source, article.dating.year) == ("text", 2022)
    assert article.dating.span is not None
    assert article.cut(article.dating.span) == "Wednesday, Feb. 16"


def test_days_that_fit_no_year_are_a_problem_at_their_words(read_bytes: ReadBytes, report: str) -> None:
    text = report.replace("on Tuesday", "on Wednesday, Feb. 16 and on Wednesday, Feb. 18")
    arrival = read_bytes(text.encode())
    assert arrival.article is not None
    assert arrival.article.dating is None
    [problem] = arrival.problems
    assert problem.span is not None
    assert arrival.article.cut(problem.span) == "Wednesday, Feb. 16"


def test_the_same_report_read_twice_has_the_same_id(read_bytes: ReadBytes, report: str) -> None:
    first, second = read_bytes(report.encode(), "a.txt").article, read_bytes(report.encode(), "b.txt").article
    assert first is not None
    assert second is not None
    assert first.id == second.id


def test_a_folder_is_read_in_order_and_tells_what_it_passed_over(tmp_path: Path, report: str, page: str) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.html").write_text(page, "utf-8")
    for name in ("c.txt", "a.md", "NOTE"):
        (tmp_path / name).write_text(report, "utf-8")
    for name in ("photo.jpg", "data.csv", ".hidden.txt", "tool"):
        (tmp_path / name).write_bytes(b"\x00\x01" * 50)
    (tmp_path / "d.txt").write_bytes(b"%PDF-1.4")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "e.txt").symlink_to(tmp_path / "nowhere")
    found = list(read([tmp_path]))
    assert [Path(arrival.source).name for arrival in found if arrival.article] == ["NOTE", "a.md", "c.txt", "b.html"]
    assert [Path(arrival.source).name for arrival in found if arrival.error] == ["d.txt", "e.txt"]
    assert found[-1].source == str(tmp_path)
    assert [problem.message for problem in found[-1].problems] == [
        f"passed over in {tmp_path}: 1 .csv, 1 .jpg, 1 without suffix that is no text"
    ]


def test_a_folder_without_reports_says_what_it_wanted_and_has(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    [arrival] = read([tmp_path])
    assert "wanted reports in this folder (.txt, " in str(arrival.error)
    assert "1 .jpg" in str(arrival.error)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("no/such/file.txt", "no such file"),
        ("www.example.org/news", "an address starts with https://"),
        ("ftp://example.org/news", "wanted an http or https address"),
        ("", "got an empty name"),
        ("nul\x00byte.txt", "no such file"),
    ],
)
def test_what_is_not_there_says_so_and_stops_nothing(
    source: str, wanted: str, tmp_path: Path, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(report, "utf-8")
    first, last = read([source, tmp_path / "a.txt"])
    assert first.article is None
    assert isinstance(first.error, SourceError)
    assert wanted in str(first.error)
    assert last.article is not None


def test_a_file_may_be_gzipped_and_a_bomb_is_refused(read_bytes: ReadBytes, report: str) -> None:
    assert read_bytes(gzip.compress(report.encode()), "a.txt.gz").article is not None
    bomb = read_bytes(gzip.compress(b"ha " * 20_000_000), "bomb.txt.gz", limits=Limits(bytes=1_000_000))
    assert "wanted at most 1,000,000 bytes" in str(bomb.error)
    cut = read_bytes(gzip.compress(os.urandom(2000).hex().encode())[:-50], "cut.txt.gz")
    assert "cannot be read" in str(cut.error)
    twice = read_bytes(gzip.compress(gzip.compress(report.encode())), "twice.txt.gz")
    assert "gzip" in str(twice.error)


def test_a_text_of_100_mb_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.write(b"It rained in Mirava. ")
        file.truncate(50)
        file.seek(0)
        for _ in range(100):
            file.write(b"It rained. " * 95_326)
    [arrival] = read([path])
    assert "wanted at most 16,777,216 bytes" in str(arrival.error)


def test_a_text_longer_than_a_report_is_cut_and_says_so(read_bytes: ReadBytes) -> None:
    arrival = read_bytes(b"It rained in Mirava and the union said so. " * 100, limits=Limits(characters=1000))
    assert arrival.article is not None
    assert len(arrival.article.text) <= 1000
    assert [problem.message for problem in arrival.problems] == ["cut after 1,000 of 4,300 characters"]


class Endless(io.RawIOBase):
    """Standard input that never ends, and counts what was taken."""

    def __init__(self, line: bytes) -> None:
        self.line = line
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "an endless stream was to be read to its end"
        self.taken += size
        return (self.line * (size // len(self.line) + 1))[:size]


@pytest.mark.parametrize(("line", "wanted"), [(b"yes\n", "wanted at most 100,000 bytes"), (b"\x00", "binary")])
def test_standard_input_that_never_ends_is_refused(line: bytes, wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = Endless(line)
    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": endless}))
    [arrival] = read(["-"], limits=Limits(bytes=100_000))
    assert wanted in str(arrival.error)
    assert str(arrival.error).startswith("-: ")
    assert endless.taken < 400_000


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_device_that_never_ends_is_refused() -> None:
    [arrival] = read(["/dev/zero"])
    assert "binary" in str(arrival.error)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_read_and_one_that_nobody_writes_to_is_left(tmp_path: Path, report: str) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(report, "utf-8"))
    writer.start()
    [arrival] = read([pipe])
    writer.join()
    assert arrival.article is not None
    [left] = read([pipe], limits=Limits(pipe_seconds=0.2))
    assert "nobody wrote to it for 0.2 s" in str(left.error)


def test_a_file_name_that_is_no_unicode_can_be_printed(tmp_path: Path, report: str) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    try:
        path.write_text(report, "utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    [arrival] = read([path])
    assert arrival.article is not None
    assert arrival.source.encode().endswith(rb"caf\xe9.txt")


def test_reading_is_lazy(tmp_path: Path, report: str) -> None:
    (tmp_path / "a.txt").write_text(report, "utf-8")
    arrivals = read([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert next(arrivals).article is not None
    (tmp_path / "b.txt").write_text(report, "utf-8")
    assert next(arrivals).article is not None


def test_memory_stays_flat_over_thousands_of_reports(tmp_path: Path, report: str) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps({"text": f"{report}\nNumber {n}."}) + "\n" for n in range(3000)), "utf-8")
    arrivals = read([path])
    for _ in range(500):
        next(arrivals)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    rest = sum(arrival.article is not None for arrival in arrivals)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert rest == 2500
    assert most - before < 1_000_000
