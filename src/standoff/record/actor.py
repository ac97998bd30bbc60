"""A person, body, outlet or state that speaks or acts."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.record.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Finding):
    """Someone who speaks or acts.

    `key` is a Wikidata QID where known, else `local:N`, counted from 1 in the order of the article's words.  `kind` is
    `person`, `group`, `outlet`, `country` or `unknown`; `country` an ISO 3166-1 alpha-3 code; `sector` a PLOVER actor
    code; `roles` the titles the text gives.
    """

    key: str
    name: str
    kind: str = "unknown"
    country: str | None = None
    sector: str | None = None
    roles: tuple[str, ...] = ()
