"""The names in a report: people, groups and places."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.doc import Doc
from standoff.record import Mention
from standoff.stage import stage

# Five of the reader's nine classes of names -> kinds of mention; times and amounts have stages of their own.
KINDS = {
    "Person": "person",
    "Organization": "group",
    "NORP": "group",
    "Location": "place",
    "Facility": "place",
}


@stage(makes={Mention})
def mentions(doc: Doc) -> Iterator[Mention]:
    """Yield each name; an adjective ("Russian") names nobody by itself and is left out."""
    reading = doc.reading
    for name in reading.names:
        kind = KINDS.get(name.kind)
        if kind and not (name.kind == "NORP" and reading.upos[reading.head(name.words)] == "ADJ"):
            yield Mention(article=doc.article.id, stage="mentions", kind=kind, span=reading.span(name.words))
