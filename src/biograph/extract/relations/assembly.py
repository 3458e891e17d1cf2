"""A decided candidate in, a claim out: long forms, evidence, modality, date, amount, score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.extract.relations.dates import iso
from biograph.extract.relations.modality import modality
from biograph.extract.relations.roles import role
from biograph.extract.relations.scope import holds
from biograph.model import Claim, Evidence, Modality, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biograph.extract.relations.decode import Scored
    from biograph.extract.relations.model import Weights
    from biograph.extract.relations.sentences import Sentence
    from biograph.model import Document, Mention

PRODUCER = "relations@0.1"

_NEAR = 10  # tokens between a statement and a date or amount that belongs to it
_PAID = frozenset({"acquired", "investedIn", "funds", "operatesSite", "supplies"})
_TIMELESS = frozenset({"treats", "represents", "develops", "suppliesInput", "researches"})
_TOLD_ANYHOW = frozenset({"treats", "represents"})
_NOT_YET = frozenset({Modality.PLANNED, Modality.HYPOTHETICAL})
_ATTACHED = ("obl", "nmod", "obj", "psubj", "subj", "gsubj", "iobj", "prep", "self", "b.comp")


class Assembler:
    """Makes the claims of one document."""

    def __init__(
        self,
        document: Document,
        mentions: Sequence[Mention],
        sentences: Sequence[Sentence],
        weights: Weights,
    ) -> None:
        self.document = document
        self.mentions = mentions
        self.sentences = sentences
        self.weights = weights

    def claim(self, decided: Scored) -> Claim:
        """The claim of a decided candidate, as sure as it and its two names are together."""
        names = decided.scene.names
        first, predicate, second = decided.triple
        subject, object_ = self.mentions[names[first].long], self.mentions[names[second].long]
        return Claim(
            subject=subject,
            predicate=predicate,
            object=object_,
            evidence=self._evidence(decided),
            modality=held(decided),
            date=self._date(decided),
            amount=self._amount(decided),
            score=round(self.weights.believed(decided.log_odds, subject.score, object_.score), 4),
            producer=PRODUCER,
        )

    def _evidence(self, decided: Scored) -> Evidence:
        index = decided.scene.parsed.sentence.index
        back = max(decided.pair.subject.distance, decided.pair.object.distance)
        first = index - back if back <= 2 else index
        span = Span(self.sentences[first].span.start, self.sentences[index].span.end)
        return Evidence(
            document=self.document.version,
            quote=self.document.text[span.start : span.end],
            span=span,
            lang=decided.scene.parsed.lang,
        )

    def _date(self, decided: Scored) -> str:
        reach = 0 if decided.predicate in _TIMELESS else _NEAR
        if (mention := self._nearest(decided, "Date", reach)) is None:
            return ""
        return iso(mention.text, year=self.document.published)

    def _amount(self, decided: Scored) -> str:
        if decided.predicate == "raised":
            return self.mentions[decided.scene.names[decided.triple[2]].long].text
        if decided.predicate not in _PAID:
            return ""
        mention = self._nearest(decided, "Money", _NEAR)
        return mention.text if mention else ""

    def _nearest(self, decided: Scored, kind: str, reach: int) -> Mention | None:
        """The mention of a kind that hangs on the statement, else the nearest within reach."""
        parsed, at = decided.scene.parsed, anchor(decided)
        found = [(t, self.mentions[m]) for t, m in parsed.mention_at.items()]
        places = [(t, mention) for t, mention in found if mention.kind == kind]
        attached = [p for p in places if role(parsed, p[0], at).startswith(_ATTACHED)]
        near = attached or [p for p in places if abs(p[0] - at) <= reach]
        return min(near, key=lambda p: (abs(p[0] - at), p[0]))[1] if near else None


def held(decided: Scored) -> Modality:
    """The modality of a candidate.

    What a product treats and whom an association represents is no plan, and a guess only where a
    verb states it: ``pourrait traiter``, not ``pourrait devenir un traitement``.
    """
    parsed, fit = decided.scene.parsed, decided.fit
    at = anchor(decided)
    triggered = fit is not None and fit.trigger.start == at
    span = range(at, fit.trigger.end if fit and triggered else at)
    described = at in parsed.mention_at or (fit and triggered and fit.frame.startswith("n"))
    acts = triggered or parsed.tags[at] or holds(parsed.words[at])
    action = bool(acts and not described)
    ends = [s.token for s in (decided.pair.subject, decided.pair.object) if s.token >= 0]
    told = modality(parsed, span, action=action, ends=ends)
    if decided.predicate not in _TOLD_ANYHOW:
        return told
    verb = parsed.heads[at] if parsed.edges[at] == "prep" else at
    doubted = told is Modality.HYPOTHETICAL and (parsed.tags[verb] or parsed.words[-1] == "?")
    return told if doubted or told not in _NOT_YET else Modality.ASSERTED


def stated(decided: Scored) -> bool:
    """True where the text holds the statement as done or planned."""
    return held(decided) in {Modality.ASSERTED, Modality.PLANNED}


def anchor(decided: Scored) -> int:
    """The token that states the relation: a fitting trigger, else where the two ends meet."""
    parsed = decided.scene.parsed
    if decided.fit is not None and decided.fit.total >= 2 and decided.fit.frame != "p":
        return decided.fit.trigger.start
    tokens = [s.token for s in (decided.pair.subject, decided.pair.object) if s.token >= 0]
    chains = [parsed.chain(t) for t in tokens]
    shared = [t for t in chains[0] if all(t in c for c in chains)]
    return shared[0] if shared else tokens[0]
