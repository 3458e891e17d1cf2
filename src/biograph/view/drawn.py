"""A drawing that stands alone: shown in a notebook, saved as a file."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from html import escape
from pathlib import Path

#: What a page in a frame may do: run its own scripts, in an origin that reaches nothing around it.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Drawn:
    """A page (``suffix`` html) or a picture (svg) that loads nothing; ``text`` is all of it."""

    title: str
    text: str
    suffix: str = "html"

    def save(self, path: str | Path) -> Path:
        """Write it to a file in UTF-8; give the path."""
        path = Path(path)
        path.write_text(self.text, encoding="utf-8")
        return path

    def __repr__(self) -> str:
        return f"<{self.title}: {self.suffix}, .save(path) writes it>"

    def _repr_html_(self) -> str:
        """A frame of its own: neither styles nor scripts touch the notebook around it."""
        title = escape(self.title)
        if self.suffix == "svg":
            data = base64.b64encode(self.text.encode()).decode()
            return f'<img alt="{title}" src="data:image/svg+xml;base64,{data}">'
        return (
            f'<iframe title="{title}" srcdoc="{escape(self.text)}" '
            f'sandbox="{SANDBOX}" '
            'style="width:100%;height:46rem;border:0;background:#fffdf9"></iframe>'
        )
