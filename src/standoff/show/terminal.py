"""One report on a terminal: its facts, who said what, grouped by speaker, who did what, then what went wrong."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from standoff.record import Article, Dating, Span
from standoff.report import Party, Report, Said
from standoff.show.plain import plain, shortened

WIDEST = 110  # longer lines are hard to follow back
NARROW = 72  # below this the columns for act and for type and status go
LONGEST_WORDS = 320  # characters of one statement; nine in ten of the demo's are shorter
LONGEST_NAME = 90
LONGEST_CUE = 16
LONGEST_TRIGGER = 40
LONGEST_TYPE = 22  # ASSAULT suicide-attack
UNSURE = 0.5  # a confidence below this is worth a warning
# Of the sixteen colours of a terminal, those that stand out on a dark ground and on a light one alike.
NAME_STYLE = "bold magenta"
NOBODY = "nobody named"
SAID_BY = {"given": "as you said", "page": "says the page", "record": "says its record"}
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def console_for_people(**options: object) -> Console:
    """A console that prints the news as it stands: no markup, no emoji codes, no colouring of numbers."""
    console = Console(markup=False, highlight=False, emoji=False, **options)  # type: ignore[arg-type]
    if console.width > WIDEST:
        console.width = WIDEST
    return console


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as rich draws it: `console.print(ReportView(report))`."""

    report: Report

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from facts(self.report.article)
        yield from _who_said_what(self.report, options.max_width)
        yield from _who_did_what(self.report, options.max_width)
        yield from _problems(self.report)


@dataclass(slots=True)
class Speaker:
    """Someone who speaks in a report, with everything said, in the order of the text."""

    name: str
    about: str
    said: list[Said] = field(default_factory=list)


def speakers(report: Report) -> list[Speaker]:
    """Those who speak, in the order in which the report lets them; what nobody says comes last."""
    found: dict[object, Speaker] = {}
    for said in report.said():
        known = tuple(actor.key for actor in said.speakers)
        key = known or said.speaker.casefold()
        if key not in found:
            found[key] = Speaker(_name(said), _about(said))
        found[key].said.append(said)
    return sorted(found.values(), key=lambda speaker: speaker.name == NOBODY)


def facts(article: Article) -> Iterator[Rule | Text]:
    """The report's headline, outlet, by-line, day and how it is known, length, language and address."""
    yield Rule(style="dim")
    yield Text(plain(article.title or "") or "(no headline)", style="bold")
    told = [plain(article.outlet or ""), plain(article.byline or ""), _day(article)]
    told += [
        f"{len(article.text.split()):,} words",
        {"en": "English"}.get(article.language or "", article.language or ""),
    ]
    yield Text(" · ".join(fact for fact in told if fact))
    if where := plain(article.url or article.source):
        yield Text(where, style="dim", overflow="fold")


def _day(article: Article) -> str:
    if article.published:
        day = spelled(article.published)
    elif article.dating and article.dating.year:
        day = f"{article.dating.year}, day unknown"
    else:
        day = "day unknown"
    how = _how_known(article.dating) if article.dating else ""
    return f"{day} ({how})" if how else day


def _how_known(dating: Dating) -> str:
    plainly = "" if dating.year else SAID_BY.get(dating.source)
    return plainly or plain(dating.because)


