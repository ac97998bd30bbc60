"""The refresh from a query service, played by a server on this machine that answers well and badly."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest

from standoff.actors.gazetteer import entries
from standoff.actors.wikidata import Manners, refresh
from standoff.errors import GazetteerError

SWIFT = Manners(page=2, pages=5, bytes=20_000, seconds=5, tries=3, wait=0.5, wait_at_most=60, pause=0.1)
Answer = Callable[[BaseHTTPRequestHandler, str], None]


def holder(number: int, name: str, **told: str) -> dict[str, dict[str, str]]:
    values = {"person": f"http://www.wikidata.org/entity/Q{number}", "name": name, "title": "President of Karrow"}
    values |= {"code": "KRW", "start": "2020-05-07T00:00:00Z", "startExact": "11"} | told
    return {key: {"type": "literal", "value": value} for key, value in values.items()}


def send(to: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    to.send_response(status)
    for name, value in {"Content_Length": str(len(body)), **headers}.items():
        to.send_header(name.replace("_", "-"), value)
    to.end_headers()
    to.wfile.write(body)


def results(to: BaseHTTPRequestHandler, rows: list[Any]) -> None:
    send(to, json.dumps({"head": {"vars": []}, "results": {"bindings": rows}}).encode())


class Service:
    """Plays the answers in turn, then an empty page for ever; remembers what was asked."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, dict[str, str]]] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.close_connection = True
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                query = parse_qs(body)["query"][0]
                service.asked.append((query, dict(self.headers)))
                if service.answers:
                    service.answers.pop(0)(self, query)
                else:
                    results(self, [])

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A client that hangs up is what the tests are about."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/sparql"


@pytest.fixture
def service() -> Iterator[Service]:
    played = Service()
    thread = Thread(target=played.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield played
    played.server.shutdown()
    played.server.server_close()
    thread.join()


ONE = holder(1, "Ilse Harrant", family="Harrant", end="2024-01-01T00:00:00Z", endExact="9")
TWO = holder(2, "Olav Trent", start="2024-02-01T00:00:00Z", startExact="10")
THREE = holder(3, "Mira Lund", code="not a code")


def test_pages_are_asked_for_until_one_is_short(service: Service, tmp_path: Path) -> None:
    service.answers = [lambda to, _: results(to, [ONE, TWO]), lambda to, _: results(to, [TWO, THREE])]
    waits: list[float] = []
    out = tmp_path / "persons.jsonl"
    assert refresh(out, service.url, SWIFT, waits.append) == 2
    harrant, trent = (entry for _, entry in entries(out))
    assert (harrant.id, harrant.country, harrant.aliases) == ("Q1", "KRW", {"surname": ("Harrant",)})
    assert [(role.office, role.start, role.end) for role in harrant.roles] == [("head of state", "2020-05-07", "2024")]
    assert trent.roles[0].start == "2024-02"
    assert [query.rsplit("LIMIT ", 1)[1] for query, _ in service.asked[:3]] == [
        "2 OFFSET 0",
        "2 OFFSET 2",
        "2 OFFSET 4",
    ]
    assert all(headers["User-Agent"].startswith("Standoff/") for _, headers in service.asked)
    assert waits == [SWIFT.pause] * 2


def test_what_passes_is_tried_again_and_later(service: Service, tmp_path: Path) -> None:
    service.answers = [
        lambda to, _: send(to, b"slow down", 429, Retry_After="7"),
        lambda to, _: send(to, b"oops", 500),
        lambda to, _: results(to, [ONE]),
    ]
    waits: list[float] = []
    assert refresh(tmp_path / "persons.jsonl", service.url, SWIFT, waits.append) == 1
    assert waits == [7, 1]


def test_a_connection_that_is_cut_is_tried_again(service: Service, tmp_path: Path) -> None:
    service.answers = [lambda to, _: send(to, b'{"results"', Content_Length="900"), lambda to, _: results(to, [ONE])]
    assert refresh(tmp_path / "persons.jsonl", service.url, SWIFT, lambda _: None) == 1


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda to, _: send(to, b"no", 403), "the server answers 403"),
        (lambda to, _: send(to, b"later", 503), "the server answers 503"),
        (lambda to, _: send(to, b"later", 429, Retry_After="90000"), "asks to wait 90000 s"),
        (lambda to, _: send(to, b"<html>sorry"), "wanted SPARQL results in JSON, got '<html>sorry'"),
        (lambda to, _: send(to, b'{"results": []}'), "wanted SPARQL results in JSON"),
        (lambda to, _: send(to, b" " * 50_000), "at most 20,000 bytes"),
        (lambda to, _: send(to, b"x", Content_Length="900"), "the connection failed"),
        (lambda to, _: results(to, [ONE, TWO]), "at most 5 pages"),
        (lambda to, _: results(to, []), "wanted office-holders, got none"),
    ],
)
def test_a_bad_answer_is_told_and_the_old_list_stays(
    service: Service, tmp_path: Path, answer: Answer, says: str
) -> None:
    service.answers = [answer] * 50
    out = tmp_path / "persons.jsonl"
    out.write_text("old\n", encoding="utf-8")
    with pytest.raises(GazetteerError) as told:
        refresh(out, service.url, SWIFT, lambda _: None)
    assert says in str(told.value)
    assert [path.name for path in tmp_path.iterdir()] == ["persons.jsonl"]
    assert out.read_text(encoding="utf-8") == "old\n"


def test_nobody_there_and_nowhere_to_write(service: Service, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="the connection failed"):
        refresh(tmp_path / "persons.jsonl", "http://127.0.0.1:1/sparql", SWIFT, lambda _: None)
    service.answers = [lambda to, _: results(to, [ONE])]
    with pytest.raises(GazetteerError, match="wanted a place to write"):
        refresh(tmp_path / "none" / "persons.jsonl", service.url, SWIFT, lambda _: None)
