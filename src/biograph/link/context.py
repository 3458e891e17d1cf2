"""A document's words in, which of several candidates it speaks of out.

An acronym that several bear is read as the one whose full name, or whose town, the document holds.
A name that nobody bears is read as the document's own subject, or as the one whose longer name the
document holds, where it is short for that name.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from biograph.link import names, shortforms
from biograph.link.model import weighed
from biograph.link.profile import strong
from biograph.terms import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from biograph.link.profile import Profile
    from biograph.model import Claim, Entry, Identifier, Mention

_STEM = 6  # letters at the head that a word shares with its other forms
_TOWN = 0.25  # what the town adds to the share of a name that the document holds


class Context(NamedTuple):
    """The telling words of a document; none for a row, which speaks by its columns.

    ``own`` are the register entries (``source#key``) that the document is the text of,
    ``declared`` the identifiers that its row gives of others, ``full_names`` the short forms
    (folded) that it explains, ``units`` the numbers of research units in it, ``regions`` (folded)
    those of its row, ``text`` all of it as it stands.
    """

    words: frozenset[str] = frozenset()
    key: str = ""
    own: frozenset[str] = frozenset()
    full_names: Mapping[str, str] = MappingProxyType({})
    declared: frozenset[Identifier] = frozenset()
    units: frozenset[str] = frozenset()
    text: str = ""
    regions: frozenset[str] = frozenset()


NO_CONTEXT = Context()


def of_text(text: str, own: Iterable[Entry] = (), declared: Iterable[Claim] = ()) -> Context:
    """The context that a document's text gives, the entries and the claims of whose row it is."""
    key = name_key(text)
    told = names.alike(key)
    ends = [end for claim in declared for end in (claim.subject, claim.object)]
    return Context(
        words=frozenset(names.words_of(told)),
        key=f" {key} ",
        own=frozenset(entry.id for entry in own),
        full_names=shortforms.explained(text),
        declared=strong(identifier for end in ends for identifier in end.identifiers),
        units=names.units_of(told),
        text=text,
        regions=frozenset(name_key(end.text) for end in ends if _is_region(end)),
    )


def _is_region(end: Mention) -> bool:
    return any(identifier.scheme == "region" for identifier in end.identifiers)


def support(found: Profile, context: Context) -> float:
    """How much of the longest-covered full name stands in the document, and its town."""
    full = [name.words for name in found.names if len(name.words) > 1 and not name.acronym]
    covered = [_covered(words, context) for words in full]
    return max(covered, default=0.0) + _TOWN * in_town(found, context)


def likely_topic(found: Profile, context: Context) -> float:
    """How much of the best-covered full name stands in the document, whatever its words end on."""
    stems = {word[:_STEM] for word in context.words}
    full = [name.words for name in found.names if len(name.words) > 1 and not name.acronym]
    shares = []
    for words in full:
        told = weighed(words)
        held = sum(weight for word, weight in told.words.items() if word[:_STEM] in stems)
        shares.append(held / told.total)
    return max(shares, default=0.0)


def in_town(found: Profile, context: Context) -> bool:
    """True where the document names the town."""
    return bool(found.town) and f" {found.town} " in context.key


def _covered(words: tuple[str, ...], context: Context) -> float:
    told = weighed(words)
    held = sum(weight for word, weight in told.words.items() if word in context.words)
    return held / told.total if told.total else 0.0
