"""How fast the whole `read` is, how much of it is the encoder, and what memory it takes.

    python benchmarks/speed.py REPORTS.jsonl [--reports N] [--processes N]

Prints words and reports of 500 words a second, words per CPU-second, the encoder's share of the CPU time (one process,
measured inside), peak memory of this process and its children, and the time `standoff --help` takes to start.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from standoff import Article
from standoff.language import reader
from standoff.read import read
from standoff.run import annotate_all, here


def articles(path: Path, count: int) -> Iterator[Article]:
    """So many reports of a file, from the start again where it ends."""
    return islice((a.article for a in cycle(list(read([path]))) if a.article), count)


def cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    return sum(
        r.ru_utime + r.ru_stime for r in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def encoder_share(texts: list[Article]) -> float:
    """The share of the CPU time of reading that is spent inside ONNX Runtime."""
    spent = 0.0
    session = reader.onnxruntime.InferenceSession
    run = session.run

    def timed(self: object, *given: object, **more: object) -> object:
        nonlocal spent
        begun = time.process_time()
        try:
            return run(self, *given, **more)
        finally:
            spent += time.process_time() - begun

    session.run = timed
    begun = time.process_time()
    for _ in annotate_all(texts, processes=1):
        pass
    session.run = run
    return spent / (time.process_time() - begun)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("reports", type=Path)
    options.add_argument("--count", type=int, default=400)
    options.add_argument("--processes", type=int, default=here.processors())
    given = options.parse_args()

    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "standoff", "--help"], check=True, stdout=subprocess.DEVNULL)
    print(f"start-up of standoff --help   {time.perf_counter() - begun:8.2f} s")

    begun, spent, words, memory = time.perf_counter(), cpu(), 0, []
    for n, (article, _) in enumerate(annotate_all(articles(given.reports, given.count), given.processes), 1):
        words += len(article.text.split())
        if n % (given.count // 4) == 0:
            memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    wall, spent = time.perf_counter() - begun, cpu() - spent
    # before anything is read in this process itself: its children do the reading
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(
        f"reports                       {given.count:8} of {words / given.count:.0f} words, {given.processes} processes"
    )
    print(f"words a second                {words / wall:8.0f}")
    print(f"reports of 500 words a second {words / wall / 500:8.1f}")
    print(f"words per CPU-second          {words / spent:8.0f}")
    print(f"peak memory, this process     {memory[-1]:8} MB (after each quarter: {memory})")
    print(f"peak memory, largest child    {child:8} MB, all together at most {memory[-1] + child * given.processes} MB")

    few = list(articles(given.reports, 60))
    list(annotate_all(few[:1], processes=1))
    print(f"encoder's share of the CPU    {encoder_share(few):8.0%}")


if __name__ == "__main__":
    main()
