"""Who a report's actors are, and whom its names and the sources of its statements mean."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.doc import Doc
from standoff.link.cast import Cast, Member, cast_of
from standoff.link.scene import Scene
from standoff.record import Actor, Finding, Identity, Mention, Span, Statement
from standoff.stage import stage


@stage(needs={Mention, Statement}, makes={Actor, Identity})
def speakers(doc: Doc) -> Iterator[Finding]:
    """Yield the actors of a report, and whom each name and each source means."""
    cast = cast_of(doc.reading)
    scene = Scene(doc, cast)
    meant = [(source, scene.meaning(source)) for one in scene.said for source in one.source]
    spoke = {id(member) for _, found in meant for member, _ in found}
    acting = [
        m for m in cast.members if id(m) in spoke or (m.named and (m.kind == "person" or _is_organization(cast, m)))
    ]
    acting.sort(key=lambda member: member.seen[0])
    keys = {id(member): f"local:{i}" for i, member in enumerate(acting, 1)}
    signed = {"article": doc.article.id, "stage": "speakers"}
    for member in acting:
        yield Actor(**signed, key=keys[id(member)], name=member.name, kind=member.kind, roles=member.roles)
    told = {span: [(member, because)] for span, member, because in _named(doc, cast)}
    told |= {doc.reading.span(source): found for source, found in meant if found}
    for span, found in sorted(told.items(), key=lambda one: one[0]):
        known = [(keys[id(member)], because) for member, because in found if id(member) in keys]
        if known:
            because = "; ".join(dict.fromkeys(because for _, because in known))
            yield Identity(**signed, span=span, actors=tuple(key for key, _ in known), because=because)


def _named(doc: Doc, cast: Cast) -> Iterator[tuple[Span, Member, str]]:
    """Each name in the report, whom it means, and why."""
    for name in doc.reading.names:
        if name.words[0] in cast.at:
            member, _, because = cast.at[name.words[0]]
            yield doc.reading.span(name.words), member, because


def _is_organization(cast: Cast, member: Member) -> bool:
    """Whether a group is called an organization somewhere, and is not only a place."""
    return any(cast.at[word][1].kind == "Organization" for word in member.seen if word in cast.at)
