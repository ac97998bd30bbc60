"""Many reports at a glance."""

from __future__ import annotations

import io
from datetime import date

from marked import report_of

from standoff import Actor
from standoff.show.overview import overview
from standoff.show.terminal import console_for_people


def test_who_spoke_most_is_counted_by_name_over_all_outlets() -> None:
    harrant = Actor(article="", key="local:1", name="Ilse Harrant")
    reports = [
        report_of(
            "[source She] [cue said] [content yes.]\n[source She] [cue said] [content no.]",
            actors={"She": harrant},
            outlet="Post",
            published=date(2031, 5, 9),
        ),
        report_of(
            "[source Harrant] [cue said] [content so.]",
            actors={"Harrant": harrant},
            outlet="\x1b[2JGazette",
            published=date(2031, 5, 7),
        ),
        report_of("[source A man] [cue said] [content it rains.]", outlet="Post"),
    ]
    console = console_for_people(file=io.StringIO(), width=100)
    console.print(*overview(reports))
    shown = [line.split() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]
    assert ["Ilse", "Harrant", "3", "2", "7", "May", "2031", "9", "May", "2031"] in shown
    assert ["Post", "2", "3", "Ilse", "Harrant"] in shown
    assert ["␛[2JGazette", "1", "1", "Ilse", "Harrant"] in shown
