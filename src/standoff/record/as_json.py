"""The record of one report as JSON: what `standoff read --json` prints, one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from standoff.codes import cameo, event_types, intensity, plover_code
from standoff.record.actor import Actor
from standoff.record.article import Article, Dating, Span
from standoff.record.claims import Event, Statement
from standoff.record.finding import Finding, Problem
from standoff.record.links import Identity
from standoff.record.words import Amount, Mention, When, Where
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
    statements = sorted(_those(Statement, found), key=_where_it_starts)
    events = sorted(_those(Event, found), key=lambda event: (event.trigger, event.type))
    names = {statement.id: f"s{n}" for n, statement in enumerate(statements, 1)}
    told = _Told(
        actors,
        meant,
        names,
        {when.span: when for when in _those(When, found)},
        {where.span: where for where in _those(Where, found)},
        {amount.span: amount for amount in _those(Amount, found)},
    )
    return {
        "standoff": __version__,
        "article": _article(article),
        "actors": {key: _actor(actor) for key, actor in actors.items()},
        "mentions": _mentions(found, meant),
        "statements": [_statement(f"s{n}", one, names, meant) for n, one in enumerate(statements, 1)],
        "events": [_event(f"e{n}", one, told) for n, one in enumerate(events, 1)],
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


def _mentions(found: Sequence[Finding], meant: Mapping[Span, list[str]]) -> list[Record]:
    """Names, times, places and amounts in the order of the text; a name and the place it stands for are one."""
    placed = {where.span: where for where in _those(Where, found)}
    rows: list[tuple[Span, str, Record]] = []
    for mention in _those(Mention, found):
        more = _place(placed.pop(mention.span)) if mention.kind == "place" and mention.span in placed else {}
        alone = meant.get(mention.span, [])
        rows.append((mention.span, mention.kind, {"actor": alone[0] if len(alone) == 1 else None, **more}))
    rows += [(where.span, "place", {"actor": None, **_place(where)}) for where in placed.values()]
    rows += [(when.span, "time", {"actor": None, **_time(when)}) for when in _those(When, found)]
    rows += [(one.span, "amount", {"actor": None, **_amount(one)}) for one in _those(Amount, found)]
    rows.sort(key=lambda row: row[:2])
    return [{"id": f"m{n}", "kind": kind, "span": _span(at), **more} for n, (at, kind, more) in enumerate(rows, 1)]


def _place(where: Where) -> Record:
    return {
        "name": where.name,
        "lat": where.lat,
        "lon": where.lon,
        "country": where.country,
        "geonameid": where.geonameid,
        "feature": where.feature,
        "relation": where.relation,
    }


def _time(when: When) -> Record:
    return {
        "timex_type": when.timex_type,
        "timex_value": when.timex_value,
        "from": _day(when.first),
        "to": _day(when.last),
        "begins": when.begins.isoformat() if when.begins else None,
        "ends": when.ends.isoformat() if when.ends else None,
        "fuzzy": when.fuzzy,
    }


def _amount(amount: Amount) -> Record:
    return {"value": amount.value, "high": amount.high, "unit": amount.unit, "bound": amount.bound}


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


@dataclass(frozen=True, slots=True)
class _Told:
    """What the parts of an event are looked up in, each by its span; `names` has the statements by their ids."""

    actors: Mapping[str, Actor]
    meant: Mapping[Span, list[str]]
    names: Mapping[str, str]
    times: Mapping[Span, When]
    places: Mapping[Span, Where]
    amounts: Mapping[Span, Amount]


def _event(name: str, event: Event, told: _Told) -> Record:
    return {
        "id": name,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "cameo": cameo(event.type, event.mode),
        "quad": event_types()[event.type].quad,
        "intensity": intensity(event.type, event.mode),
        "coded": plover_code(event.type, event.status),
        "trigger": _spans(event.trigger),
        "actors": _parties(event.agents, told),
        "recipients": _parties(event.recipients, told),
        "reciprocal": event.reciprocal,
        "when": _when(event.time, told),
        "where": _site(event.place, told),
        "amounts": [
            {**_amount(told.amounts[span]), "span": _span(span)} for span in event.amounts if span in told.amounts
        ],
        "status": event.status,
        "inside": told.names.get(event.inside or ""),
        "confidence": event.confidence,
    }


def _parties(spans: Iterable[Span], told: _Told) -> list[Record]:
    """Whom the words for one side of an event mean, each once; with nobody known the words alone."""
    found: dict[object, Record] = {}
    for span in spans:
        known = [told.actors[key] for key in told.meant.get(span, ())]
        for one in known:
            codes = {"actor": one.key, "country": one.country, "sector": one.sector, "span": _span(span)}
            found.setdefault(one.key, codes)
        if not known:
            found[span] = {"actor": None, "country": None, "sector": None, "span": _span(span)}
    return list(found.values())


def _when(span: Span | None, told: _Told) -> Record | None:
    when = told.times.get(span) if span else None
    return None if when is None else {"from": _day(when.first), "to": _day(when.last), "span": _span(when.span)}


def _site(span: Span | None, told: _Told) -> Record | None:
    where = told.places.get(span) if span else None
    return None if where is None else {**_place(where), "span": _span(where.span)}


def _problem(problem: Problem) -> Record:
    return {"stage": problem.stage, "message": problem.message, "span": _span(problem.span)}


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
