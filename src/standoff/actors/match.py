"""Words of a report -> whom they mean: country, sector, and the entry of the gazetteer where there is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from standoff.actors.agents import Agent, Agents, agents
from standoff.actors.gazetteer import Entry, Role, Status
from standoff.actors.index import Hit
from standoff.actors.names import fold, loosen
from standoff.actors.overrides import Actors, core_actors

LONGEST_NAME = 8  # words of a name inside other words
PLACES = frozenset({"country", "region", "people", "place"})  # kinds that tell a country and no sector
WORDS_AT_MOST = 60  # a longer description is read up to here


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Whom words mean.  `country` is alpha-3 or PLOVER's own, `sector` PLOVER's; both None where nothing tells.

    `kind` is an entry's kind, "local" for somebody known by description only, "ambiguous" where names tie.
    """

    id: str | None
    name: str
    kind: str
    country: str | None
    sector: str | None
    role: str | None = None
    role_status: Status | None = None
    because: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a report tells about words in it.

    `on`: the day it speaks of; `countries`: its countries, most mentioned first (alpha-3); `named`: last names of
    persons named earlier -> whom they mean; `acting`: the words are agent of a verb of speech or action; `places`:
    names of its places -> their countries.
    """

    on: date | None = None
    countries: tuple[str, ...] = ()
    named: Mapping[str, Match] = field(default_factory=dict)
    acting: bool = False
    places: Mapping[str, str] = field(default_factory=dict)


NOTHING_KNOWN = Context()


def resolve(words: str, context: Context = NOTHING_KNOWN, actors: Actors | None = None) -> Match | None:
    """Whom `words` mean in their context; None where nothing in them tells of an actor."""
    return _Reading(context, actors or core_actors(), agents()).of(words)


@dataclass(frozen=True, slots=True)
class _Word:
    written: str
    folded: str
    possessive: bool
    joined: bool  # by a hyphen to the word before

    @property
    def capital(self) -> bool:
        return self.written[:1].isupper()


WORD = re.compile(r"[^\s\-‐‑–—/,;:()\[\]\"“”«»]+")
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)


def _words(told: str) -> list[_Word]:
    found = []
    for one in WORD.finditer(told):
        written = POSSESSIVE.sub("", one[0])
        if folded := fold(written):
            joined = told[one.start() - 1 : one.start()] in {"-", "‐", "‑"}
            found.append(_Word(written, folded, written != one[0], joined))
    return found[:WORDS_AT_MOST]


def _written(words: Sequence[_Word]) -> str:
    return " ".join(f"{word.written}'s" if word.possessive else word.written for word in words[:-1]) + (
        f" {words[-1].written}" if len(words) > 1 else words[-1].written if words else ""
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    context: Context
    actors: Actors
    agents: Agents

    def of(self, told: str) -> Match | None:
        """Apposition first: what stands before the comma decides, what follows may tell the country."""
        pieces = [piece for piece in re.split(r",\s+|\s[–—]\s|\s\(", told.strip()) if piece.strip()]
        if not pieces:
            return None
        whole = self.named_whole(_words(told))
        if whole or len(pieces) == 1:
            return whole or self.phrase(_words(pieces[0]), told)
        found = [self.phrase(_words(piece), piece) for piece in pieces[:3]]
        first, *others = found
        if first is None:
            return next(filter(None, others), None)
        country = first.country or next((one.country for one in others if one and one.country), None)
        return replace(first, country=country)

    def phrase(self, words: list[_Word], told: str) -> Match | None:
        """One noun phrase: a name, a name under titles, or a description."""
        if not words:
            return None
        bare, counted = self.without_determiners(words)
        if not bare:
            return None
        return (
            self.named_whole(words)
            or (self.named_whole(bare, counted=counted) if len(bare) < len(words) else None)
            or self.person(bare)
            or self.described(bare, told, counted=counted)
        )

    def without_determiners(self, words: list[_Word]) -> tuple[list[_Word], bool]:
        at, counted = 0, False
        table = self.agents.words
        while at < len(words) and not words[at].possessive:
            word = words[at].folded
            if word in table["quantities"] or word[0].isdigit():
                counted = True
            elif word not in table["determiners"]:
                break
            at += 1
        if 0 < at < len(words) and words[at].folded == "of":
            at += 1
        return (words, False) if at == len(words) else (words[at:], counted)

    # Names

    def named_whole(self, words: list[_Word], *, counted: bool = False) -> Match | None:
        """All of the words are a name."""
        if not words or len(words) > LONGEST_NAME + 4:
            return None
        name = _written(words)
        known = self.context.named.get(name)
        found = self.picked(self.admitted(name), name, counted=counted)
        if found and found.kind != "person":
            return found
        if known:
            return replace(known, because=f"“{name}” is the last name of {known.name}, named earlier")
        if found:
            return found
        return self.place(name)

    def place(self, name: str) -> Match | None:
        country = self.context.places.get(name)
        if country is None:
            return None
        return Match(id=None, name=name, kind="place", country=country, sector=None, because=f"{name} is in {country}")

    def admitted(self, name: str) -> list[tuple[Hit, Entry]]:
        """The hits of a name that its writing and the report allow; surnames need more than this."""
        return [(hit, entry) for hit, entry in self.actors.hits(name) if self.allows(name, hit, entry)]

    def allows(self, name: str, hit: Hit, entry: Entry) -> bool:
        letters = "".join(letter for letter in name if letter.isalpha())
        if hit.alias_type == "surname":
            return False
        if hit.alias_type == "scoped":
            return entry.country in self.context.countries
        if hit.alias_type == "acronym":
            return letters.isupper() or (len(letters) > 3 and letters[:1].isupper()) or name == hit.written
        if hit.written.startswith("The ") and hit.written.count(" ") == 1 and not name.startswith("The "):
            return False  # "the Australian" is no newspaper
        return any(letter.isupper() for letter in letters) or hit.written.islower() or not letters.isascii()

    def picked(self, hits: list[tuple[Hit, Entry]], name: str, *, counted: bool = False) -> Match | None:
        """The one whom a name means; where names tie, what the candidates share."""
        if not hits:
            return None
        left = self.likeliest(hits)
        hit, entry = left[0]
        if len({one.id for _, one in left}) > 1:
            return self.tie(left, name)
        if hit.alias_type == "metonym":
            return self.capital(entry, name)
        if hit.alias_type == "people" or entry.kind == "people":
            return self.matched(
                entry, f"“{name}” are people of {entry.name}", sector="CVL" if counted else entry.sector
            )
        if hit.alias_type == "adjective":
            return self.matched(entry, f"“{name}” is of {entry.name}", sector=None)
        return self.holding(entry, f"“{name}” is a name of {entry.name}")

    def likeliest(self, hits: list[tuple[Hit, Entry]]) -> list[tuple[Hit, Entry]]:
        if self.context.acting and (seats := [one for one in hits if one[0].alias_type == "metonym"]):
            hits = seats
        for wanted in (
            *([country] for country in self.context.countries),
            None,
        ):
            if len({entry.id for _, entry in hits}) == 1:
                break
            if wanted is not None:
                hits = [one for one in hits if one[1].country in wanted] or hits
        if len({entry.id for _, entry in hits}) > 1:
            firm = [one for one in hits if one[0].alias_type in {"full", "acronym"}]
            hits = firm or hits
        if len({entry.id for _, entry in hits}) > 1 and (day := self.context.on):
            hits = [one for one in hits if any(role.on(day) == "valid" for role in one[1].roles)] or hits
        if len({(entry.kind in PLACES, entry.country, entry.sector) for _, entry in hits}) == 1:
            hits = sorted(
                hits,
                key=lambda one: ("country", "people").index(one[1].kind) if one[1].kind in {"country", "people"} else 2,
            )
            if hits[0][1].kind in PLACES:
                hits = hits[:1]  # two lists of one place: either says the same
        return hits

    def tie(self, hits: list[tuple[Hit, Entry]], name: str) -> Match:
        countries = {entry.country for _, entry in hits}
        sectors = {entry.sector for _, entry in hits}
        candidates = tuple(dict.fromkeys(entry.id for _, entry in hits))
        return Match(
            id=None,
            name=name,
            kind="ambiguous",
            country=countries.pop() if len(countries) == 1 else None,
            sector=sectors.pop() if len(sectors) == 1 else None,
            because=f"“{name}” may be any of {len(candidates)}",
            candidates=candidates,
        )

    def capital(self, entry: Entry, name: str) -> Match:
        if self.context.acting and entry.kind == "country":
            return self.matched(entry, f"{name}, acting, is the government of {entry.name}", sector="GOV")
        return self.matched(entry, f"{name} is a place in {entry.name}", sector=None, kind="place")

    def matched(
        self, entry: Entry, because: str, *, sector: str | None, kind: str | None = None, role: Role | None = None
    ) -> Match:
        return Match(
            id=entry.id,
            name=entry.name,
            kind=kind or entry.kind,
            country=(role and role.country) or entry.country,
            sector=sector,
            role=role.title if role else None,
            role_status=(role.on(self.context.on) if self.context.on else "unknown") if role else None,
            because=because,
        )

    def holding(self, entry: Entry, because: str, title: Agent | None = None, *, former: bool = False) -> Match:
        """The entry, with the role that counts: the one its title tells, or the one held on the day."""
        day, table = self.context.on, self.agents.words
        fitting = [role for role in entry.roles if title is None or _fits(role, title)] or list(entry.roles)
        if not fitting:
            sector = "ELI" if former and entry.sector in table["leaves_an_elite"] else entry.sector
            return self.matched(entry, because, sector=sector)
        newest = sorted(fitting, key=lambda role: role.start or "", reverse=True)
        valid = [role for role in newest if day and role.on(day) == "valid"]
        open_ = [role for role in newest if role.end is None and day and role.on(day) == "unknown"]
        role = (valid or open_ or newest)[0]
        sector = (role.sector if valid or open_ or title else None) or entry.sector
        over = day is not None and not valid and not open_ and any(_ended(one, day) for one in entry.roles)
        if sector in table["leaves_an_elite"] and (former or (over and title is None)):
            return self.matched(entry, f"{because}, in office no more", sector="ELI", role=role)
        return self.matched(entry, because, sector=sector, role=role)

    # Persons under titles

    def person(self, words: list[_Word]) -> Match | None:
        """A name under titles: "Russian Foreign Minister Lavrov", "General Ana Reyes", "Aleksandr Lukashenka"."""
        if not words[-1].capital and not words[-1].folded.startswith(("al", "el", "bin", "ibn")):
            return None
        for begins in range(max(0, len(words) - 5), len(words)):
            name, before = words[begins:], words[:begins]
            if before and not self.introduces(before):
                continue
            if any(word.possessive for word in name[:-1]) or not name[0].capital:
                continue
            written = _written(name)
            if known := self.context.named.get(written):
                return replace(known, because=f"“{written}” is the last name of {known.name}, named earlier")
            if found := self.full_name(written, before, len(name)) or self.surname(written, before):
                return found
        return None

    def introduces(self, before: list[_Word]) -> bool:
        """Whether words before a name are titles or say whose somebody is."""
        table = self.agents.words
        last = before[-1]
        if last.folded in table["titles"] or last.folded in table["former"] or last.possessive:
            return True
        if self.agents.ending([word.folded for word in before]):
            return True
        return any(entry.kind in PLACES for _, entry in self.admitted(last.written))

    def full_name(self, name: str, before: list[_Word], length: int) -> Match | None:
        hits = [one for one in self.admitted(name) if one[1].kind == "person"]
        if not hits and length > 1 and (key := loosen(fold(name))):
            hits = self.actors.alike(key, fold(name))
        if not hits:
            return None
        title, country, former = self.told_before(before)
        hits = [one for one in hits if country is None or _of(one[1], country)] or hits
        left = self.likeliest(hits)
        if len({entry.id for _, entry in left}) > 1:
            return self.tie(left, name)
        entry = left[0][1]
        return self.holding(entry, f"“{name}” is {entry.name}", title, former=former)

    def told_before(self, before: list[_Word]) -> tuple[Agent | None, str | None, bool]:
        """The title before a name, the country it names, and whether it is a thing of the past."""
        title = self.agents.ending([word.folded for word in before]) if before else None
        whose = self.whose(before[: title.begins] if title else before) if before else None
        former = any(word.folded in self.agents.words["former"] for word in before)
        return title, whose.country if whose else None, former

    def surname(self, name: str, before: list[_Word]) -> Match | None:
        """A last name alone tells nobody; under a title and a country, or a title on its day, it does."""
        title, country, former = self.told_before(before)
        if title is None:
            return None
        fits = [
            (hit, entry)
            for hit, entry in self.actors.hits(name)
            if entry.kind == "person"
            and (country is None or _of(entry, country))
            and any(_fits(role, title) and (country is None or role.country == country) for role in entry.roles)
        ]
        if not fits:
            return None
        day = self.context.on
        if day and len(fits) > 1:
            fits = [one for one in fits if any(_fits(r, title) and r.on(day) == "valid" for r in one[1].roles)] or fits
        left = self.likeliest(fits)
        if len({entry.id for _, entry in left}) > 1:
            return replace(self.tie(left, name), sector=None if former else self.shared_sector(left))
        entry = left[0][1]
        whose = f" of {country}" if country else ""
        return self.holding(entry, f"a {title.noun}{whose} called {name} is {entry.name}", title, former=former)

    def shared_sector(self, hits: list[tuple[Hit, Entry]]) -> str | None:
        sectors = {entry.sector for _, entry in hits}
        return sectors.pop() if len(sectors) == 1 else None

    # Descriptions

    def described(self, words: list[_Word], told: str, *, counted: bool) -> Match | None:
        """A noun and what it tells, with whatever says whose it is."""
        core, rest = self.parted(words)
        agent = self.agents.ending([word.folded for word in core])
        counts = bool(rest) and rest[0].folded == "of" and core[-1].folded in self.agents.words["containers"]
        if counts and (found := self.phrase(rest[1:], told)):
            people = found.kind in PLACES and found.sector is None and self.is_people(rest[1:])
            return replace(found, sector="CVL") if people else found
        named = False
        if agent is None:
            if found := self.ends_in_name(core, rest, counted=counted):
                return found
            core, agent = self.before_unknown_name(core)
            named = agent is not None
        if agent is None:
            return self.only_whose(core, rest, told)
        return self.agent_of(agent, core, rest, told, named=named)

    def is_people(self, words: list[_Word]) -> bool:
        bare, _ = self.without_determiners(words)
        return any(hit.alias_type == "people" or entry.kind == "people" for hit, entry in self.admitted(_written(bare)))

    def parted(self, words: list[_Word]) -> tuple[list[_Word], list[_Word]]:
        """The noun phrase up to its head, and what follows from a preposition or a clause on."""
        table = self.agents.words["breaks"]
        at = next(
            (n for n, word in enumerate(words) if n and word.folded in table and not word.joined and not word.capital),
            len(words),
        )
        for end in range(min(len(words), at + 4), at, -1):  # "secretary of state" is one noun
            found = self.agents.ending([word.folded for word in words[:end]])
            if found and found.begins < at:
                return words[:end], words[end:]
        return words[:at], words[at:]

    def ends_in_name(self, core: list[_Word], rest: list[_Word], *, counted: bool) -> Match | None:
        """ "the ruling Homeland Party", "ethnic Albanians": the last words are a name under plain modifiers."""
        for begins in range(len(core)):
            hits = [one for one in self.admitted(_written(core[begins:])) if one[1].kind != "person"]
            if not hits:
                continue
            before = [word.folded for word in core[:begins]]
            if any(word.capital and not self.is_known(word) for word in core[:begins]):
                return None
            name = _written(core[begins:])
            modified = counted or bool(before) or bool(rest)
            people = [one for one in hits if one[0].alias_type == "people" or one[1].kind == "people"]
            if people and set(before) & self.agents.words["ethnic"]:
                return self.minority(people, name)
            if people and modified:
                found = self.picked(people, name, counted=True)
                return replace(found, sector=found.sector or "CVL") if found else None
            return self.picked(hits, name)
        return None

    def is_known(self, word: _Word) -> bool:
        if any(word.folded in self.agents.words[kind] for kind in ("ethnic", "former", "titles", "elites")):
            return True
        return bool(self.admitted(word.written)) or self.agents.ending([word.folded]) is not None

    def minority(self, hits: list[tuple[Hit, Entry]], name: str) -> Match:
        """Ethnic X are citizens of the report's country that is not X's own."""
        own = {entry.country for _, entry in hits if entry.kind == "country"}
        country = next((one for one in self.context.countries if one not in own), None)
        because = f"ethnic {name} live outside the country of their name"
        return Match(id=None, name=name, kind="people", country=country, sector="CVL", because=because)

    def before_unknown_name(self, core: list[_Word]) -> tuple[list[_Word], Agent | None]:
        """ "Defence Minister Somebody Unknown": the title, where a name that no list holds follows it."""
        left = list(core)
        while len(left) > 1 and left[-1].capital:
            left.pop()
            if found := self.agents.ending([word.folded for word in left]):
                return left, found
        return core, None

    def only_whose(self, core: list[_Word], rest: list[_Word], told: str) -> Match | None:
        """No noun is known; a country, people or body inside the words still says whose they are."""
        found = self.whose(core) or (self.whose(rest) if rest else None)
        if found is None or found.country is None:
            return None
        return self.local(told, found.country, None, f"{found.because}; what the rest means is not known")

    def local(self, told: str, country: str | None, sector: str | None, because: str) -> Match:
        return Match(id=None, name=told.strip(), kind="local", country=country, sector=sector, because=because)

    def agent_of(self, agent: Agent, core: list[_Word], rest: list[_Word], told: str, *, named: bool) -> Match | None:
        modifiers = core[: agent.begins]
        whose = self.whose(modifiers, agent) or (self.whose(rest, agent) if rest else None)
        former = any(word.folded in self.agents.words["former"] for word in modifiers)
        sector = self.sector_of(agent, modifiers, whose, rest)
        if former and sector in self.agents.words["leaves_an_elite"]:
            sector = "ELI"
        if whose and set(_folded(core)) & self.agents.words["ethnic"] and whose.kind in {"country", "people"}:
            country = next((one for one in self.context.countries if one != whose.country), None)
            return self.local(told, country, sector or "CVL", f"a minority; {whose.because}")
        if holder := None if named or former else self.holder(agent, modifiers, whose):
            return holder
        what = f"a “{agent.noun}” is {sector}" if sector else f"“{agent.noun}” tells no sector"
        if whose and whose.country:
            return self.local(told, whose.country, sector, f"{whose.because}; {what}")
        if agent.lone:
            return self.local(told, agent.lone, sector, f"{what} of {agent.lone}")
        if sector in self.agents.words["of_a_state"] and self.context.countries:
            first = self.context.countries[0]
            return self.local(told, first, sector, f"{what}; the report's first country is {first}")
        return self.local(told, None, sector, f"{what}; no country is told") if sector else None

    def sector_of(self, agent: Agent, modifiers: list[_Word], whose: Match | None, rest: list[_Word]) -> str | None:
        body = whose.sector if whose and whose.kind not in PLACES else None
        if not agent.generic:
            armed = whose is not None and whose.kind == "armed" and agent.sector in {"UAF", "REB", "MIL", "CRM"}
            return body if armed else agent.sector
        folded = _folded(modifiers)
        if narrowed := self.agents.narrowing(folded):
            return narrowed
        if body:
            return body
        if rest and rest[0].folded in {"of", "for"} and (inner := self.parted(rest[1:])[0]):
            found = self.agents.ending(_folded(inner))
            if found and not found.generic:
                return found.sector
        if whose and whose.kind == "people" and agent.noun.split()[-1] in self.agents.words["elites"]:
            return "ELI"
        return agent.sector

    def whose(self, words: Sequence[_Word], agent: Agent | None = None) -> Match | None:
        """The first name inside the words that tells a country: longest first, from the left."""
        for begins, end in _spans(len(words)):
            piece = words[begins:end]
            if self.says_not_whose(words, end):
                continue
            name = _written(piece)
            hits = [one for one in self.admitted(name) if one[1].kind != "person" and one[1].country]
            if hits and (found := self.picked(hits, name)):
                sector = None if found.kind in PLACES or hits[0][0].alias_type == "metonym" else found.sector
                return replace(found, sector=sector) if found.country else None
            if found := self.place(name) or self.government_of(name, agent) or self.known_person(name):
                return found
        return None

    def says_not_whose(self, words: Sequence[_Word], end: int) -> bool:
        return end < len(words) and words[end].joined and words[end].folded in self.agents.words["not_whose"]

    def known_person(self, name: str) -> Match | None:
        if known := self.context.named.get(name):
            return known
        hits = [one for one in self.admitted(name) if one[1].kind == "person" and " " in name]
        return self.picked(hits, name) if hits else None

    def government_of(self, name: str, agent: Agent | None) -> Match | None:
        """ "the Biden administration": the noun is as good as a title."""
        if agent is None or agent.noun not in {"administration", "government", "regime", "cabinet"}:
            return None
        leaders = [
            (hit, entry)
            for hit, entry in self.actors.hits(name)
            if entry.kind == "person" and any(role.office.startswith("head of") for role in entry.roles)
        ]
        left = self.likeliest(leaders) if leaders else []
        if len({entry.country for _, entry in left}) != 1:
            return None
        entry = left[0][1]
        return Match(
            id=None,
            name=name,
            kind="person",
            country=entry.country,
            sector="GOV",
            because=f"{name} led {entry.country}",
        )

    def holder(self, agent: Agent, modifiers: list[_Word], whose: Match | None) -> Match | None:
        """Who held the office on the day, where the words tell the country and the day is known."""
        day = self.context.on
        if not (day and whose and whose.country and agent.office) or agent.plural:
            return None
        if any(word.folded in {"deputy", "vice", "assistant", "shadow", "acting", "elect"} for word in modifiers):
            return None
        held = self.actors.holders(whose.country, agent.office, lambda role: role.on(day) == "valid")
        if len(held) != 1:
            return None
        entry, role = next(iter(held.values()))
        because = f"{whose.because}; its {agent.noun} on {day} was {entry.name}"
        return self.matched(entry, because, sector=role.sector or entry.sector, role=role)


def _folded(words: Sequence[_Word]) -> list[str]:
    return [word.folded for word in words]


def _spans(count: int) -> Iterator[tuple[int, int]]:
    for begins in range(count):
        for end in range(min(count, begins + LONGEST_NAME), begins, -1):
            yield begins, end


def _ended(role: Role, day: date) -> bool:
    return role.end is not None and role.on(day) == "stale" and (role.start is None or role.start <= day.isoformat())


def _of(entry: Entry, country: str) -> bool:
    return entry.country == country or any(role.country == country for role in entry.roles)


def _fits(role: Role, title: Agent) -> bool:
    """Whether a title may be that of a role: the same office, an army rank for a soldier, or a word in common."""
    if title.office:
        return role.office == title.office or title.noun in fold(role.title)
    if title.sector == "MIL" and role.sector == "MIL":
        return True
    return title.noun.split()[-1] in fold(role.title).split()
