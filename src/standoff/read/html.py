"""HTML -> the report on the page: trafilatura takes it apart in a child process that can be killed."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import re
import signal
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from standoff.errors import PageError
from standoff.read.limits import USUAL, Limits

# trafilatura keeps caches; a fresh child now and then keeps memory flat and costs half a second in 500 pages.
PAGES_PER_CHILD = 500
STARTS_AS_HTML = re.compile(
    r"(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h[1-6]|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
HOLDS_HTML = re.compile(r"<(?:html|body|!doctype html)[\s>]", re.IGNORECASE)
ANY_TAG = re.compile(r"</?[a-z][a-z0-9]*[\s>/]", re.IGNORECASE)
XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
LOOKED_AT = 4096


@dataclass(frozen=True, slots=True)
class Page:
    """A report as its page tells it; `moments` and `day` are what the page states as its publication, best first."""

    text: str
    title: str | None
    byline: str | None
    outlet: str | None
    url: str | None
    moments: tuple[str, ...]
    day: str | None


def looks_like_html(text: str, *, named_html: bool = False) -> bool:
    """Whether a text is a page; one that is named so needs but a single tag."""
    head = text[:LOOKED_AT].lstrip("\ufeff")
    if named_html and ANY_TAG.search(text):
        return True
    return STARTS_AS_HTML.match(head) is not None or HOLDS_HTML.search(head) is not None


def take_apart(page: str, *, url: str | None = None, limits: Limits = USUAL) -> Page:
    """The report on a page.  Raises `PageError` where it holds none, or overruns its limits."""
    answer = child_of(os.getpid()).ask(XML_DECLARATION.sub("", page, count=1), url, limits)
    if "error" in answer:
        raise PageError(f"wanted a page with a report; {answer['error']}")
    return Page(
        text=answer["text"],
        title=answer["title"],
        byline=answer["byline"],
        outlet=answer["outlet"],
        url=answer["url"],
        moments=tuple(answer["moments"]),
        day=answer["day"],
    )


class Child:
    """One process that takes pages apart, started at the first page and replaced when it dies or has done enough."""

    def __init__(self, owner: int) -> None:
        self.owner = owner
        self.process: subprocess.Popen[bytes] | None = None
        self.pages = 0
        self.one_at_a_time = threading.Lock()

    def ask(self, page: str, url: str | None, limits: Limits) -> dict[str, Any]:
        """What the child makes of a page; `error` where that is nothing."""
        asked = {"url": url, "cpu_seconds": limits.page_cpu_seconds, "memory": limits.page_memory}
        with self.one_at_a_time:
            if self.pages >= PAGES_PER_CHILD:
                self.stop()
            process = self.running()
            late = threading.Event()
            clock = threading.Timer(limits.page_seconds, end, [process, late])
            clock.daemon = True
            clock.start()
            try:
                answer = converse(process, json.dumps(asked).encode(), page.encode("utf-8", "replace"))
            except BaseException:  # Ctrl-C: the answer still to come must not be taken for the next page's
                self.stop()
                raise
            finally:
                clock.cancel()
            self.pages += 1
            if answer is None:
                return {"error": self.how_it_died(late.is_set(), limits)}
            if answer.get("spent"):
                self.stop()
            return answer

    def running(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            self.stop()
            self.process = start()
        return self.process

    def how_it_died(self, late: bool, limits: Limits) -> str:
        process = self.process
        assert process is not None
        process.kill()
        code = process.wait()
        self.stop()
        if late:
            return f"taking it apart took longer than {limits.page_seconds:g} s"
        if code == -getattr(signal, "SIGXCPU", 24):
            return f"taking it apart took more than {limits.page_cpu_seconds} s of computing"
        return f"the parser died of it (status {code})"

    def stop(self) -> None:
        """End the child, if there is one and it is ours: a forked process must not end its parent's."""
        process, self.process, self.pages = self.process, None, 0
        if process is None or self.owner != os.getpid():
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()


@cache
def child_of(owner: int) -> Child:
    """The child of one process: after a fork a new one, since two processes cannot share its pipes."""
    child = Child(owner)
    atexit.register(child.stop)
    return child


def end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    """Kill a child that ran out of time, and say that this is why it died."""
    late.set()
    process.kill()


def start() -> subprocess.Popen[bytes]:
    """A fresh child that finds Standoff and trafilatura where this process found them, not in the current folder."""
    home = str(Path(__file__).resolve().parents[2])
    paths = [home, *(path for path in sys.path if path and path != home)]
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "standoff.read.page_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"},
    )


def converse(process: subprocess.Popen[bytes], request: bytes, page: bytes) -> dict[str, Any] | None:
    """Send a page and read the answer; `None` where the child died of it."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        for frame in (request, page):
            process.stdin.write(struct.pack(">I", len(frame)) + frame)
        process.stdin.flush()
        head = process.stdout.read(4)
        body = process.stdout.read(struct.unpack(">I", head)[0]) if len(head) == 4 else b""
        return json.loads(body) if body else None
    except (OSError, ValueError):
        return None
