"""Texts and their mentions in, scenes out: the sentences worth reading, parsed, with slots."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from biograph.extract.relations.anaphora import Discourse, references
from biograph.extract.relations.candidates import Scene, lists
from biograph.extract.relations.lexicon import LANGUAGES, cues, fold, triggers
from biograph.extract.relations.names import names
from biograph.extract.relations.parse import matches, parse
from biograph.extract.relations.scheme import predicates
from biograph.extract.relations.sentences import mask, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from biograph.extract.relations.lexicon import Match
    from biograph.extract.relations.parse import Parsed
    from biograph.extract.relations.sentences import Marked, Sentence
    from biograph.model import Mention

_TOKEN = re.compile(r"\w+'?|[^\w\s]")


def read_scenes(texts: Iterable[Marked]) -> Iterator[tuple[list[Sentence], Iterator[Scene]]]:
    """The sentences of each text and its scenes, both in order; all texts are parsed at once."""
    marked = [t if t.lang in LANGUAGES else t._replace(lang=LANGUAGES[0]) for t in texts]
    cut = [split(t.text, t.mentions) for t in marked]
    parsed = parse(
        [
            (t, [s for s in sentences if _worth_reading(t.text, s, t.mentions, t.lang)])
            for t, sentences in zip(marked, cut, strict=True)
        ]
    )
    for t, sentences, read in zip(marked, cut, parsed, strict=True):
        yield sentences, _scenes(t, sentences, {p.sentence.index: p for p in read})


def _scenes(
    marked: Marked, sentences: Sequence[Sentence], parsed: Mapping[int, Parsed]
) -> Iterator[Scene]:
    text, mentions, lang = marked
    known = names(text, mentions)
    owner = {m: name.index for name in known for m in name.mentions}
    discourse = Discourse(known, [owner[i] for i in range(len(mentions))])
    for sentence in sentences:
        if sentence.index not in parsed:
            discourse.pass_over(sentence.index, sentence.mentions)
            continue
        read = parsed[sentence.index]
        slots = discourse.slots(sentence.index, read.words, read.mention_at, lang)
        kind_at = {t: mentions[m].kind for t, m in read.mention_at.items()}
        doubts = matches(read, cues(lang))
        yield Scene(read, slots, _triggers(read), doubts, known, lists(read, kind_at))


def _triggers(parsed: Parsed) -> dict[str, list[Match]]:
    found: dict[str, list[Match]] = defaultdict(list)
    for match in matches(parsed, triggers(parsed.lang)):
        found[match.labels[0]].append(match)
    return dict(found)


def _worth_reading(text: str, sentence: Sentence, mentions: Sequence[Mention], lang: str) -> bool:
    """True where two names, or a name and a word that stands for one, could be related."""
    kinds = [mentions[i].kind for i in sentence.mentions]
    if not kinds:
        return False
    form = mask(text, sentence, mentions)
    tokens = list(_TOKEN.finditer(fold(form.text)))
    at = {i: form.at[t.start()] for i, t in enumerate(tokens) if t.start() in form.at}
    for match in references([t.group() for t in tokens], at, lang):
        kinds += (
            match.labels[1].split()[:1] if match.labels[0] == "noun" else ["Company", "Therapy"]
        )
    return any(
        predicates(one, two) for i, one in enumerate(kinds) for j, two in enumerate(kinds) if i != j
    )
