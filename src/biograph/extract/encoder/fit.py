"""Labelled documents in, trained networks out: the same documents and seed give the same.

Names and relations are learned together: the encoder sees in what words relations are told. One
thread, so that sums are always taken in the same order.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch.nn import functional

from biograph.extract.encoder.network import BODY, Network
from biograph.extract.encoder.pairs import Pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.extract.encoder.base import Base
    from biograph.extract.encoder.judge import Wanted
    from biograph.extract.encoder.windows import Numbers, Window

SEED = 0
EPOCHS = 6
RATE, RATE_HEAD = 2e-4, 1e-3  # of AdamW, for the base's weights and the new ones
DECAY = 0.01
WARM = 0.08  # of the steps until the rate is whole; from there it falls to nothing in a line
PIECES = 1_600  # of a batch
LABELS = 4.0  # how much a word's label counts beside a pair's predicates
_JITTER = 40  # pieces by which the windows of a batch may differ in length


class Labelled(NamedTuple):
    """The windows of a document, the number of each word's label, and its pairs."""

    windows: Sequence[Window]
    labels: Numbers
    wanted: Wanted | None

    @property
    def longest(self) -> int:
        """Pieces of the longest window."""
        return max(len(w.pieces) for w in self.windows)


class Networks(NamedTuple):
    """The encoder and its head for relations."""

    encoder: Network
    pairs: Pairs


class Batch(NamedTuple):
    """Windows of much the same length as one rectangle, and their words in a row."""

    pieces: torch.Tensor
    tags: torch.Tensor
    mask: torch.Tensor
    first: torch.Tensor
    last: torch.Tensor
    shapes: torch.Tensor


def together(windows: Sequence[Window]) -> Batch:
    """A batch: words tell their pieces by their place in the flattened rectangle."""
    long = max(len(w.pieces) for w in windows)
    pieces = np.zeros((len(windows), long), dtype=np.int64)
    tags = np.zeros_like(pieces)
    mask = np.zeros((len(windows), long), dtype=np.float32)
    for row, window in enumerate(windows):
        pieces[row, : len(window.pieces)] = window.pieces
        tags[row, : len(window.pieces)] = window.tags
        mask[row, : len(window.pieces)] = 1
    ends = (np.concatenate([w[i] + row * long for row, w in enumerate(windows)]) for i in (2, 3))
    shapes = np.concatenate([w.shapes for w in windows])
    return Batch(*map(torch.from_numpy, (pieces, tags, mask, *ends, shapes)))


def loss(networks: Networks, table: torch.Tensor, examples: Sequence[Labelled]) -> torch.Tensor:
    """How far what is told of the words and pairs of documents is from what is wanted."""
    batch = together([w for e in examples for w in e.windows])
    encoder, head = networks
    embedded = table[batch.pieces].float()
    x = encoder.encode(embedded, batch.tags, batch.mask, torch.bfloat16).flatten(0, 1)
    ends = x[batch.first], x[batch.last]
    labels = torch.from_numpy(np.concatenate([e.labels for e in examples]))
    told = encoder.tell(*ends, batch.tags.flatten()[batch.first], batch.shapes)
    vectors = encoder.vectors(*ends).split([len(e.labels) for e in examples])
    found, pairs = torch.zeros(()), 1e-9
    for words, example in zip(vectors, examples, strict=True):
        if example.wanted is not None:
            shown, stated, counts = example.wanted
            odds = head(words, *map(torch.from_numpy, shown))
            counted = torch.from_numpy(counts)
            found = found + functional.binary_cross_entropy_with_logits(
                odds, torch.from_numpy(stated), counted, reduction="sum"
            )
            pairs += len(stated)
    return LABELS * functional.cross_entropy(told, labels) + found / pairs


def _batches(examples: Sequence[Labelled], chance: random.Random) -> list[list[Labelled]]:
    """All documents once, in batches of windows of like length, in any order."""
    keyed = [(e.longest + chance.uniform(0, _JITTER), e) for e in examples]
    made: list[list[Labelled]] = []
    batch: list[Labelled] = []
    for _, example in sorted(keyed, key=lambda pair: pair[0]):
        some = [*batch, example]
        if batch and max(e.longest for e in some) * sum(len(e.windows) for e in some) > PIECES:
            made.append(batch)
            batch = []
        batch.append(example)
    made.append(batch)
    chance.shuffle(made)
    return made


def _rates(step: int, steps: int) -> float:
    done = step / steps
    return done / WARM if done < WARM else (1 - done) / (1 - WARM)


def _steps(examples: Sequence[Labelled]) -> Iterator[tuple[float, list[Labelled]]]:
    chance = random.Random(SEED)  # noqa: S311 - no secret hangs on it
    plan = [batch for _ in range(EPOCHS) for batch in _batches(examples, chance)]
    for step, batch in enumerate(plan):
        yield _rates(step, len(plan)), batch


def _optimiser(networks: Networks) -> torch.optim.Optimizer:
    body = [p for n, p in networks.encoder.named_parameters() if n.startswith(BODY)]
    known = {id(p) for p in body}
    head = [p for network in networks for p in network.parameters() if id(p) not in known]
    groups = [{"params": body, "lr": RATE}, {"params": head, "lr": RATE_HEAD}]
    return torch.optim.AdamW(groups, weight_decay=DECAY, fused=True)


def fit(
    base: Base, table: torch.Tensor, examples: Sequence[Labelled], sizes: Sequence[Sequence[int]]
) -> Networks:
    """The networks after EPOCHS times all examples.

    ``table`` holds a vector for each piece; ``sizes`` are the numbers of tags and labels, and of
    ways to tell an end, types and predicates.
    """
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    networks = Networks(Network(base, *sizes[0]), Pairs(*sizes[1]))
    parameters = [p for network in networks for p in network.train().parameters()]
    optimiser = _optimiser(networks)
    for share, batch in _steps(examples):
        for group, rate in zip(optimiser.param_groups, (RATE, RATE_HEAD), strict=True):
            group["lr"] = rate * share
        optimiser.zero_grad()
        loss(networks, table, batch).backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
    return Networks(*(network.eval() for network in networks))
