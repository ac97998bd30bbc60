"""Page furniture goes, the report stays to the letter, and every kept character knows where it stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.read.clean import clean
from standoff.record import Span

BEFORE = "The strike went on for a third day, the port said."
AFTER = "Ferries will sail again on Friday, the union said."


@pytest.mark.parametrize(
    "furniture",
    [
        "Sign up to receive our latest news!",
        "By submitting this form, I agree to the terms.",
        "Get the stories you care about delivered to your inbox. By signing up, you agree to our Privacy Policy",
        "We use cookies to give you the best experience on our website.",
        "Accept all cookies",
        "ADVERTISEMENT",
        "Story continues below",
        "Share this article",
        "Facebook Twitter WhatsApp Email",
        "Read or Share this story: http://example.org/1xYz",
        "Read more",
        "READ MORE: Port chief resigns after ferry row",
        "Related: How the islands live without ferries",
        "See also: Union says it will not move",
        "CLICK HERE TO GET THE MIRAVA POST APP",
        "Follow Dana Okoro on Twitter @danaokoro.",
        "JOIN US ON TELEGRAM! Follow our coverage of the strike on the @miravapost.",
        "© 2023 Mirava Post. All rights reserved.",
        "Photograph: Jan Novak/Reuters",
        "Enlarge this image toggle caption Jan Novak/AP",
        "12 Comments",
        "5 min read",
        "</tweet>",
    ],
)
def test_furniture_goes(furniture: str) -> None:
    assert clean(f"{BEFORE}\n\n{furniture}\n\n{AFTER}").text == f"{BEFORE}\n\n{AFTER}"


@pytest.mark.parametrize(
    "news",
    [
        "Sign up for military service or leave, the governor told the men of Mirava.",
        "“Sign up to our newsletter,” the spokesman said when asked for details.",
        "The ministry said that its website uses cookies to follow visitors, and that it would stop.",
        "Subscribers to the newsletter were told of the strike by e-mail on Monday.",
        "Read more widely, the judge advised the minister.",
        "He shared the article on Facebook and Twitter before it was deleted.",
        "Follow the money, prosecutors said, and it leads to the port.",
        "The advertisement, which ran on Monday, accused the union of lying.",
        "By signing the treaty, the two states agreed to open the border.",
        "More than 40 ships are waiting, and more will come.",
        "Photo: the word was on every wall of the harbour, and nobody could say who had put it there or why it stayed.",
        "Watch the border, the general told his officers.",
        "Relatives of the missing crew have been told to wait.",
        "Copyright law was changed in 2022, the court said.",
        "Related talks in Geneva broke down.",
    ],
)
def test_news_that_sounds_like_furniture_stays(news: str) -> None:
    text = f"{BEFORE}\n\n{news}\n\n{AFTER}"
    assert clean(text).text == text


def test_furniture_run_into_a_paragraph_goes_as_a_sentence() -> None:
    text = f"{BEFORE} Sign up for our daily newsletter. {AFTER}"
    assert clean(text).text == f"{BEFORE} {AFTER}"


def test_a_sentence_inside_a_quotation_stays() -> None:
    text = "“You will lose. Sign up for our newsletter. You will win,” the leaflet read."
    assert clean(text).text == text


def test_a_report_that_runs_on_behind_furniture_stays() -> None:
    text = "Rain fell. Sign up for our daily newsletter When troops crossed the river at dawn. Snow fell."
    assert clean(text).text == text


def test_headlines_under_a_heading_of_links_go_with_it() -> None:
    links = "Related stories\n\nPort chief resigns after ferry row\n\nHow the islands live without ferries"
    assert clean(f"{BEFORE}\n\n{AFTER}\n\n{links}").text == f"{BEFORE}\n\n{AFTER}"


def test_a_report_goes_on_below_a_heading_of_links() -> None:
    links = "Related stories\n\nPort chief resigns after ferry row"
    assert clean(f"{BEFORE}\n\n{links}\n\n{AFTER}").text == f"{BEFORE}\n\n{AFTER}"


def test_the_first_line_may_be_a_headline_that_looks_like_a_link() -> None:
    text = f"Read more: why libraries strike back\n\n{BEFORE}"
    assert clean(text).text == text


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("By Dana Okoro", "Dana Okoro"),
        ("By DANA OKORO and Jan de Vries", "DANA OKORO and Jan de Vries"),
        ("By Dana Okoro, Mirava Post", "Dana Okoro, Mirava Post"),
        ("Written by: J. R. O’Neill", "J. R. O’Neill"),
        ("By AFP", "AFP"),
    ],
)
def test_a_by_line_leaves_the_text_and_is_known(line: str, who: str) -> None:
    cleaned = clean(f"Strike goes on\n{line}\n\nMIRAVA — {BEFORE}")
    assert (cleaned.text, cleaned.byline) == (f"Strike goes on\n\nMIRAVA — {BEFORE}", who)


@pytest.mark.parametrize(
    "line", ["By Monday", "By The Numbers", "By noon the square was full", "By contrast", "By Sea"]
)
def test_what_only_begins_like_a_by_line_stays(line: str) -> None:
    cleaned = clean(f"{line}\n\n{BEFORE}")
    assert (cleaned.text.splitlines()[0], cleaned.byline) == (line, None)


def test_a_by_line_deep_in_the_text_is_no_by_line() -> None:
    text = "\n\n".join([BEFORE] * 8 + ["By Dana Okoro", AFTER])
    assert clean(text).text == text


def test_line_ends_are_made_alike_and_broken_words_whole() -> None:
    assert clean("Pu\u00adtin\x00 said\r\nno.\rKyiv\ufeff said yes.").text == "Putin said\nno.\nKyiv said yes."


def test_emoji_and_persian_joiners_stay() -> None:
    text = "The flag 🏴\u200d☠️ flew; می\u200cرود stood below."
    assert clean(text).text == text


LINES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["Advertisement", "Read more", BEFORE, "By Dana Okoro", f"{BEFORE} Click here. {AFTER}", "“", " "]),
)
TEXTS = st.lists(LINES, max_size=8).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\n \n", "\u2028"]).map(lambda end: end.join(lines))
)


@given(TEXTS)
def test_every_kept_character_is_that_of_the_original(original: str) -> None:
    cleaned = clean(original)
    covered = 0
    for start, there, length in cleaned.trail.kept:
        assert cleaned.text[start : start + length] == original[there : there + length]
        assert cleaned.text[covered:start].strip("\n") == "", "only a line end may be put in"
        covered = start + length
    assert cleaned.text[covered:].strip("\n") == ""
    assert not any("\ud800" <= character <= "\udfff" or character == "\r" for character in cleaned.text)


@given(TEXTS, st.data())
def test_the_trail_leads_back_to_the_same_characters(original: str, data: st.DataObject) -> None:
    cleaned = clean(original)
    start = data.draw(st.integers(0, len(cleaned.text)))
    end = data.draw(st.integers(start, len(cleaned.text)))
    back = "".join(original[a:b] for a, b in cleaned.trail.back(Span(start, end)))
    put_in = set(range(len(cleaned.text))) - {
        place for first, _, length in cleaned.trail.kept for place in range(first, first + length)
    }
    assert back == "".join(cleaned.text[place] for place in range(start, end) if place not in put_in)


@given(TEXTS)
def test_cleaning_twice_changes_no_word_of_the_report(original: str) -> None:
    once = clean(original).text
    assert clean(f"{BEFORE}\n\n{once}").text.startswith(BEFORE)
    assert BEFORE not in original or BEFORE in once
