"""A parsed sentence and the word that states something in, the words that bear on it out.

A description of something known (``son usine``) is not held as the verb it is an argument of, save
that its end is told so (``a fermé son usine``); one of something new (``projette une usine``) is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.model import Modality

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
    ]
)
_UPWARD = frozenset({"comp", "obj", "obl", "attr", "prep", "pobj", "nmod", "xcomp"})
_ACTION_UPWARD = _UPWARD | {"subj", "psubj"}
_ARGUMENTS = frozenset({"subj", "psubj", "obj"})
_COMPLEMENTS = frozenset({"obj", "obl", "nmod", "prep", "advmod", "advcl", "pobj", "pcomp"})
_FUNCTION = frozenset({"case", "mark", "fixed", "det", "pobj"})
_OWN = frozenset(
    ["son", "sa", "ses", "leur", "leurs", "notre", "nos", "its", "their", "our", "his", "her"]
)
_AMONG = frozenset({"parmi", "among", "amongst"})
_NOT_YET = frozenset({"fut", "cnd", "inf"})
_THAT = frozenset({"that", "que", "qu'"})
_NONE = frozenset({"no", "aucun", "aucune", "nul", "nulle", "neither"})
_SOME = frozenset({"un", "une", "des", "a", "an", "any", "another", "aucun", "aucune", "no"})
# Nouns of what is not yet done, as stems; what they are of is held as they are.
_HOLDERS = (
    *("projet", "offre", "offer", "option", "propos", "intention", "idee", "idea"),
    *("demande", "request", "promesse", "promise", "tentative", "attempt", "contrat", "contract"),
    *("accord", "agreement", "deal", "memorandum", "bid", "candidat", "droit", "right", "licence"),
    *("license", "voeu", "vœu", "espoir", "hope", "rumeur", "rumour", "perspective", "prospect"),
)
# Nouns of what is done with a product and of what binds two parties, as stems: once they are over,
# so is what is said of those who took part.
_DOINGS = (
    *("essai", "trial", "etude", "study", "developpement", "development", "production"),
    *("distribution", "autorisation", "authorisation", "acces", "access", "projet"),
)
_DEALS = (
    *("accord", "agreement", "contrat", "contract", "partenariat", "partnership"),
    *("collaboration", "alliance", "licen"),
)
_WORTH = ("efficac", "interet", "benefi", "utilit")
# Verbs that lend their modality to what they say somebody is: ``ferait de A le distributeur``.
_BECOMING = ("fais", "fait", "fera", "feri", "devie", "deve", "make", "becom", "remain")
_PARTICLES = frozenset({"de", "d'", "a", "pour", "to"})
# Verbs that say nothing themselves.
_LIGHT = frozenset(
    [
        *("a", "ont", "avait", "avaient", "ayant", "avoir", "fait", "font", "nourrit", "caresse"),
        *("has", "have", "had", "having", "makes", "made", "nurses"),
    ]
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Tokens that bear on a statement: at once, as limits or conditions, as what ends it."""

    near: frozenset[int]
    wide: frozenset[int]
    ending: frozenset[int]

    def reaches(self, span: range, told: Modality, *, several: bool) -> bool:
        """Whether a cue at ``span`` counts; one of several words does in the wide scope too."""
        tokens = self.wide if several else self.near
        return not tokens.isdisjoint(span) or (
            told is Modality.ENDED and not self.ending.isdisjoint(span)
        )


def holds(word: str) -> bool:
    """Whether a noun holds what is not yet done: ``projet``, ``plans``, no ``plant``."""
    return word in {"plan", "plans"} or word.startswith(_HOLDERS)


def scope(parsed: Parsed, anchor: range, *, action: bool, ends: Sequence[int]) -> Scope:
    """The scope of a statement; the arguments are told at ``modality``."""
    action = action or _told_outside(parsed, anchor.start, ends)
    spine = _spine(parsed, anchor.start, action=action)
    if not anchor:
        spine += _verbs_between(parsed, anchor.start, ends)
    spine += _worth(parsed, ends)
    near = {*spine, _leading(parsed, anchor.start) or anchor.start}
    for token in spine:
        near |= {c for c in parsed.children(token) if parsed.edges[c] in _DIRECT}
        near |= set(_nobody(parsed, token))
    near |= set(_borne(parsed, spine[1:]))
    described = _described(parsed, spine[-1])
    near |= {parsed.heads[t] for t in (*ends, *described) if _of(parsed, t)}
    near |= {*described} | _functions(parsed, ends)
    wide = near | _complements(parsed, spine)
    nouns = [anchor.start, *described, *_doings(parsed, anchor.start, ends)]
    return Scope(frozenset(near), frozenset(wide), frozenset(_ending(parsed, nouns)))


def _told_outside(parsed: Parsed, noun: int, ends: Sequence[int]) -> bool:
    """Whether a verb gives what the noun describes to a name: ``compte X parmi ses membres``.

    With a possessive the bearer is outside by itself (``X vend son usine de Y``), save in a list
    (``parmi ses membres``); what stands before the verb is told beside it (``Membre de Y, X a
    refusé``).
    """
    if parsed.edges[noun] not in {"obj", "obl", "pobj", "attr"} or noun < parsed.heads[noun]:
        return False
    below = sum(noun in parsed.chain(end) for end in ends)
    words = {parsed.words[c] for c in parsed.children(noun)}
    owned = not words.isdisjoint(_OWN) and words.isdisjoint(_AMONG)
    return below < len(ends) - 1 or (below < len(ends) and not owned and noun not in ends)


