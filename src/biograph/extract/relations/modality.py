"""How a sentence holds a statement: asserted, planned, negated, hypothetical or ended.

A cue counts where it governs the word that states the relation or hangs directly on it or on its
governors; a limit or condition also where it is a complement of them (``sous réserve de``). A cue
elsewhere in the sentence does not. What a question asks is a guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.extract.relations.lexicon import cues
from biograph.model import Modality

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.extract.relations.lexicon import Match
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
        "attr",
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
_COMPLEMENTS = frozenset({"obl", "nmod", "prep", "advmod", "advcl", "pobj", "pcomp"})
_FUNCTION = frozenset({"case", "mark", "fixed", "det", "pobj"})
_LIMITS = frozenset({"until", "till", "si", "if"})
_BEFORE_DATES = (("by",), ("a", "partir", "de"))
_THAT = frozenset({"that", "que", "qu'"})
# Verbs that lend their modality to what they say somebody is: ``ferait de A le distributeur``.
_BECOMING = ("fais", "fait", "fera", "feri", "devie", "deve", "make", "becom", "remain")
_PARTICLES = frozenset({"de", "d'", "a", "to"})
_ORDER = (Modality.ENDED, Modality.NEGATED, Modality.HYPOTHETICAL, Modality.PLANNED)


def modality(parsed: Parsed, anchor: range, *, action: bool, ends: Sequence[int] = ()) -> Modality:
    """The modality of the statement made by the tokens ``anchor``; the strongest cue wins.

    ``action`` tells that the anchor names an action (a verb, "acquisition"), which shares the
    modality of the verb it is subject of; a description ("subsidiary") does not. An anchor of no
    length starts at the word where both ends meet, which may itself be the cue. ``ends`` are the
    tokens of the two names: what they are a complement of (``l'abandon de X``) counts too.
    """
    spine = _spine(parsed, anchor.start, action=action)
    scope = {*spine, *_leading_verb(parsed, anchor.start)}
    for token in spine:
        scope |= {c for c in parsed.children(token) if parsed.edges[c] in _DIRECT}
    scope |= {parsed.heads[t] for t in (*ends, *_described(parsed, spine[-1])) if _of(parsed, t)}
    found = set(_told(parsed, scope, scope | _complements(parsed, spine), anchor))
    found |= set(_tenses(parsed, scope))
    if parsed.words[-1] == "?":
        found.add(Modality.HYPOTHETICAL)
    return next((m for m in _ORDER if m in found), Modality.ASSERTED)


def _spine(parsed: Parsed, anchor: int, *, action: bool) -> list[int]:
    """The anchor and its governors up to the end of its clause."""
    spine = [anchor]
    while len(spine) <= _REACH and parsed.heads[spine[-1]] != spine[-1]:
        if not _shares(parsed, spine[-1], action=action or len(spine) > 1):
            break
        spine.append(parsed.heads[spine[-1]])
    return spine


def _shares(parsed: Parsed, token: int, *, action: bool) -> bool:
    """Whether a word is held as its governor is."""
    edge, governor = parsed.edges[token], parsed.words[parsed.heads[token]]
    if edge in (_ACTION_UPWARD if action else frozenset()):
        return True
    if edge == "conj":
        return parsed.tags[token] in {"inf", "part"}
    if edge == "acl":
        return any(parsed.words[c] in _THAT for c in parsed.children(token))
    return edge in {"obj", "attr", "comp"} and governor.startswith(_BECOMING)


def _described(parsed: Parsed, token: int) -> list[int]:
    """The noun that a participle or a relative clause describes."""
    return [parsed.heads[token]] if parsed.edges[token] in {"acl", "relcl"} else []


def _of(parsed: Parsed, token: int) -> bool:
    return parsed.edges[token] in {"nmod", "pobj"}


def _complements(parsed: Parsed, spine: Sequence[int]) -> set[int]:
    """The heads of the complements of the spine, with their function words."""
    heads = {c for t in spine for c in parsed.children(t) if parsed.edges[c] in _COMPLEMENTS}
    return heads | {c for h in heads for c in parsed.children(h) if parsed.edges[c] in _FUNCTION}


def _leading_verb(parsed: Parsed, anchor: int) -> set[int]:
    """The word an infinitive follows: parsers miss verbs that are also nouns (``compte``)."""
    if parsed.tags[anchor] != "inf":
        return set()
    before = anchor - 1
    while before > 0 and parsed.words[before] in _PARTICLES:
        before -= 1
    return {before} if before >= 0 else set()


def _told(parsed: Parsed, scope: set[int], wide: set[int], anchor: range) -> Iterator[Modality]:
    """What the cues in scope say; those of several words count in the ``wide`` scope."""
    for match in cues(parsed.lang).find(parsed.words):
        span = range(match.start, match.end)
        reach = wide if _reaching(parsed, match) else scope
        if match.start in parsed.mention_at or reach.isdisjoint(span):
            continue
        if any(t in anchor for t in span) or _undated(parsed, match):
            continue
        if parsed.words[match.start] in {"ne", "n'"}:
            yield from _french_negation(parsed, match.start)
        else:
            yield Modality(match.labels[0])


def _undated(parsed: Parsed, match: Match) -> bool:
    """``by`` and ``à partir de`` tell a plan only before a date: not ``made by X``."""
    words = parsed.words[match.start : match.end]
    following = "".join(parsed.words[match.end : match.end + 1])
    return words in _BEFORE_DATES and not following[:1].isdigit()


def _reaching(parsed: Parsed, match: Match) -> bool:
    """A limit or condition; a date of several words is no plan (``à partir de 2019``)."""
    several = match.end - match.start > 1 and match.labels[0] != Modality.PLANNED
    return several or parsed.words[match.start] in _LIMITS


def _french_negation(parsed: Parsed, particle: int) -> Iterator[Modality]:
    """``ne ... pas`` negates, ``ne ... plus`` ends, ``ne ... (plus) que`` does neither."""
    following = parsed.words[particle + 1 : particle + 6]
    before = parsed.words[max(0, particle - 4) : particle]
    if "plus" in following:
        place = particle + 1 + following.index("plus")
        if _THAT.isdisjoint(parsed.words[place + 1 : place + 4]):
            yield Modality.ENDED
    elif not _NEGATORS.isdisjoint((*following, *before)):
        yield Modality.NEGATED


def _tenses(parsed: Parsed, scope: set[int]) -> Iterator[Modality]:
    for token in scope:
        if told := _TENSES.get(parsed.tags[token]):
            yield told
