"""Proofs cut to what a page can hold: a proof in, its first quotes and a bounded tree out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.model import Text
    from biograph.view.content import ProofNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quotation, register row or stated figure with what it supports."""

    fact: Text
    source: ProofNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A proof node with as many of its children as fit, and how many were left out below it."""

    node: ProofNode
    children: tuple[Branch, ...]
    left_out: int


def quotes(proof: ProofNode, *, most: int) -> tuple[Quoted, ...]:
    """The first quotes and figures of a proof, at most ``most``, each once, in proof order."""
    found: dict[str, Quoted] = {}
    for quoted in _leaves(proof, proof.label):
        if len(found) == most:
            break
        found.setdefault(quoted.source.quote or quoted.source.label.fr, quoted)
    return tuple(found.values())


def bounded(proof: ProofNode, *, most: int) -> Branch:
    """The proof cut to ``most`` nodes, breadth first, so that every part is seen."""
    kept = {id(proof)}
    level: list[ProofNode] = [proof]
    while level:
        level = [child for node in level for child in node.children]
        kept.update(id(node) for node in level[: max(most - len(kept), 0)])
        if len(kept) >= most:
            break
    return _branch(proof, kept)


def size(proof: ProofNode) -> int:
    """How many nodes a proof has, itself included."""
    return 1 + sum(size(child) for child in proof.children)


def _leaves(node: ProofNode, fact: Text) -> Iterator[Quoted]:
    if node.quote or node.kind == "figure":
        yield Quoted(fact=fact, source=node)
    below = node.label if node.kind == "fact" else fact
    for child in node.children:
        yield from _leaves(child, below)


def _branch(node: ProofNode, kept: set[int]) -> Branch:
    inside = [child for child in node.children if id(child) in kept]
    return Branch(
        node=node,
        children=tuple(_branch(child, kept) for child in inside),
        left_out=sum(size(child) for child in node.children if id(child) not in kept),
    )
