"""The sentences of a report."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.doc import Doc
from standoff.record import Sentence
from standoff.stage import stage


@stage(makes={Sentence})
def sentences(doc: Doc) -> Iterator[Sentence]:
    """Yield each sentence the reader of English found."""
    for words in doc.reading.sentences:
        yield Sentence(article=doc.article.id, stage="sentences", span=doc.reading.span(words))
