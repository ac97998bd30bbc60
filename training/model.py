"""The reader of English as PyTorch sees it: one MiniLM encoder, and the heads that read its vectors."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from standoff.codes import contexts, event_types, modes
from standoff.language.decode import ASIDES, PARTS, ROLES
from standoff.language.words import GAPS, QUOTES, SHAPES
from standoff.record.claims import ACTS, STATUSES

WIDTH = 384
LAYERS = 6
ATTENTION = 12
INNER = 1536
VOCABULARY = 30522
POSITIONS = 512
ROLE_WIDTH = 192
ROLE_LAYERS = 2
# Words further from the cue than this all look alike to the role head.
FARTHEST = 48
# Two layers of this width are asked about each event.
EVENT_WIDTH = 192
AGENT, RECIPIENT = ([i for i, tag in enumerate(PARTS) if tag.endswith(part)] for part in ("agent", "recipient"))
CONTENT = [i for i, tag in enumerate(ROLES) if tag.endswith("content")]


@dataclass(frozen=True)
class Tags:
    """The tag sets the heads were made for, in the order of their outputs."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    deprel: tuple[str, ...]
    ner: tuple[str, ...]


class Layer(nn.Module):
    """One BERT layer (post-norm)."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        n, length, width = x.shape
        q, k, v = self.qkv(x).view(n, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(n, length, width)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    """MiniLM, with a learned vector for how a word is written added at its input (MiniLM itself is uncased)."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.writing = nn.Embedding(SHAPES * GAPS * QUOTES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(WIDTH, ATTENTION, INNER) for _ in range(LAYERS))
        nn.init.normal_(self.writing.weight, std=0.01)

    def load(self, folder: Path) -> None:
        """Take the weights of all-MiniLM-L6-v2 from its `model.safetensors`."""
        w = load_file(folder / "model.safetensors")
        kind = w["embeddings.token_type_embeddings.weight"][0]
        with torch.no_grad():
            self.word.weight.copy_(w["embeddings.word_embeddings.weight"])
            self.position.weight.copy_(w["embeddings.position_embeddings.weight"] + kind)
            self.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                at = f"encoder.layer.{i}."
                for part in ("weight", "bias"):
                    qkv = [w[f"{at}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                    getattr(layer.qkv, part).copy_(torch.cat(qkv))
                    getattr(layer.out, part).copy_(w[f"{at}attention.output.dense.{part}"])
                    getattr(layer.norm1, part).copy_(w[f"{at}attention.output.LayerNorm.{part}"])
                    getattr(layer.up, part).copy_(w[f"{at}intermediate.dense.{part}"])
                    getattr(layer.down, part).copy_(w[f"{at}output.dense.{part}"])
                    getattr(layer.norm2, part).copy_(w[f"{at}output.LayerNorm.{part}"])

    def forward(self, ids: Tensor, writing: Tensor, drop: float = 0.0) -> Tensor:
        """`ids`, `writing`: (windows, pieces) -> (windows, pieces, 384).  Piece 0 is padding wherever it stands."""
        where = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.word(ids) + self.position(where) + self.writing(writing))
        x = F.dropout(x, drop, self.training)
        mask = torch.where(ids == 0, -1e4, 0.0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Roles(nn.Module):
    """For one cue at a time, by two layers that know the cue: the part each word has in it, and the act.

    A cue is asked about as one that the report itself tells, or as one within the content of another (`inner`).
    """

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Linear(WIDTH, ROLE_WIDTH)
        self.cue = nn.Linear(WIDTH, ROLE_WIDTH)
        self.distance = nn.Embedding(2 * FARTHEST + 1, ROLE_WIDTH)
        self.inner = nn.Parameter(torch.zeros(ROLE_WIDTH))
        self.norm = nn.LayerNorm(ROLE_WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(ROLE_WIDTH, 6, 512) for _ in range(ROLE_LAYERS))
        self.out = nn.Linear(ROLE_WIDTH, len(ROLES))
        self.asides = nn.Linear(ROLE_WIDTH, len(ASIDES))
        self.act_of = nn.Linear(3 * ROLE_WIDTH, ROLE_WIDTH)
        self.act = nn.Linear(ROLE_WIDTH, len(ACTS))
        nn.init.normal_(self.distance.weight, std=0.1)

    def forward(
        self, words: Tensor, at: Tensor, inner: Tensor, mask: Tensor, drop: float = 0.0
    ) -> tuple[Tensor, Tensor, Tensor]:
        """`words` (cues, words, 384), `at` (cues) the word each asks about, `inner` (cues) 0 or 1, `mask` 1 for a word.

        Returns the scores of roles (cues, words, 7), asides (cues, words, 5) and acts (cues, 16).
        """
        cue = self.cue(words[torch.arange(len(words), device=words.device), at])
        return self.ask(self.word(words), cue, at, inner, mask, drop)

    def ask(
        self, words: Tensor, cue: Tensor, at: Tensor, inner: Tensor, mask: Tensor, drop: float = 0.0
    ) -> tuple[Tensor, Tensor, Tensor]:
        """The same from vectors that are projected already: `words` (cues, words, 192), `cue` (cues, 192)."""
        away = torch.arange(words.shape[1], device=words.device)[None, :] - at[:, None]
        asked = cue + inner[:, None] * self.inner
        x = words + asked[:, None, :] + self.distance(away.clamp(-FARTHEST, FARTHEST) + FARTHEST)
        x = F.dropout(self.norm(x), drop, self.training)
        shut = torch.where(mask == 0, -1e4, 0.0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, shut)
        roles = self.out(x)
        # the act shows in the cue, in the mean of what is said, and in the word as the encoder saw it
        said = roles.softmax(-1)[:, :, CONTENT].sum(-1) * mask
        mean = (x * said[:, :, None]).sum(1) / (said.sum(1, keepdim=True) + 1e-3)
        here = torch.gather(x, 1, at[:, None, None].expand(-1, 1, x.shape[-1]))[:, 0]
        told = F.gelu(self.act_of(F.dropout(torch.cat([here, mean, cue], -1), drop, self.training)))
        return roles, self.asides(x), self.act(told)


class Events(nn.Module):
    """For one event at a time, by two layers that know of it: the part each word has in it, and how it is coded.

    What is known of an event is the word that tells it, or the words for its agents and recipients, or both.
    """

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Linear(WIDTH, EVENT_WIDTH)
        self.trigger = nn.Linear(WIDTH, EVENT_WIDTH)
        self.unknown = nn.Parameter(torch.zeros(EVENT_WIDTH))
        self.party = nn.Embedding(3, EVENT_WIDTH)  # none, an agent's word, a recipient's
        self.distance = nn.Embedding(2 * FARTHEST + 1, EVENT_WIDTH)
        self.norm = nn.LayerNorm(EVENT_WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(EVENT_WIDTH, 6, 512) for _ in range(ROLE_LAYERS))
        self.out = nn.Linear(EVENT_WIDTH, len(PARTS))
        self.weigh = nn.Linear(EVENT_WIDTH, 1)
        self.known = nn.Linear(5 * EVENT_WIDTH, EVENT_WIDTH)
        self.kind = nn.Linear(EVENT_WIDTH, len(event_types()) + 1)  # the last: no event
        self.mode = nn.Linear(EVENT_WIDTH, len(modes()) + 1)  # the last: none
        self.status = nn.Linear(EVENT_WIDTH, len(STATUSES))
        self.context = nn.Linear(EVENT_WIDTH, len(contexts()))
        nn.init.normal_(self.distance.weight, std=0.1)
        nn.init.normal_(self.party.weight, std=0.1)

    def forward(
        self, words: Tensor, at: Tensor, parties: Tensor, mask: Tensor, drop: float = 0.0
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """As `ask`, from the encoder's vectors: `words` (events, words, 384)."""
        trigger = self.trigger(words[torch.arange(len(words), device=words.device), at.clamp(min=0)])
        return self.ask(self.word(words), trigger, at, parties, mask, drop)

    def ask(
        self, words: Tensor, trigger: Tensor, at: Tensor, parties: Tensor, mask: Tensor, drop: float = 0.0
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """`words` (events, words, 192), `trigger` (events, 192), `at` (events) the word that tells it, -1 for unknown.

        `parties` (events, words) is 1 for a word of a known agent, 2 of a known recipient; `mask` 1 for a word.
        Returns the scores of parts (events, words, 13), types, modes, statuses and contexts (events, ...).
        """
        told = (at >= 0)[:, None]
        asked = torch.where(told, trigger, self.unknown)
        away = (torch.arange(words.shape[1], device=words.device)[None, :] - at[:, None]).clamp(-FARTHEST, FARTHEST)
        near = self.distance(away + FARTHEST) * told[:, :, None]
        x = words + asked[:, None, :] + near + self.party(parties)
        x = F.dropout(self.norm(x), drop, self.training)
        shut = torch.where(mask == 0, -1e4, 0.0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, shut)
        parts = self.out(x)
        chance = parts.softmax(-1)
        known = (parties.sum(1, keepdim=True) > 0).to(x.dtype)
        sides = [
            self._mean(x, mask * (known * (parties == side) + (1 - known) * chance[:, :, tags].sum(-1)))
            for side, tags in ((1, AGENT), (2, RECIPIENT))
        ]
        weight = (self.weigh(x)[:, :, 0] + torch.where(mask == 0, -1e4, 0.0)).softmax(-1)
        whole = (x * weight[:, :, None]).sum(1)
        here = torch.gather(x, 1, at.clamp(min=0)[:, None, None].expand(-1, 1, x.shape[-1]))[:, 0]
        seen = torch.cat([torch.where(told, here, whole), whole, *sides, asked], -1)
        coded = F.gelu(self.known(F.dropout(seen, drop, self.training)))
        coded = F.dropout(coded, drop, self.training)
        return parts, self.kind(coded), self.mode(coded), self.status(coded), self.context(coded)

    def _mean(self, x: Tensor, weight: Tensor) -> Tensor:
        return (x * weight[:, :, None]).sum(1) / (weight.sum(1, keepdim=True) + 1e-3)


class Reader(nn.Module):
    """The encoder and every head that needs no cue; `roles` is asked about each cue afterwards."""

    def __init__(self, tags: Tags, arc: int = 256, rel: int = 128) -> None:
        super().__init__()
        self.tags = tags
        self.encoder = Encoder()
        self.roles = Roles()
        self.events = Events()
        self.happens = nn.Linear(WIDTH, 1)
        self.upos = nn.Linear(WIDTH, len(tags.upos))
        self.xpos = nn.Linear(WIDTH, len(tags.xpos))
        self.ner = nn.Linear(WIDTH, len(tags.ner))
        self.starts = nn.Linear(WIDTH, 1)
        self.cue = nn.Linear(WIDTH, 1)
        self.inner_cue = nn.Linear(WIDTH, 1)
        self.arc_dep = nn.Linear(WIDTH, arc)
        self.arc_head = nn.Linear(WIDTH, arc)
        self.arc = nn.Parameter(torch.zeros(arc, arc))
        self.arc_bias = nn.Parameter(torch.zeros(arc))
        self.rel_dep = nn.Linear(WIDTH, rel)
        self.rel_head = nn.Linear(WIDTH, rel)
        self.rel = nn.Parameter(torch.zeros(len(tags.deprel), rel, rel))
        self.rel_dep_out = nn.Linear(rel, len(tags.deprel))
        self.rel_head_out = nn.Linear(rel, len(tags.deprel))
        # what was never trained must find nothing
        nn.init.constant_(self.inner_cue.bias, -4.0)
        nn.init.constant_(self.happens.bias, -3.0)
        nn.init.normal_(self.arc, std=0.02)
        nn.init.normal_(self.rel, std=0.02)

    def cues(self, words: Tensor) -> Tensor:
        """(windows, words, 2): how surely each word is a cue that the report tells, or one within another's content."""
        return torch.cat([self.cue(words), self.inner_cue(words)], -1)

    def vectors(self, ids: Tensor, writing: Tensor, first: Tensor, drop: float = 0.0) -> Tensor:
        """(windows, words + 1, 384): the window's own vector, then that of the first piece of each word."""
        pieces = self.encoder(ids, writing, drop)
        return torch.gather(pieces, 1, first[:, :, None].expand(-1, -1, WIDTH))

    def arcs(self, vectors: Tensor, mask: Tensor) -> Tensor:
        """(windows, words, words + 1): how well each word depends on each other one, or (place 0) on none."""
        dep = F.gelu(self.arc_dep(vectors[:, 1:]))
        head = F.gelu(self.arc_head(vectors))
        scores = (dep @ self.arc + self.arc_bias) @ head.transpose(1, 2)
        return scores + torch.where(mask == 0, -1e4, 0.0)[:, None, :]

    def labels(self, vectors: Tensor, heads: Tensor) -> Tensor:
        """(windows, words, labels): the relation of each word to its head (`heads`: 0 is none, 1 the first word)."""
        dep = F.gelu(self.rel_dep(vectors[:, 1:]))
        head = F.gelu(self.rel_head(vectors))
        head = torch.gather(head, 1, heads[:, :, None].expand(-1, -1, head.shape[-1]))
        n, length, size = dep.shape
        crossed = (dep.reshape(-1, size) @ self.rel.permute(1, 0, 2).reshape(size, -1)).view(n, length, -1, size)
        return (crossed * head[:, :, None, :]).sum(-1) + self.rel_dep_out(dep) + self.rel_head_out(head)
