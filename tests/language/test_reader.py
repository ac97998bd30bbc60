"""The trained reader holds its words to the text, whatever the text, and does not care what it is read with."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from standoff.errors import WeightsError
from standoff.language.reader import Reader
from standoff.language.reading import Reading

REPORT = (
    "BELMAR, May 3 — Foreign Minister Ana Torvald said on Friday that the gates would stay shut. “We will not be "
    "hurried,” she told reporters in Belmar.\n\nA spokesman for the Ostran army denied that any troops had moved."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def words(reading: Reading, first: int, last: int) -> str:
    return " ".join(reading.words.forms[first:last])


def test_the_parts_of_a_reading_fit_each_other(reader: Reader) -> None:
    (reading,) = reader.read([REPORT])
    count = len(reading.words)
    assert len(reading.upos) == len(reading.xpos) == len(reading.deprel) == len(reading.heads) == count
    assert [i for first, last in reading.sentences for i in range(first, last)] == list(range(count))
    for first, last in reading.sentences:
        assert sum(reading.heads[i] < 0 for i in range(first, last)) == 1


def test_it_knows_english_news(reader: Reader) -> None:
    (reading,) = reader.read([REPORT])
    assert [words(reading, *s).split()[-1] for s in reading.sentences] == [".", ".", "."]
    assert ("Person", "Ana Torvald") in [(name.kind, words(reading, *name.words)) for name in reading.names]
    verb = reading.words.forms.index("denied")
    subject = reading.words.forms.index("spokesman")
    assert (reading.upos[verb], reading.heads[subject], reading.deprel[subject]) == ("VERB", verb, "nsubj")


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=400))
@example("“Не стреляйте”, he said. 他說: \u202eabc\u202c \ud800 👩‍👩‍👧\u0301\n\n\x00\x1b[2J “We go,” said Zoë.")
@example("x" * 100_000)
@example(" \n\t ")
def test_every_mark_lies_in_the_text(reader: Reader, text: str) -> None:
    (reading,) = reader.read([text])
    ranges = [*reading.sentences, *(name.words for name in reading.names)]
    ranges += [r for one in reading.attributions for r in (*one.source, *one.cue, *one.content)]
    for first, last in ranges:
        span = reading.span((first, last))
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].startswith(reading.words.forms[first])


def test_a_text_reads_the_same_alone_and_among_others(reader: Reader) -> None:
    others = ["", "Rain fell. " * 300, "“No,” he said."]
    (alone,) = reader.read([REPORT])
    (_, _, among, _) = reader.read([others[0], others[1], REPORT, others[2]])
    assert (among.heads == alone.heads).all()
    assert among.names == alone.names
    assert among.attributions == alone.attributions


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"reading\.onnx"):
        Reader(tmp_path)
