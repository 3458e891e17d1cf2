"""Several candidates for one mention in, the one that is meant out, or none: nothing is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.link import names, profile
from biograph.link.context import in_town, likely_topic, support
from biograph.terms import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from biograph.link.context import Context
    from biograph.model import Candidate, Mention

#: Least probability of a candidate, and how far it must be ahead of the next one.
LEAST = 0.45
AHEAD = 0.1
_SUPPORTED = 0.9  # share of a full name that the document holds
_CLEARLY = 0.15  # more than any other candidate's
_BY_CONTEXT = 0.85
_ON_TOPIC, _CLEARLY_ON_TOPIC = 0.4, 0.3  # share of a full name, and more than any other's
_AS_THE_ONLY_ONE = 0.7
_WELL_KNOWN = 3  # registers
_TELLING_HEAD = 8  # letters


def choose(
    mention: Mention,
    candidates: Sequence[Candidate],
    context: Context,
    annotation_type: Callable[[str], str],
) -> Candidate | None:
    """The likeliest of the candidates (best first), where it is ahead of all others.

    Else the only one that the document's row tells by number, whose full name the document holds,
    that stands in the curated table of the field, that is first of all of the type the mention was
    read as, that most registers know, or, of an acronym, that lies in the row's region; or any of
    those that are one listed several times.
    """
    if not candidates or candidates[0].score < LEAST:
        return None
    rivals = [c for c in candidates if candidates[0].score - c.score < AHEAD]
    if len(rivals) == 1:
        return rivals[0]
    return (
        _only([c for c in rivals if context.declared.intersection(c.entity.identifiers)])
        or _spoken_of(rivals, context, annotation_type)
        or _only([c for c in rivals if "actors" in _registers(c)])
        or _only([c for c in rivals if annotation_type(c.entity.kinds[0]) == mention.kind])
        or _best_known(rivals)
        or (names.read(mention.text).acronym and _on_topic(rivals, context, annotation_type))
        or (names.read(mention.text).acronym and _only(_in_region(rivals, context)))
        or _twice_listed(rivals)
    )


def _spoken_of(
    rivals: Sequence[Candidate], context: Context, annotation_type: Callable[[str], str]
) -> Candidate | None:
    if not context.words:
        return None
    read = [profile.of_entity(c.entity, annotation_type) for c in rivals]
    supported = [support(one, context) for one in read]
    clear = _clearest(rivals, supported, least=_SUPPORTED, ahead=_CLEARLY)
    if clear:
        return clear._replace(score=_BY_CONTEXT)
    return _only([c for c, one in zip(rivals, read, strict=True) if in_town(one, context)])


def _on_topic(
    rivals: Sequence[Candidate], context: Context, annotation_type: Callable[[str], str]
) -> Candidate | None:
    """The one of whose full name the document holds more words than of any, in any form."""
    if not context.words:
        return None
    read = [profile.of_entity(c.entity, annotation_type) for c in rivals]
    held = [likely_topic(one, context) for one in read]
    clear = _clearest(rivals, held, least=_ON_TOPIC, ahead=_CLEARLY_ON_TOPIC)
    return clear and clear._replace(score=_AS_THE_ONLY_ONE)


def _clearest(
    rivals: Sequence[Candidate], shares: Sequence[float], *, least: float, ahead: float
) -> Candidate | None:
    """The rival of the largest share, where it is large and clearly ahead of the second."""
    second, best = sorted(shares)[-2:]
    return rivals[shares.index(best)] if best >= least and best - second >= ahead else None


def _only(candidates: Sequence[Candidate]) -> Candidate | None:
    return candidates[0]._replace(score=_AS_THE_ONLY_ONE) if len(candidates) == 1 else None


def _in_region(rivals: Sequence[Candidate], context: Context) -> list[Candidate]:
    """Those that lie in the region of the document's row, where the place of all is known."""
    if not context.regions:
        return []
    told = [{name_key(e.region) for e in c.entity.entries if e.region} for c in rivals]
    return [c for c, own in zip(rivals, told, strict=True) if all(told) and own & context.regions]


def _registers(candidate: Candidate) -> set[str]:
    return {entry.source for entry in candidate.entity.entries}


def _best_known(rivals: Sequence[Candidate]) -> Candidate | None:
    """The one in more registers than any other: at least three, or it proves nothing."""
    known = [len(_registers(candidate)) for candidate in rivals]
    most = max(known)
    return _only([c for c, n in zip(rivals, known, strict=True) if n == most >= _WELL_KNOWN])


def _twice_listed(rivals: Sequence[Candidate]) -> Candidate | None:
    """The fullest of several rows of one name in one town: a register lists a body twice.

    Towns that merged keep the head of their name: Cherbourg-Octeville, Cherbourg-en-Cotentin.
    """
    places = {(name_key(c.entity.name), _town(c.entity.city)) for c in rivals}
    if len(places) > 1 or not rivals[0].entity.city:
        return None
    fullest = max(rivals, key=lambda c: (len(_registers(c)), len(c.entity.entries), c.entity.iri))
    return fullest._replace(score=_AS_THE_ONLY_ONE)


def _town(city: str) -> str:
    """The first word of a town where it is telling (not Saint or Ville), else all of it."""
    key = name_key(city)
    head = key.partition(" ")[0]
    return head if len(head) >= _TELLING_HEAD else key
