"""Positions for networks of any size: links in, places out, the same for the same network.

Nodes repel each other by their degree and links pull (ForceAtlas2). The pushes are summed on a
mesh, as physicists sum the gravity of stars: a turn over 10,000 nodes takes a hundredth of a
second, in NumPy alone. Nothing is drawn by lot.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from scipy import fft, sparse
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = NDArray[np.float64]  # (nodes, 2)
    Links = NDArray[np.int64]  # (links, 2)

_TURNS = 200
_COARSE, _FINE = 32, 128  # cells of the mesh along one side
#: Distances (in cells) below which a push does not grow any more.
_SOFT = 1.0
_GRAVITY = 0.02
_PIVOTS = 24
#: The angle between two seeds of a sunflower: points that follow it never stand in line.
_GOLDEN = np.pi * (3 - np.sqrt(5))
_DECIMALS = 1
#: The least distance of two nodes, and turns in which nearer ones are moved apart.
_APART, _PARTINGS = 1.0, 30


def placed(links: Links, count: int, *, fixed: Places | None = None) -> Places:
    """The places of ``count`` nodes; linked ones stand a few units apart.

    ``links`` are pairs of node numbers; their order, direction and repetition do not matter.
    ``fixed`` are the places of the first nodes: they stay there, and only the others are placed,
    near what they are linked to. Coordinates are rounded to a tenth.
    """
    known = np.zeros((0, 2)) if fixed is None else fixed
    held = len(known)
    if held == count:
        return known
    near = _adjacency(links, count)
    places = _beside(near, known) if held else _spread(near)
    moved = _settled(near, places, held, _TURNS if not held else _TURNS // 2)
    return np.round(_parted(moved, held), _DECIMALS) + 0.0  # no -0.0


def _adjacency(links: Links, count: int) -> sparse.csr_array:
    pairs = np.unique(np.sort(links.reshape(-1, 2), axis=1), axis=0)
    one, other = pairs[pairs[:, 0] != pairs[:, 1]].T
    half = sparse.coo_array((np.ones(len(one)), (one, other)), shape=(count, count))
    return sparse.csr_array(half + half.T)


def _spread(near: sparse.csr_array) -> Places:
    """First places: as far from some pivots as links are long, seen from the widest side.

    Pivots are the node with the most links and then, each time, the farthest from all of them. What
    no link joins to the first one stands on a ring around.
    """
    count = near.shape[0]
    hops = _hops(near)
    inside = np.isfinite(hops[:, 0])
    squares = hops[inside] ** 2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()
    _, axes = np.linalg.eigh(centred.T @ centred)
    flat = centred @ axes[:, -2:]
    flat *= np.sign(flat[np.abs(flat).argmax(axis=0), [0, -1][: flat.shape[1]]])
    if flat.shape[1] == 1:
        flat = np.hstack([flat, np.zeros_like(flat)])
    places = 0.5 * _sunflower(count)
    radius = 3 * np.sqrt(count)
    places[inside] += radius * flat / max(np.abs(flat).max(), 1e-9) / 2
    ring = 2 * _sunflower(count)[~inside]
    places[~inside] = ring / np.maximum(np.linalg.norm(ring, axis=1, keepdims=True), 1) * radius
    return places


def _hops(near: sparse.csr_array) -> Places:
    """How many links lie between each node and some pivots: (nodes, pivots)."""
    at = int(np.diff(near.indptr).argmax())
    columns: list[NDArray[np.float64]] = []
    while len(columns) < _PIVOTS:
        columns.append(
            sparse.csgraph.dijkstra(near, directed=False, indices=at, unweighted=True),
        )
        nearest = np.min(columns, axis=0)
        nearest[~np.isfinite(nearest)] = 0
        at = int(nearest.argmax())
        if not nearest[at]:
            break
    return np.column_stack(columns)


def _sunflower(count: int) -> Places:
    """Points of even density around the origin, about a unit apart."""
    number = np.arange(count)
    angle, far = number * _GOLDEN, np.sqrt(number)
    return np.column_stack([np.cos(angle) * far, np.sin(angle) * far])


def _beside(near: sparse.csr_array, fixed: Places) -> Places:
    """First places of new nodes: outwards of what they are linked to, fanned out."""
    held, count = len(fixed), near.shape[0]
    places = np.vstack([fixed, np.zeros((count - held, 2))])
    centre = fixed.mean(axis=0)
    known = np.arange(count) < held
    for _ in range(count):  # a ring of new nodes in each turn, until all have a place
        ring = np.flatnonzero(~known & (near @ known.astype(float) > 0))
        if not len(ring):
            break
        linked = near[ring] * known
        anchor = (linked @ places) / linked.sum(axis=1)[:, None]
        outwards = anchor - centre
        outwards /= np.maximum(np.linalg.norm(outwards, axis=1, keepdims=True), 1)
        places[ring] = anchor + 4 * outwards + _sunflower(len(ring) + 1)[1:]
        known[ring] = True
    reach = np.abs(fixed - centre).max()
    alone = ~known
    places[alone] = centre + [reach + 8, 0] + 2 * _sunflower(int(alone.sum()))
    return places


def _settled(near: sparse.csr_array, places: Places, held: int, turns: int) -> Places:
    """The places after some turns, each node moving less in each; the first ``held`` stay."""
    degree = np.diff(near.indptr).astype(float)
    mass = degree + 1
    pull = sparse.csr_array(sparse.diags_array(degree) - near)
    longest = 0.15 * np.sqrt(len(places)) if not held else 1.0
    for turn in range(turns):
        force = _pushes(places, mass) - (pull @ places) / mass[:, None] - _GRAVITY * places
        length = np.maximum(np.linalg.norm(force, axis=1, keepdims=True), 1e-9)
        step = force * np.minimum(0.5, (longest * (1 - turn / turns) + 0.02) / length)
        step[:held] = 0
        places = places + step
    return places


def _parted(places: Places, held: int) -> Places:
    """The places with nodes moved apart that stand on one spot: the mesh is too coarse for them."""
    count = len(places)
    aside = _sunflower(count + 1)[1:]
    for _ in range(_PARTINGS):
        near = np.sort(cKDTree(places).query_pairs(_APART, output_type="ndarray"), axis=1)
        if not len(near):
            break
        one, other = near[np.lexsort(near.T)].T
        between = places[other] - places[one] + 1e-3 * (aside[other] - aside[one])
        length = np.linalg.norm(between, axis=1, keepdims=True)
        push = between / length * np.maximum(_APART * 1.1 - length, 0.05) / 2
        for axis in (0, 1):
            moves = np.bincount(other, push[:, axis], count) - np.bincount(
                one, push[:, axis], count
            )
            places[held:, axis] += moves[held:]
    return places


def _pushes(places: Places, mass: NDArray[np.float64]) -> Places:
    """What pushes each node away from all others, by unit of its own mass."""
    low = places.min(axis=0)
    cells = int(np.clip(2 ** np.ceil(np.log2(2 * np.sqrt(len(places)))), _COARSE, _FINE))
    cell = max(float((places.max(axis=0) - low).max()) / (cells - 3), 1e-3)
    corner, part = np.divmod((places - low) / cell + 1, 1)
    weights, at = _corners(corner.astype(int), part, cells)
    density = np.bincount(at.ravel(), (weights * mass).ravel(), cells**2)
    waves = fft.rfft2(density.reshape(cells, cells), (2 * cells, 2 * cells))
    return np.column_stack(
        [
            (weights * fft.irfft2(waves * kernel)[:cells, :cells].ravel()[at]).sum(axis=0)
            for kernel in _kernels(cells) / cell
        ]
    )


def _corners(
    corner: NDArray[np.int64], part: Places, cells: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The shares of each node in the four corners of its cell, and their numbers: (4, nodes)."""
    sides = [(1 - part[:, axis], part[:, axis]) for axis in (0, 1)]
    weights = np.array([sides[0][right] * sides[1][up] for right in (0, 1) for up in (0, 1)])
    number = corner[:, 0] * cells + corner[:, 1]
    return weights, np.array([number + right * cells + up for right in (0, 1) for up in (0, 1)])


@cache
def _kernels(cells: int) -> NDArray[np.complex128]:
    """The push of a unit mass on its surroundings along both axes, as waves."""
    step = fft.fftfreq(2 * cells, 1 / (2 * cells))
    across, up = np.meshgrid(step, step, indexing="ij")
    square = across**2 + up**2 + _SOFT
    return np.array([fft.rfft2(across / square), fft.rfft2(up / square)])
