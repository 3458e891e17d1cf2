"""What the closure of firms costs all of them: the Economic Systemic Risk Index.

Diem, Borsos, Reisch, Kertesz, Thurner, "Quantifying firm-level economic systemic risk from
nation-wide supply networks", Sci Rep 12:7719 (2022). A link takes ``W[i, j]`` from supplier ``i``
to buyer ``j``; ``r[i]`` is all that ``i`` delivers, ``c[j]`` all that ``j`` takes, ``psi[i]`` the
share of ``i`` that is left open. Rounds lower two states of each firm from ``psi``:

* downstream, ``d[j] = min(psi[j], 1 - max_k S[j, k], 1 - N[j])`` with the loss
  ``L[i] = sigma[i] (1 - d[i])``, its weighted mean ``S[j, k]`` over the essential suppliers of
  product ``k``, and ``N[j] = sum_i L[i] W[i, j] / c[j]`` over the ordinary ones;
* upstream, ``u[i] = min(psi[i], sum_j W[i, j] u[j] / r[i])``, and ``psi[i]`` without customers;

until no state falls by more than the tolerance in one round. The index is
``sum_i r[i] (1 - min(d[i], u[i])) / sum_i r[i]``.

The tolerance is part of the answer. Where every firm has customers in the network the upstream map
keeps all that it is given, and what it tends to is total collapse: attach final demand with
:func:`.with_demand`, and read scores through :func:`stable`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from biograph.analyse.method import rounds
from biograph.analyse.method.demand import demanded
from biograph.analyse.method.directions import directions, sums

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from biograph.analyse.method.directions import Directions
    from biograph.analyse.method.firms import Firms

    #: Firms that close, or the share of each struck firm that is left open.
    Scenario = Iterable[int] | Mapping[int, float]

#: A score that moves by more than this share of itself at a tenth of the tolerance is refused.
ALLOWED = 0.05


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Closure:
    """What is left of ``n`` firms after a closure, when ``tolerance`` ended it.

    ``d`` and ``u`` (n) are the states downstream and upstream, 1 for a firm that runs as before;
    ``index`` is the share of all deliveries that is lost.
    """

    d: NDArray[np.float64]
    u: NDArray[np.float64]
    index: float
    rounds: int
    converged: bool
    tolerance: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scores:
    """One index a scenario as ``found`` at ``tolerance``, and the same ``at_tenth`` of it.

    ``demanded`` is whether what each struck firm makes ends in final demand. Where it does not, all
    that is behind it tends to total collapse, and at a tight tolerance that is a stable score.
    """

    found: NDArray[np.float64]
    at_tenth: NDArray[np.float64]
    demanded: NDArray[np.bool_]
    tolerance: float

    @property
    def stable(self) -> NDArray[np.bool_]:
        """Whether each index moves by at most 5 % of itself at a tenth of the tolerance."""
        return np.less_equal(np.abs(self.at_tenth - self.found), ALLOWED * self.found)

    @property
    def value(self) -> NDArray[np.float64]:
        """The index of each scenario, NaN where it is refused: not stable, or not demanded."""
        return np.where(self.stable & self.demanded, self.found, np.nan)


class _Struck(NamedTuple):
    """The firms of all scenarios, one after the other: ``bounds`` (scenarios + 1) parts them."""

    bounds: NDArray[np.int64]
    firm: NDArray[np.int32]
    loss: NDArray[np.float64]


def sigma(size: ArrayLike, state: ArrayLike, kind: ArrayLike) -> NDArray[np.float64]:
    """How far the loss of each firm is felt: ``min(1, r_i / sum_k r_k d_k)`` over its market.

    ``size`` (n) is what a firm delivers, ``state`` (n) its share left, ``kind`` (n) its market.
    """
    sizes = np.asarray(size, dtype=np.float64)
    kinds, market = np.unique(kind, return_inverse=True)
    left = sums(market, sizes * np.asarray(state), len(kinds))[market]
    return np.array([rounds.irreplaceable(*pair) for pair in zip(sizes, left, strict=True)])


def closure(
    network: Firms, closed: Scenario, *, tolerance: float = 1e-2, most: int = 100_000
) -> Closure:
    """The states of all firms after some have closed, or after each keeps a share of itself.

    Ends when no state falls by more than ``tolerance`` in a round, or after ``most`` rounds. Raises
    ValueError for a firm outside the network, a share outside [0, 1] or a tolerance of 0 or less.
    """
    struck, over = _struck(network, [closed]), directions(network)
    done, ended = rounds.run(over, struck.firm, struck.loss, _positive(tolerance), most)
    return Closure(
        d=1 - over.down.loss[:, rounds.OWN],
        u=1 - over.up.loss[:, rounds.OWN],
        index=rounds.lost(over) / _whole(over),
        rounds=done,
        converged=ended,
        tolerance=tolerance,
    )


def esri(
    network: Firms,
    scenarios: Sequence[Scenario] | None = None,
    *,
    tolerance: float = 1e-2,
    most: int = 100_000,
) -> NDArray[np.float64]:
    """The index of each scenario, by default of the closure of each single firm.

    NaN where a cascade has not ended after ``most`` rounds. Raises ValueError as :func:`closure`.
    """
    return _indices(network, _struck(network, scenarios), tolerance, most)


def stable(
    network: Firms,
    scenarios: Sequence[Scenario] | None = None,
    *,
    tolerance: float = 1e-4,
    most: int = 100_000,
) -> Scores:
    """The index of each scenario, with what tells whether to believe it.

    The usual tolerance of 1e-2 refuses every fifth firm of a tiered network of 10,000 links, 1e-4
    none. Takes the work of :func:`esri` twice, and raises as it does.
    """
    struck = _struck(network, scenarios)
    without = np.append(0, np.cumsum(~demanded(network)[struck.firm]))
    return Scores(
        found=_indices(network, struck, tolerance, most),
        at_tenth=_indices(network, struck, tolerance / 10, most),
        demanded=np.diff(without[struck.bounds]) == 0,
        tolerance=tolerance,
    )


def _indices(network: Firms, struck: _Struck, tolerance: float, most: int) -> NDArray[np.float64]:
    """The index of each scenario."""
    over = directions(network)
    return rounds.losses(over, *struck, _positive(tolerance), most) / _whole(over)


def _whole(over: Directions) -> float:
    """All that is delivered; 1 where nothing is, as nothing can be lost then."""
    return float(over.down.size.sum()) or 1.0


def _positive(tolerance: float) -> float:
    """The tolerance, if a cascade can end at it."""
    if not tolerance > 0:
        raise ValueError(f"a cascade ends at a tolerance above 0, not at {tolerance}")
    return tolerance


def _struck(network: Firms, scenarios: Sequence[Scenario] | None) -> _Struck:
    """What scenarios strike, by default each firm alone."""
    given = [(firm,) for firm in range(network.n)] if scenarios is None else scenarios
    left = [each if isinstance(each, Mapping) else dict.fromkeys(each, 0.0) for each in given]
    firm = np.array([one for each in left for one in each], dtype=np.int32)
    share = np.array([part for each in left for part in each.values()], dtype=np.float64)
    if len(firm) and (firm.min() < 0 or firm.max() >= network.n):
        raise ValueError(f"a scenario names a firm outside 0..{network.n - 1}")
    if not ((share >= 0) & (share <= 1)).all():
        raise ValueError("a scenario leaves a share outside [0, 1]")
    return _Struck(np.cumsum([0, *map(len, left)], dtype=np.int64), firm, 1 - share)