def _spine(parsed: Parsed, anchor: int, *, action: bool) -> list[int]:
    """The anchor and its governors up to the end of its clause."""
    spine = [anchor]
    while len(spine) <= _REACH and parsed.heads[spine[-1]] != spine[-1]:
        if (leading := _leading(parsed, spine[-1])) and holds(parsed.words[leading]):
            spine.append(leading)
        elif _shares(parsed, spine[-1], action=action or len(spine) > 1):
            spine.append(parsed.heads[spine[-1]])
        else:
            break
    return spine


def _worth(parsed: Parsed, ends: Sequence[int]) -> list[int]:
    """What a product is good for, as a noun it complements, with its verb: ``son intérêt``."""
    nouns = {n for e in ends for n in parsed.chain(e)[1:3] if parsed.words[n].startswith(_WORTH)}
    return sorted(nouns | {parsed.heads[n] for n in nouns})


def _verbs_between(parsed: Parsed, anchor: int, ends: Sequence[int]) -> list[int]:
    """The verbs on the way from the ends to where they meet: parsers take names for roots."""
    ways = [parsed.chain(end)[1:] for end in ends]
    return [t for way in ways if anchor in way for t in way[: way.index(anchor)] if parsed.tags[t]]


def _borne(parsed: Parsed, governors: Sequence[int]) -> Iterator[int]:
    """The noun that a light verb carries: ``a l'intention de``, ``ont peur que``."""
    for verb in governors:
        if parsed.words[verb] in _LIGHT:
            yield from (c for c in parsed.children(verb) if parsed.edges[c] == "obj")


def _shares(parsed: Parsed, token: int, *, action: bool) -> bool:
    """Whether a word is held as its governor is."""
    edge, governor = parsed.edges[token], parsed.words[parsed.heads[token]]
    if (edge in _ACTION_UPWARD and action) or (edge in _UPWARD and _new(parsed, token)):
        return True
    if edge == "conj":
        return parsed.tags[token] in {"inf", "part"}
    if edge == "advcl":  # what something is done for: ``obtenir l'accord pour produire``
        return parsed.tags[token] == "inf"
    if edge in {"acl", "dep"}:
        return any(parsed.words[c] in _THAT for c in parsed.children(token))
    mistaken = edge == "comp" and token in parsed.mention_at  # a name taken for a verb
    return mistaken or (edge in {"obj", "attr", "comp"} and governor.startswith(_BECOMING))


def _new(parsed: Parsed, token: int) -> bool:
    """Whether a noun is told of something new: ``une usine``, ``un projet d'usine``."""
    articles = {parsed.words[c] for c in parsed.children(token) if parsed.edges[c] == "det"}
    governor = parsed.words[parsed.heads[token]]
    return not articles.isdisjoint(_SOME) or (not articles and holds(governor))


def _nobody(parsed: Parsed, token: int) -> Iterator[int]:
    """``no`` and ``aucun`` before a noun that the word has as subject or object."""
    for noun in parsed.children(token):
        if parsed.edges[noun] in _ARGUMENTS:
            yield from (c for c in parsed.children(noun) if parsed.words[c] in _NONE)


def _ending(parsed: Parsed, nouns: Iterable[int]) -> Iterator[int]:
    """The verbs that may end what is described: ``a fermé son usine``, ``l'usine ferme``.

    A verb with an object or complement of its own ends that, not its subject; one that has yet to
    happen ends nothing.
    """
    for noun in nouns:
        verb, edge = parsed.heads[noun], parsed.edges[noun]
        if parsed.tags[verb] in _NOT_YET:
            continue
        if edge == "obj" or (edge in _ARGUMENTS and not _has_object(parsed, verb)):
            yield verb
            yield from (c for c in parsed.children(verb) if parsed.edges[c] in _DIRECT)


def _doings(parsed: Parsed, anchor: int, ends: Sequence[int]) -> Iterator[int]:
    """What is done with a name, as nouns that it complements: ``l'essai de X``.

    A deal with somebody is not what is added of them: ``l'accord avec X, filiale de Y``.
    """
    above = parsed.chain(anchor)[1:]
    for end in ends:
        stems = _DOINGS if end in above else _DOINGS + _DEALS
        yield from (n for n in parsed.chain(end)[1:3] if parsed.words[n].startswith(stems))


def _has_object(parsed: Parsed, verb: int) -> bool:
    return any(parsed.edges[c] in {"obj", "comp"} for c in parsed.children(verb))


def _described(parsed: Parsed, token: int) -> list[int]:
    """The noun, no name, that a participle or a relative clause describes."""
    noun = parsed.heads[token]
    known = parsed.edges[token] in {"acl", "relcl"} and noun not in parsed.mention_at
    return [noun] if known else []


def _of(parsed: Parsed, token: int) -> bool:
    return parsed.edges[token] in {"nmod", "pobj"}


def _complements(parsed: Parsed, spine: Sequence[int]) -> set[int]:
    """The heads of the complements of the spine, with their function words."""
    heads = {c for t in spine for c in parsed.children(t) if parsed.edges[c] in _COMPLEMENTS}
    return heads | _functions(parsed, list(heads))


def _functions(parsed: Parsed, tokens: Sequence[int]) -> set[int]:
    return {c for t in tokens for c in parsed.children(t) if parsed.edges[c] in _FUNCTION}


def _leading(parsed: Parsed, token: int) -> int:
    """The word an infinitive follows, 0 for none: parsers miss verbs like nouns (``compte``).

    They also hang on the verb what a noun is for (``perd le contrat pour produire``).
    """
    if parsed.tags[token] != "inf":
        return 0
    before = token - 1
    while before > 0 and parsed.words[before] in _PARTICLES:
        before -= 1
    return max(before, 0)
