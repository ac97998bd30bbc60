"""How well mentions are led back within a report, on GUM's marks: `python training/coref.py GUM.conllu`; no torch."""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpora import Example, treebank

from standoff.doc import Doc
from standoff.extract.quotes import quotes
from standoff.language.reader import WEIGHTS, Reader
from standoff.language.reading import Range, Reading
from standoff.language.words import NEW_LINE
from standoff.link.cast import Member, cast_of
from standoff.link.knowledge import DETERMINERS, genders, offices
from standoff.link.scene import HE, IT, SHE, THEY, Scene
from standoff.record import Article

ACTING = frozenset({"person", "organization"})
CLASSES = ("he, she", "they", "it", "nominal", "short name")
# What GUM calls the second of two that stand beside each other; only the first of them is led back.
BESIDE = "appos"


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention as GUM marks it: whose (a number within the document), of what kind, which words, its head word."""

    entity: int
    kind: str
    words: Range
    head: int
    link: str


@dataclass(slots=True)
class Gold:
    """What GUM marks in one document; `parts` are the entities that a plural one is made of."""

    mentions: list[Marked] = field(default_factory=list)
    parts: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def marks_of(path: Path) -> Iterator[Gold]:
    """The entities of each document of a CoNLL-U file, over the same words as `corpora.treebank`."""
    gold, place, opened = Gold(), 0, dict[str, list[tuple[int, list[str]]]]()
    for line in path.open(encoding="utf-8"):
        if line.startswith("# newdoc"):
            if place:
                yield gold
            gold, place, opened = Gold(), 0, defaultdict(list)
        number, _, rest = line.partition("\t")
        if not number.isdigit():
            continue
        misc = dict(one.split("=", 1) for one in rest.rstrip("\n").split("\t")[-1].split("|") if "=" in one)
        for bracket in re.findall(r"\([^()]+\)?|[^()]+\)", misc.get("Entity", "")):
            entity, *about = bracket.strip("()").split("-")
            if bracket[0] == "(":
                opened[entity].append((place, about))
            if bracket[-1] == ")" and opened[entity]:
                first, about = opened[entity].pop()
                kind, link, head = about[0], about[5], int(about[4].split(",")[0])
                gold.mentions.append(Marked(int(entity), kind, (first, place + 1), first + head - 1, link))
        for pair in misc.get("SplitAnte", "").split(",") if "SplitAnte" in misc else ():
            part, whole = pair.split("<")
            gold.parts[int(whole)].add(int(part))
        place += 1
    if place:
        yield gold


def text_of(reading: Reading) -> str:
    """The text that these words were cut from, but for the white space."""
    words = reading.words
    out = [" "] * int(words.ends[-1])
    for first, last, gap, form in zip(words.starts, words.ends, words.gap, words.forms, strict=True):
        out[first:last] = form
        if gap == NEW_LINE and first:
            out[first - 1] = "\n"
    return "".join(out)


def scene_of(reading: Reading) -> Scene:
    """The scene of a text as the stage `speakers` sees it."""
    doc = Doc(Article(text=text_of(reading)), reading)
    doc.findings += quotes(doc)
    return Scene(doc, cast_of(reading))


def class_of(example: Example, mention: Marked, longest: int) -> str | None:
    """Which of the `CLASSES` a mention belongs to, if any; `longest` counts the words of its entity's longest name."""
    first, last = mention.words
    form, upos = example.words.forms[first].lower(), example.upos or ()
    if last - first == 1 and upos[first] == "PRON":
        return next((name for name, forms in PRONOUNS.items() if form in forms), None)
    if form in DETERMINERS and upos[mention.head] == "NOUN":
        return None if any(upos[i] == "PROPN" for i in range(mention.head, last)) else "nominal"
    return "short name" if len(name_of(example, mention)) == 1 < longest else None


PRONOUNS = {"he, she": HE | SHE, "they": THEY, "it": IT}


def name_of(example: Example, mention: Marked) -> list[str]:
    """The proper name at the head of a mention, without what titles stand before it; empty where there is none."""
    first = last = mention.head
    upos = example.upos or ()
    while first > mention.words[0] and upos[first - 1] == "PROPN":
        first -= 1
    while last < mention.words[1] and upos[last] == "PROPN":
        last += 1
    forms = example.words.forms[first:last]
    return [form for form in forms if form.lower().rstrip(".") not in offices() | genders().keys()]


