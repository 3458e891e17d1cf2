"""Labelled windows in, a trained network out: the same windows and the same seed give the same.

One thread, so that sums are always taken in the same order.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch.nn import functional

from biograph.extract.encoder.network import Network

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.extract.encoder.base import Base
    from biograph.extract.encoder.windows import Numbers, Window

SEED = 0
EPOCHS = 6
RATE, RATE_HEAD = 2e-4, 1e-3  # of AdamW, for the base's weights and the new ones
DECAY = 0.01
WARM = 0.08  # of the steps until the rate is whole; from there it falls to nothing in a line
PIECES = 1_600  # of a batch
_JITTER = 40  # pieces by which windows of a batch may differ in length


class Labelled(NamedTuple):
    """A window and the number of each word's label."""

    window: Window
    labels: Numbers


class Batch(NamedTuple):
    """Windows of much the same length as one rectangle, and their words in a row."""

    pieces: torch.Tensor
    mask: torch.Tensor
    first: torch.Tensor
    last: torch.Tensor
    tags: torch.Tensor
    shapes: torch.Tensor


def together(windows: Sequence[Window]) -> Batch:
    """A batch: words tell their pieces by their place in the flattened rectangle."""
    long = max(len(w.pieces) for w in windows)
    pieces = np.zeros((len(windows), long), dtype=np.int64)
    mask = np.zeros((len(windows), long), dtype=np.float32)
    for row, window in enumerate(windows):
        pieces[row, : len(window.pieces)] = window.pieces
        mask[row, : len(window.pieces)] = 1
    ends = (np.concatenate([w[i] + row * long for row, w in enumerate(windows)]) for i in (1, 2))
    told = (np.concatenate([w[i] for w in windows]) for i in (3, 4))
    return Batch(*map(torch.from_numpy, (pieces, mask, *ends, *told)))


def log_odds(network: Network, table: torch.Tensor, batch: Batch) -> torch.Tensor:
    """(words, labels) of a batch."""
    x = network.encode(table[batch.pieces].float(), batch.mask, torch.bfloat16).flatten(0, 1)
    return network.tell(x[batch.first], x[batch.last], batch.tags, batch.shapes)


def _batches(examples: Sequence[Labelled], chance: random.Random) -> list[list[Labelled]]:
    """All windows once, in batches of windows of like length, in any order."""
    keyed = [(len(e.window.pieces) + chance.uniform(0, _JITTER), e) for e in examples]
    made: list[list[Labelled]] = []
    batch: list[Labelled] = []
    for _, example in sorted(keyed, key=lambda pair: pair[0]):
        longest = max(len(e.window.pieces) for e in (*batch, example))
        if batch and longest * (len(batch) + 1) > PIECES:
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


def fit(
    base: Base, table: torch.Tensor, examples: Sequence[Labelled], tags: int, labels: int
) -> Network:
    """The network after EPOCHS times all examples; ``table`` holds a vector for each piece."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    network = Network(base, tags, labels)
    network.train()
    head = [p for n, p in network.named_parameters() if n.startswith(("tag", "first", "second"))]
    known = {id(p) for p in head}
    body = [p for p in network.parameters() if id(p) not in known]
    groups = [{"params": body, "lr": RATE}, {"params": head, "lr": RATE_HEAD}]
    optimiser = torch.optim.AdamW(groups, weight_decay=DECAY, fused=True)
    for share, batch in _steps(examples):
        for group, rate in zip(optimiser.param_groups, (RATE, RATE_HEAD), strict=True):
            group["lr"] = rate * share
        told = log_odds(network, table, together([e.window for e in batch]))
        wanted = torch.from_numpy(np.concatenate([e.labels for e in batch]))
        optimiser.zero_grad()
        functional.cross_entropy(told, wanted).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
    network.eval()
    return network
