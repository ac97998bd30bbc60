"""What the gazetteer of actors knows of the members of a report's cast: who they are, of which country and sector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from standoff.actors import Context, Match, actors_in_use, resolve
from standoff.doc import Doc
from standoff.link.cast import Cast, Member
from standoff.link.knowledge import plain
from standoff.record import Span, Where

# Kinds of entries of the gazetteer -> kinds of actors; all others are groups.
KINDS = {"person": "person", "outlet": "outlet", "country": "country"}
# Kinds of entries that are nobody by themselves.
NO_ACTORS = frozenset({"place", "people"})
# Words at the front of a phrase that say whose somebody is, by a member named elsewhere.
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my"})
# A country counts for the report by how often it is named, its people and bodies a little.
NAMED, BELONGING = 3, 1


@dataclass(slots=True)
class Known:
    """Whom the members of one cast are, asked of the gazetteer once for each."""

    doc: Doc
    cast: Cast
    countries: tuple[str, ...] = field(init=False, default=())
    places: Mapping[str, str] = field(init=False)
    _found: dict[tuple[object, ...], Match | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        reading = self.doc.reading
        bodies = [reading.span(name.words) for name in reading.names if name.kind == "Organization"]
        # a town that only a body's name holds need not be where it is: the Meridian Compact is not of Meridian, Idaho
        self.places = {
            self.doc.text(where.span): where.country
            for where in self.doc.find(Where)
            if where.country and where.feature != "country" and not any(_holds(body, where.span) for body in bodies)
        }
        counts: Counter[str] = Counter()
        for member in self.cast.members:
            # a town alone does not make a report one of its country
            if member.named and (found := self.of(member)) and found.country and found.id:
                counts[found.country] += len(member.seen) * (
                    NAMED if found.kind in {"country", "region"} else BELONGING
                )
        self._found.clear()  # what is known of a member may hang on the report's countries
        self.countries = tuple(country for country, _ in counts.most_common())

    def of(
        self, member: Member, *, acting: bool = False, whose: Iterable[Match | None] = (), words: str = ""
    ) -> Match | None:
        """Whom a member is; None where nothing tells.  `acting` says that it speaks or does something.

        `whose` are those whom "his" or "its" before the member's name means; `words` is the whole phrase for it here:
        "rebels in Darfur".
        """
        own = tuple(match.country for match in whose if match and match.country)
        key = id(member), acting, own, words
        if key not in self._found:
            context = Context(
                on=self.doc.article.published, countries=(*own, *self.countries), acting=acting, places=self.places
            )
            asked = dict.fromkeys([*filter(None, [words]), *_names(member)])
            answers = (resolve(one, context, actors_in_use()) for one in asked)
            self._found[key] = fuller([match for match in answers if match])
        return self._found[key]


def _holds(body: Span, place: Span) -> bool:
    return body != place and body.start <= place.start and place.end <= body.end


def kind_of(member: Member, match: Match | None) -> str:
    """The kind of an actor, by what the gazetteer says, else by what the text does."""
    if match is None or match.id is None or (match.kind == "country" and member.kind == "person"):
        return member.kind
    if match.kind in {"region", "place", "people"} or member.kind == "outlet":
        return member.kind
    return KINDS.get(match.kind, "group")


def _names(member: Member) -> list[str]:
    """By what to ask for a member: with its title first, which may tell more than the name."""
    names = sorted(member.forms, key=len, reverse=True)
    if member.kind != "person" or not member.named:
        of = f"{member.of}'s " if member.of and member.of not in names[0] else ""
        return [*([of + names[0]] if of else []), *names[:2]]
    titled = [f"{title} {names[0]}" for title in member.titles if plain(title) not in plain(names[0])]
    return [*titled[:2], names[0]]


def fuller(found: Sequence[Match]) -> Match | None:
    """Of several answers an actor of the gazetteer, else the one that knows most; country and sector from any."""
    if not found:
        return None
    best = max(
        found,
        key=lambda one: (
            one.id is not None and one.kind not in NO_ACTORS,
            one.country is not None,
            one.sector is not None,
        ),
    )
    country = best.country or next((one.country for one in found if one.country), None)
    sector = best.sector or (
        None if best.kind == "country" else next((one.sector for one in found if one.sector), None)
    )
    return replace(best, country=country, sector=sector)
