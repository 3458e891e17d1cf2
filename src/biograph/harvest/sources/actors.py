"""The curated table of actors: who they are, where, whose, and what they make or supply."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from biograph import vocabulary
from biograph.harvest.activities import activities
from biograph.harvest.base import no_text
from biograph.harvest.rows import (
    FRANCE,
    UNSURE,
    claim,
    evidence,
    flags,
    good,
    identifiers,
    place,
    several,
)
from biograph.harvest.tables import Table, read
from biograph.model import Claim, DatedName, Entry, Flag, Identifier, Mention, Record, Source
from biograph.resources import extract
from biograph.terms import COMPANY_SUBTYPES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = Source(
    id="actors",
    title="Table des acteurs des biothérapies, relevée sur des pages publiques",
    publisher="biograph",
    licence="Apache-2.0",
    url="https://w3id.org/biograph/",
    date="2026-11-27",
    lang="en",
)
TABLE = Table(
    path="gazetteers/actors.tsv",
    key=("name",),
    columns=(
        "aliases",
        "former_names",
        "kinds",
        "country",
        "city",
        "parent",
        "modalities",
        "supplies_or_makes",
        "identifiers",
        "status",
        "source_url",
        "source_date",
        "checked",
        "confidence",
    ),
    delimiter="\t",
    quoted=False,
)
_STATED = ("name", "former_names", "kinds", "country", "city", "source_url")
_SCHEMES = ("siren", "ror", "finess", "rnsr", "wikidata", "isin")
_SCORES = {"high": 0.95, "medium": 0.8, "low": UNSURE}

text = no_text


def records(_root: Path) -> Iterator[Record | Flag]:
    """One record an actor of the package, whatever the snapshot."""
    yield from read(TABLE, extract(), source=SOURCE.id, url=SOURCE.url)


def entries(record: Record) -> Iterator[Entry | Flag]:
    """The actor with all its names; its kinds, then the organisation types they belong to."""
    fields = record.fields
    ids = _identifiers(record)
    yield from flags(ids)
    kinds = several(fields["kinds"])
    types = [vocabulary.annotation_type(kind) for kind in kinds]
    city, _ = _sure(next(iter(several(fields["city"])), ""))
    yield Entry(
        source=SOURCE.id,
        key=record.key,
        kinds=tuple(dict.fromkeys([*kinds, *types])),
        name=record.key,
        aliases=_names(fields["aliases"]),
        former_names=tuple(map(DatedName.read, _names(fields["former_names"]))),
        identifiers=good(ids) + _own(record),
        country=_sure(fields["country"])[0],
        city=city,
        url=next(iter(several(fields["source_url"])), ""),
        status=fields["status"],
        evidence=evidence(SOURCE, record, *_STATED),
    )


def claims(record: Record) -> Iterator[Claim | Flag]:
    """Where the actor is, to whom it belongs, what it does. A site's acts are its owner's.

    A fact is dated by the latest source of its line; an ownership by its own years alone, as that
    date would be read as its beginning.
    """
    actor = _mention(record)
    belief = _SCORES.get(record.fields["confidence"], 1.0)
    day = record.fields["source_date"]
    yield from _seat(record, actor, belief)
    owner = None
    stated = evidence(SOURCE, record, "name", "parent", "source_url")
    for parent in parents(record.fields["parent"]):
        owner = _owner(parent.name)
        dates = {"date": parent.since, "until": parent.until, "score": min(parent.score, belief)}
        if actor.kind == "Site":
            yield claim(owner, "operatesSite", actor, stated, **dates)
        else:
            yield claim(actor, "subsidiaryOf", owner, stated, **dates)
    subject = owner if owner and actor.kind == "Site" else actor
    if subject.kind == "Site":
        return
    columns = ("name", "kinds", "modalities", "supplies_or_makes", "source_url")
    stated = evidence(SOURCE, record, *columns)
    for act in activities(record.fields):
        doer = act.subject or subject
        score = min(act.score, belief)
        yield claim(doer, act.predicate, act.object, stated, score=score, date=day)


def _seat(record: Record, actor: Mention, belief: float) -> Iterator[Claim]:
    """The towns, or the country alone where no town is known."""
    country, sure_country = _sure(record.fields["country"])
    day = record.fields["source_date"]
    stated = evidence(SOURCE, record, "name", "city", "country", "source_url")
    for name in several(record.fields["city"]):
        city, score = _sure(name)
        seat = place(city, country=country)
        yield claim(actor, "locatedIn", seat, stated, score=min(score, belief), date=day)
    if country and not record.fields["city"]:
        seat = FRANCE if country == "FR" else _country(country)
        score = min(sure_country, belief)
        yield claim(actor, "locatedIn", seat, stated, score=score, date=day)


def _country(code: str) -> Mention:
    return Mention(text=code, kind="Location", identifiers=(Identifier("country", code),))


def _mention(record: Record) -> Mention:
    fields = record.fields
    kind = several(fields["kinds"])[0]
    city, _ = _sure(next(iter(several(fields["city"])), ""))
    return Mention(
        text=record.key,
        kind=vocabulary.annotation_type(kind),
        subtype=kind if kind in COMPANY_SUBTYPES else "",
        identifiers=good(_identifiers(record)) + _own(record),
        place=city or _sure(fields["country"])[0],
    )


class Parent(NamedTuple):
    """An owner as a cell names it: ISO dates of the ownership where given, and a score."""

    name: str
    since: str
    until: str
    score: float


def parents(cell: str) -> list[Parent]:
    """The owners in a cell, ``Olon (2024/)``, ``Novasep (2015/2021)``: past ones first."""
    found = []
    for value in several(cell):
        plain, score = _sure(value)
        found.append(Parent(*DatedName.read(plain), score))
    return sorted(found, key=lambda parent: (not parent.until, parent.until, parent.since))


def _owner(name: str) -> Mention:
    """An owner that has a line of its own is exactly that line."""
    kinds = _kinds().get(name, ())
    return Mention(
        text=name,
        kind=vocabulary.annotation_type(kinds[0]) if kinds else "Company",
        identifiers=(Identifier("actor", name),) if kinds else (),
    )


@cache
def _kinds() -> dict[str, list[str]]:
    """The kinds of every line of the table."""
    found = read(TABLE, extract(), source=SOURCE.id)
    return {r.key: several(r.fields["kinds"]) for r in found if isinstance(r, Record)}


def _own(record: Record) -> tuple[Identifier]:
    """The line itself: two lines are never one actor, whatever their aliases."""
    return (Identifier("actor", record.key),)


def _sure(value: str) -> tuple[str, float]:
    """The value without its question mark, and the score that the mark gives it."""
    return value.rstrip("?").strip(), UNSURE if value.endswith("?") else 1.0


def _names(cell: str) -> tuple[str, ...]:
    """The names given without a question mark."""
    return tuple(name for name in several(cell) if not name.endswith("?"))


def _identifiers(record: Record) -> list[Identifier | Flag]:
    out: list[Identifier | Flag] = []
    for value in several(record.fields["identifiers"]):
        scheme, _, code = value.partition(":")
        if scheme in _SCHEMES and not code.endswith("?"):
            out.extend(identifiers(record, **{scheme: code}))
    return out
