"""What is counted when a record is held against golden marks.

Words are runs of letters and digits or single marks of punctuation; a span covers each word that it touches.  A
statement is **found** where the words of its content share at least half with the marked ones (Jaccard) and the sources
share a word that is no function word, or both are empty: the content+source measure in use for PolNeAR.  Found and
marked statements are paired one to one, as many as can be.  Speaker, act, addressee, outlets and carrier are judged on
the pairs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from standoff.record import Span
from standoff.record.as_json import Record
from standoff.score.gold import Golden, Marked

WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
SAME_CONTENT = 0.5
FUNCTION = frozenset(
    """
    a an the of for in on at by to from with and or but as 's ’s s who which that whose whom this these those its his
    her their our my your some many most several other another one two three also mr mrs ms dr sen rep gov
    """.split()
)
# Edges of the bins of the reliability table.
BINS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)

# What is counted over all statements, and what over those that were found.
STATEMENTS = ("content+source", "content+source, outermost", "content+source, inside another", "content")
PARTS = ("speaker", "act", "through", "addressee", "inside")

Words = frozenset[int]


@dataclass(slots=True)
class Count:
    """How many were right, marked and found."""

    right: int = 0
    marked: int = 0
    found: int = 0

    def add(self, right: int, marked: int, found: int) -> None:
        """Count some more."""
        self.right, self.marked, self.found = self.right + right, self.marked + marked, self.found + found

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what was marked that was found; 0 where nothing was marked."""
        return self.right / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.marked + self.found) if self.marked + self.found else 0.0

    def figures(self) -> dict[str, float]:
        """The counts, and the shares rounded to three places."""
        shares = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {"right": self.right, "marked": self.marked, "found": self.found} | {
            name: round(share, 3) for name, share in shares.items()
        }


@dataclass(slots=True)
class Tally:
    """The counts over some reports.

    `acts` counts each act by its name.  `sure` and `sure_of_act` hold, for each statement found, its confidence and
    whether it was right: of content and source over all that were found, of the act over the pairs.
    """

    reports: int = 0
    counts: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    acts: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    sure: list[tuple[float, bool]] = field(default_factory=list)
    sure_of_act: list[tuple[float, bool]] = field(default_factory=list)

    @property
    def act_macro(self) -> float:
        """The mean F1 of the acts that were marked."""
        marked = [count.f1 for count in self.acts.values() if count.marked]
        return sum(marked) / len(marked) if marked else 0.0


def tally(pairs: Iterable[tuple[Golden, Record]]) -> Tally:
    """Count over marked reports and the records made of their texts."""
    total = Tally()
    for gold, record in pairs:
        _Judged(gold, record, total).count()
    return total


def figures(counted: Tally) -> dict[str, object]:
    """The counts as plain numbers, rounded to three places."""

    return {
        "reports": counted.reports,
        "counts": {name: counted.counts[name].figures() for name in (*STATEMENTS, *PARTS)},
        "acts": {name: count.figures() for name, count in sorted(counted.acts.items())},
        "act, mean F1": round(counted.act_macro, 3),
        "calibration error": round(calibration_error(counted.sure), 3),
        "calibration error of acts": round(calibration_error(counted.sure_of_act), 3),
        "reliability": [[*row[:3], *(round(x, 3) for x in row[3:])] for row in reliability(counted.sure)],
        "reliability of acts": [
            [*row[:3], *(round(x, 3) for x in row[3:])] for row in reliability(counted.sure_of_act)
        ],
    }


def reliability(told: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int, float, float]]:
    """From, to, how many, mean confidence and share that was right, for each bin that has any."""
    rows = []
    for low, high in pairwise(BINS):
        inside = [(c, right) for c, right in told if low <= c < high or (c == high == BINS[-1])]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            rows.append((low, high, len(inside), mean, sum(right for _, right in inside) / len(inside)))
    return rows


def calibration_error(told: Sequence[tuple[float, bool]]) -> float:
    """The mean gap between confidence and the share that was right, over the bins, by their size."""
    rows = reliability(told)
    return sum(n * abs(mean - share) for _, _, n, mean, share in rows) / max(1, sum(n for _, _, n, _, _ in rows))


