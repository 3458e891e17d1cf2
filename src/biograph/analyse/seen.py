"""What share of the suppliers there are biograph has seen: families of sources in, coverage out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse.method.completeness import Coverage, of_families
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.analyse.supply import Supply
    from biograph.ask import Ask


def seen(ask: Ask, supply: Supply) -> Mapping[str, Coverage]:
    """By kind of goods (local name), the share of its groups of suppliers that sources name.

    Capture-recapture between families of sources: each register one, all running texts one. Firms
    of one group count once. What a family never looks for is in no estimate, so that the share is
    an upper bound; a kind that only one family names has no entry.
    """
    named: dict[str, dict[str, set[str]]] = {}
    for row in ask("quality/suppliers-by-source").records():
        kind = named.setdefault(local_name(row["kind"]), {})
        kind.setdefault(row["family"], set()).add(supply.group(row["maker"]))
    return {kind: of_families(sets) for kind, sets in named.items() if len(sets) > 1}
