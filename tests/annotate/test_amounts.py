"""Amounts: what is counted, how many, and how the number bounds the truth."""

from __future__ import annotations

from datetime import date

import pytest

from standoff.annotate.amounts import amounts
from standoff.doc import Doc
from standoff.language.reader import Reader
from standoff.record import Amount, Article, Span, When


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def found(
    reader: Reader, text: str, *times: str
) -> list[tuple[str, float | None, float | None, str | None, str | None]]:
    """The amounts of a text in which these words are times."""
    (reading,) = reader.read([text])
    doc = Doc(Article(text=text), reading)
    for words in times:
        start = text.index(words)
        span = Span(start, start + len(words))
        doc.findings.append(When(article=doc.article.id, span=span, timex_type="DATE", first=date(2031, 5, 2)))
    doc.findings += amounts(doc)
    return [(doc.text(one.span), one.value, one.high, one.unit, one.bound) for one in doc.find(Amount)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ostra withdrew 10,000 troops.", ("10,000 troops", 10_000, None, "troops", "exactly")),
        ("At least 12 people were killed.", ("At least 12 people", 12, None, "killed", "at least")),
        ("The blast left 5 dead.", ("5 dead", 5, None, "killed", "exactly")),
        ("Police arrested more than 30 protesters.", ("more than 30 protesters", 30, None, "arrested", "more than")),
        ("It sent up to 40 howitzers.", ("up to 40 howitzers", 40, None, "howitzers", "at most")),
        ("It pledged $3.5 billion.", ("$3.5 billion", 3.5e9, None, "USD", "exactly")),
        ("The bridge cost about 2 million euros.", ("about 2 million euros", 2e6, None, "EUR", "about")),
        ("Between 20 and 30 houses burned.", ("Between 20 and 30 houses", 20, 30, "houses", None)),
        ("Dozens of villagers were wounded.", ("Dozens of villagers", 24, None, "wounded", "at least")),
        ("Some 25 percent of voters stayed home.", ("Some 25 percent", 25, None, "percent", "about")),
        ("It sent 12 aircraft and 500 million US dollars.", ("12 aircraft", 12, None, "aircraft", "exactly")),
        ("It sent 12 aircraft and 500 million US dollars.", ("500 million US dollars", 5e8, None, "USD", "exactly")),
        ("At least 20 to 30 houses burned.", ("At least 20 to 30 houses", 20, 30, "houses", "at least")),
        ("The camp lies 30km from Belmar.", ("30km", 30, None, "km", "exactly")),
        (
            "Some 150,000 to 190,000 soldiers wait.",
            ("Some 150,000 to 190,000 soldiers", 150_000, 190_000, "soldiers", "about"),
        ),
    ],
)
def test_an_amount_has_number_unit_and_bound(reader: Reader, text: str, expected: tuple[object, ...]) -> None:
    assert expected in found(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 2231 was read out.",
        "Jonas Tiel, 42, owns the mill.",
        "A 19-year-old student drove a T-72.",
        "The two ministers met in Belmar.",
        "One of them left.",
    ],
)
def test_numbers_that_count_nothing_are_no_amounts(reader: Reader, text: str) -> None:
    assert found(reader, text) == []


def test_a_date_is_no_amount(reader: Reader) -> None:
    text = "On 2 May 2031 the gates were shut."
    assert found(reader, text, "2 May 2031") == []


@pytest.mark.parametrize("text", ["9" * 5000, "a " * 3000, "hundred " * 2000, "1,1,1,1" * 500, "$" * 900, "- " * 900])
def test_odd_texts_end(reader: Reader, text: str) -> None:
    found(reader, text)
