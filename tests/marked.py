"""Reports written for tests: the words with their marks, `[source Kyiv] [cue said] [content it was ready.]`."""

from __future__ import annotations

import re
from dataclasses import replace

from standoff import Actor, Article, Finding, Identity, Mention, Report, Span, Statement

MARK = re.compile(r"\[(source|cue|content) ([^]]+)\]")


def report_of(
    marked: str, *, actors: dict[str, Actor] | None = None, confidence: float | None = None, **about: object
) -> Report:
    """The report that `marked` marks: each line that has marks holds one statement.

    `actors` says who the words of a source mean; `about` goes to the `Article`.
    """
    text, statements, sources = "", list[Statement](), list[Span]()
    for line in marked.strip("\n").split("\n"):
        parts: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
        here = 0
        for mark in MARK.finditer(line):
            text += line[here : mark.start()]
            parts[mark[1]].append(Span(len(text), len(text) + len(mark[2])))
            text += mark[2]
            here = mark.end()
        text += line[here:] + "\n"
        if parts["content"]:
            source, cue, content = (tuple(found) for found in parts.values())
            form = form_of(text, content)
            statements.append(
                Statement(article="", source=source, cue=cue, content=content, form=form, confidence=confidence)
            )
            sources += parts["source"]
    article = Article(text=text.rstrip("\n"), **about)  # type: ignore[arg-type]
    found: list[Finding] = list(statements)
    for span in sources:
        found.append(Mention(article="", kind="person", span=span))
        if actor := (actors or {}).get(text[span.start : span.end]):
            found.append(Identity(article="", span=span, actors=(actor.key,), because="the test says so"))
    found += (actors or {}).values()
    return Report(article, tuple(replace(finding, article=article.id, stage="test") for finding in found))


def form_of(text: str, content: tuple[Span, ...]) -> str:
    """Direct, mixed or indirect, by the quotation marks."""
    words = [text[start:end] for start, end in content]
    if all(word[0] in '“"' for word in words):
        return "direct"
    return "mixed" if any(mark in word for word in words for mark in '“"') else "indirect"
