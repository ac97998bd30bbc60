"""Whom a source means: pronouns, titles and short names are led back to the name the report gave first."""

from __future__ import annotations

import pytest

from standoff import Actor, Article, Report
from standoff.record.as_json import record_of
from standoff.run import annotate_all


def speakers(text: str) -> list[tuple[str, str]]:
    """Each statement's source as it stands, and the speaker it means."""
    ((article, findings),) = annotate_all([Article(text=text)])
    report = Report(article, tuple(findings))
    return [(article.cut(*said.statement.source), said.speaker) for said in report.said()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Foreign Minister Ana Torvald met the envoys. “We will wait,” she said.",
            ("she", "Ana Torvald"),
        ),
        (
            "President Viktor Hallan spoke at noon. Hallan said that the army would stay.",
            ("Hallan", "Viktor Hallan"),
        ),
        (
            "Chancellor Maria Oster met Defence Minister Paul Reiter. The chancellor said that talks would go on.",
            ("The chancellor", "Maria Oster"),
        ),
        (
            "Maria Oster met Paul Reiter on Friday. He said that the bridge was open.",
            ("He", "Paul Reiter"),
        ),
        (
            "Residents left the valley at dawn. A fisherman said that the water was rising.",
            ("A fisherman", "A fisherman"),
        ),
        (
            "President Viktor Hallan met Foreign Minister Ana Torvald. The foreign minister said that she would go.",
            ("The foreign minister", "Ana Torvald"),
        ),
        (
            "Vice President Ana Torvald met President Viktor Hallan on Monday. The president said that he would wait.",
            ("The president", "Viktor Hallan"),
        ),
        (
            "Jonas Tiel, a farmer from Belmar, left the valley. The farmer said that the water was rising.",
            ("The farmer", "Jonas Tiel"),
        ),
        (
            "A tall farmer met two soldiers at the gate. The farmer said that the water was rising.",
            ("The farmer", "A tall farmer"),
        ),
        (
            "A soldier named only as Marek spoke at the gate. “We will wait,” he said.",
            ("he", "Marek"),
        ),
        (
            "Lord Oskar Wend led the talks. Wend’s wife, Ilvar Keth, stayed. She said that talks would go on.",
            ("She", "Ilvar Keth"),
        ),
        (
            "Ilvar Keth left at noon. She took her coat. Paul Reiter stayed. She said that the bridge was open.",
            ("She", "Ilvar Keth"),
        ),
        (
            "Residents left the valley at dawn. They said that the water was rising.",
            ("They", "Residents"),
        ),
        (
            "A user praised the plan on Monday. The user said that it was good. They added that it would work.",
            ("They", "A user"),
        ),
    ],
)
def test_a_source_is_led_back_to_its_name(text: str, expected: tuple[str, str]) -> None:
    assert expected in speakers(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Polish Defence Minister Jonas Tiel met Czech Defence Minister Maria Oster. The Czech minister said "
                "that talks would go on."
            ),
            ("The Czech minister", "Maria Oster"),
        ),
        (
            "President Viktor Hallan of Poland met President Oskar Wend of Ukraine. The Polish president said no.",
            ("The Polish president", "Viktor Hallan"),
        ),
        (
            "Ukrainian President Oskar Wend met the envoys. The US president said that talks would go on.",
            ("The US president", "The US president"),
        ),
        (
            "The Polish Energy Ministry closed the plant on Monday. The ministry said that the water was rising.",
            ("The ministry", "Polish Energy Ministry"),
        ),
        (
            "The U.S. Senate met on Monday. The Senate said that talks would go on.",
            ("The Senate", "U.S. Senate"),
        ),
        (
            "The Belmar Health and Water Service (BHWS) closed the dam. BHWS said that the water was rising.",
            ("BHWS", "Belmar Health and Water Service"),
        ),
    ],
)
def test_states_and_bodies_are_known_by_what_they_are_called(text: str, expected: tuple[str, str]) -> None:
    assert expected in speakers(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "President Viktor Hallan met Chancellor Maria Oster in Belmar. The two leaders said that talks went on.",
            ["Viktor Hallan", "Maria Oster"],
        ),
        (
            "Poland and Ukraine shut the road on Friday. Both sides said that the border would stay open.",
            ["Poland", "Ukraine"],
        ),
        (
            "Maria Oster married Paul Reiter in May. The couple said that they were happy.",
            ["Maria Oster", "Paul Reiter"],
        ),
        (
            "Maria Oster and her husband, Paul Reiter, left the valley. They said that the water was rising.",
            ["Maria Oster", "Paul Reiter"],
        ),
    ],
)
def test_words_for_several_mean_each_of_them(text: str, expected: list[str]) -> None:
    ((article, findings),) = annotate_all([Article(text=text)])
    (said,) = Report(article, tuple(findings)).said()
    assert [actor.name for actor in said.speakers] == expected


def test_the_one_who_said_the_last_thing_goes_on_however_rarely_named() -> None:
    text = (
        "Paul Reiter led the bank. Reiter bought the mill. Reiter sold it. Christian Wend, an economist, said that "
        "prices would fall. “Demand is low,” he said."
    )
    assert ("he", "Christian Wend") in speakers(text)


def test_nobody_becomes_an_actor_for_being_spoken_of_without_a_name() -> None:
    text = "A farmer stood beside two soldiers at the gate. Viktor Hallan said that talks would go on."
    ((_, findings),) = annotate_all([Article(text=text)])
    assert [finding.name for finding in findings if isinstance(finding, Actor)] == ["Viktor Hallan"]


def test_a_pronoun_that_could_mean_nobody_named_is_left_as_it_stands() -> None:
    assert speakers("The river rose all night. “It will rise again,” he said.") == [("he", "he")]


def test_who_said_it_first_is_the_one_within_the_quotation() -> None:
    text = "Ana Torvald spoke to reporters. “I told them that the gates would open,” Torvald said."
    assert all(speaker == "Ana Torvald" for _, speaker in speakers(text))


def test_two_who_speak_together_are_two_speakers() -> None:
    ((article, findings),) = annotate_all([Article(text="Belmar and the Ostran Union said that talks would go on.")])
    (said,) = Report(article, tuple(findings)).said()
    assert [actor.name for actor in said.speakers] == ["Belmar", "Ostran Union"]


def test_who_belongs_to_somebody_is_somebody_else() -> None:
    text = "President Viktor Hallan left at noon. The Hallan administration said that talks would go on."
    assert ("The Hallan administration", "The Hallan administration") in speakers(text)


def test_addressees_and_outlets_are_actors_too() -> None:
    text = "Ana Torvald met the envoys in Belmar. On Monday Torvald told Reuters that the gates would stay shut."
    ((article, findings),) = annotate_all([Article(text=text)])
    record = record_of(article, findings)
    said = next(one for one in record["statements"] if one["through"])
    (agency,) = said["addressees"]
    assert record["actors"][agency] == {
        "name": "Reuters",
        "kind": "outlet",
        "country": "GBR",
        "sector": "MED",
        "roles": [],
    }
    assert [one["actor"] for one in said["through"]] == [agency]


def test_the_outlet_of_the_report_speaks_as_us() -> None:
    text = "Ana Torvald met the envoys in Belmar. On Monday Torvald told us that the gates would stay shut."
    ((article, findings),) = annotate_all([Article(text=text, outlet="The Meridian Post")])
    record = record_of(article, findings)
    said = next(one for one in record["statements"] if one["through"])
    assert [record["actors"][one["actor"]]["name"] for one in said["through"]] == ["The Meridian Post"]
    assert said["addressees"] == [said["through"][0]["actor"]]
