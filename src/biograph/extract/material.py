"""Training material from a snapshot: free corpora and weakly labelled real texts.

WiNER-fr (CC BY), CORE (CC BY), Re-DocRED (MIT) carry manual labels; summaries of i-Lab and PIA
(Licence Ouverte) carry those of the rules. Where a source does not tell what a capitalised word is,
the model learns nothing from it.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from biograph.extract.invent import Labelled
from biograph.extract.spans import Candidate, longest
from biograph.extract.tokens import tokenize, windows
from biograph.terms import ORGANISATION_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biograph.extract.rules import Rules

_BY_RULE = ("Money", "Date")  # the model leaves these to the rules


def by_rules(rules: Rules, text: str, lang: str) -> list[Candidate]:
    """What the rules read in a text, without amounts and dates."""
    found: list[Candidate] = []
    for start, end in windows(text):
        tokens = tokenize(text, start=start, end=end)
        found += rules.propose(text, lang, tokens, start=start, end=end)
    return [c for c in longest(found) if c.kind not in _BY_RULE]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _typed(organisation: tuple[int, int], ruled: list[Candidate]) -> str:
    """The type the rules give to exactly this span; "-" (unknown) where they are silent."""
    for candidate in ruled:
        same = (candidate.start, candidate.end) == organisation
        if same and candidate.kind in ORGANISATION_TYPES:
            return candidate.kind
    return "-"


def _manual(raw: dict[str, Any], lang: str, labels: dict[str, str], rules: Rules) -> Labelled:
    """A document with manual labels of persons, places, organisations, typed by the rules."""
    text = raw["text"]
    ruled = by_rules(rules, text, lang)
    spans = []
    for start, end, label, *_ in raw["ents"]:
        if label in labels:
            kind = labels[label] or _typed((start, end), ruled)
            spans.append((start, end, kind))
    taken = longest(
        [
            *(Candidate(s, e, k, "", "actor") for s, e, k in spans),
            *(c for c in ruled if c.source in {"disease", "term", "therapy"}),
        ]
    )
    return Labelled(text, tuple((c.start, c.end, c.kind) for c in taken), lang, closed=False)


def _texts(snapshot: Path) -> Iterator[str]:
    for name in ("winer_fr", "redocred_org_en", "core_company_relations_en"):
        for raw in _lines(snapshot / "corpora" / f"{name}.jsonl.gz"):
            yield raw["text"]
    for name, column in (
        ("ilab_laureats_1999_2023", "Résumé"),
        ("anr_pia_projets_2022", "Projet.Resume.Francais"),
    ):
        with (snapshot / "registries" / f"{name}.csv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                yield row[column]


def lexicon(snapshot: Path) -> frozenset[str]:
    """Folded words that running text writes without a capital, at least three times."""
    counts: Counter[str] = Counter()
    for text in _texts(snapshot):
        tokens = tokenize(text)
        counts.update(
            key for word, key in zip(tokens.words, tokens.keys, strict=True) if word[0].islower()
        )
    return frozenset(word for word, count in counts.items() if count > 2 and len(word) > 1)


def winer(snapshot: Path, rules: Rules) -> Iterator[Labelled]:
    """WiNER-fr, its train part."""
    labels = {"Location": "Location", "Person": "Person", "Organization": ""}
    for raw in _lines(snapshot / "corpora" / "winer_fr.jsonl.gz"):
        if raw["split"] == "train":
            yield _manual(raw, "fr", labels, rules)


def redocred(snapshot: Path, rules: Rules) -> Iterator[Labelled]:
    """Re-DocRED, documents with organisations."""
    labels = {"LOC": "Location", "PER": "Person", "ORG": ""}
    for raw in _lines(snapshot / "corpora" / "redocred_org_en.jsonl.gz"):
        yield _manual(raw, "en", labels, rules)


def core(snapshot: Path, rules: Rules) -> Iterator[Labelled]:
    """CORE: two companies a sentence; products and regulators are typed by the rules or unknown."""
    for raw in _lines(snapshot / "corpora" / "core_company_relations_en.jsonl.gz"):
        if raw["split"] != "train":
            continue
        first = [(*raw["e1"], "Company"), (*raw["e2"], "Company")]
        if raw["relation"] in {"product_or_service_of", "brand_of", "traded_on", "regulated_by"}:
            first = [(*raw["e1"], "-"), (*raw["e2"], "-")]
        ruled = [c for c in by_rules(rules, raw["text"], "en") if c.source != "model"]
        spans = longest([*(Candidate(s, e, k, "", "actor") for s, e, k in first), *ruled])
        yield Labelled(
            raw["text"], tuple((c.start, c.end, c.kind) for c in spans), "en", closed=False
        )


def summaries(snapshot: Path, rules: Rules) -> Iterator[Labelled]:
    """Real texts of the chain: i-Lab and PIA summaries with the names of their own rows."""
    ilab = snapshot / "registries" / "ilab_laureats_1999_2023.csv"
    pia = snapshot / "registries" / "anr_pia_projets_2022.csv"
    for path, name, text in (
        (ilab, "Libellé entreprise", "Résumé"),
        (pia, "Projet.Acronyme", "Projet.Resume.Francais"),
    ):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if len(row[text]) > 80:
                    yield _row(rules, row[text], row[name] if path == ilab else "")


def _row(rules: Rules, text: str, company: str) -> Labelled:
    named = []
    at = text.find(company) if len(company) > 3 else -1
    while at >= 0:
        named.append(Candidate(at, at + len(company), "Company", "", "actor"))
        at = text.find(company, at + len(company))
    spans = longest([*named, *by_rules(rules, text, "fr")])
    return Labelled(text, tuple((c.start, c.end, c.kind) for c in spans), "fr", closed=False)
