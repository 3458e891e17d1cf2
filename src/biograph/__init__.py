"""biograph: a knowledge graph of the French biotherapy value chain, facts with their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from biograph.api import KnowledgeGraph
    from biograph.api import open_workspace as open  # noqa: A004 - `biograph.open` is the contract

__version__ = "0.1.0"
__all__ = ["KnowledgeGraph", "__version__", "open"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    """Load the graph's interface when it is first used: importing biograph stays quick."""
    if name in {"KnowledgeGraph", "open"}:
        from biograph import api  # noqa: PLC0415 - this is the point

        return api.open_workspace if name == "open" else api.KnowledgeGraph
    msg = f"module 'biograph' has no attribute '{name}'"
    raise AttributeError(msg)
