"""Who a report's actors are, and whom its names and the sources of its statements mean."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.doc import Doc
from standoff.extract.chains import is_outlet, speaks_itself
from standoff.link.cast import Cast, Member, cast_of
from standoff.link.knowledge import plain
from standoff.link.scene import Found, Scene
from standoff.record import Actor, Finding, Identity, Mention, Span, Statement
from standoff.stage import stage


@stage(needs={Mention, Statement}, makes={Actor, Identity})
def speakers(doc: Doc) -> Iterator[Finding]:
    """Yield the actors of a report, and whom each name, source, addressee and outlet in it means."""
    cast = cast_of(doc.reading)
    scene = Scene(doc, cast)
    meant = dict(_parts_of_statements(doc, scene))
    spoke = {id(member) for found in meant.values() for member, _ in found}
    acting = [
        m for m in cast.members if id(m) in spoke or (m.named and (m.kind == "person" or _is_organization(cast, m)))
    ]
    acting.sort(key=lambda member: member.seen[0])
    keys = {id(member): f"local:{i}" for i, member in enumerate(acting, 1)}
    signed = {"article": doc.article.id, "stage": "speakers"}
    for member in acting:
        yield Actor(**signed, key=keys[id(member)], name=member.name, kind=member.kind, roles=member.roles)
    told = {span: [(member, because)] for span, member, because in _named(doc, cast)}
    told |= {span: found for span, found in meant.items() if found}
    for span, found in sorted(told.items(), key=lambda one: one[0]):
        known = [(keys[id(member)], because) for member, because in found if id(member) in keys]
        if known:
            because = "; ".join(dict.fromkeys(because for _, because in known))
            yield Identity(**signed, span=span, actors=tuple(key for key, _ in known), because=because)


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
