"""Turns trained weights into the three int8 ONNX graphs that are shipped: `python training/export.py TRAINED OUT`."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch
from model import Reader, Tags
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from train import pretrained

OPSET = 17


class Reading(nn.Module):
    """What is asked of every window in one pass."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, writing: Tensor, first: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Outputs as named below; `arcs` (windows, words, words + 1), the others (windows, words, ...)."""
        r = self.reader
        vectors = r.vectors(ids, writing, first)
        words = vectors[:, 1:]
        arcs = r.arcs(vectors, mask)
        labels = r.labels(vectors, arcs.argmax(-1)).argmax(-1)
        return (
            r.roles.word(words),
            r.roles.cue(words),
            r.upos(words).argmax(-1),
            r.xpos(words).argmax(-1),
            arcs,
            labels,
            r.ner(words),
            r.starts(words)[..., 0],
            r.cues(words),
            r.events.word(words),
            r.events.trigger(words),
            r.happens(words)[..., 0],
        )


OUTPUTS = ("role_words", "role_cues", "upos", "xpos", "arcs", "labels", "names", "starts", "cues")
OUTPUTS += ("event_words", "event_triggers", "happens")


class Asking(nn.Module):
    """What is asked about each cue: cue `at[i]` of window `which[i]`, `inner[i]` 1 for one within a content."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.roles = reader.roles

    def forward(
        self, words: Tensor, cues: Tensor, mask: Tensor, which: Tensor, at: Tensor, inner: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        return self.roles.ask(words[which], cues[which, at], at, inner, mask[which])


class Coding(nn.Module):
    """What is asked about each event: word `at[i]` of window `which[i]`, -1 where only its `parties[i]` are known."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.events = reader.events

    def forward(
        self, words: Tensor, triggers: Tensor, mask: Tensor, which: Tensor, at: Tensor, parties: Tensor
    ) -> tuple[Tensor, ...]:
        return self.events.ask(words[which], triggers[which, at.clamp(min=0)], at, parties, mask[which])


def graphs(reader: Reader, out: Path) -> list[Path]:
    """Write the three graphs in float32."""
    ids = torch.ones(2, 9, dtype=torch.long)
    first = torch.tensor([[0, 1, 2, 4], [0, 1, 3, 5]])
    mask = torch.ones(2, 4, dtype=torch.long)
    windows = {0: "windows", 1: "pieces"}
    words = {0: "windows", 1: "words"}
    reading, asking, coding = (out / f"{name}.onnx" for name in ("reading", "asking", "coding"))
    torch.onnx.export(
        Reading(reader).eval(),
        (ids, ids.clone(), first, mask),
        str(reading),
        input_names=["ids", "writing", "first", "mask"],
        output_names=list(OUTPUTS),
        dynamic_axes={
            "ids": windows,
            "writing": windows,
            "first": {0: "windows", 1: "words1"},
            "mask": {0: "windows", 1: "words1"},
            **dict.fromkeys(OUTPUTS, words),
            "arcs": {0: "windows", 1: "words", 2: "words1"},
        },
        opset_version=OPSET,
        dynamo=False,
    )
    rows = torch.zeros(2, 3, 192)
    torch.onnx.export(
        Asking(reader).eval(),
        (rows, rows.clone(), mask[:, 1:], torch.tensor([0, 1, 1]), torch.tensor([0, 1, 2]), torch.ones(3)),
        str(asking),
        input_names=["words", "cues", "mask", "which", "at", "inner"],
        output_names=["roles", "asides", "acts"],
        dynamic_axes=dict.fromkeys(("words", "cues", "mask"), words)
        | {k: {0: "asked"} for k in ("which", "at", "inner", "acts")}
        | {k: {0: "asked", 1: "words"} for k in ("roles", "asides")},
        opset_version=OPSET,
        dynamo=False,
    )
    torch.onnx.export(
        Coding(reader).eval(),
        (
            *(rows, rows.clone(), mask[:, 1:], torch.tensor([0, 1, 1]), torch.tensor([0, -1, 2])),
            torch.tensor([[0, 0, 0], [1, 0, 2], [0, 0, 0]]),
        ),
        str(coding),
        input_names=["words", "triggers", "mask", "which", "at", "parties"],
        output_names=["parts", "types", "modes", "statuses", "contexts"],
        dynamic_axes=dict.fromkeys(("words", "triggers", "mask"), words)
        | {k: {0: "asked"} for k in ("which", "at", "types", "modes", "statuses", "contexts")}
        | {k: {0: "asked", 1: "words"} for k in ("parts", "parties")},
        opset_version=OPSET,
        dynamo=False,
    )
    return [reading, asking, coding]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("trained", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--float32", action="store_true", help="leave the weights as they are, to see what int8 costs")
    given = options.parse_args()
    tags = Tags(**{k: tuple(v) for k, v in json.loads((given.trained / "tags.json").read_text()).items()})
    reader = Reader(tags)
    reader.load_state_dict(torch.load(given.trained / "reader.pt", weights_only=True), strict=False)
    given.out.mkdir(parents=True, exist_ok=True)
    for path in graphs(reader, given.out):
        if not given.float32:
            whole = path.rename(path.with_suffix(".float32"))
            # per channel and 7 bits: per tensor loses 1.3 LAS, and 8 bits overflow on processors without VNNI
            quantize_dynamic(whole, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
            whole.unlink()
    shutil.copy(pretrained() / "tokenizer.json", given.out / "tokenizer.json")
    (given.out / "tags.json").write_text((given.trained / "tags.json").read_text())
    print({p.name: p.stat().st_size for p in sorted(given.out.iterdir())})


if __name__ == "__main__":
    main()
