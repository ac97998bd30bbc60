"""The child that takes pages apart: reads frames from standard input, answers on standard output, dies if it overruns.

Started by `html.py` as `python -P -m standoff.read.page_child`.  A frame is four bytes of length, big-endian, and that
many bytes.  Asked: one frame of JSON (`url`, `cpu_seconds`, `memory`), one of UTF-8 HTML.  Answered: one frame of JSON.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

# JSON-LD of a page nests a handful of levels; more is an attack on the recursion limit.
DEEPEST = 20
# Tried in turn; the first that a page has is taken (Open Graph, schema.org, Dublin Core, the sites' own).
MOMENTS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@name='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='parsely-pub-date']/@content",
    "//meta[@name='pubdate']/@content",
    "//meta[@name='DC.date.issued' or @name='dcterms.created']/@content",
)
SITE_NAMES = ("//meta[@property='og:site_name']/@content", "//meta[@name='og:site_name']/@content")


def main() -> None:
    """Answer until standard input ends."""
    wanted, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a parser prints must not end up between two frames.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while (request := read_frame(wanted)) is not None:
        page = read_frame(wanted)
        if page is None:
            return
        asked = json.loads(request)
        limit(asked["cpu_seconds"], asked["memory"])
        write_frame(answers, json.dumps(answer(page.decode("utf-8", "replace"), asked["url"])).encode())


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame, or `None` where the stream ends."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack(">I", head)
    body = stream.read(length)
    return body if len(body) == length else None


def write_frame(stream: BinaryIO, body: bytes) -> None:
    stream.write(struct.pack(">I", len(body)) + body)
    stream.flush()


def limit(cpu_seconds: int, memory: int) -> None:
    """Let this process run `cpu_seconds` from now and hold `memory` bytes; where the system can say so."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    ends = int(usage.ru_utime + usage.ru_stime) + 1 + cpu_seconds
    for kind, soft in ((resource.RLIMIT_CPU, ends), (resource.RLIMIT_AS, memory)):
        hard = resource.getrlimit(kind)[1]
        allowed = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
        try:
            resource.setrlimit(kind, (allowed, hard))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS
            continue


def answer(page: str, url: str | None) -> dict[str, Any]:
    """What the page says, or `error`: why that cannot be told."""
    try:
        return taken_apart(page, url)
    except MemoryError:
        return {"error": "it needs too much memory", "spent": True}
    except RecursionError:
        return {"error": "it is nested too deeply", "spent": True}
    except Exception as error:  # noqa: BLE001 - a parser of strangers' pages may raise anything
        return {"error": f"the parser failed: {type(error).__name__}: {error}"[:300]}


def taken_apart(page: str, url: str | None) -> dict[str, Any]:
    """Text, title, by-line, outlet, address and day of the page; `None` for what it does not say."""
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    tree = load_html(page)
    if tree is None:
        return {"error": "it is not HTML"}
    moments, outlet = list(stated_moments(tree)), first_of(tree, SITE_NAMES)
    # Precision mode: F1 .963 / .959 on two sets of news pages, against .948 / .959 by default.
    document: Any = bare_extraction(tree, url=url, favor_precision=True, include_comments=False, with_metadata=True)
    if document is None or not document.text:
        return {"error": "no report was found on it"}
    return {
        "text": "\n\n".join(line for line in document.text.split("\n") if line.strip()),
        "title": document.title,
        "byline": document.author,
        "outlet": outlet or document.sitename,
        "url": document.url,
        "moments": moments,
        "day": document.date,
    }


def first_of(tree: Any, paths: tuple[str, ...]) -> str | None:
    return next((str(found).strip() for path in paths for found in tree.xpath(path) if str(found).strip()), None)


def stated_moments(tree: Any) -> Iterator[str]:
    """What the page states as its publication, in its own words: JSON-LD first, then its meta elements."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            yield from published_in(json.loads(str(script), strict=False), DEEPEST)
        except (ValueError, RecursionError):
            continue
    for path in MOMENTS:
        yield from (str(found).strip() for found in tree.xpath(path))


def published_in(node: Any, deepest: int) -> Iterator[str]:
    """Every `datePublished` of an article in a piece of JSON-LD."""
    if deepest == 0:
        return
    if isinstance(node, list):
        for part in node:
            yield from published_in(part, deepest - 1)
    elif isinstance(node, dict):
        stated = node.get("datePublished")
        if isinstance(stated, str) and is_article(node.get("@type")):
            yield stated
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from published_in(node.get(key), deepest - 1)


def is_article(kind: Any) -> bool:
    """Whether a schema.org type is a report's: `NewsArticle`, `ReportageNewsArticle`, `BlogPosting`."""
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(each, str) and each.endswith(("Article", "Posting", "Report", "WebPage")) for each in kinds)


if __name__ == "__main__":
    main()
