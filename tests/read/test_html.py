"""A page gives its report and what it says of itself; a page made to hurt gives an error within its limits."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import standoff.read
from standoff.errors import PageError
from standoff.read import Arrival, Limits, read
from standoff.read.html import child_of, take_apart

ReadBytes = Callable[..., Arrival]


def test_a_page_gives_its_report_and_what_it_says_of_itself(read_bytes: ReadBytes, page: str) -> None:
    arrival = read_bytes(page.encode(), "page.html")
    article = arrival.article
    assert article is not None
    assert article.text.startswith("Harbour talks end without a deal\n\nMIRAVA — The ferry union")
    assert article.text.endswith("since the weekend, the coast guard reported.")
    assert article.text.count("\n\n") == 3
    assert (article.title, article.outlet) == ("Harbour talks end without a deal", "Mirava Post")
    assert (article.byline, article.url) == ("Dana Okoro", "https://post.example/harbour")
    assert article.published == date(2023, 5, 9)
    assert article.published_at == datetime(2023, 5, 9, 16, 4, tzinfo=UTC)
    assert article.dating is not None
    assert article.dating.source == "page"
    assert article.trail is not None
    assert "By submitting this form" in article.trail.original
    assert arrival.problems == ()


def test_a_page_is_known_by_what_it_is_not_by_its_name(read_bytes: ReadBytes, page: str, report: str) -> None:
    assert read_bytes(page.encode(), "page.txt").article is not None
    named_so = read_bytes(report.encode(), "report.html").article
    assert named_so is not None
    assert named_so.text == report.strip()


def test_the_day_comes_from_the_page_and_else_stays_unknown(read_bytes: ReadBytes, page: str) -> None:
    start, end = page.index("<script"), page.index("</script>") + len("</script>")
    meta = '<meta property="article:published_time" content="2022-02-15T07:00:00Z">'
    told = read_bytes((page[:start] + meta + page[end:]).encode(), "page.html").article
    assert told is not None
    assert (told.published, told.published_at) == (date(2022, 2, 15), datetime(2022, 2, 15, 7, tzinfo=UTC))
    silent = read_bytes((page[:start] + page[end:]).encode(), "page.html").article
    assert silent is not None
    assert (silent.published, silent.dating) == (None, None)


def test_the_encoding_a_page_declares_is_used(read_bytes: ReadBytes, page: str) -> None:
    old = page.replace('charset="utf-8"', 'charset="windows-1252"').encode("cp1252")
    article = read_bytes(old, "page.html").article
    assert article is not None
    assert "“We came with an open hand" in article.text


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>Nothing</title></head><body></body></html>",
        "<!DOCTYPE html>",
        "<html><body><script>var a = 1;</script></body></html>",
        "<html><body><p>Advertisement</p></body></html>",
    ],
)
def test_a_page_without_a_report_says_so(page: str, read_bytes: ReadBytes) -> None:
    arrival = read_bytes(page.encode(), "page.html")
    assert arrival.article is None
    assert "report" in str(arrival.error)
    assert "page.html" in str(arrival.error)


ATTRIBUTES = (
    "<html><body><article><p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">Words</p></article></body></html>"
)
NESTED = "<html><body>" + "<div>" * 150_000 + "Words" + "</div>" * 150_000 + "</body></html>"


@pytest.mark.parametrize("page", [ATTRIBUTES, NESTED], ids=["100,000 attributes", "150,000 divs deep"])
def test_a_page_made_to_hurt_ends_within_its_limits_and_the_next_is_read(
    page: str, tmp_path: Path, report: str, read_bytes: ReadBytes
) -> None:
    (tmp_path / "a.html").write_text(page, "utf-8")
    (tmp_path / "b.html").write_text(f"<html><body><article><p>{report}</p></article></body></html>", "utf-8")
    began = time.monotonic()
    first, last = read([tmp_path / "a.html", tmp_path / "b.html"], limits=Limits(page_cpu_seconds=1))
    assert time.monotonic() - began < 15
    assert first.article is None
    assert isinstance(first.error, PageError)
    assert last.article is not None


def test_a_page_that_takes_too_long_by_the_clock_is_given_up(page: str) -> None:
    with pytest.raises(PageError, match=r"took longer than 0\.01 s"):
        take_apart(ATTRIBUTES, limits=Limits(page_seconds=0.01))
    assert take_apart(page).title == "Harbour talks end without a deal"


def test_a_page_that_needs_too_much_memory_is_given_up(page: str) -> None:
    many = "<html><body>" + "<p>word</p>" * 400_000 + "</body></html>"
    with pytest.raises(PageError):
        take_apart(many, limits=Limits(page_memory=150 * 1024 * 1024))
    assert take_apart(page).title == "Harbour talks end without a deal"


def test_one_child_serves_many_pages_and_a_killed_one_is_replaced(page: str) -> None:
    take_apart(page)
    child = child_of(os.getpid())
    assert child.process is not None
    first = child.process.pid
    take_apart(page)
    assert child.process.pid == first
    os.kill(first, signal.SIGKILL)
    child.process.wait()
    assert take_apart(page).text
    assert child.process.pid != first


def titles(page: str) -> list[str | None]:
    return [take_apart(page).title for _ in range(3)]


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_forked_processes_read_pages_side_by_side(page: str) -> None:
    take_apart(page)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        found = pool.map(titles, [page.replace("Harbour talks end", f"Talks {n} end") for n in range(4)])
    assert found == [[f"Talks {n} end without a deal"] * 3 for n in range(4)]
    assert take_apart(page).title == "Harbour talks end without a deal"


def test_no_child_outlives_the_one_who_asked_and_the_folder_hides_nothing(tmp_path: Path, page: str) -> None:
    (tmp_path / "page.html").write_text(page, "utf-8")
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong json')", "utf-8")
    script = (
        "import sys; sys.path.pop(0); import os\n"
        "from standoff.read import read; from standoff.read.html import child_of\n"
        "[arrival] = read(['page.html']); print(arrival.article.title); print(child_of(os.getpid()).process.pid)"
    )
    where = {**os.environ, "PYTHONPATH": str(Path(standoff.read.__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=where, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
    title, child = done.stdout.splitlines()
    assert title == "Harbour talks end without a deal"
    with pytest.raises(ProcessLookupError):
        os.kill(int(child), 0)


def test_every_page_of_the_shared_sets_is_read(shared: Path) -> None:
    pages = sorted((shared / "data" / "pages").rglob("*.html"))
    arrivals = list(read(pages))
    assert len(arrivals) == len(pages) > 140
    assert [str(arrival.error) for arrival in arrivals if arrival.article is None] == []
