"""The nouns: frozen values that hold what was read and found; standard library only."""

from standoff.record.actor import Actor
from standoff.record.article import Article, Dating, Span, Trail
from standoff.record.claims import Event, Statement
from standoff.record.finding import Finding, Problem
from standoff.record.links import Identity
from standoff.record.words import Amount, Mention, Sentence, When, Where

__all__ = [
    "Actor",
    "Amount",
    "Article",
    "Dating",
    "Event",
    "Finding",
    "Identity",
    "Mention",
    "Problem",
    "Sentence",
    "Span",
    "Statement",
    "Trail",
    "When",
    "Where",
]
