"""Heads of state and government, foreign and defence ministers from Wikidata's query service -> gazetteer lines."""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standoff.actors.gazetteer import checked
from standoff.errors import GazetteerError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

WIKIDATA_SPARQL = "https://query.wikidata.org/sparql"
AGENT = "Standoff/0.1 (refreshes a list of office-holders; a few queries a month)"
PASSING = frozenset({429, 500, 502, 503, 504})
CHUNK = 65_536
# P1906 and P1313: a country's office of head of state and of government.  The classes are "foreign minister" and
# "minister of defence"; P1001 is the country an office is of, P298 its alpha-3 code.
OFFICES = {
    "head of state": "?state wdt:P1906 ?office .",
    "head of government": "?state wdt:P1313 ?office .",
    "foreign minister": "?office wdt:P279* wd:Q7330070 ; wdt:P1001 ?state .",
    "defence minister": "?office wdt:P279* wd:Q2518691 ; wdt:P1001 ?state .",
}
QUERY = """\
SELECT ?person ?name ?family ?title ?code ?start ?startExact ?end ?endExact WHERE {{
  {office}
  ?state wdt:P298 ?code .
  ?person p:P39 ?held . ?held ps:P39 ?office .
  ?person rdfs:label ?name . FILTER(LANG(?name) = "en")
  ?office rdfs:label ?title . FILTER(LANG(?title) = "en")
  OPTIONAL {{ ?person wdt:P734 ?surname . ?surname rdfs:label ?family . FILTER(LANG(?family) = "en") }}
  OPTIONAL {{ ?held pqv:P580 [ wikibase:timeValue ?start ; wikibase:timePrecision ?startExact ] }}
  OPTIONAL {{ ?held pqv:P582 [ wikibase:timeValue ?end ; wikibase:timePrecision ?endExact ] }}
}}
ORDER BY ?person ?code ?start ?family LIMIT {limit} OFFSET {offset}"""
ENTITY = re.compile(r"http://www\.wikidata\.org/entity/(Q\d+)")
LETTERS_OF_PRECISION = {9: 4, 10: 7, 11: 10}  # Wikidata's year, month and day


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How the service is asked: rows a page, pages an office, bytes and seconds an answer, tries, waits."""

    page: int = 2_000
    pages: int = 100
    bytes: int = 32 * 1024 * 1024
    seconds: float = 70.0  # the service itself gives up after 60
    tries: int = 5
    wait: float = 5.0  # doubled with each try
    wait_at_most: float = 300.0
    pause: float = 1.0  # between two pages


def refresh(
    out: Path,
    endpoint: str = WIKIDATA_SPARQL,
    manners: Manners | None = None,
    sleep: Callable[[float], object] = time.sleep,
) -> int:
    """Write the office-holders that `endpoint` knows to `out`, as gazetteer lines; how many persons they are.

    The file appears whole or not at all, and an older one stays until then.  Raises `GazetteerError` for an endpoint
    that does not answer, answers too much or something other than SPARQL results in JSON, and for a place that cannot
    be written.
    """
    manners = manners or Manners()
    as_of = datetime.now(UTC).strftime("%Y-%m")
    persons: dict[str, dict[str, Any]] = {}
    for office, pattern in OFFICES.items():
        for row in _all_rows(endpoint, pattern, manners, sleep):
            _note(persons, row, office, as_of)
    if not persons:
        raise GazetteerError(f"{endpoint}: wanted office-holders, got none")
    for person in persons.values():
        checked(person, endpoint)
    write_whole(out, persons.values())
    return len(persons)


def write_whole(out: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as JSON lines; the file appears whole or not at all.  Raises `GazetteerError`."""
    unfinished: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=out.name, suffix=".part")
        unfinished = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        unfinished.chmod(0o644)
        unfinished.replace(out)
    except OSError as error:
        raise GazetteerError(f"{out}: wanted a place to write; {error}") from error
    finally:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)


def _all_rows(
    endpoint: str, pattern: str, manners: Manners, sleep: Callable[[float], object]
) -> Iterator[Mapping[str, str]]:
    from urllib3 import PoolManager

    with PoolManager(headers={"User-Agent": AGENT, "Accept": "application/sparql-results+json"}) as pool:
        for page in range(manners.pages):
            if page:
                sleep(manners.pause)
            query = QUERY.format(office=pattern, limit=manners.page, offset=page * manners.page)
            found = _rows_of(_asked(pool, endpoint, query, manners, sleep), endpoint)
            yield from found
            if len(found) < manners.page:
                return
    raise GazetteerError(f"{endpoint}: wanted at most {manners.pages} pages of {manners.page} rows; there are more")


