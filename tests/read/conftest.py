"""What the tests of reading share: reports written for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from standoff.read import Arrival, read

REPORT = """Harbour talks end without a deal

MIRAVA — The ferry union and the port authority of Mirava ended their talks on Tuesday without a deal, and both
sides said that the strike would go on.

“We came with an open hand and found a closed door,” said Ilse Varga, who leads the union. The port authority denied
that it had refused to talk.

About 4,000 passengers have been waiting on the islands since the weekend, the coast guard reported.
"""


@pytest.fixture
def report() -> str:
    """A short report with a headline, in three paragraphs."""
    return REPORT


@pytest.fixture
def page() -> str:
    """The report as a news page, with everything that a page puts round it."""
    paragraphs = "".join(f"<p>{' '.join(part.split())}</p>" for part in REPORT.split("\n\n")[1:])
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Harbour talks end | Mirava Post</title>
<meta property="og:title" content="Harbour talks end without a deal">
<meta property="og:site_name" content="Mirava Post">
<meta property="og:url" content="https://post.example/harbour">
<link rel="canonical" href="https://post.example/harbour">
<meta name="author" content="Dana Okoro">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
 "headline": "Harbour talks end without a deal", "datePublished": "2023-05-09T18:04:00+02:00"}}</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Harbour talks end without a deal</h1>
{paragraphs}<p>Sign up to receive our latest news!</p><p>By submitting this form, I agree to the terms.</p></article>
<footer>Contact us</footer></body></html>"""


def only(arrivals: list[Arrival]) -> Arrival:
    """The one thing that came in."""
    assert len(arrivals) == 1, [arrival.source for arrival in arrivals]
    return arrivals[0]


@pytest.fixture
def read_bytes(tmp_path: Path) -> object:
    """Reads bytes as a file with the name given."""

    def reading(raw: bytes, name: str = "report.txt", **said: object) -> Arrival:
        path = tmp_path / name
        path.write_bytes(raw)
        return only(list(read([path], **said)))  # type: ignore[arg-type]

    return reading
