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
INNER = "name within"
#: How sure each form is by itself.
SURENESS = {KEY: 1.0, SQUEEZED: 0.95, UNIT: 0.9, CORE: 0.8, INNER: 0.75}
_SHORTEST_SQUEEZED = 6  # letters
_SHORTEST_CORE = 3  # letters


def of(name: Name, read: Profile) -> Iterator[Form]:
    """The forms of a name as it is said."""
    return _of(name, read, frozenset())


def known(name: Name, read: Profile) -> Iterator[Form]:
    """The forms of a name of the profile ``read``.

    The words of its town do not belong to the core where others remain: many put it behind a name
    that has none (``ESPCI Paris``).
    """
    return _of(name, read, frozenset(names.words_of(read.town)))


def inner(text: str) -> Iterator[Form]:
    """The second of two acronyms, the first of which stands for the body above: ESPCI-LPEM."""
    first, _, second = name_key(text).partition(" ")
    if text == text.upper() and min(len(first), len(second)) >= _SHORTEST_CORE:
        yield INNER, second


def same_sort(said: Profile, bearer: Profile, form: Form) -> bool:
    """True where the name said calls the body nothing that the bearer's name of that core does not.

    ``fondation Airbus`` is not Airbus, and a name with a firm's words is a firm's.
    """
    name = said.names[0]
    if names.trade(name) and "Company" not in bearer.types:
        return False
    return any(name.sort <= other.sort for other in bearer.names if form in known(other, bearer))


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
    core = [word for word in name.core if word not in place] or name.core
    if not name.units and sum(map(len, core)) >= _SHORTEST_CORE:
        yield CORE, *sorted(core)
