"""Bytes become text in the right letters, or an error that says what they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import SourceError
from standoff.read import Arrival
from standoff.read.text import check_is_text, decode, headline

ReadBytes = Callable[..., Arrival]
SAYING = "Le ministre a déclaré : « Nous resterons. » The “minister” said – naïvely – that Żółw and Kyiv’s café stay. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_unicode_is_read_by_its_mark(encoding: str) -> None:
    raw = SAYING.encode(encoding)
    if encoding == "utf-16-le":
        raw = b"\xff\xfe" + raw
    assert decode(raw) == (SAYING, None)


def test_windows_letters_are_read_and_the_guess_is_told(read_bytes: ReadBytes, report: str) -> None:
    arrival = read_bytes((report * 3).encode("cp1252"))
    assert arrival.article is not None
    assert "“We came with an open hand and found a closed door,”" in arrival.article.text
    assert [problem.message for problem in arrival.problems] == [
        f"not UTF-8 (byte {report.encode('cp1252').index(0x97)}); read as cp1252, a guess from its bytes"
    ]
    assert arrival.problems[0].article == arrival.article.id


def test_russian_in_its_old_encoding_is_read() -> None:
    text = "Министр сказал, что войска останутся в городе до конца недели. " * 5
    assert decode(text.encode("cp1251"))[0] == text


def test_the_encoding_a_page_declares_is_believed_and_latin1_is_what_browsers_make_of_it() -> None:
    assert decode("Żółw".encode("iso-8859-2"), declared="iso-8859-2") == ("Żółw", None)
    assert decode("“No”".encode("cp1252"), declared="ISO-8859-1") == ("“No”", None)


def test_damaged_utf8_stays_utf8() -> None:
    raw = ("“Nous resterons”, a déclaré le ministre à Genève. " * 20).encode() + b"\xff end"
    text, fault = decode(raw)
    assert text.startswith("“Nous resterons”, a déclaré")
    assert fault is not None
    assert "damaged" in fault


@pytest.mark.parametrize(
    ("raw", "seems"),
    [
        (b"", "is empty"),
        (b" \n\t ", "white space"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\x00", "zip"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"BZh91AY&SY", "bzip2"),
        (b"\x00" * 4096, "binary"),
        (bytes(range(256)) * 20, "binary"),
        ("Report".encode("utf-16-le") * 20, "UTF-16 without its mark"),
        (b"RIFF\x00\x00\x00\x00WEBP", "picture"),
    ],
)
def test_what_is_no_text_is_named(raw: bytes, seems: str, read_bytes: ReadBytes) -> None:
    arrival = read_bytes(raw)
    assert arrival.article is None
    assert seems in str(arrival.error)
    assert "report.txt" in str(arrival.error)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_clear_error(raw: bytes) -> None:
    try:
        check_is_text(raw)
        text, _ = decode(raw)
    except SourceError as error:
        assert str(error)  # noqa: PT017 - either of the two may come
    else:
        assert text is not None


def test_the_headline_of_a_plain_text_is_its_title_and_stays_in_it(read_bytes: ReadBytes, report: str) -> None:
    arrival = read_bytes(report.encode())
    assert arrival.article is not None
    assert arrival.article.title == "Harbour talks end without a deal"
    assert arrival.article.text.startswith("Harbour talks end without a deal\n\nMIRAVA —")


@pytest.mark.parametrize(
    "text",
    [
        "The strike goes on.\n\nIt is the third day of it, and nobody is talking to anybody.",
        "One line and no more",
        f"{'The ferry union and the port authority of Mirava ended their talks ' * 3}\nand on and on.",
    ],
)
def test_a_first_sentence_is_no_title(text: str) -> None:
    assert headline(text) is None


def test_english_in_windows_1252_keeps_its_quotation_marks_and_accents() -> None:
    raw = "The minister said “we will wait” on Friday, and the café stayed shut.".encode("cp1252")
    text, fault = decode(raw)
    assert text == "The minister said “we will wait” on Friday, and the café stayed shut."
    assert fault is not None
    assert "cp1252" in fault
