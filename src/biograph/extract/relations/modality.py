"""How a sentence holds a statement: asserted, planned, negated, hypothetical or ended.

A cue counts where it governs the word that states the relation or hangs directly on it or on its
governors; a cue elsewhere in the sentence does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.extract.relations.lexicon import cues
from biograph.model import Modality

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.extract.relations.parse import Parsed

_REACH = 3  # governors above the anchor that are looked at
_DIRECT = frozenset(
    [
        "advmod",
        "aux",
        "aux:tense",
        "aux:pass",
        "auxpass",
        "neg",
        "det",
        "amod",
        "mod",
        "mark",
        "cop",
        "acl",
        "npadvmod",
        "cc",
        "advcl",
    ]
)
_TENSES = {"fut": Modality.PLANNED, "cnd": Modality.HYPOTHETICAL}
_NEGATORS = frozenset(
    ["pas", "jamais", "aucun", "aucune", "ni", "guere", "nul", "nulle", "personne", "rien", "point"]
)
_UPWARD = frozenset({"comp", "obj", "obl", "attr", "prep", "pobj", "nmod", "xcomp"})
_ACTION_UPWARD = _UPWARD | {"subj", "psubj"}
_PARTICLES = frozenset({"de", "d'", "a", "to"})
_ORDER = (Modality.ENDED, Modality.NEGATED, Modality.HYPOTHETICAL, Modality.PLANNED)


def modality(parsed: Parsed, anchor: range, *, action: bool) -> Modality:
    """The modality of the statement made by the tokens ``anchor``; the strongest cue wins.

    ``action`` tells that the anchor names an action (a verb, "acquisition"), which shares the
    modality of the verb it is subject of; a description ("subsidiary") does not.
    """
    scope = _scope(parsed, anchor.start, action=action)
    found = set(_told(parsed, scope, anchor)) | set(_tenses(parsed, scope))
    return next((m for m in _ORDER if m in found), Modality.ASSERTED)


def _scope(parsed: Parsed, anchor: int, *, action: bool) -> set[int]:
    """The anchor, its governors up to the end of its clause, and what hangs directly on them."""
    spine = [anchor]
    upward = _ACTION_UPWARD if action else frozenset()
    while len(spine) <= _REACH and parsed.heads[spine[-1]] != spine[-1]:
        edge = parsed.edges[spine[-1]]
        shares = edge == "conj" and parsed.tags[spine[-1]] in {"inf", "part"}
        if edge not in upward and not shares:
            break
        spine.append(parsed.heads[spine[-1]])
    scope = {*spine, *_leading_verb(parsed, anchor)}
    for token in spine:
        scope |= {c for c in parsed.children(token) if parsed.edges[c] in _DIRECT}
    return scope


def _leading_verb(parsed: Parsed, anchor: int) -> set[int]:
    """The word an infinitive follows: parsers miss verbs that are also nouns (``compte``)."""
    if parsed.tags[anchor] != "inf":
        return set()
    before = anchor - 1
    while before > 0 and parsed.words[before] in _PARTICLES:
        before -= 1
    return {before} if before >= 0 else set()


def _told(parsed: Parsed, scope: set[int], anchor: range) -> Iterator[Modality]:
    for match in cues(parsed.lang).find(parsed.words):
        span = range(match.start, match.end)
        if match.start in parsed.mention_at or not any(t in scope for t in span):
            continue
        if any(t in anchor for t in span):
            continue
        if parsed.words[match.start] in {"ne", "n'"}:
            yield from _french_negation(parsed, match.start)
        else:
            yield Modality(match.labels[0])


def _french_negation(parsed: Parsed, particle: int) -> Iterator[Modality]:
    """``ne ... pas`` negates, ``ne ... plus`` ends, ``ne ... que`` does neither."""
    following = parsed.words[particle + 1 : particle + 6]
    before = parsed.words[max(0, particle - 4) : particle]
    if "plus" in following:
        yield Modality.ENDED
    elif not _NEGATORS.isdisjoint((*following, *before)):
        yield Modality.NEGATED


def _tenses(parsed: Parsed, scope: set[int]) -> Iterator[Modality]:
    for token in scope:
        if told := _TENSES.get(parsed.tags[token]):
            yield told