class _Judged:
    """One report: its marks, its record, and which statements answer which."""

    def __init__(self, gold: Golden, record: Record, total: Tally) -> None:
        self.gold, self.record, self.total = gold, record, total
        self.said = record["statements"]
        words = list(WORD.finditer(gold.text))
        self.forms = [word.group() for word in words]
        self.at = {character: i for i, word in enumerate(words) for character in range(*word.span())}
        self.spans_of = _spans_of(record)

    def words(self, spans: Iterable[Sequence[int]]) -> Words:
        return frozenset(self.at[c] for start, end in spans for c in range(start, end) if c in self.at)

    def telling(self, words: Words) -> Words:
        """The words that are neither marks nor function words; where all are, those that are no marks."""
        spoken = frozenset(i for i in words if self.forms[i][0].isalnum())
        return frozenset(i for i in spoken if self.forms[i].lower() not in FUNCTION) or spoken

    def touches(self, one: Sequence[int], other: Sequence[int]) -> bool:
        return bool(self.telling(self.words([one])) & self.words([other]))

    def pairs(self, marked: Sequence[int], found: Sequence[int], source: bool) -> dict[int, int]:
        """Marked statements and those that answer them, by index."""
        edges: dict[int, list[int]] = {}
        mine = {j: (self.words(self.said[j]["content"]), self.words(self.said[j]["source"])) for j in found}
        for i in marked:
            content, who = (self.words(getattr(self.gold.statements[i], part)) for part in ("content", "source"))
            for j, (words, speaker) in mine.items():
                if len(content & words) < SAME_CONTENT * len(content | words):
                    continue
                agree = (
                    bool(self.telling(who) & speaker or self.telling(speaker) & who)
                    if who and speaker
                    else who == speaker
                )
                if agree or not source:
                    edges.setdefault(i, []).append(j)
        return _matched(edges)

    def count(self) -> None:
        total, golds = self.total, self.gold.statements
        total.reports += 1
        outer = [i for i, one in enumerate(golds) if one.inside is None]
        inner = [i for i, one in enumerate(golds) if one.inside is not None]
        said_outer = [j for j, one in enumerate(self.said) if one["inside"] is None]
        said_inner = [j for j, one in enumerate(self.said) if one["inside"] is not None]
        everything = (range(len(golds)), range(len(self.said)))
        paired: dict[int, int] = {}
        for name, marked, found, source in (
            ("content", *everything, False),
            ("content+source, outermost", outer, said_outer, True),
            ("content+source, inside another", inner, said_inner, True),
            ("content+source", *everything, True),
        ):
            paired = self.pairs(marked, found, source)
            total.counts[name].add(len(paired), len(marked), len(found))
        right = set(paired.values())
        for j, one in enumerate(self.said):
            if one["confidence"] is not None:
                total.sure.append((one["confidence"], j in right))
        for i, j in paired.items():
            self._judge(golds[i], self.said[j], paired)

    def _judge(self, gold: Marked, said: Record, paired: dict[int, int]) -> None:
        total = self.total
        marked, found = gold.speakers, said["speakers"]
        same = [(i, j) for i, place in enumerate(marked) for j, key in enumerate(found) if self._is(key, place, gold)]
        right = min(len({i for i, _ in same}), len({j for _, j in same}))
        total.counts["speaker"].add(right, len(marked), len(found))
        if (act := said["act"]) is not None:
            total.counts["act"].add(act == gold.act, 1, 1)
            for name in {act, gold.act}:
                total.acts[name].add(act == gold.act, name == gold.act, name == act)
            if said.get("act_confidence") is not None:
                total.sure_of_act.append((said["act_confidence"], act == gold.act))
        else:
            total.counts["act"].add(0, 1, 0)
        self._overlaps("through", gold.through, [one["span"] for one in said["through"] if one["span"]])
        self._overlaps("addressee", gold.addressee, said.get("addressee", []))
        if gold.inside is not None or said["inside"] is not None:
            carrier = paired.get(gold.inside) if gold.inside is not None else None
            held = carrier is not None and self.said[carrier]["id"] == said["inside"]
            total.counts["inside"].add(held, gold.inside is not None, said["inside"] is not None)

    def _overlaps(self, name: str, marked: Sequence[Span], found: Sequence[Sequence[int]]) -> None:
        edges = {i: [j for j, two in enumerate(found) if self.touches(one, two)] for i, one in enumerate(marked)}
        self.total.counts[name].add(len(_matched(edges)), len(marked), len(found))

    def _is(self, key: str, place: Span, gold: Marked) -> bool:
        """Whether the actor `key` is whom the words at `place` name: one of its names, or words led back to it."""
        wanted = _plain(self.gold.text[place.start : place.end])
        name = _plain(self.record["actors"][key]["name"])
        if wanted and name and (_ends(wanted, name) or _ends(name, wanted) or _goes_on(wanted, name)):
            return True
        own = self.words(gold.source)
        return any(self.touches(place, span) and not self.words([span]) & own for span in self.spans_of.get(key, ()))


def _plain(name: str) -> list[str]:
    """The words of a name in lower case, without determiners and marks."""
    words = [word.lower().replace("’", "'") for word in WORD.findall(name) if word[0].isalnum()]
    return [word for word in words if word not in {"the", "a", "an"}]


def _ends(name: list[str], with_: list[str]) -> bool:
    return name[-len(with_) :] == with_


def _goes_on(one: list[str], other: list[str]) -> bool:
    """Whether one name is the other with more said of it behind: "officials", "officials of the EU"."""
    short, whole = sorted((one, other), key=len)
    after = whole[len(short) : len(short) + 1]
    return whole[: len(short)] == short and bool(after) and (after[0] in FUNCTION or after[0].endswith(("ed", "ing")))


def _spans_of(record: Record) -> dict[str, list[Sequence[int]]]:
    """Where each actor is named."""
    out: dict[str, list[Sequence[int]]] = {}
    for mention in record["mentions"]:
        if mention["actor"] is not None:
            out.setdefault(mention["actor"], []).append(mention["span"])
    return out


def _matched(edges: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """As many pairs as there can be, each node in one (augmenting paths)."""
    owner: dict[int, int] = {}

    def grow(i: int, seen: set[int]) -> bool:
        for j in edges.get(i, ()):
            if j not in seen:
                seen.add(j)
                if j not in owner or grow(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in edges:
        grow(i, set())
    return {i: j for j, i in owner.items()}