def spelled(day: date) -> str:
    """A day as people write it, the same in every locale: 3 May 2031."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _name(said: Said) -> str:
    if said.speakers:
        return shortened(" and ".join(plain(actor.name) for actor in said.speakers), LONGEST_NAME)
    return shortened(plain(said.speaker), LONGEST_NAME) or NOBODY


def _about(said: Said) -> str:
    if len(said.speakers) != 1:
        return ""
    actor = said.speakers[0]
    return shortened(plain(", ".join(actor.roles) or actor.country or ""), LONGEST_NAME)


def _who_said_what(report: Report, width: int) -> Iterator[Text | Padding]:
    who = speakers(report)
    statements = sum(len(speaker.said) for speaker in who)
    yield Text()
    if not statements:
        yield Text("Nobody is quoted or reported as saying anything.")
        return
    named = sum(speaker.name != NOBODY for speaker in who)
    by = f"by {_count(named, 'speaker')}" if named else "with nobody named"
    yield Text(f"Who said what: {_count(statements, 'statement')} {by}")
    starts = paragraph_starts(report.article.text)
    for speaker in who:
        yield Text()
        yield Text.assemble((speaker.name, NAME_STYLE), (f"  {speaker.about}" if speaker.about else "", "italic"))
        yield Padding(_statements(report.article, speaker.said, starts, width), (0, 0, 0, 2))


def _statements(article: Article, said: list[Said], starts: list[int], width: int) -> Table:
    wide = width >= NARROW
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", style="dim", no_wrap=True, min_width=3)
    table.add_column(style="italic", max_width=LONGEST_CUE, min_width=LONGEST_CUE if wide else None)
    table.add_column(ratio=1, overflow="fold")
    if wide:
        table.add_column(style="dim", no_wrap=True, min_width=8)
    table.expand = True
    for one in said:
        where = bisect_right(starts, one.statement.content[0].start)
        cue = shortened(_words(article, one.statement.cue), 2 * LONGEST_CUE)
        words = shortened(_words(article, one.statement.content), LONGEST_WORDS)
        doubt = _doubt(one.statement.confidence)
        told = [Text(f"¶{where}"), Text(cue), Text(words)]
        if way := _way(one):
            told[-1].append(f"\n{way}", style="dim")
        if wide:
            told.append(Text(f"{one.act or ''}\n{doubt}".strip()))
        elif about := ", ".join(filter(None, (one.act, doubt))):
            told[-1].append(f"\n({about})", style="dim")
        table.add_row(*told)
    return table


def _way(said: Said) -> str:
    """To whom, through which outlets and by whose telling the words came."""
    told_by = "" if said.told_by in said.through else said.told_by
    parts = [("to", " and ".join(said.to)), ("through", ", then ".join(said.through)), ("told by", told_by)]
    return "; ".join(f"{how} {shortened(plain(who), LONGEST_NAME)}" for how, who in parts if who)


def _who_did_what(report: Report, width: int) -> Iterator[Text | Padding]:
    done = list(report.done())
    if not done:
        return
    yield Text()
    yield Text(f"Who did what to whom, as told: {_count(len(done), 'event')}")
    starts = paragraph_starts(report.article.text)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", style="dim", no_wrap=True, min_width=3)
    table.add_column(ratio=1, overflow="fold")
    if width >= NARROW:
        table.add_column(style="dim", no_wrap=True, min_width=LONGEST_TYPE)
    table.expand = True
    for one in done:
        event = one.event
        told = Text.assemble(
            _parties(one.agents), (one.trigger and f" {shortened(plain(one.trigger), LONGEST_TRIGGER)} ", "bold")
        )
        told.append(_parties(one.recipients) if one.recipients else "")
        about = [*map(plain, one.amounts), plain(one.where), plain(one.when)]
        about.append(f"told by {shortened(plain(one.told_by), LONGEST_NAME)}" if one.told_by else "")
        if more := " · ".join(filter(None, about)):
            told.append(f"\n{more}", style="dim")
        coded = f"{event.type} {event.mode or ''}".strip()
        status = f"{event.status} {_doubt(event.confidence)}".strip()
        row = [Text(f"¶{bisect_right(starts, event.trigger[0].start)}"), told]
        if width >= NARROW:
            row.append(Text(f"{coded}\n{status}"))
        else:
            told.append(f"\n({coded}, {status})", style="dim")
        table.add_row(*row)
    yield Padding(table, (1, 0, 0, 2))


def _parties(parties: Sequence[Party]) -> str:
    """Those on one side of an event, each with country and sector where these are known."""
    shown = []
    for party in parties:
        codes = dict.fromkeys(f"{one.country or ''} {one.sector or ''}".strip() for one in party.actors)
        known = ", ".join(filter(None, codes))
        shown.append(shortened(plain(party.words), LONGEST_NAME) + (f" [{known}]" if known else ""))
    return " and ".join(shown) or "somebody"


def _words(article: Article, spans: tuple[Span, ...]) -> str:
    return " … ".join(plain(article.cut(span)) for span in spans)


def _doubt(confidence: float | None) -> str:
    return f"unsure {confidence:.2f}" if confidence is not None and confidence < UNSURE else ""


def paragraph_starts(text: str) -> list[int]:
    """Where each paragraph of `text` starts, in code points: after blank lines, or after each if none is blank."""
    between = "\n\n" if "\n\n" in text.strip() else "\n"
    starts, at = [], 0
    for paragraph in text.split(between):
        if paragraph.strip():
            starts.append(at)
        at += len(paragraph) + len(between)
    return starts


def _problems(report: Report) -> Iterator[Text | Padding]:
    problems = report.problems()
    if not problems:
        return
    yield Text()
    yield Text("What went wrong", style="bold red")
    starts = paragraph_starts(report.article.text)
    for problem in problems:
        where = f" (¶{bisect_right(starts, problem.span.start)})" if problem.span else ""
        yield Padding(Text(plain(problem.message) + where), (0, 0, 0, 2))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
