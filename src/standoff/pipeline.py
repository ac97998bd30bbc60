"""Stages in an order that works, and articles sent through them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from standoff.doc import Doc
from standoff.errors import PipelineError
from standoff.record import Finding, Problem
from standoff.stage import Stage


class Pipeline:
    """Runs `stages` in order over a doc.

    Raises `PipelineError`, before any article is read, where a stage needs what no stage before it makes, or two
    stages have one name.
    """

    def __init__(self, stages: Sequence[Stage]) -> None:
        made: set[type[Finding]] = set()
        named: set[str] = set()
        for stage in stages:
            lacking = sorted(kind.__name__ for kind in stage.needs - made)
            if lacking:
                there = ", ".join(sorted(kind.__name__ for kind in made)) or "nothing"
                raise PipelineError(
                    f"stage {stage.name!r} needs {', '.join(lacking)}; the stages before it make {there}"
                )
            if stage.name in named:
                raise PipelineError(f"two stages are called {stage.name!r}")
            made |= stage.makes
            named.add(stage.name)
        self.stages = tuple(stages)

    def run(self, doc: Doc) -> Doc:
        """The same doc with the findings of every stage added.

        A stage that fails leaves a `Problem` with its name, and the stages after it go on with what there is.
        """
        for stage in self.stages:
            try:
                doc.findings += _declared(stage, stage(doc))
            except Exception as error:  # one report must not stop an archive; PipelineError is a bug and is not caught
                if isinstance(error, PipelineError):
                    raise
                message = f"this stage failed on the report: {type(error).__name__}: {error}"
                doc.findings.append(Problem(article=doc.article.id, stage=stage.name, message=message))
        return doc


def _declared(stage: Stage, findings: Iterable[Finding]) -> list[Finding]:
    out = list(findings)
    allowed = (*stage.makes, Problem)
    for finding in out:
        if not isinstance(finding, allowed):
            makes = ", ".join(sorted(kind.__name__ for kind in stage.makes))
            raise PipelineError(f"stage {stage.name!r} yields a {type(finding).__name__} and declares only {makes}")
    return out


def default_stages() -> tuple[Stage, ...]:
    """The stages that `standoff read` runs over each report, in order."""
    from standoff.annotate.amounts import amounts
    from standoff.annotate.mentions import mentions
    from standoff.annotate.places import places
    from standoff.annotate.sentences import sentences
    from standoff.annotate.times import times
    from standoff.extract.events import events
    from standoff.extract.quotes import quotes
    from standoff.link.speakers import speakers

    return (sentences, mentions, times, places, amounts, quotes, events, speakers)
