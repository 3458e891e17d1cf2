"""An entry or a mention in, what the comparison needs of it out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from string import ascii_lowercase
from typing import TYPE_CHECKING

from biograph.link import names
from biograph.terms import ORGANISATION_TYPES, name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from biograph.link.names import Name
    from biograph.model import Entity, Entry, Identifier, Mention

#: Schemes whose value names one organisation or product and nothing else.
STRONG = frozenset(
    {
        *("actor", "siren", "ror", "rnsr", "finess", "wikidata", "isin", "anr", "pic"),
        *("orphacode", "cordis"),
        *("emaNumber", "cis", "epar", "class", "input", "list"),
        *("insee", "departement", "region", "country"),
    }
)
ORGANISATIONS = frozenset({*ORGANISATION_TYPES, "Site"})
_TWO_LETTERS = 2
_BODIES = frozenset(ORGANISATION_TYPES) - {"Company"}


@dataclass(frozen=True)
class Profile:
    """Names, types of the annotation scheme, town (folded), country and strong identifiers.

    What follows from them is worked out once: a profile is compared with many others.
    """

    names: tuple[Name, ...]
    types: frozenset[str]
    town: str
    country: str
    identifiers: frozenset[Identifier]

    @cached_property
    def units(self) -> frozenset[str]:
        """The numbers of research units in any of the names."""
        return frozenset().union(*(name.units for name in self.names))

    @cached_property
    def unit_numbers(self) -> frozenset[str]:
        """The units without their series: who writes UMR 970 for U970 mistakes that alone."""
        return frozenset(unit.lstrip(ascii_lowercase) for unit in self.units)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The keys of the names that are acronyms of three letters and more."""
        return frozenset(n.key for n in self.names if n.acronym and len(n.key) > _TWO_LETTERS)

    @cached_property
    def place(self) -> frozenset[str]:
        """The words of the town."""
        return frozenset(names.words_of(self.town))

    @cached_property
    def aside(self) -> frozenset[str]:
        """Words that one name has and another lacks without being another's."""
        return self.acronyms | self.place | names.neutral()

    @cached_property
    def organisation(self) -> bool:
        """True where a type says that this is an organisation or one of its sites."""
        return bool(self.types & ORGANISATIONS)


def of_entry(entry: Entry, annotation_type: Callable[[str], str]) -> Profile:
    """The profile of a register row."""
    return _profile(entry.names, map(annotation_type, entry.kinds), entry)


def of_entity(entity: Entity, annotation_type: Callable[[str], str]) -> Profile:
    """The profile of an entity: all its names."""
    return _profile((entity.name, *entity.names), map(annotation_type, entity.kinds), entity)


def _profile(texts: Iterable[str], types: Iterable[str], held: Entry | Entity) -> Profile:
    """All names in both languages, and the short forms in those of bodies; firms share initials."""
    written, sorts = list(texts), frozenset(types)
    read = dict.fromkeys(names.read(text) for text in written)
    read |= dict.fromkeys(name for text in written for name in names.translations(text))
    if "Company" not in sorts:
        short = sorted(form for name in read for form in name.short if len(form) > _TWO_LETTERS)
        read |= dict.fromkeys(names.read(form.upper()) for form in short)
    return Profile(
        names=tuple(name for name in read if name.key),
        types=sorts,
        town=_town(held.city),
        country=held.country,
        identifiers=strong(held.identifiers),
    )


def together(profiles: Sequence[Profile]) -> Profile:
    """One profile of several that are one thing: all names, the first town and country told."""
    return Profile(
        names=tuple(dict.fromkeys(name for one in profiles for name in one.names)),
        types=frozenset().union(*(one.types for one in profiles)),
        town=next((one.town for one in profiles if one.town), ""),
        country=next((one.country for one in profiles if one.country), ""),
        identifiers=frozenset().union(*(one.identifiers for one in profiles)),
    )


def of_mention(mention: Mention) -> Profile:
    """The profile of a mention; a place of two letters is a country.

    Free spellings string names together, registers do not: only mentions are read by parts.
    """
    country = mention.place if len(mention.place) == 2 else ""
    return Profile(
        names=(names.read(mention.text), *names.parts(mention.text)),
        types=frozenset({mention.kind}),
        town="" if country else _town(mention.place),
        country=country,
        identifiers=strong(mention.identifiers),
    )


def _town(place: str) -> str:
    """A town's folded name, St-Malo as Saint-Malo."""
    return names.alike(name_key(place))


def strong(identifiers: Iterable[Identifier]) -> frozenset[Identifier]:
    """Those identifiers that name one thing only."""
    return frozenset(i for i in identifiers if i.scheme in STRONG)


def contradict(one: Iterable[Identifier], other: Iterable[Identifier]) -> bool:
    """True where both hold values of one scheme and share none of them."""
    return bool(clash(one, other))


def clash(one: Iterable[Identifier], other: Iterable[Identifier]) -> frozenset[str]:
    """The schemes of which both hold values and share none."""
    theirs: dict[str, set[str]] = {}
    for scheme, value in other:
        theirs.setdefault(scheme, set()).add(value)
    mine: dict[str, set[str]] = {}
    for scheme, value in one:
        mine.setdefault(scheme, set()).add(value)
    return frozenset(s for s in mine.keys() & theirs.keys() if mine[s].isdisjoint(theirs[s]))


def akin(one: Profile, other: Profile) -> bool:
    """True where the types allow that both are one thing: a site is no organisation."""
    if one.types & other.types:
        return True
    if "Site" in one.types or "Site" in other.types:
        return False
    return one.organisation and other.organisation


def bodies(one: Profile, other: Profile) -> bool:
    """True for two public bodies, whose types the registers give differently."""
    return bool(one.types & _BODIES and other.types & _BODIES)
