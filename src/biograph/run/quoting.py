"""How much of a document the graph may quote: a sentence where its licence is open, else less.

Short quotations that name their source are allowed for texts under copyright (French Code de la
propriété intellectuelle, L122-5 3° a); how short no law says: LONGEST_QUOTE is ours.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from biograph.model import Span

if TYPE_CHECKING:
    from biograph.model import Claim, Document

LONGEST_QUOTE = 300  # characters
_OPEN = re.compile(
    r"\bcc[ -]?(?:by|0|zero)|creativecommons\.org|licence ouverte|etalab|apache|public domain",
    re.IGNORECASE,
)


def is_open(licence: str) -> bool:
    """Whether texts under the licence may be passed on in whole sentences of any length."""
    return bool(_OPEN.search(licence))


def quotable(claim: Claim, document: Document | None) -> Claim:
    """The claim with no more of a protected text as evidence than a quotation may hold.

    What is left goes from the first of the two names to the last, with as much around them as fits.
    """
    span = claim.evidence.span
    if document is None or span is None or is_open(document.licence):
        return claim
    if span.end - span.start <= LONGEST_QUOTE:
        return claim
    names = [end.span for end in (claim.subject, claim.object) if end.span]
    inside = [name for name in names if span.start <= name.start and name.end <= span.end]
    first = min((name.start for name in inside), default=span.start)
    last = max((name.end for name in inside), default=span.start)
    spare = max(0, LONGEST_QUOTE - (last - first))
    start = max(span.start, first - spare // 2)
    end = min(span.end, max(last, start + LONGEST_QUOTE))
    kept = _whole_words(document.text, Span(start, end), Span(first, last))
    quote = document.text[kept.start : kept.end]
    return replace(claim, evidence=replace(claim.evidence, span=kept, quote=quote))


def _whole_words(text: str, cut: Span, names: Span) -> Span:
    """The cut without the word that it broke at either end."""
    start, end = cut
    if start and text[start - 1].isalnum():
        start = min(names.start, next((m.end() for m in [_GAP.search(text, start)] if m), start))
    if end < len(text) and text[end].isalnum():
        end = max(names.end, text.rfind(" ", start, end))
    return Span(start, end)


_GAP = re.compile(r"\s+")
