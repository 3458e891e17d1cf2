"""The forms under which a name is looked up, from the surest to the loosest.

A form is a tuple: which form it is, then its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.link import names
from biograph.terms import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.link.names import Name
    from biograph.link.profile import Profile

Form = tuple[str, ...]

KEY, SQUEEZED, UNIT, CORE = "name", "letters of the name", "unit", "core of the name"
WORDS, INNER = "words of the name", "name within"
#: How sure each form is by itself.
SURENESS = {KEY: 1.0, SQUEEZED: 0.95, UNIT: 0.9, WORDS: 0.85, CORE: 0.8, INNER: 0.75}
_SHORTEST_SQUEEZED = 6  # letters
_SHORTEST_CORE = 3  # letters
_REGION = "region"
_STEM = 6  # letters at the head that a word shares with its translation


def of(name: Name, read: Profile) -> Iterator[Form]:
    """The forms of a name as it is said, also without the bodies that supervise who bears it."""
    return _of(name, read, frozenset())


def known(name: Name, read: Profile) -> Iterator[Form]:
    """The forms of a name of the profile ``read``.

    The words of its town do not belong to the core where others remain: many put it behind a name
    that has none (``ESPCI Paris``, ``Genopole d'Évry``).
    """
    return _of(name, read, frozenset(names.words_of(read.town)))


def inner(text: str) -> Iterator[Form]:
    """The second of two acronyms, the first of which stands for the body above: ESPCI-LPEM.

    A body is above, never within: ``UMR5525-CNRS`` is not CNRS.
    """
    first, _, second = name_key(text).partition(" ")
    within = not names.common(second)
    if text == text.upper() and within and min(len(first), len(second)) >= _SHORTEST_CORE:
        yield INNER, second


def same_sort(said: Profile, bearer: Profile, form: Form) -> bool:
    """True where the name said calls the body nothing that the bearer's name of that core does not.

    ``fondation Airbus`` is not Airbus, nor is ``région Picardie`` its university, and a name with a
    firm's words is a firm's.
    """
    name = said.names[0]
    if _REGION in name.words and all(_REGION not in other.words for other in bearer.names):
        return False
    if names.trade(name) and "Company" not in bearer.types:
        return False
    sorts = [other.sort for other in bearer.names if form in known(other, bearer)]
    return name.sort in sorts if name.sort else bool(sorts)


def _of(name: Name, read: Profile, place: frozenset[str]) -> Iterator[Form]:
    """The key; for organisations the letters, unit numbers and core words too."""
    if not read.organisation:
        yield KEY, name.key
        return
    if not name.core and not name.units and name != read.names[0]:
        return  # an alias that says only a sort of body, CHU or SATT, names nobody
    yield KEY, name.key
    squeezed = name.key.replace(" ", "")
    if len(squeezed) >= _SHORTEST_SQUEEZED:
        yield SQUEEZED, squeezed
    for unit in sorted(name.units):
        yield UNIT, unit
    if name.units:
        return
    yield from (form for words in _wholes(name, place) if (form := _words(name, words)))
    core = [word for word in name.core if word not in place] or name.core
    if sum(map(len, core)) >= _SHORTEST_CORE:
        yield CORE, *sorted(core)


def _wholes(name: Name, place: frozenset[str]) -> Iterator[frozenset[str]]:
    """The words of a name, also with its town where it lacks it, and without supervising bodies."""
    words = frozenset(name.words) - names.neutral()
    yield words
    if words.isdisjoint(place):
        yield words | place
        yield from (words | {word} for word in sorted(place))
    bare = frozenset(word for word in words if word in name.sort or not names.common(word))
    if name.sort & bare and len(bare) > 1:
        yield bare


def _words(name: Name, words: frozenset[str]) -> Form:
    """The words in no order; those of bodies by their stems, which translations share."""
    told = {word[:_STEM] for word in words} if name.sort else words
    long_enough = sum(map(len, words - name.sort)) >= _SHORTEST_CORE
    return (WORDS, *sorted(told)) if long_enough else ()
