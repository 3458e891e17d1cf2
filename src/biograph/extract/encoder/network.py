"""The transformer that training fits (PyTorch): pieces and words of windows in, log-odds out.

The lower layers of the base, all trained on, and a head that sees for each word its first and last
piece, what the rules say of it and how it is written. A vector a word is told beside, for the head
that reads relations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

from biograph.extract.encoder.windows import SHAPES

if TYPE_CHECKING:
    from biograph.extract.encoder.base import Base

LAYERS = 6
HEADS = 12
POSITIONS = 256
VECTOR = 192  # numbers that tell a word to the head that reads relations
BODY = ("positions", "norm", "layers")  # parameters that come from the base
DROPPED = 0.1  # of what passes between parts of a layer
DROPPED_HEAD = 0.2
DROPPED_TAG = 0.15  # of the rule tags, so that the words are learned too
_TAG, _HEAD = 48, 192
_NORM = 1e-12


def _parameter(values: object) -> nn.Parameter:
    return nn.Parameter(torch.tensor(values, dtype=torch.float32))


class Layer(nn.Module):
    """One layer of BERT (Devlin et al., 2019), reckoned in the type of what enters."""

    def __init__(self, base: Base, number: int) -> None:
        super().__init__()
        h, inner = base.hidden, base.inner
        for name, rows, columns in (
            *((n, h, h) for n in ("q", "k", "v", "ao")),
            ("fi", inner, h),
            ("fo", h, inner),
        ):
            self.register_parameter(
                f"{name}_w", _parameter(base.matrix(f"l{number}.{name}.w", rows, columns))
            )
            self.register_parameter(f"{name}_b", _parameter(base.floats(f"l{number}.{name}.b")))
        for name in ("aln", "oln"):
            for part in ("w", "b"):
                values = base.floats(f"l{number}.{name}.{part}")
                self.register_parameter(f"{name}_{part}", _parameter(values))
        self.drop = nn.Dropout(DROPPED)

    def _linear(self, x: torch.Tensor, name: str) -> torch.Tensor:
        weight, bias = (self.get_parameter(f"{name}_{part}").to(x.dtype) for part in ("w", "b"))
        return functional.linear(x, weight, bias)

    def _norm(self, x: torch.Tensor, name: str) -> torch.Tensor:
        weight, bias = (self.get_parameter(f"{name}_{part}").to(x.dtype) for part in ("w", "b"))
        return functional.layer_norm(x, weight.shape, weight, bias, _NORM)

    def _heads(self, x: torch.Tensor, name: str) -> torch.Tensor:
        many, long, wide = x.shape
        split = self._linear(x, name).view(many, long, HEADS, wide // HEADS)
        return split.transpose(1, 2).reshape(many * HEADS, long, wide // HEADS)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        """(windows, pieces, hidden) of the same; ``mask`` is added to what is attended to."""
        many, long, wide = x.shape
        query, key, value = (self._heads(x, name) for name in "qkv")
        scores = torch.bmm(query * (wide // HEADS) ** -0.5, key.transpose(1, 2))
        if mask is not None:
            scores = (scores.view(many, HEADS, long, long) + mask).view(-1, long, long)
        seen = torch.bmm(scores.softmax(-1), value).view(many, HEADS, long, -1)
        seen = seen.transpose(1, 2).reshape(many, long, wide)
        x = self._norm(x + self.drop(self._linear(seen, "ao")), "aln")
        inner = functional.gelu(self._linear(x, "fi"))
        return self._norm(x + self.drop(self._linear(inner, "fo")), "oln")


class Network(nn.Module):
    """Embedded pieces to log-odds of labels for each word."""

    def __init__(self, base: Base, tags: int, labels: int) -> None:
        super().__init__()
        positions = base.floats("emb.pos").reshape(-1, base.hidden)[:POSITIONS]
        self.positions = _parameter(positions + base.floats("emb.type")[: base.hidden])
        self.norm_w = _parameter(base.floats("emb.ln.w"))
        self.norm_b = _parameter(base.floats("emb.ln.b"))
        self.layers = nn.ModuleList(Layer(base, i) for i in range(LAYERS))
        self.piece_tag = nn.Embedding(tags, base.hidden)
        nn.init.zeros_(self.piece_tag.weight)
        self.tag = nn.Embedding(tags, _TAG)
        self.first = nn.Linear(2 * base.hidden + _TAG + SHAPES, _HEAD)
        self.second = nn.Linear(_HEAD, labels)
        self.vector = nn.Linear(base.hidden, VECTOR)
        self.drop = nn.Dropout(DROPPED)
        self.drop_head = nn.Dropout(DROPPED_HEAD)

    def encode(
        self,
        embedded: torch.Tensor,
        tags: torch.Tensor,
        mask: torch.Tensor | None,
        kind: torch.dtype,
    ) -> torch.Tensor:
        """(windows, pieces, hidden) of the same; ``mask`` (windows, pieces) is 1 for a piece."""
        told = self.piece_tag(tags)
        if self.training:
            told = told * (torch.rand(*tags.shape, 1) > DROPPED_TAG)
        x = embedded + told + self.positions[: embedded.shape[1]]
        x = functional.layer_norm(x, self.norm_w.shape, self.norm_w, self.norm_b, _NORM)
        x = self.drop(x).to(kind)
        barred = None if mask is None else ((mask - 1) * 1e4)[:, None, None, :].to(kind)
        for layer in self.layers:
            x = layer(x, barred)
        return x

    def tell(
        self, first: torch.Tensor, last: torch.Tensor, tags: torch.Tensor, shapes: torch.Tensor
    ) -> torch.Tensor:
        """(words, labels): log-odds of words by their first and last piece, tag and shape."""
        told = self.tag(tags)
        if self.training:
            told = told * (torch.rand(len(tags), 1) > DROPPED_TAG)
        pieces = self.drop_head(torch.cat([first, last], 1).float())
        inner = functional.gelu(self.first(torch.cat([pieces, told, shapes], 1)))
        return self.second(self.drop_head(inner))

    def vectors(self, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
        """(words, VECTOR) of words by their first and last piece."""
        return self.vector((first.float() + last.float()) / 2)

    def forward(
        self,
        embedded: torch.Tensor,
        tags: torch.Tensor,
        first: torch.Tensor,
        last: torch.Tensor,
        shapes: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """For one window, as it is exported: (words, labels) log-probabilities, word vectors."""
        x = self.encode(embedded[None], tags[None], None, torch.float32)[0]
        ends = x[first], x[last]
        return self.tell(*ends, tags[first], shapes).log_softmax(-1), self.vectors(*ends)
