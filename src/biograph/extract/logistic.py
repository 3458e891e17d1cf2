"""Binary examples as named features in, weights of an L2-penalised logistic regression out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize, sparse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

ITERATIONS = 200


def minimise(matrix: sparse.csr_matrix, labels: Floats, penalty: float) -> Floats:
    """The weights of the columns of ``matrix`` (examples x features) for 0/1 ``labels``."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        odds = matrix @ weights
        value = np.logaddexp(0, np.where(labels > 0, -odds, odds)).sum()
        gradient = matrix.T @ (1 / (1 + np.exp(-odds)) - labels)
        return value + penalty / 2 * (weights @ weights), gradient + penalty * weights

    start = np.zeros(matrix.shape[1])
    options = {"maxiter": ITERATIONS}
    solution = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options=options)
    return np.asarray(solution.x, dtype=np.float64)


def indicators(rows: Iterable[Iterable[int]], width: int) -> sparse.csr_matrix:
    """Rows of column numbers as a matrix of ones."""
    ends, places = [0], []
    for row in rows:
        places += list(row)
        ends.append(len(places))
    return sparse.csr_matrix((np.ones(len(places)), places, ends), shape=(len(ends) - 1, width))


def named(examples: Sequence[tuple[Iterable[str], bool]], penalty: float) -> Mapping[str, float]:
    """Weights by feature name, sorted, rounded to three digits."""
    columns = {f: i for i, f in enumerate(sorted({f for told, _ in examples for f in told}))}
    matrix = indicators(([columns[f] for f in told] for told, _ in examples), len(columns))
    labels = np.array([right for _, right in examples], dtype=np.float64)
    weights = minimise(matrix, labels, penalty)
    return {f: round(float(weights[i]), 3) for f, i in columns.items()}
