"""Who and what the words mean."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.record.article import Span
from standoff.record.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity(Finding):
    """The words at `span` mean the actor called `actor` (an `Actor.key`), `because` of what."""

    span: Span
    actor: str
    because: str
