"""Firms and what they deliver to each other, as arrays: what cascades and cuts run over."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

#: How a link counts for its buyer (Diem et al. 2022): without an ESSENTIAL product nothing is made;
#: a lost ORDINARY input costs its share of all inputs; a NEGLIGIBLE one costs nothing.
ESSENTIAL, ORDINARY, NEGLIGIBLE = 2, 1, 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Firms:
    """``n`` firms and ``m`` links, sorted by buyer, then product, then supplier.

    ``start`` (n + 1) bounds the links of each buyer; ``supplier``, ``product``, ``weight`` and
    ``essentiality`` are one value a link. Suppliers of one product to one buyer stand in for each
    other. ``kind`` (n) is the market that a firm sells on, for the replacement of its volume.
    The arrays cannot be written to.
    """

    start: NDArray[np.int64]
    supplier: NDArray[np.int32]
    product: NDArray[np.int32]
    weight: NDArray[np.float64]
    essentiality: NDArray[np.int8]
    kind: NDArray[np.int32]

    @property
    def n(self) -> int:
        """The number of firms."""
        return len(self.kind)

    @property
    def m(self) -> int:
        """The number of links."""
        return len(self.supplier)

    @property
    def buyer(self) -> NDArray[np.int32]:
        """The buyer of each link."""
        return np.repeat(np.arange(self.n, dtype=np.int32), np.diff(self.start))


def firms(  # noqa: PLR0913 - one argument a column
    supplier: ArrayLike,
    buyer: ArrayLike,
    *,
    kind: ArrayLike,
    product: ArrayLike | None = None,
    weight: ArrayLike | None = None,
    essentiality: ArrayLike | None = None,
) -> Firms:
    """Firms from links in any order.

    By default a link carries the ``kind`` of its supplier, weighs 1 and is essential. Raises
    ValueError for links of unequal length, to firms that are not there, or of negative weight.
    """
    kinds = np.asarray(kind, dtype=np.int32)
    sellers, buyers = (np.asarray(ends, dtype=np.int32) for ends in (supplier, buyer))
    made = kinds[sellers] if product is None else np.asarray(product, dtype=np.int32)
    size = len(sellers)
    weights = np.ones(size) if weight is None else np.asarray(weight, dtype=np.float64)
    classes = (
        np.full(size, ESSENTIAL, dtype=np.int8)
        if essentiality is None
        else np.asarray(essentiality, dtype=np.int8)
    )
    if any(len(column) != size for column in (buyers, made, weights, classes)):
        raise ValueError("each link needs a supplier, buyer, product, weight and essentiality")
    ends = np.concatenate([sellers, buyers])
    if size and (ends.min() < 0 or ends.max() >= len(kinds)):
        raise ValueError(f"a link names a firm outside 0..{len(kinds) - 1}")
    if size and not weights.min() >= 0:
        raise ValueError("a link has a negative weight")
    order = np.lexsort((sellers, made, buyers))
    start = np.zeros(len(kinds) + 1, dtype=np.int64)
    np.cumsum(np.bincount(buyers, minlength=len(kinds)), out=start[1:])
    made_firms = Firms(
        start=start,
        supplier=sellers[order],
        product=made[order],
        weight=weights[order],
        essentiality=classes[order],
        kind=kinds.copy(),
    )
    for field in fields(made_firms):
        getattr(made_firms, field.name).setflags(write=False)
    return made_firms