def _asked(pool: PoolManager, endpoint: str, query: str, manners: Manners, sleep: Callable[[float], object]) -> bytes:
    """The answer to one query; what may pass is tried again, later each time, or when the service says."""
    from urllib3.exceptions import HTTPError

    problem = ""
    for attempt in range(manners.tries):
        wait = manners.wait * 2**attempt
        try:
            response = pool.request(
                "POST",
                endpoint,
                fields={"query": query},
                encode_multipart=False,
                preload_content=False,
                redirect=False,
                retries=False,
                timeout=manners.seconds,
            )
            try:
                if response.status == 200:
                    return _body(response, endpoint, manners)
                problem = f"the server answers {response.status} {response.reason or ''}".rstrip()
                if response.status not in PASSING:
                    break
                wait = max(wait, _asked_to_wait(response.headers.get("Retry-After")))
            finally:
                response.close()
        except (HTTPError, OSError) as error:
            problem = f"the connection failed: {str(error)[:200] or type(error).__name__}"
        if attempt + 1 < manners.tries:
            if wait > manners.wait_at_most:
                problem += f", and asks to wait {wait:g} s"
                break
            sleep(wait)
    raise GazetteerError(f"{endpoint}: wanted SPARQL results; {problem}")


def _body(response: BaseHTTPResponse, endpoint: str, manners: Manners) -> bytes:
    pieces: list[bytes] = []
    size, ends = 0, time.monotonic() + manners.seconds
    while piece := response.read(CHUNK, decode_content=True):
        pieces.append(piece)
        size += len(piece)
        if size > manners.bytes:
            raise GazetteerError(f"{endpoint}: wanted at most {manners.bytes:,} bytes a page; the server sends more")
        if time.monotonic() > ends:
            raise GazetteerError(f"{endpoint}: wanted a page within {manners.seconds:g} s; it took longer")
    return b"".join(pieces)


def _asked_to_wait(told: str | None) -> float:
    """Seconds in a Retry-After header: a number, or a date (RFC 9110, 10.2.3)."""
    if told is None:
        return 0.0
    if told.strip().isdigit():
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0


def _rows_of(body: bytes, endpoint: str) -> list[Mapping[str, str]]:
    try:
        bindings = json.loads(body)["results"]["bindings"]
        return [{key: str(one["value"]) for key, one in binding.items()} for binding in bindings]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        start = body[:60].decode("utf-8", "replace")
        raise GazetteerError(f"{endpoint}: wanted SPARQL results in JSON, got {start!r} ({error!r})") from error


def _note(persons: dict[str, dict[str, Any]], row: Mapping[str, str], office: str, as_of: str) -> None:
    """Add what one row tells; rows without an English name or with a code that is none are passed over."""
    found = ENTITY.fullmatch(row.get("person", ""))
    code, name = row.get("code", ""), row.get("name", "").strip()
    if not found or not name or not re.fullmatch("[A-Z]{3}", code):
        return
    person = persons.setdefault(
        found[1],
        {"id": found[1], "name": name, "kind": "person", "country": code, "sector": "GOV", "aliases": {}, "roles": []},
    )
    family = row.get("family", "").strip()
    if family and family in name and family not in person["aliases"].get("surname", ()):
        person["aliases"].setdefault("surname", []).append(family)
    role = {
        "title": row.get("title", office),
        "office": office,
        "country": code,
        "sector": "GOV",
        "from": _day(row.get("start"), row.get("startExact")),
        "to": _day(row.get("end"), row.get("endExact")),
        "as_of": as_of,
    }
    ends_before = role["from"] and role["to"] and str(role["to"]) < str(role["from"])[: len(str(role["to"]))]
    if not ends_before and role not in person["roles"]:
        person["roles"].append(role)


def _day(told: str | None, precision: str | None) -> str | None:
    """A time of Wikidata as far as it is exact: "2012-05" for a month; None for less than a year."""
    length = LETTERS_OF_PRECISION.get(int(precision)) if precision and precision.isdigit() else None
    if not told or not length or not re.match(r"\d{4}-\d{2}-\d{2}T", told):
        return None
    return told[:length].removesuffix("-00").removesuffix("-00")
