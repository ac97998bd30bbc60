"""Anything -> articles: a text, a page, JSON lines, a folder of them, an address, or standard input."""

from standoff.read.arrival import Arrival
from standoff.read.dates import published_day, year_from_text
from standoff.read.limits import Limits
from standoff.read.sources import read

__all__ = ["Arrival", "Limits", "published_day", "read", "year_from_text"]
