"""The pipeline over many articles on this machine: in this process, or spread over several."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from itertools import chain, islice

from standoff.annotate.place.gazetteer import gazetteer
from standoff.doc import Doc
from standoff.errors import WeightsError
from standoff.language.reader import Reader
from standoff.pipeline import Pipeline, default_stages
from standoff.record import Article, Finding, Problem

# From this many articles on, starting further processes (each loads the reader: about 0.6 s) pays.
WORTH_SPREADING = 24
# Articles handed to a process at a time: sending one by one would cost more than it gives.
TOGETHER = 8
# Batches under way a process: enough that none waits, few enough that memory stays flat.
AHEAD = 3

Annotated = tuple[Article, list[Finding]]


def annotate_all(articles: Iterable[Article], processes: int | None = None) -> Iterator[Annotated]:
    """Each article with its findings, in the order given; lazily, a few dozen articles ahead at the most.

    `processes` is how many to use: by default one, or one for each processor this process may run on once there are
    enough articles to pay for starting them.  An article that cannot be read has a `Problem` and no other findings.
    """
    left = iter(articles)
    if processes is None:
        few = list(islice(left, WORTH_SPREADING))
        processes = processors() if len(few) == WORTH_SPREADING else 1
        left = chain(few, left)
    if processes > 1:
        yield from _spread(left, processes)
    else:
        while batch := list(islice(left, TOGETHER)):
            yield from zip(batch, _findings(batch), strict=True)


def processors() -> int:
    """How many processors this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _spread(articles: Iterator[Article], processes: int) -> Iterator[Annotated]:
    context = multiprocessing.get_context("spawn")
    gazetteer()  # made here, if it is not yet, so that not each process makes it
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        under_way: deque[tuple[list[Article], Future[list[list[Finding]]]]] = deque()
        try:
            while batch := list(islice(articles, TOGETHER)):
                under_way.append((batch, pool.submit(_findings, batch)))
                if len(under_way) >= processes * AHEAD:
                    yield from _landed(*under_way.popleft())
            while under_way:
                yield from _landed(*under_way.popleft())
        finally:
            pool.shutdown(cancel_futures=True)


def _landed(batch: list[Article], done: Future[list[list[Finding]]]) -> Iterator[Annotated]:
    # only the findings travel back: the articles are here already
    return zip(batch, done.result(), strict=True)


@cache
def _reader() -> Reader:
    return Reader()


@cache
def _pipeline() -> Pipeline:
    return Pipeline(default_stages())


def _findings(batch: list[Article]) -> list[list[Finding]]:
    return [_found_in(article) for article in batch]


def _found_in(article: Article) -> list[Finding]:
    try:
        (reading,) = _reader().read([article.text])
    except WeightsError:
        raise
    except Exception as error:  # noqa: BLE001 - one report must not stop an archive
        message = f"the reader of English failed on this report: {type(error).__name__}: {error}"
        return [Problem(article=article.id, stage="language", message=message)]
    return _pipeline().run(Doc(article, reading)).findings
