"""The sample crisis: what it promises to whoever tests on it."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from importlib.resources import files

from standoff.demo import TELLING

FOLDER = files("standoff.demo")
REPORTS = [json.loads(line) for line in FOLDER.joinpath("reports.jsonl").read_text(encoding="utf-8").splitlines()]
PAGE = FOLDER.joinpath("observers-count.html").read_text(encoding="utf-8")


def shared(first: str, second: str) -> float:
    """How many of the sentences of `second` stand in `first` word for word, as a part of all of them."""
    sentences = re.split(r"(?<=[.”\"])\s+", second)
    return sum(sentence in first for sentence in sentences) / len(sentences)


def test_it_is_a_crisis_of_nine_days_in_fourteen_short_reports() -> None:
    days = [date.fromisoformat(report["date"]) for report in REPORTS]
    assert len(REPORTS) == 13
    assert days == sorted(days)
    assert (days[-1] - days[0]).days == 9
    assert all(120 <= len(report["text"].split()) <= 350 for report in REPORTS)


def test_weekdays_and_dates_in_the_reports_agree() -> None:
    weekday = re.compile(r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),? (\d+) May 2031")
    for day, number in weekday.findall(" ".join(report["text"] for report in REPORTS) + PAGE):
        assert date(2031, 5, int(number)).strftime("%A") == day


def test_every_address_is_one_that_nobody_can_own() -> None:
    hosts = {report["url"].split("/")[2] for report in REPORTS} | set(re.findall(r"https://([^/\"]+)", PAGE))
    assert all(host.endswith((".example", "schema.org")) for host in hosts)


def test_one_report_was_revised_in_silence() -> None:
    (address, times), *_ = Counter(report["url"] for report in REPORTS).most_common(1)
    first, second = (report for report in REPORTS if report["url"] == address)
    assert times == 2
    assert first["title"] == second["title"]
    assert "3,200" in first["text"]
    assert "2,000" in second["text"]


def test_three_reports_are_copies_of_the_wire() -> None:
    by_address = {report["url"].split("//")[1]: report["text"] for report in REPORTS}
    copies = {
        "karrow-gazette.example/news/dam-repairs-begin": "northwire.example/2031/05/05/veldmark-lowers-gates",
        "meridian-post.example/world/orsania-pullback": "northwire.example/2031/05/08/orsania-withdrawal-doubted",
        "belmora-today.example/news/brigade-home": "northwire.example/2031/05/08/orsania-withdrawal-doubted",
    }
    for copy, wire in copies.items():
        assert shared(by_address[wire], by_address[copy]) > 0.3


def test_the_reports_that_the_demo_shows_are_there() -> None:
    assert all(address in PAGE or address in {report["url"] for report in REPORTS} for address in TELLING)
