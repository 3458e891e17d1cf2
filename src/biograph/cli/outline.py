"""An outline as a tree on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text as Line
from rich.tree import Tree

if TYPE_CHECKING:
    from biograph.analyse.outline import Outline
    from biograph.cli.shared import Language


def outlined(outline: Outline, lang: Language) -> Tree:
    """The tree of an outline in one language; titles of several lines stand out."""
    style = "bold" if outline.below else ""
    tree = Tree(Line(getattr(outline.text, lang), style=style))
    tree.children.extend(outlined(below, lang) for below in outline.below)
    return tree
