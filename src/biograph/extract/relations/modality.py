"""How a sentence holds a statement: asserted, planned, negated, hypothetical or ended.

A cue counts where it governs the word that states the relation or hangs directly on it or on its
governors (``scope``). What a question asks is a guess, and what is not given up goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from biograph.extract.relations.lexicon import cues
from biograph.extract.relations.parse import matches
from biograph.extract.relations.scope import Scope, scope
from biograph.model import Modality

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.extract.relations.lexicon import Match
    from biograph.extract.relations.parse import Parsed

_TENSES = {"fut": Modality.PLANNED, "cnd": Modality.HYPOTHETICAL}
_NEGATORS = frozenset(
    ["pas", "jamais", "aucun", "aucune", "ni", "guere", "nul", "nulle", "personne", "rien", "point"]
)
_NOBODY = frozenset({"nul", "nulle", "personne", "rien", "nobody", "nothing", "none"})
_PARTICLES = frozenset({"ne", "n'", "jamais", "not", "n't", "never", "non", "no"})
_LIMITS = frozenset({"until", "till", "si", "s'", "if", "unless"})
_BEFORE_DATES = (("by",), ("a", "partir", "de"))
_THAT = frozenset({"that", "que", "qu'"})
# After a negation: what is added to, not denied (``non seulement``, ``not only``).
_ADDING = frozenset({"seulement", "uniquement", "content", "contente", "contents", "only", "just"})
# Words that plan or wish only where an infinitive follows: not ``compte six lignes``.
_WITH_INFINITIVE = frozenset(
    [
        *("va", "vont", "doit", "doivent", "devait", "compte", "comptent", "entend", "entendent"),
        *("veut", "vouloir", "intention", "promet", "promettent", "pret", "prets", "prete"),
        *("aim", "aims", "want", "wants", "wanted"),
    ]
)
# After a word for nobody: all but the one that is named (``nul autre que X``).
_EXCEPT = frozenset({"autre", "else", "but", "other"})
_SOON = 5  # tokens within which an infinitive follows
# Giving up, as stems: to deny it is to go on (``n'a jamais cessé de produire``).
_GIVING_UP = (
    *("cess", "arret", "renonc", "abandonn", "tard", "hesit", "manqu", "perd", "ferm", "quitt"),
    *("empech", "dissuad"),
    *("ceas", "stop", "hesitat", "fail", "abandon", "clos", "lost", "lose", "drop", "end", "quit"),
)
_PHRASE = 3  # words of a cue that may hold the statement itself (``avant de se prononcer``)
_DATED = "20"  # how a date begins once it is masked
_ORDER = (Modality.ENDED, Modality.NEGATED, Modality.HYPOTHETICAL, Modality.PLANNED)


class _Told(NamedTuple):
    """What a cue says, and where it stands."""

    modality: Modality
    at: int


def modality(parsed: Parsed, anchor: range, *, action: bool, ends: Sequence[int] = ()) -> Modality:
    """The modality of the statement made by the tokens ``anchor``; the strongest cue wins.

    ``action`` tells that the anchor names an action (a verb, "acquisition"), which shares the
    modality of the verb it is subject of; a description ("subsidiary") does not. An anchor of no
    length starts at the word where both ends meet, which may itself be the cue. ``ends`` are the
    tokens of the two names: what they are a complement of (``l'abandon de X``) counts too.
    """
    reach = scope(parsed, anchor, action=action, ends=ends)
    told = list(_told(parsed, reach, anchor, action=action))
    found = {t.modality for t in told if not _given_up_not(parsed, t, told)}
    found |= {_TENSES[parsed.tags[t]] for t in reach.near if parsed.tags[t] in _TENSES}
    if parsed.words[-1] == "?":
        found.add(Modality.HYPOTHETICAL)
    return next((m for m in _ORDER if m in found), Modality.ASSERTED)


def _told(parsed: Parsed, reach: Scope, anchor: range, *, action: bool) -> Iterator[_Told]:
    """What the cues in reach say."""
    for match in matches(parsed, cues(parsed.lang)):
        span = range(match.start, match.end)
        if len(span) < _PHRASE and any(t in anchor for t in span):
            continue
        if not reach.reaches(span, Modality(match.labels[0]), several=_reaching(parsed, match)):
            continue
        if _means_nothing(parsed, match, action=action):
            continue
        if parsed.words[match.start] in {"ne", "n'"}:
            yield from (_Told(m, match.start) for m in _french_negation(parsed, match.start))
        else:
            yield _Told(Modality(match.labels[0]), match.start)


def _given_up_not(parsed: Parsed, told: _Told, all_told: Sequence[_Told]) -> bool:
    """Whether a word of giving up is denied, or a particle denies such a word: both say nothing."""
    if parsed.words[told.at] in _PARTICLES:
        denied = {parsed.heads[told.at], *_next(told.at, all_told)}
        return any(_gives_up(parsed, t) for t in denied)
    return _gives_up(parsed, told.at) and any(
        parsed.words[t.at] in _PARTICLES
        and t.modality is Modality.NEGATED
        and (parsed.heads[t.at] == told.at or told.at in _next(t.at, all_told))
        for t in all_told
    )


def _next(particle: int, told: Sequence[_Told]) -> set[int]:
    """The cue among the few words that a particle stands before."""
    return {t.at for t in told if particle < t.at <= particle + _SOON - 1}


def _gives_up(parsed: Parsed, token: int) -> bool:
    return parsed.words[token].startswith(_GIVING_UP)


def _means_nothing(parsed: Parsed, match: Match, *, action: bool) -> bool:
    """Whether a cue is none where it stands.

    ``by`` and ``à partir de`` tell a plan only before a date (not ``made by X``), ``va`` before an
    infinitive, and years between which something was done do not end it.
    """
    words = parsed.words[match.start : match.end]
    following = parsed.words[match.end : match.end + _SOON]
    if words in _BEFORE_DATES:
        return not "".join(following[:1])[:1].isdigit()
    if len(words) > 1 and words[1].startswith(_DATED):
        return action
    if words[0] in _PARTICLES and not _ADDING.isdisjoint(following[:1]):
        return True
    if words[0] in _NOBODY and not _EXCEPT.isdisjoint(following[:1]):
        return True
    if len(words) == 1 and words[0] in _WITH_INFINITIVE:
        inside = parsed.tags[match.end : match.end + _SOON]
        return not ("inf" in inside or "to" in following[:1])
    return False


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
    elif not _ADDING.isdisjoint(following):
        return
    elif not _NEGATORS.isdisjoint((*following, *before)) and _EXCEPT.isdisjoint(before):
        yield Modality.NEGATED
