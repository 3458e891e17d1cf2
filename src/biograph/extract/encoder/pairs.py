"""The head that reads relations (PyTorch): words of a text and pairs of names in, log-odds out.

For each pair and each predicate. A pair looks at the words of its sentence by attention (Vaswani et
al., 2017) that knows where they stand beside the two ends, and sees its ends, the names they stand
for and what is between them as means of words.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

from biograph.extract.encoder.network import VECTOR

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADS = 8
DROPPED, DROPPED_INNER = 0.2, 0.3
_KEY, _VALUE = 32, 48  # of a head
_HOW, _KIND, _INNER = 24, 48, 384
_SILENT, _SUBJECT, _OBJECT, _BETWEEN, _OUTSIDE = range(5)  # where a word stands
_RARE = -3.0  # log-odds from which training starts: few pairs are related


def _means(words: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
    """(pairs, width): the mean of the words from the first to the last, zero where none is."""
    sums = torch.cat([torch.zeros_like(words[:1]), words.cumsum(0)])
    after = (last + 1).clamp(min=0)
    before = torch.minimum(first.clamp(min=0), after)
    return (sums[after] - sums[before]) / (after - before).clamp(min=1)[:, None]


def _places(spans: torch.Tensor, many: int) -> torch.Tensor:
    """(pairs, words): where each word stands beside the two ends of each pair."""
    word = torch.arange(many)[None]
    s0, s1, o0, o1 = (spans[:, i : i + 1] for i in range(2, 6))
    between = (word > torch.minimum(s1, o1)) & (word < torch.maximum(s0, o0))
    place = torch.where(between, _BETWEEN, _OUTSIDE)
    place = torch.where((word >= o0) & (word <= o1), _OBJECT, place)
    return torch.where((word >= s0) & (word <= s1), _SUBJECT, place)


class Pairs(nn.Module):
    """Word vectors to log-odds of predicates for each pair."""

    def __init__(self, hows: int, kinds: int, predicates: int) -> None:
        super().__init__()
        self.silent = nn.Embedding(hows, VECTOR)
        self.how = nn.Embedding(hows, _HOW)
        self.kind = nn.Embedding(kinds, _KIND)
        self.query = nn.Linear(4 * VECTOR, HEADS * _KEY)
        self.key = nn.Linear(VECTOR, HEADS * _KEY)
        self.value = nn.Linear(VECTOR, HEADS * _VALUE)
        self.key_place = nn.Embedding(5, HEADS * _KEY)
        self.value_place = nn.Embedding(5, HEADS * _VALUE)
        width = 5 * VECTOR + HEADS * _VALUE + 2 * (_HOW + _KIND) + 3
        self.first = nn.Linear(width, _INNER)
        self.second = nn.Linear(_INNER, predicates)
        self.drop, self.drop_inner = nn.Dropout(DROPPED), nn.Dropout(DROPPED_INNER)
        nn.init.normal_(self.silent.weight, std=0.3)
        nn.init.constant_(self.second.bias, _RARE)

    def _ends(
        self, words: torch.Tensor, spans: torch.Tensor, told: torch.Tensor
    ) -> list[torch.Tensor]:
        """Subject, object and the names they stand for; how it is told where an end is silent."""
        found = [_means(words, spans[:, i], spans[:, i + 1]) for i in (2, 4, 6, 8)]
        for end in (0, 1):
            silent = spans[:, 2 + 2 * end, None] < 0
            found[end] = torch.where(silent, self.silent(told[:, end]), found[end])
        return found

    def _attended(
        self, words: torch.Tensor, spans: torch.Tensor, ends: Sequence[torch.Tensor]
    ) -> torch.Tensor:
        """(pairs, heads x value): what each pair sees of the words of its sentence."""
        pairs, many = spans.shape[0], words.shape[0]  # followed when exported, as len is not
        query = self.query(torch.cat([*ends], 1)).view(pairs, HEADS, _KEY).transpose(0, 1)
        key = self.key(words).view(many, HEADS, _KEY).permute(1, 2, 0)
        by_place = self.key_place.weight.view(5, HEADS, _KEY).permute(1, 2, 0)
        place = _places(spans, many)
        scores = torch.bmm(query, key) + torch.gather(
            torch.bmm(query, by_place), 2, place[None].expand(HEADS, pairs, many)
        )
        word = torch.arange(many)[None]
        barred = (word < spans[:, :1]) | (word > spans[:, 1:2])
        seen = (scores / math.sqrt(_KEY)).masked_fill(barred[None], -1e4).softmax(-1)
        value = self.value(words).view(many, HEADS, _VALUE).transpose(0, 1)
        shares = torch.stack([(seen * (place == p)[None]).sum(-1) for p in range(5)], -1)
        placed = self.value_place.weight.view(5, HEADS, _VALUE).transpose(0, 1)
        told = torch.bmm(seen, value) + torch.bmm(shares, placed)
        return told.transpose(0, 1).reshape(pairs, HEADS * _VALUE)

    def forward(self, words: torch.Tensor, spans: torch.Tensor, told: torch.Tensor) -> torch.Tensor:
        """(pairs, predicates): log-odds by (words, width) vectors and what ``Shown`` tells."""
        ends = self._ends(words, spans, told)
        s0, s1, o0, o1 = (spans[:, i] for i in range(2, 6))
        silent = (s0 < 0) | (o0 < 0)
        nothing = torch.zeros_like(s0)
        first = torch.where(silent, nothing, torch.minimum(s1, o1) + 1)
        last = torch.where(silent, nothing - 1, torch.maximum(s0, o0) - 1)
        far = torch.where(silent, nothing, (s0 - o0).abs() + 1).clamp(min=1).float().log() / 3
        gap = torch.stack([(s0 < o0).float(), far, silent.float()], 1)
        seen = torch.cat(
            [
                *ends,
                _means(words, first, last),
                self._attended(words, spans, ends),
                self.how(told[:, 0]),
                self.how(told[:, 1]),
                self.kind(told[:, 2]),
                self.kind(told[:, 3]),
                gap,
            ],
            1,
        )
        return self.second(self.drop_inner(functional.gelu(self.first(self.drop(seen)))))
