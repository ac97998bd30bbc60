"""An address is fetched from a public host only, counted and timed; a real server plays the bad ones."""

from __future__ import annotations

import gzip
import ipaddress
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from standoff.errors import FetchError
from standoff.read import Arrival, Limits, read
from standoff.read.fetch import fetch, is_public

LOCAL = Limits(private_addresses=True, fetch_seconds=5, bytes=1_000_000)


class Answers(BaseHTTPRequestHandler):
    """Answers each path as its name says."""

    protocol_version = "HTTP/1.1"
    page = ""
    asked: ClassVar[list[dict[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append(dict(self.headers))
        self.close_connection = True
        getattr(self, self.path.strip("/").partition("/")[0].partition("?")[0])()

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Type": "text/html", "Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def report(self) -> None:
        self.send(self.page.encode(), Content_Type="text/html; charset=utf-8")

    def text(self) -> None:
        self.send(
            "“No,” said the café owner, and that was the end of it.".encode("cp1252"),
            Content_Type="text/plain; charset=windows-1252",
        )

    def lines(self) -> None:
        self.send(b'{"text": "It rained."}\n{"text": ', Content_Type="application/x-ndjson")

    def packed(self) -> None:
        self.send(gzip.compress(self.page.encode()), Content_Encoding="gzip")

    def moved(self) -> None:
        self.send(b"", 302, Location="/report")

    def round(self) -> None:
        self.send(b"", 302, Location="/round")

    def missing(self) -> None:
        self.send(b"gone", 404)

    def picture(self) -> None:
        self.send(b"\x89PNG", Content_Type="image/png")

    def bomb(self) -> None:
        self.send(gzip.compress(b"\x20" * 200_000_000), Content_Encoding="gzip")

    def twice(self) -> None:
        self.send(gzip.compress(gzip.compress(b"x")), Content_Encoding="gzip, gzip")

    def endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        for _ in range(1000):
            self.wfile.write(b"no end " * 10_000)

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b".")
            time.sleep(0.05)

    def slow(self) -> None:
        for _ in range(200):
            self.wfile.write(b"H")
            self.wfile.flush()
            time.sleep(0.05)

    def cut(self) -> None:
        self.send(b"<html>", Content_Length="5000")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what the tests are about."""


@pytest.fixture
def at(page: str) -> Iterator[Callable[[str], str]]:
    """The address of a path on a server of this machine."""
    Answers.page, Answers.asked = page, []
    with Server(("127.0.0.1", 0), Answers) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield lambda path: f"http://127.0.0.1:{server.server_port}/{path}"
        server.shutdown()
        thread.join()


def only(url: str, limits: Limits = LOCAL) -> Arrival:
    [arrival] = read([url], limits=limits)
    return arrival


@pytest.mark.parametrize("path", ["report", "packed", "moved"])
def test_a_page_is_read_plain_packed_and_moved(at: Callable[[str], str], path: str) -> None:
    arrival = only(at(path))
    assert arrival.article is not None
    assert arrival.article.text.startswith("Harbour talks end without a deal\n\nMIRAVA — The ferry union")
    assert (arrival.source, arrival.article.url) == (at(path), "https://post.example/harbour")
    assert Answers.asked[0]["User-Agent"].startswith("Standoff/")
    assert Answers.asked[0]["Host"] == at("").removeprefix("http://").strip("/")


def test_the_encoding_the_server_names_is_used(at: Callable[[str], str]) -> None:
    arrival = only(at("text"))
    assert arrival.article is not None
    assert arrival.article.text.startswith("“No,” said the café owner")
    assert arrival.article.url == at("text")
    assert arrival.problems == ()


def test_json_lines_are_read_from_an_address(at: Callable[[str], str]) -> None:
    first, last = read([at("lines")], limits=LOCAL)
    assert first.article is not None
    assert last.error is not None
    assert last.source == at("lines") + ":2"


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("missing", "the server answers 404"),
        ("picture", "the server sends image/png"),
        ("round", "within 5 redirects"),
        ("bomb", "wanted at most 1,000,000 bytes"),
        ("twice", "the server sends 'gzip, gzip'"),
        ("endless", "wanted at most 1,000,000 bytes"),
        ("cut", "the connection failed"),
    ],
)
def test_what_a_bad_server_sends_is_an_error_that_says_so(at: Callable[[str], str], path: str, wanted: str) -> None:
    arrival = only(at(path))
    assert isinstance(arrival.error, FetchError)
    assert wanted in str(arrival.error)
    assert at(path) in str(arrival.error)


@pytest.mark.parametrize("path", ["drip", "slow"])
def test_a_server_that_drips_is_left_in_time(at: Callable[[str], str], path: str) -> None:
    began = time.monotonic()
    arrival = only(at(path), Limits(private_addresses=True, fetch_seconds=0.5))
    assert "within 0.5 s; it took longer" in str(arrival.error)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0177.0.0.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0"]
)
def test_this_machine_is_not_asked_unless_allowed(at: Callable[[str], str], host: str) -> None:
    url = at("report").replace("127.0.0.1", host)
    arrival = only(url, Limits(fetch_seconds=5))
    assert isinstance(arrival.error, FetchError)
    assert Answers.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.9.9.9", "169.254.169.254", "172.16.0.1", "192.0.0.1", "192.0.2.1",
        "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.9", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1",
        "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "fc00::1", "fd12::1", "fe80::1", "fec0::1",
        "ff02::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_known(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "64:ff9b::101:101", "2a00:1450::8a"]
)
def test_a_public_address_is_known(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://", "http:///path", "http://user:pass@example.org/", "http://example.org:0/", "http://example.org:99999/",
        "http://exa mple.org/", "http://example.org/\r\nX: y", "file:///etc/passwd", "gopher://example.org/", "http://[::1",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(FetchError, match="wanted an"):
        fetch(url)


def test_a_host_that_is_not_known_is_told() -> None:
    with pytest.raises(FetchError, match=r"nowhere\.invalid"):
        fetch("http://nowhere.invalid/")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of this machine's own making, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("this system has no openssl to make a certificate with")
    path = tmp_path / "own.pem"
    wanted = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2", "-nodes"]
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        *wanted,
        "-keyout",
        str(path),
        "-out",
        str(tmp_path / "c"),
    ]
    subprocess.run(made, check=True, capture_output=True)
    path.write_text(path.read_text("utf-8") + (tmp_path / "c").read_text("utf-8"), "utf-8")
    return path


@pytest.fixture
def over_tls(page: str, certificate: Path) -> Iterator[str]:
    """The port of a server that speaks https."""
    Answers.page, Answers.asked = page, []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with Server(("127.0.0.1", 0), Answers) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield str(server.server_port)
        server.shutdown()
        thread.join()


def test_https_is_read_where_the_certificate_holds_for_the_name(
    over_tls: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = only(f"https://localhost:{over_tls}/report")
    assert "its certificate does not hold" in str(unknown.error)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert only(f"https://localhost:{over_tls}/report").article is not None
    other_name = only(f"https://127.0.0.1:{over_tls}/report")
    assert "its certificate does not hold" in str(other_name.error)
    drip = only(f"https://localhost:{over_tls}/drip", Limits(private_addresses=True, fetch_seconds=0.5))
    assert "within 0.5 s; it took longer" in str(drip.error)


def test_a_server_that_never_greets_is_left_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        arrival = only(f"https://localhost:{port}/", Limits(private_addresses=True, fetch_seconds=0.5))
    assert "within 0.5 s; it took longer" in str(arrival.error)
