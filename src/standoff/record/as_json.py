"""The record of one report as JSON: what `standoff read --json` prints, one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from standoff.record.actor import Actor
from standoff.record.article import Article, Dating, Span
from standoff.record.claims import Statement
from standoff.record.finding import Finding, Problem
from standoff.record.links import Identity
from standoff.record.words import Mention
from standoff.version import __version__

Record = dict[str, Any]
F = TypeVar("F", bound=Finding)

# Half a surrogate pair cannot be written as UTF-8, and some readers take the others for the end of a line.
ESCAPED = re.compile("[\ud800-\udfff\x7f-\x9f\u2028\u2029]")


def record_of(article: Article, findings: Iterable[Finding]) -> Record:
    """The record of `article` and what was found in it: keys as in `schema.json`, offsets in code points of its text.

    Where two findings say different things of the same words (two actors with one key, two identities of one span),
    the later one counts: a correction is a second finding.
    """
    found = tuple(findings)
    actors = {actor.key: actor for actor in _those(Actor, found)}
    meant = {one.span: [key for key in one.actors if key in actors] for one in _those(Identity, found)}
    mentions = sorted(_those(Mention, found), key=lambda mention: (mention.span, mention.kind))
    statements = sorted(_those(Statement, found), key=_where_it_starts)
    names = {statement.id: f"s{n}" for n, statement in enumerate(statements, 1)}
    return {
        "standoff": __version__,
        "article": _article(article),
        "actors": {key: _actor(actor) for key, actor in actors.items()},
        "mentions": [_mention(f"m{n}", mention, meant) for n, mention in enumerate(mentions, 1)],
        "statements": [_statement(f"s{n}", one, names, meant) for n, one in enumerate(statements, 1)],
        "events": [],
        "demands": [],
        "forecasts": [],
        "disputes": [],
        "problems": [_problem(problem) for problem in _those(Problem, found)],
    }


def write_line(record: Record) -> str:
    """`record` as one line of JSON, without its line end; every string of it can be written as UTF-8."""
    line = json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return ESCAPED.sub(lambda odd: f"\\u{ord(odd[0]):04x}", line)


def _those(kind: type[F], findings: Sequence[Finding]) -> list[F]:
    return [finding for finding in findings if isinstance(finding, kind)]


def _where_it_starts(statement: Statement) -> tuple[Span, ...]:
    return tuple(sorted((*statement.source, *statement.cue, *statement.content)))


def _article(article: Article) -> Record:
    return {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "published": _day(article.published),
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "dating": _dating(article.dating),
        "language": article.language,
        "source": article.source or None,
        "text": article.text,
    }


def _dating(dating: Dating | None) -> Record | None:
    if dating is None:
        return None
    return {"source": dating.source, "because": dating.because, "year": dating.year, "span": _span(dating.span)}


def _actor(actor: Actor) -> Record:
    return {
        "name": actor.name,
        "kind": None if actor.kind == "unknown" else actor.kind,
        "country": actor.country,
        "sector": actor.sector,
        "roles": list(actor.roles),
    }


def _mention(name: str, mention: Mention, meant: Mapping[Span, list[str]]) -> Record:
    record: Record = {
        "id": name,
        "kind": mention.kind,
        "span": _span(mention.span),
        "actor": alone[0] if len(alone := meant.get(mention.span, [])) == 1 else None,
    }
    if mention.kind == "time":
        record["timex_type"] = mention.timex_type
        record["timex_value"] = mention.timex_value
        record["from"] = _day(mention.first)
        record["to"] = _day(mention.last)
    return record


def _statement(name: str, statement: Statement, names: Mapping[str, str], meant: Mapping[Span, list[str]]) -> Record:
    def those(spans: Iterable[Span]) -> list[str]:
        return list(dict.fromkeys(key for span in spans for key in meant.get(span, ())))

    return {
        "id": name,
        "form": statement.form,
        "act": statement.act,
        "act_confidence": statement.act_confidence,
        "source": _spans(statement.source),
        "cue": _spans(statement.cue),
        "content": _spans(statement.content),
        "addressee": _spans(statement.addressee),
        "speakers": those(statement.source),
        "addressees": those(statement.addressee),
        "through": [{"actor": next(iter(those([span])), None), "span": _span(span)} for span in statement.through],
        "when": None,
        "inside": names.get(statement.inside or ""),
        "confidence": statement.confidence,
    }


def _problem(problem: Problem) -> Record:
    return {"stage": problem.stage, "message": problem.message, "span": _span(problem.span)}


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
