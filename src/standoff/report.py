"""A report that was read: the article, what was found in it, and who said what in plain values."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import StandoffError
from standoff.record import Actor, Article, Finding, Identity, Problem, Statement
from standoff.record.as_json import Record, record_of

if TYPE_CHECKING:
    from standoff.read import Arrival


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
class Report:
    """An article and what was found in it, in the order it was found."""

    article: Article
    findings: tuple[Finding, ...]

    def said(self) -> Iterator[Said]:
        """Who said what, in the order of the text."""
        actors = {found.key: found for found in self.findings if isinstance(found, Actor)}
        meant = {found.span: found.actors for found in self.findings if isinstance(found, Identity)}
        statements = {found.id: found for found in self.findings if isinstance(found, Statement)}

        def speakers_of(one: Statement) -> tuple[Actor, ...]:
            known = dict.fromkeys(key for span in one.source for key in meant.get(span, ()))
            return tuple(actors[key] for key in known if key in actors)

        def name_of(speakers: tuple[Actor, ...], one: Statement) -> str:
            return speakers[0].name if speakers else self.article.cut(*one.source)

        for statement in sorted(statements.values(), key=lambda one: min((*one.source, *one.cue, *one.content))):
            speakers, carrier = speakers_of(statement), statements.get(statement.inside or "")
            yield Said(
                speaker=name_of(speakers, statement),
                speakers=speakers,
                cue=self.article.cut(*statement.cue),
                text=self.article.cut(*statement.content),
                act=statement.act,
                to=tuple(self.article.cut(span) for span in statement.addressee),
                through=tuple(self.article.cut(span) for span in statement.through),
                told_by=name_of(speakers_of(carrier), carrier) if carrier else "",
                statement=statement,
            )

    def problems(self) -> tuple[Problem, ...]:
        """What went wrong with this report, in plain words."""
        return tuple(found for found in self.findings if isinstance(found, Problem))

    def record(self) -> Record:
        """The report as `standoff read --json` prints it: a dict that `json.dumps` takes."""
        return record_of(self.article, self.findings)


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
