"""A pipeline refuses an order that cannot work, and one stage that fails does not take the report with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from standoff import Article, Problem, Sentence, Span
from standoff.doc import Doc
from standoff.errors import PipelineError
from standoff.language.reader import Reader
from standoff.pipeline import Pipeline, default_stages
from standoff.record import Finding, Mention
from standoff.stage import stage


@stage(makes={Sentence})
def whole(doc: Doc) -> Iterator[Sentence]:
    yield Sentence(article=doc.article.id, stage="whole", span=Span(0, len(doc.article.text)))


@stage(needs={Sentence}, makes={Mention})
def broken(doc: Doc) -> Iterator[Mention]:
    raise ValueError("no ink")


@stage(makes={Mention})
def dishonest(doc: Doc) -> Iterator[Finding]:
    yield Sentence(article=doc.article.id, span=Span(0, 1))


@pytest.fixture(scope="module")
def doc() -> Doc:
    (reading,) = Reader().read(["Nobody spoke."])
    return Doc(Article(text="Nobody spoke."), reading)


def test_a_stage_that_comes_too_early_is_named_before_any_article_is_read() -> None:
    with pytest.raises(PipelineError, match="'broken' needs Sentence; the stages before it make nothing"):
        Pipeline([broken, whole])
    with pytest.raises(PipelineError, match="two stages are called 'whole'"):
        Pipeline([whole, whole])


def test_the_stages_that_come_with_standoff_fit_each_other() -> None:
    named = " ".join(one.name for one in Pipeline(default_stages()).stages)
    assert named == "sentences mentions times places amounts quotes events speakers"


def test_a_stage_that_fails_leaves_a_problem_and_the_others_go_on(doc: Doc) -> None:
    found = Pipeline([whole, broken]).run(Doc(doc.article, doc.reading)).findings
    assert [type(one) for one in found] == [Sentence, Problem]
    assert isinstance(found[1], Problem)
    assert found[1].stage == "broken"
    assert "ValueError: no ink" in found[1].message


def test_a_stage_that_yields_what_it_did_not_declare_is_a_mistake(doc: Doc) -> None:
    with pytest.raises(PipelineError, match="'dishonest' yields a Sentence"):
        Pipeline([dishonest]).run(Doc(doc.article, doc.reading))
