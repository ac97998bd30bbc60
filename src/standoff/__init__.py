"""Reads news reports and records who said what, each line tied to the very words: the public names."""

from standoff.errors import ArticleError, SourceError, StandoffError
from standoff.record import Actor, Article, Finding, Identity, Mention, Problem, Sentence, Span, Statement
from standoff.record.as_json import record_of, write_line
from standoff.report import Report, Said, read_reports
from standoff.version import __version__

__all__ = [
    "Actor",
    "Article",
    "ArticleError",
    "Finding",
    "Identity",
    "Mention",
    "Problem",
    "Report",
    "Said",
    "Sentence",
    "SourceError",
    "Span",
    "StandoffError",
    "Statement",
    "__version__",
    "read_reports",
    "record_of",
    "write_line",
]
