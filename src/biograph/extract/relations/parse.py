"""Sentences in, parsed sentences out: tokens with normalised relations and the slots among them.

Sentences of many texts are parsed together, which takes a third less than text by text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from biograph.extract.relations.lexicon import fold
from biograph.extract.relations.parsers import parser
from biograph.extract.relations.sentences import mask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from biograph.extract.relations.lexicon import Lexicon, Match
    from biograph.extract.relations.sentences import Marked, Masked, Sentence

_BATCH = 128

# French conditionals that the tagger takes for an imperfect; none ends in -érait.
_CONDITIONAL = re.compile(r"(?:er|uir|dr|rr)(?:ait|aient)$")

_EDGES = {
    "nsubj": "subj",
    "csubj": "subj",
    "expl:subj": "subj",
    "nsubj:caus": "subj",
    "nsubj:pass": "psubj",
    "nsubjpass": "psubj",
    "obj": "obj",
    "dobj": "obj",
    "iobj": "iobj",
    "dative": "iobj",
    "obl:agent": "agent",
    "agent": "agent",
    "obl": "obl",
    "obl:arg": "obl",
    "obl:mod": "obl",
    "nmod": "nmod",
    "prep": "prep",
    "pobj": "pobj",
    "appos": "appos",
    "acl": "acl",
    "acl:relcl": "relcl",
    "relcl": "relcl",
    "conj": "conj",
    "xcomp": "comp",
    "ccomp": "comp",
    "pcomp": "comp",
    "advcl": "advcl",
    "attr": "attr",
    "acomp": "attr",
    "poss": "poss",
    "compound": "mod",
    "amod": "mod",
    "nummod": "mod",
    "flat:name": "flat",
    "flat:foreign": "flat",
    "parataxis": "conj",
}

# Forms of verbs, by what the French parser and by what the English one tells.
_FORMS = {"VerbForm=Inf": "inf", "VerbForm=Part": "part", "VerbForm=Fin": "fin"}
_FORMS |= {"VBN": "part", "VBD": "fin", "VBZ": "fin", "VBP": "fin", "VB": "inf", "VBG": "part"}


@dataclass(frozen=True, eq=False)
class Parsed:
    """A parsed sentence: folded words, heads, normalised edges, and the mention at some tokens.

    ``starts`` are the places of its tokens in the whole text.

    Equal to itself alone, so that what is told of its tokens can be kept.
    """

    sentence: Sentence
    words: tuple[str, ...]
    heads: tuple[int, ...]
    edges: tuple[str, ...]
    tags: tuple[str, ...]
    mention_at: dict[int, int] = field(default_factory=dict)
    lang: str = "fr"
    starts: tuple[int, ...] = ()

    def chain(self, token: int) -> list[int]:
        """The token and all above it, up to the root."""
        return _chain(self, token)

    def children(self, token: int) -> Sequence[int]:
        """The tokens directly below."""
        return self._below[token]

    @cached_property
    def _below(self) -> list[list[int]]:
        below: list[list[int]] = [[] for _ in self.heads]
        for token, head in enumerate(self.heads):
            if head != token:
                below[head].append(token)
        return below


@lru_cache(maxsize=1 << 10)
def _chain(parsed: Parsed, token: int) -> list[int]:
    heads, chain = parsed.heads, [token]
    while heads[chain[-1]] != chain[-1] and len(chain) < len(heads):
        chain.append(heads[chain[-1]])
    return chain


@lru_cache(maxsize=1 << 8)
def matches(parsed: Parsed, lexicon: Lexicon) -> list[Match]:
    """The words of a lexicon in a sentence, in order; none begins at a name."""
    return [m for m in lexicon.find(parsed.words) if m.start not in parsed.mention_at]


def parse(chosen: Sequence[tuple[Marked, Sequence[Sentence]]]) -> list[list[Parsed]]:
    """For each text its given sentences parsed, names masked."""
    parsed: list[list[Parsed]] = [[] for _ in chosen]
    for lang in sorted({marked.lang for marked, sentences in chosen if sentences}):
        forms = [
            (form.text, (into, sentence, form))
            for into, (marked, sentences) in zip(parsed, chosen, strict=True)
            if marked.lang == lang
            for sentence in sentences
            for form in [mask(marked.text, sentence, marked.mentions)]
        ]
        docs = parser(lang).pipe(forms, as_tuples=True, batch_size=_BATCH)
        for doc, (into, sentence, form) in docs:
            into.append(_parsed(sentence, form, doc, lang))
    return parsed


def _parsed(sentence: Sentence, form: Masked, doc: Doc, lang: str) -> Parsed:
    tokens = tuple(doc)  # each turn over a document makes its tokens anew
    return Parsed(
        sentence=sentence,
        words=tuple(_folded(t.text) for t in tokens),
        heads=tuple(t.head.i for t in tokens),
        edges=tuple(_EDGES.get(t.dep_, t.dep_) for t in tokens),
        tags=tuple(_tag(t.text, str(t.morph), t.tag_) for t in tokens),
        mention_at={t.i: form.at[t.idx] for t in tokens if t.idx in form.at},
        lang=lang,
        starts=tuple(form.origin(t.idx) for t in tokens),
    )


_folded = lru_cache(maxsize=1 << 14)(fold)  # a few words make most of a text


@lru_cache(maxsize=1 << 14)
def _tag(word: str, morph: str, tag: str) -> str:
    """Tense and mood in one word: fut, cnd, inf, part, fin, modal, or nothing.

    ``morph`` is of the form ``Mood=Ind|Tense=Fut``.
    """
    told = morph.split("|")
    if "Tense=Fut" in told:
        return "fut"
    if "Mood=Cnd" in told or _CONDITIONAL.search(word):
        return "cnd"
    if tag == "MD":
        return "modal"
    form = next((f for f in told if f.startswith("VerbForm=")), "")
    return _FORMS.get(form, "") if form else _FORMS.get(tag, "")
