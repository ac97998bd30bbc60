"""A report that was read: the article, what was found in it, who said what and who did what in plain values."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import StandoffError
from standoff.record import Actor, Article, Event, Finding, Identity, Problem, Span, Statement
from standoff.record.as_json import Record, record_of

if TYPE_CHECKING:
    from standoff.read import Arrival


# Whom the words at each span mean.
Meaning = Mapping[Span, tuple[Actor, ...]]


@dataclass(frozen=True, slots=True)
class Said:
    """One statement with its words looked up.

    `speaker` is the full name of the first speaker, or the words that name the source where nobody knows whom they
    mean, or `""` where the text names nobody.  `speakers` are those who are known.  `text` is what was said and `cue`
    the words that say so, split words joined by `" ... "`.  `to` are the words for those it was said to, `through` for
    the outlets it came by, nearest the speaker first.  `told_by` is the speaker of the statement that carries this one.
    """

    speaker: str
    speakers: tuple[Actor, ...]
    cue: str
    text: str
    act: str | None
    to: tuple[str, ...]
    through: tuple[str, ...]
    told_by: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an event: its words, and the actors they mean, none where nobody knows."""

    words: str
    actors: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """One event with its words looked up: `trigger` tells of it; `when`, `where` and `amounts` are words or empty.

    `told_by` is the speaker of the statement that tells it, `""` where the report itself does.
    """

    agents: tuple[Party, ...]
    trigger: str
    recipients: tuple[Party, ...]
    when: str
    where: str
    amounts: tuple[str, ...]
    told_by: str
    event: Event


@dataclass(frozen=True, slots=True)
class Report:
    """An article and what was found in it, in the order it was found."""

    article: Article
    findings: tuple[Finding, ...]

    def said(self) -> Iterator[Said]:
        """Who said what, in the order of the text."""
        statements = {found.id: found for found in self.findings if isinstance(found, Statement)}
        meaning = self._meaning()
        for statement in sorted(statements.values(), key=lambda one: min((*one.source, *one.cue, *one.content))):
            carrier = statements.get(statement.inside or "")
            yield Said(
                speaker=self._speaker(statement, meaning),
                speakers=_actors(statement.source, meaning),
                cue=self.article.cut(*statement.cue),
                text=self.article.cut(*statement.content),
                act=statement.act,
                to=tuple(self.article.cut(span) for span in statement.addressee),
                through=tuple(self.article.cut(span) for span in statement.through),
                told_by=self._speaker(carrier, meaning) if carrier else "",
                statement=statement,
            )

    def done(self) -> Iterator[Done]:
        """Who did what to whom, as told, in the order of the text."""
        statements = {found.id: found for found in self.findings if isinstance(found, Statement)}
        meaning = self._meaning()

        def parties(spans: Iterable[Span]) -> tuple[Party, ...]:
            return tuple(Party(self.article.cut(span), _actors([span], meaning)) for span in spans)

        def words(span: Span | None) -> str:
            return self.article.cut(span) if span else ""

        events = (found for found in self.findings if isinstance(found, Event))
        for event in sorted(events, key=lambda one: one.trigger):
            carrier = statements.get(event.inside or "")
            yield Done(
                agents=parties(event.agents),
                trigger=self.article.cut(*event.trigger),
                recipients=parties(event.recipients),
                when=words(event.time),
                where=words(event.place),
                amounts=tuple(map(words, event.amounts)),
                told_by=self._speaker(carrier, meaning) if carrier else "",
                event=event,
            )

    def _meaning(self) -> Meaning:
        actors = {found.key: found for found in self.findings if isinstance(found, Actor)}
        identities = (found for found in self.findings if isinstance(found, Identity))
        return {one.span: tuple(actors[key] for key in one.actors if key in actors) for one in identities}

    def _speaker(self, one: Statement, meaning: Meaning) -> str:
        known = _actors(one.source, meaning)
        return known[0].name if known else self.article.cut(*one.source)

    def problems(self) -> tuple[Problem, ...]:
        """What went wrong with this report, in plain words."""
        return tuple(found for found in self.findings if isinstance(found, Problem))

    def record(self) -> Record:
        """The report as `standoff read --json` prints it: a dict that `json.dumps` takes."""
        return record_of(self.article, self.findings)


def _actors(spans: Iterable[Span], meaning: Meaning) -> tuple[Actor, ...]:
    return tuple(dict.fromkeys(actor for span in spans for actor in meaning.get(span, ())))


def read_reports(*sources: str | Path, published: date | None = None, outlet: str | None = None) -> Iterator[Report]:
    """Read files, folders, addresses or `-` (standard input) and yield each report with what was found in it.

    `published` and `outlet` are used where the report itself does not say.  A source that cannot be read does not
    stop the others: its error is raised after the last report, with a note for each further one.
    """
    from standoff.read import read

    errors: list[Exception] = []
    arrivals = read([str(source) for source in sources], published=published, outlet=outlet)
    yield from annotated(arrivals, lambda _, error: errors.append(error) if error else None)
    if errors:
        for further in errors[1:]:
            errors[0].add_note(str(further))
        raise errors[0]


def annotated(arrivals: Iterable[Arrival], aside: Callable[[Arrival, Exception | None], None]) -> Iterator[Report]:
    """Yield a report for each arrival that holds an article, in order, and call `aside` with each that does not.

    `aside` gets the error, or `None` where the arrival only tells something (of a folder) in its problems.  An article
    that cannot be annotated goes to `aside` with its error too, and the reading goes on with the next.
    """
    from standoff.run import annotate_all

    waiting: deque[Arrival] = deque()  # given to the annotator, and not yet back
    arriving = iter(arrivals)

    def articles() -> Iterator[Article]:
        for arrival in arriving:
            if arrival.article:
                waiting.append(arrival)
                yield arrival.article
            else:
                aside(arrival, arrival.error)

    def one_by_one() -> Iterator[Report]:
        # Articles are annotated in batches: only alone does the one that breaks something show itself.
        while waiting:
            arrival = waiting.popleft()
            try:
                found = list(annotate_all([article] if (article := arrival.article) else []))
            except Exception as error:  # noqa: BLE001 - one report must not stop the others
                aside(arrival, error)
            else:
                yield from (Report(article, (*arrival.problems, *findings)) for article, findings in found)

    while True:
        try:
            for article, findings in annotate_all(articles()):
                yield Report(article, (*waiting.popleft().problems, *findings))
            return
        except StandoffError:
            raise
        except Exception:
            if not waiting:
                raise
        yield from one_by_one()
