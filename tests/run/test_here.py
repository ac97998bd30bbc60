"""Many articles: the same findings in the same order, however many processes share the work."""

from __future__ import annotations

from collections.abc import Iterator

from standoff import Article, Problem, Statement
from standoff.run import annotate_all, here


class Torn(str):
    """A text no reader of ours makes, and a plugin's might: it cannot be cut."""

    def __getitem__(self, key: object) -> str:
        raise ValueError("torn")


TEXTS = [f"Ana Torvald said that {number} gates were shut. “We will wait,” she said." for number in range(30)]


def test_two_processes_find_what_one_finds_in_the_same_order() -> None:
    articles = [Article(text=text) for text in TEXTS]
    one = list(annotate_all(articles, processes=1))
    two = list(annotate_all(articles, processes=2))
    assert [article.text for article, _ in two] == TEXTS
    assert [findings for _, findings in two] == [findings for _, findings in one]


def test_it_reads_only_a_little_ahead() -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield Article(text=f"Report {taken}. Nobody spoke.")

    results = annotate_all(endless(), processes=1)
    for _ in range(3):
        next(results)
    assert taken <= 2 * here.TOGETHER


def test_an_article_the_reader_cannot_take_becomes_a_problem_and_the_others_are_read() -> None:
    odd = Article(text=Torn(TEXTS[1]))
    good = Article(text=TEXTS[0])
    (_, broken), (_, whole) = annotate_all([odd, good], processes=1)
    assert [type(found) for found in broken] == [Problem]
    assert any(isinstance(found, Statement) for found in whole)
