"""An http(s) address -> its bytes: only public hosts, the checked address is the one dialled, everything is counted."""

from __future__ import annotations

import contextlib
import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from standoff.errors import FetchError
from standoff.read.limits import USUAL, Limits

if TYPE_CHECKING:
    from urllib3 import HTTPResponse

AGENT = "Standoff/0.1 (reads news reports; one page at a time)"
TYPES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "application/jsonl",
        "application/x-jsonlines",
        "application/x-ndjson",
        "application/ndjson",
    }
)
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHUNK = 65_536
DIAL_SECONDS = 10.0
# Public to `ipaddress` or neither way: shared between a provider and its customers (RFC 6598), and the abandoned
# relays of 6to4 (RFC 7526).
NOT_PUBLIC = (ipaddress.ip_network("100.64.0.0/10"), ipaddress.ip_network("192.88.99.0/24"))
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# IPv6 addresses with an IPv4 address inside, and where: 6to4 (RFC 3056), NAT64 (RFC 6052, 8215), IPv4-compatible
# (RFC 4291), IPv4-translated (RFC 2765); Teredo and IPv4-mapped ones `ipaddress` takes apart itself.
EMBEDDING = (
    (ipaddress.ip_network("2002::/16"), 80),
    (NAT64, 0),
    (ipaddress.ip_network("64:ff9b:1::/48"), 0),
    (ipaddress.ip_network("::/96"), 0),
    (ipaddress.ip_network("::ffff:0:0:0/96"), 0),
)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address held: its bytes, the last address after redirects, its type and the encoding its server names."""

    raw: bytes
    url: str
    kind: str
    encoding: str | None


def fetch(url: str, *, limits: Limits = USUAL) -> Fetched:
    """The bytes at `url`.  Raises `FetchError`, which says what was wanted and what there is.

    Hosts on private, local and reserved addresses are refused unless the limits allow `private_addresses`.  Proxies
    named in the environment are not used: they would dial an address nobody checked.
    """
    clock = Clock(limits.fetch_seconds)
    for _ in range(limits.redirects + 1):
        found = fetch_once(url, clock, limits)
        if isinstance(found, Fetched):
            return found
        url = found
    raise FetchError(f"wanted a page within {limits.redirects} redirects; the last led to {url}")


class Clock:
    """Counts down the seconds that one fetch may take in all."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.ends = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left.  Raises `FetchError` where there are none."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise FetchError(f"wanted a page within {self.seconds:g} s; it took longer")
        return left


def fetch_once(url: str, clock: Clock, limits: Limits) -> Fetched | str:
    """The bytes at `url`, or the address it redirects to."""
    from http.client import HTTPException

    from urllib3.connection import HTTPConnection
    from urllib3.exceptions import HTTPError

    parts = checked_url(url)
    with contextlib.closing(dial(parts, clock, limits)) as dialled:
        # The timer ends what no timeout of a single read ends: a server that sends one byte a second.
        timer = threading.Timer(clock.left(), hang_up, [dialled])
        timer.daemon = True
        timer.start()
        try:
            if isinstance(dialled, ssl.SSLSocket):
                dialled.do_handshake()
            line = HTTPConnection(str(parts.hostname), timeout=clock.left())
            line.sock = dialled
            line.request("GET", path_of(parts), headers=headers_for(parts), preload_content=False, decode_content=False)
            return received(line.getresponse(), url, clock, limits)
        except FetchError:
            raise
        except (OSError, HTTPError, HTTPException, ValueError, AttributeError) as error:
            clock.left()
            raise FetchError(f"wanted a page; the connection failed: {reason_of(error)}") from error
        finally:
            timer.cancel()


def received(response: HTTPResponse, url: str, clock: Clock, limits: Limits) -> Fetched | str:
    """The body of a response, or the address it redirects to."""
    if response.status in REDIRECTS and (there := response.headers.get("Location")):
        return urljoin(url, there)
    if response.status != 200:
        raise FetchError(f"wanted a page; the server answers {response.status} {response.reason or ''}".rstrip())
    kind, encoding = kind_of(response.headers.get("Content-Type", ""))
    if kind not in TYPES:
        raise FetchError(f"wanted HTML, plain text or JSON lines; the server sends {kind or 'no content type'}")
    packed = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packed not in {"", "identity", "gzip", "x-gzip"}:
        raise FetchError(f"asked for plain or gzip; the server sends {packed[:60]!r}")
    return Fetched(body_of(response, clock, limits), url, kind, encoding)


def body_of(response: HTTPResponse, clock: Clock, limits: Limits) -> bytes:
    """The body, counted on the wire and again while it is inflated."""
    pieces: list[bytes] = []
    size = 0
    # urllib3 inflates no more than the amount asked for, however much a packed byte holds.
    while piece := response.read(CHUNK, decode_content=True):
        pieces.append(piece)
        size += len(piece)
        clock.left()
        if max(size, response.tell()) > limits.bytes:
            raise FetchError(f"wanted at most {limits.bytes:,} bytes; the server sends more")
    clock.left()
    return b"".join(pieces)


