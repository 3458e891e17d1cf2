"""A document's words in, which of several candidates it speaks of out.

An acronym that several bear is read as the one whose full name, or whose town, the document holds.
A name that nobody bears is read as the document's own subject, or as the one whose longer name the
document holds, where it is short for that name.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from biograph.link import names, shortforms
from biograph.link.model import weights
from biograph.terms import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from biograph.link.profile import Profile
    from biograph.model import Entry

_TOWN = 0.25  # what the town adds to the share of a name that the document holds


class Context(NamedTuple):
    """The telling words of a document; none for a row, which speaks by its columns.

    ``own`` are the register entries (``source#key``) that the document is the text of,
    ``full_names`` the short forms (folded) that it explains.
    """

    words: frozenset[str] = frozenset()
    key: str = ""
    own: frozenset[str] = frozenset()
    full_names: Mapping[str, str] = MappingProxyType({})


NO_CONTEXT = Context()


def of_text(text: str, own: Iterable[Entry] = ()) -> Context:
    """The context that a document's text gives, and the entries whose text it is."""
    key = name_key(text)
    return Context(
        words=frozenset(names.words_of(names.alike(key))),
        key=f" {key} ",
        own=frozenset(entry.id for entry in own),
        full_names=shortforms.explained(text),
    )


def support(found: Profile, context: Context) -> float:
    """How much of the longest-covered full name stands in the document, and its town."""
    full = [name.words for name in found.names if len(name.words) > 1 and not name.acronym]
    covered = [_covered(words, context) for words in full]
    return max(covered, default=0.0) + _TOWN * in_town(found, context)


def in_town(found: Profile, context: Context) -> bool:
    """True where the document names the town."""
    return bool(found.town) and f" {found.town} " in context.key


def _covered(words: tuple[str, ...], context: Context) -> float:
    told = {word: weights().telling(word) for word in words}
    whole = sum(told.values())
    held = sum(weight for word, weight in told.items() if word in context.words)
    return held / whole if whole else 0.0
