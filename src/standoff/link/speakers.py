"""Who a report's actors are, and whom its names, its speakers and the parties of its events mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from standoff.actors import Match
from standoff.doc import Doc
from standoff.extract.chains import is_outlet, speaks_itself
from standoff.language.reading import Range
from standoff.link.cast import Cast, Member, cast_of
from standoff.link.knowledge import actors as nouns_for_actors
from standoff.link.knowledge import plain, singular
from standoff.link.known import NO_ACTORS, POSSESSIVES, Known, fuller, kind_of
from standoff.link.scene import Found, Scene
from standoff.record import Actor, Event, Finding, Identity, Mention, Span, Statement, Where
from standoff.stage import stage


@stage(needs={Mention, Where, Statement, Event}, makes={Actor, Identity})
def speakers(doc: Doc) -> Iterator[Finding]:
    """Yield the actors of a report, and whom each name, source, addressee, outlet and party in it means."""
    cast = cast_of(doc.reading)
    scene = Scene(doc, cast)
    known = Known(doc, cast)
    meant = dict(_parts_of_statements(doc, scene))
    answers: defaultdict[int, list[Match]] = defaultdict(list)
    for found in meant.values():
        for member, _ in found:
            answers[id(member)] += filter(None, [known.of(member, acting=True)])
    for span, found, matches in _parties(doc, scene, known):
        meant.setdefault(span, found)
        for (member, _), match in zip(found, matches, strict=True):
            answers[id(member)] += filter(None, [match])
    matched = {member: fuller(those) for member, those in answers.items()}
    acting = [
        m for m in cast.members if id(m) in matched or (m.named and (m.kind == "person" or _is_organization(cast, m)))
    ]
    acting.sort(key=lambda member: member.seen[0])
    for member in acting:
        if id(member) not in matched:
            matched[id(member)] = known.of(member)
    keys = _keys(acting, matched)
    signed = {"article": doc.article.id, "stage": "speakers"}
    yield from _actors(signed, acting, keys, matched)
    told = {span: [(member, because)] for span, member, because in _named(doc, cast)}
    told |= {span: found for span, found in meant.items() if found}
    for span, found in sorted(told.items(), key=lambda one: one[0]):
        known_here = [(keys[id(member)], because) for member, because in found if id(member) in keys]
        if known_here:
            because = "; ".join(dict.fromkeys(because for _, because in known_here))
            those = tuple(dict.fromkeys(key for key, _ in known_here))
            yield Identity(**signed, span=span, actors=those, because=because)


def _keys(acting: list[Member], matched: dict[int, Match | None]) -> dict[int, str]:
    """The key of each member: the gazetteer's where it knows who it is, else counted from 1."""
    keys, number = {}, 0
    for member in acting:
        match = matched[id(member)]
        if match and match.id and match.kind not in NO_ACTORS:
            keys[id(member)] = match.id
        else:
            number += 1
            keys[id(member)] = f"local:{number}"
    return keys


def _actors(
    signed: dict[str, str], acting: list[Member], keys: dict[int, str], matched: dict[int, Match | None]
) -> Iterator[Actor]:
    """An actor for each key: the names of one whom the report calls by several are one actor's."""
    by_key: dict[str, list[Member]] = {}
    for member in acting:
        by_key.setdefault(keys[id(member)], []).append(member)
    for key, members in by_key.items():
        match = next((found for one in members if (found := matched[id(one)])), None)
        roles = [role for member in members for role in member.roles]
        if match and match.role and match.role_status == "valid":
            roles.append(match.role)
        yield Actor(
            **signed,
            key=key,
            name=members[0].name,
            kind=kind_of(members[0], match),
            country=match.country if match else None,
            sector=match.sector if match else None,
            roles=tuple(dict.fromkeys(roles)),
        )


def _parts_of_statements(doc: Doc, scene: Scene) -> Iterator[tuple[Span, Found]]:
    """The sources, addressees and outlets of the statements, and whom they mean; what passes words on is an outlet."""
    reading = doc.reading
    for one in doc.find(Statement):
        for span in (*one.source, *one.addressee, *one.through):
            words = reading.words_at(span)
            if speaks_itself(reading, words):
                yield span, _itself(doc, scene.cast)
                continue
            found = scene.meaning(words)
            for member, _ in found:
                if member.kind != "person" and (span in one.through or is_outlet(reading, words)):
                    member.kind = "outlet"
            yield span, found


def _parties(doc: Doc, scene: Scene, known: Known) -> Iterator[tuple[Span, Found, list[Match | None]]]:
    """The parties of the events, whom they mean, and who these are; things that act nowhere are left out."""
    for event in doc.find(Event):
        for span in (*event.agents, *event.recipients):
            words = doc.reading.words_at(span)
            whose = [known.of(member) for member in _owners(scene, words)]
            found, matches = [], []
            meant = scene.meaning(words)
            told = doc.text(span) if len(meant) == 1 else ""
            for member, because in meant:
                match = known.of(member, acting=span in event.agents, whose=whose, words=told)
                if match or member.named or _acts(doc, words):
                    found.append((member, because))
                    matches.append(match)
            yield span, found, matches


def _owners(scene: Scene, words: Range) -> list[Member]:
    """Whom "his" or "its" in a phrase means: "his army"."""
    own = (i for i in range(*words) if scene.phrases.form(i) in POSSESSIVES)
    return [member for i in own for member, _ in scene.meaning((i, i + 1))]


def _acts(doc: Doc, words: Range) -> bool:
    """Whether the head of a phrase is a noun for somebody or a body that acts."""
    return singular(doc.reading.words.forms[doc.reading.head(words)].lower()) in nouns_for_actors()


def _itself(doc: Doc, cast: Cast) -> Found:
    """The outlet of the report, where it is known."""
    outlet = doc.article.outlet
    if not outlet:
        return []
    known = (member for member in cast.members if plain(outlet) in map(plain, member.forms))
    itself = next(known, None) or cast.add(Member("outlet", [outlet], seen=[len(doc.reading.words)]))
    return [(itself, "the outlet of the report itself")]


def _named(doc: Doc, cast: Cast) -> Iterator[tuple[Span, Member, str]]:
    """Each name in the report, whom it means, and why."""
    for name in doc.reading.names:
        if name.words[0] in cast.at:
            member, _, because = cast.at[name.words[0]]
            yield doc.reading.span(name.words), member, because


def _is_organization(cast: Cast, member: Member) -> bool:
    """Whether a group is called an organization somewhere, and is not only a place."""
    return any(cast.at[word][1].kind == "Organization" for word in member.seen if word in cast.at)
