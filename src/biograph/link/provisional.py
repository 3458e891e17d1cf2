"""A mention that no entry bears in, the node of its name out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.link import names, other_names
from biograph.link.profile import ORGANISATIONS
from biograph.model import Entity, Link
from biograph.terms import mint, name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biograph.model import Candidate, Mention


def provisional(mention: Mention, candidates: Sequence[Candidate]) -> Link:
    """A node that depends on the name alone, so that no order of documents can change it."""
    organisation = mention.kind in ORGANISATIONS
    key = _spelling(mention.text) if organisation else _key(mention)
    family = "organisation" if organisation else mention.kind.lower()
    entity = Entity(
        iri=mint(_folder(mention.kind), "name", family, key or mention.text),
        kinds=tuple(filter(None, (mention.kind, mention.subtype))),
        name=mention.text,
        identifiers=mention.identifiers,
        provisional=True,
    )
    return Link(
        mention=mention,
        entity=entity,
        score=0.8,
        method="provisional",
        reasons=("no single entry of that name",),
        candidates=tuple(candidates),
    )


def _spelling(text: str) -> str:
    """What all spellings of an organisation's name share: its words as they are read."""
    key = name_key(text)
    read = names.read(other_names.of_names().get(key, text))
    return " ".join((*read.words, *sorted(read.units))) or key


def _key(mention: Mention) -> str:
    """The folded name; of a sum its signs count: 1,5 million is not 15 million."""
    money = mention.kind == "Money"
    return " ".join(mention.text.lower().split()) if money else name_key(mention.text)


def _folder(kind: str) -> str:
    """The folder of a provisional node; a kind outside the scheme (Service, Skill) has its own."""
    if kind in ORGANISATIONS:
        return "org"
    return _FOLDERS.get(kind, kind.lower())


_FOLDERS = {
    "TherapyClass": "class",
    "InputMaterial": "input",
    "Equipment": "input",
    "Consumable": "input",
    "Service": "input",
    "Location": "place",
}
