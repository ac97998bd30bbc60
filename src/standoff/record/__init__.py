"""The nouns: frozen values that hold what was read and found; standard library only."""

from standoff.record.actor import Actor
from standoff.record.article import Article, Dating, Span, Trail
from standoff.record.claims import Statement
from standoff.record.finding import Finding, Problem
from standoff.record.links import Identity
from standoff.record.words import Mention, Sentence

__all__ = [
    "Actor",
    "Article",
    "Dating",
    "Finding",
    "Identity",
    "Mention",
    "Problem",
    "Sentence",
    "Span",
    "Statement",
    "Trail",
]