def longest_names(example: Example, gold: Gold) -> dict[int, list[str]]:
    """The longest name of each entity that has one."""
    out: dict[int, list[str]] = {}
    for mention in gold.mentions:
        name = name_of(example, mention)
        if mention.kind in ACTING and len(name) > len(out.get(mention.entity, ())):
            out[mention.entity] = name
    return out


def matched(example: Example, scene: Scene, gold: Gold) -> dict[int, int]:
    """Which entity each named member of the cast is, one to one: the two that share most names first."""
    shared = Counter[tuple[int, int]]()
    for mention in gold.mentions:
        if mention.kind in ACTING and mention.head in scene.cast.at and name_of(example, mention):
            shared[id(scene.cast.at[mention.head][0]), mention.entity] += 1
    out: dict[int, int] = {}
    for (member, entity), _ in shared.most_common():
        if member not in out and entity not in out.values():
            out[member] = entity
    return out


def measured(example: Example, reading: Reading, gold: Gold, tell: bool = False) -> Counter[tuple[str, str]]:
    """How many mentions of each class there are, are led back, can be and are led back rightly."""
    scene, names = scene_of(reading), longest_names(example, gold)
    entities = matched(example, scene, gold)
    heads = {one.head: one.entity for one in gold.mentions}
    counts: Counter[tuple[str, str]] = Counter()

    def entity(member: Member) -> int | None:
        return entities.get(id(member), None if member.seen[0] in scene.cast.at else heads.get(member.seen[0]))

    for mention in sorted(gold.mentions, key=lambda one: one.words):
        name = class_of(example, mention, len(names.get(mention.entity, ())))
        if mention.kind not in ACTING or mention.link == BESIDE or name is None:
            continue
        found = [member for member, _ in scene.meaning(mention.words)]
        if name != "short name":
            found = [member for member in found if not mention.words[0] <= member.seen[0] < mention.words[1]]
        wanted = [{mention.entity}, gold.parts.get(mention.entity, {mention.entity})]
        can = any(entities_wanted <= set(entities.values()) for entities_wanted in wanted)
        right = bool(found) and {entity(member) for member in found} in wanted
        counts += Counter({(name, "all"): 1, (name, "led"): bool(found), (name, "can"): can, (name, "right"): right})
        counts += Counter({(name, "found"): right and can, (name, "left"): not found and not can})
        if tell and not right and (found or can):
            here = " ".join(reading.words.forms[max(0, mention.words[0] - 25) : mention.words[1] + 8])
            meant = [" ".join(names.get(one, ["nobody named"])) for one in {mention.entity} | wanted[1]]
            mine = [f"{member.name} ({member.kind})" for member in found]
            words = " ".join(reading.words.forms[slice(*mention.words)])
            print(f"{example.name} [{name}] {words!r} is {meant}, led to {mine}\n    {here}")
    return counts


def figures(counts: Mapping[tuple[str, str], int]) -> dict[str, dict[str, float]]:
    """Accuracy, precision and recall per class, in per cent, and the number of mentions."""
    out = {}
    for name in CLASSES:
        all_, led, can, right, found, left = (
            counts.get((name, key), 0) for key in ("all", "led", "can", "right", "found", "left")
        )
        out[name] = {
            "mentions": all_,
            "accuracy": 100 * (right + left) / max(1, all_),
            "precision": 100 * right / max(1, led),
            "recall": 100 * found / max(1, can),
        }
    return out


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("treebank", type=Path, help="a CoNLL-U file of GUM, with its entities")
    options.add_argument("--weights", type=Path, default=WEIGHTS)
    options.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    options.add_argument("--tell", action="store_true", help="print each mention that is led to the wrong one")
    given = options.parse_args()
    examples = list(treebank(given.treebank))
    readings = Reader(given.weights, threads=2).read_words(example.words for example in examples)
    everywhere, news = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for example, reading, gold in zip(examples, readings, marks_of(given.treebank), strict=True):
        counts = measured(example, reading, gold, given.tell)
        everywhere += counts
        news += counts if "_news_" in example.name else Counter()
    told = {"all": figures(everywhere), "news": figures(news)}
    if given.json:
        print(json.dumps(told))
        return
    for part, rows in told.items():
        print(f"{part:16}{'mentions':>10}{'accuracy':>10}{'precision':>10}{'recall':>10}")
        for name, row in rows.items():
            print(f"  {name:14}{row['mentions']:10}" + "".join(f"{v:10.1f}" for v in list(row.values())[1:]))


if __name__ == "__main__":
    main()
