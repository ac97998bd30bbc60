"""A person, body, outlet or state that speaks or acts."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.record.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Finding):
    """Someone who speaks or acts.

    `key` is a Wikidata QID or a slug of the gazetteer (`body:kremlin`) where known, else `local:N`, counted from 1 in
    the order of the article's words.  `kind` is `person`, `group`, `outlet`, `country` or `unknown`; `country` an ISO
    3166-1 alpha-3 code, or PLOVER's own for what belongs to no state (IGO, NGO, ...); `sector` a PLOVER actor code;
    `roles` the titles the text gives, and the office that the gazetteer has for the day of the report.
    """

    key: str
    name: str
    kind: str = "unknown"
    country: str | None = None
    sector: str | None = None
    roles: tuple[str, ...] = ()
