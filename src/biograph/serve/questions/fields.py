"""The parameters of a question as the fields of a form: what a reader gave in, typed values out."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.ask.values import FOLDERS, term
from biograph.errors import QueryError
from biograph.model import Text
from biograph.terms import DATA, ONTOLOGY, name_key
from biograph.view.words.columns import column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.ask import Parameter, Question
    from biograph.ask.values import Value
    from biograph.serve.page import Asked
    from biograph.serve.site import Site

#: More things than that are not listed: they are completed while one writes.
_MOST_LISTED = 250
_LONGEST = 500  # characters
_OF_KIND = """
SELECT DISTINCT ?thing {
  GRAPH graph:ontology { ?kind rdfs:subClassOf* bg:%s }
  GRAPH ?graph { ?thing a ?kind }
  FILTER(?graph IN (graph:reference, graph:ontology, graph:meta, graph:log))
}
"""
#: The kinds that are no classes of things.
_KINDS = {
    "Class": "SELECT DISTINCT ?thing { GRAPH graph:reference { ?any a ?thing } }",
    "Predicate": "SELECT DISTINCT ?thing { GRAPH graph:asserted { ?fact rdf:predicate ?thing } }",
    "Area": "SELECT DISTINCT ?thing { GRAPH graph:reference { ?any bg:within ?thing } "
    f'FILTER(STRSTARTS(STR(?thing), "{FOLDERS["Area"]}")) }}',
}
_WRONG = {
    "integer": Text(fr="Écrivez un nombre entier, par exemple 10.", en="Write a whole number."),
    "text": Text(
        fr=f"Écrivez un texte d'au plus {_LONGEST} signes visibles.",
        en=f"Write a text of at most {_LONGEST} visible characters.",
    ),
    "iri": Text(
        fr="Rien ne porte ce nom ici : choisissez dans la liste, ou donnez un IRI.",
        en="Nothing is called that here: choose from the list, or give an IRI.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A thing that can be chosen: its key or IRI, and what it is called."""

    value: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field: what it asks for, what was given, what that is called, or why it cannot be.

    ``options`` are all that can be chosen, none where it is written by hand. ``value`` is what the
    question is given: empty for anything, None where what was given is of no use.
    """

    parameter: Parameter
    label: Text
    given: tuple[str, ...]
    options: tuple[Option, ...] = ()
    value: Value | None = ""
    called: Text | None = None

    @property
    def error(self) -> Text | None:
        """What is wrong with what was given."""
        return _WRONG[self.parameter.type] if self.value is None else None

    @property
    def completed(self) -> bool:
        """Whether things of its kind are suggested while one writes."""
        return bool(self.parameter.kind) and not self.options and self.parameter.kind != "Relation"


def fields(site: Site, question: Question, asked: Asked) -> tuple[Field, ...]:
    """A field for each parameter; where nothing is given it holds the default."""
    return tuple(_field(site, parameter, asked) for parameter in question.parameters)


def values(found: tuple[Field, ...]) -> Mapping[str, Value]:
    """What the question is to be asked, those values left out that are its defaults."""
    return {
        field.parameter.name: field.value
        for field in found
        if field.value is not None and field.value != field.parameter.default
    }


def _field(site: Site, parameter: Parameter, asked: Asked) -> Field:
    name = parameter.name
    given = asked.many(name) if name in asked.query else (parameter.default,)
    known = things(site, parameter.kind) if parameter.type == "iri" and parameter.kind else ()
    listed = len(known) <= _MOST_LISTED
    value = _value(site, parameter, given, by_name=not listed)
    return Field(
        parameter=parameter,
        label=column(name),
        given=given,
        options=known if listed else (),
        value=value,
        called=_called(site, value) if known and not listed else None,
    )


def things(site: Site, kind: str) -> tuple[Option, ...]:
    """All things of a kind, by their French names."""
    return site.keep(("things", kind), lambda: _things(site, kind))


def _things(site: Site, kind: str) -> tuple[Option, ...]:
    found = site.kg.store.select(_KINDS.get(kind) or _OF_KIND % kind).column("thing")
    options = (
        Option(value=iri.removeprefix(FOLDERS.get(kind, "")), name=site.name(iri))
        for iri in found
        if iri.startswith((DATA, ONTOLOGY))
    )
    return tuple(sorted(options, key=lambda option: (name_key(option.name.fr), option.value)))


def _called(site: Site, value: Value | None) -> Text | None:
    one = value[0] if isinstance(value, tuple) and value else value
    return site.name(str(one)) if isinstance(one, str) and one.startswith(DATA) else None


def _value(
    site: Site, parameter: Parameter, given: tuple[str, ...], *, by_name: bool
) -> Value | None:
    """The value for the question, None where a part of what was given is no value of this type."""
    found = [
        iri
        for one in given
        for iri in (_named(site, parameter.kind, one) if by_name and one else ()) or (one,)
    ]
    try:
        for one in found:
            if len(one) > _LONGEST or any(unicodedata.category(c) in {"Cc", "Cs"} for c in one):
                return None
            term(one, parameter)
    except QueryError:
        return None
    return found[0] if len(found) == 1 else tuple(found) or ""


def _named(site: Site, kind: str, name: str) -> tuple[str, ...]:
    """The IRIs of all things of a kind that are called so in either language."""
    known = site.keep(("names", kind), lambda: _by_name(site, kind))
    return known.get(name_key(name), ())


def _by_name(site: Site, kind: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    folder = FOLDERS.get(kind, "")
    for option in things(site, kind):
        iri = option.value if ":" in option.value else folder + option.value
        for name in {name_key(option.name.fr), name_key(option.name.en)}:
            found[name] = (*found.get(name, ()), iri)
    return found
