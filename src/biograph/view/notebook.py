"""What a notebook shows of findings, proofs and other answers: values in, HTML without scripts out.

IPython shows these values as below once a graph was opened; elsewhere they stay what they are.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Self, SupportsIndex, overload

from biograph.analyse import Programme, Proof, WhatIf
from biograph.analyse.plan.told import told as programme_told
from biograph.analyse.whatif.told import told as whatif_told
from biograph.model import Finding
from biograph.view.pages import render
from biograph.view.proofs import bounded
from biograph.view.say import pick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from biograph.analyse.outline import Outline
    from biograph.view.say import Lang

#: Findings that are shown, and nodes of a proof.
_SHOWN, _NODES = 10, 200


class Findings(tuple[Finding, ...]):  # noqa: SLOT001 - a tuple can have no slots with values
    """Findings, ranked; a part of them (``found[:3]``) is shown as they all are."""

    lang: Lang

    def __new__(cls, found: Iterable[Finding] = (), lang: Lang = "en") -> Self:
        """These findings, to be shown in one language."""
        made = super().__new__(cls, found)
        made.lang = lang
        return made

    @overload
    def __getitem__(self, at: SupportsIndex, /) -> Finding: ...
    @overload
    def __getitem__(self, at: slice, /) -> Findings: ...
    def __getitem__(self, at: SupportsIndex | slice, /) -> Finding | Findings:
        if isinstance(at, slice):
            return Findings(super().__getitem__(at), self.lang)
        return super().__getitem__(at)

    def __repr__(self) -> str:
        first = "".join(f"\n{f.id}: {pick(f.sentence, self.lang)}" for f in self[:_SHOWN])
        return f"<Findings: {len(self)}>{first}"

    def _repr_html_(self) -> str:
        return findings(self, self.lang)


def findings(found: Iterable[Finding], lang: Lang) -> str:
    """The first ten: sentence, number with its interval, how sure, coverage, caveats, id."""
    every = tuple(found)
    return render("notebook.html.j2", lang=lang, findings=every[:_SHOWN], count=len(every))


def proof(what: Proof, lang: Lang) -> str:
    """A proof as nested details, cut to 200 nodes, breadth first."""
    return render("notebook.html.j2", lang=lang, proof=bounded(what, most=_NODES))


def outline(what: Outline, lang: Lang) -> str:
    """An outline as nested details."""
    return render("notebook.html.j2", lang=lang, outline=what)


def show_in(lang: Lang) -> None:
    """Let the IPython around this process, where there is one, show values in one language."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None:
        return
    formats = shell.display_formatter.formatters
    for kind, html in _HTML.items():
        formats["text/html"].for_type(kind, partial(html, lang=lang))
        formats["text/plain"].for_type(kind, partial(_print, lang=lang))


def _print(  # the signature that IPython wants
    what: Finding | Proof | WhatIf | Programme,
    printer: Any,  # noqa: ANN401 - IPython's
    _cycle: bool,  # noqa: FBT001 - IPython's
    *,
    lang: Lang,
) -> None:
    """The one sentence of a value, where no HTML is shown."""
    printer.text(pick(what.label if isinstance(what, Proof) else what.sentence, lang))


_HTML: Mapping[type, Callable[..., str]] = {
    Finding: lambda what, lang: findings((what,), lang),
    Proof: proof,
    WhatIf: lambda what, lang: outline(whatif_told(what), lang),
    Programme: lambda what, lang: outline(programme_told(what), lang),
}
