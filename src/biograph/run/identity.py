"""A full snapshot in, the weights of identity out, measured on pairs they were not made from.

Run as ``python -m biograph.run.identity SNAPSHOT`` after a change in ``link/compare.py`` or in the
registers. The same snapshot gives the same bytes.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from biograph.errors import UsageError
from biograph.extract.logistic import minimise
from biograph.link import model
from biograph.link.compare import described
from biograph.link.model import RARE_SHARE, Weights
from biograph.run import pairs
from biograph.run.track import silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biograph.run.pairs import Example, Real

PENALTY = 1.0
DOUBTFUL = 0.35  # below it one pair in ten is one: not worth a person's time
ACCEPTED = 0.7


def train(real: Real) -> Weights:
    """Weights from the pairs of the development part, measured by the weights of the words.

    The words of all names are weighed first: features and blocking read them from the file.
    """
    examples = [e for e in real.examples() if e.part == "dev"]
    described = describe(examples)
    names = sorted({name for found in described for name in found})
    place = {name: number for number, name in enumerate(names)}
    cells = [(row, place[n], v) for row, f in enumerate(described) for n, v in f.items()]
    rows, columns, values = (np.array(part) for part in zip(*cells, strict=True))
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(len(examples), len(names)))
    labels = np.array([example.same for example in examples], dtype=float)
    solution = minimise(matrix, labels, PENALTY)
    told = {name: round(float(solution[place[name]]), 3) for name in names}
    return Weights(told, DOUBTFUL, ACCEPTED, model.weights().shares)


def shares(real: Real) -> dict[str, float]:
    """Of each word that enough names bear, its share of the names."""
    borne = {name for entry in real.entries for name in pairs.of(entry).names}
    count = Counter(word for name in borne for word in name.words)
    least = RARE_SHARE * len(borne)
    return {word: round(n / len(borne), 6) for word, n in count.items() if n > least}


def describe(examples: Sequence[Example]) -> list[dict[str, float]]:
    """The features of each pair, by the two names that agree best."""
    return [described(example.one, example.other)[0] for example in examples]


def main(arguments: list[str]) -> None:
    """The command: one folder. Raises UsageError for any other number."""
    if len(arguments) != 1:
        raise UsageError(
            "the training takes the folder of a full snapshot",
            hint="python -m biograph.run.identity SNAPSHOT",
        )
    real = pairs.read(Path(arguments[0]), silent)
    model.save(model.Weights({}, DOUBTFUL, ACCEPTED, shares(real)))
    model.save(train(real))


if __name__ == "__main__":
    main(sys.argv[1:])