def kind_of(content_type: str) -> tuple[str, str | None]:
    """The type and the encoding that a Content-Type header names."""
    message = Message()
    message["Content-Type"] = content_type
    kind = content_type.partition(";")[0].strip().lower()
    charset = message.get_content_charset()
    return kind, charset


def reason_of(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate does not hold: {error.verify_message}"
    return f"{error}"[:200] or type(error).__name__


def hang_up(dialled: socket.socket) -> None:
    """Close a connection under a thread that still reads from it: its read ends at once."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(dialled, socket.SHUT_RDWR)


def checked_url(url: str) -> SplitResult:
    """The parts of an http(s) address with a host.  Raises `FetchError` for anything else."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(f"wanted an http or https address; {url!r} is none: {error}") from error
    if parts.scheme not in {"http", "https"} or not host or port == 0:
        raise FetchError(f"wanted an http or https address with a host, got {url!r}")
    if parts.username is not None or parts.password is not None:
        raise FetchError("wanted an address without a user name; one in an address hides which host is asked")
    if any(ord(character) <= 32 or ord(character) == 127 for character in url):
        raise FetchError(f"wanted an address without white space or control characters, got {url!r}")
    return parts


def path_of(parts: SplitResult) -> str:
    from urllib3.util import Url

    return str(Url(path=parts.path or "/", query=parts.query or None).request_uri)


def headers_for(parts: SplitResult) -> dict[str, str]:
    host = str(parts.hostname)
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    shown = f"[{host}]" if ":" in host else host
    return {
        "Host": f"{shown}:{parts.port}" if parts.port else shown,
        "User-Agent": AGENT,
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def dial(parts: SplitResult, clock: Clock, limits: Limits) -> socket.socket:
    """A connection to the host at an address that was checked: the name is looked up once, and never again."""
    host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
    addresses = looked_up(host, port, clock)
    if not limits.private_addresses:
        for address in addresses:
            if not is_public(address):
                raise FetchError(f"wanted a public address; {host} is at {address}, which is not")
    problem: OSError | None = None
    for address in addresses:
        try:
            connected = socket.create_connection((str(address), port), timeout=min(DIAL_SECONDS, clock.left()))
            return under_tls(connected, host) if parts.scheme == "https" else connected
        except OSError as error:
            problem = error
    raise FetchError(f"wanted a page; {host} does not answer: {problem}") from problem


def under_tls(connected: socket.socket, host: str) -> ssl.SSLSocket:
    """The connection under TLS, not yet greeted; the greeting checks the certificate against the host's name."""
    context = ssl.create_default_context()
    return context.wrap_socket(connected, server_hostname=host, do_handshake_on_connect=False)


def looked_up(host: str, port: int, clock: Clock) -> list[Address]:
    """The addresses of a host.  The system's look-up knows no time limit, so it runs in a thread that may be left."""
    answers: queue.SimpleQueue[list[Address] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found])
        except (OSError, UnicodeError, ValueError) as error:
            answers.put(OSError(str(error)))

    threading.Thread(target=look_up, daemon=True).start()
    try:
        answer = answers.get(timeout=clock.left())
    except queue.Empty:
        clock.left()
        raise FetchError(f"looking up {host} took too long") from None
    if isinstance(answer, OSError) or not answer:
        raise FetchError(f"wanted a host; {host} is not known: {answer or 'it has no address'}")
    return list(dict.fromkeys(answer))


def is_public(address: Address) -> bool:
    """Whether an address belongs to the open Internet, and so does every address inside it.

    No single property of `ipaddress` suffices: of 38 unsafe addresses `is_private` misses 13 and `is_global` passes 12.
    """
    if address in NAT64:  # the way to the IPv4 Internet from an IPv6-only network: public where its end is
        return all(is_public(one) for one in inside(address))
    return all(
        one.is_global
        and not (one.is_private or one.is_multicast or one.is_reserved or one.is_loopback or one.is_link_local)
        and not one.is_unspecified
        and not any(one in network for network in NOT_PUBLIC)
        and not (isinstance(one, ipaddress.IPv6Address) and one.is_site_local)
        for one in (address, *inside(address))
    )


def inside(address: Address) -> Iterator[Address]:
    """The IPv4 addresses that an IPv6 address carries traffic to."""
    if isinstance(address, ipaddress.IPv4Address):
        return
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.teredo:
        yield from address.teredo
    for network, shift in EMBEDDING:
        if address in network:
            yield ipaddress.IPv4Address((int(address) >> shift) & 0xFFFFFFFF)
