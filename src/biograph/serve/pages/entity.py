"""The page of a thing: what it is, the facts about it with their words, what rests on it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from biograph import analyse
from biograph.analyse.proof import verbs
from biograph.ask import over
from biograph.errors import QueryError
from biograph.model import Literal, Text
from biograph.serve.page import Answer, Asked, NotFound, Page
from biograph.serve.pages.fact import fact
from biograph.serve.things.about import about
from biograph.serve.things.facts import (
    documents,
    facts_about,
    facts_stated_in,
    grouped,
    quads_of,
    versions,
)
from biograph.serve.things.locator import coordinates, locator
from biograph.serve.things.related import related
from biograph.serve.things.thing import said_of, thing
from biograph.table import Table
from biograph.terms import DATA, INFERRED, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from biograph.model import Statement
    from biograph.serve.site import Site
    from biograph.serve.things.facts import Fact, FactGroup

#: Facts of a group on the page of a thing, and on a page of the group's own.
_FIRST, _PAGE = 25, 100
_NEAR = 8
_COLUMNS = (
    *("fact", "subject", "subject_label", "predicate", "predicate_label", "object"),
    *("object_label", "modality", "current", "since", "until", "amount", "confidence", "documents"),
)


def entity(site: Site, asked: Asked) -> Answer:
    """The thing of an IRI below ``id/``; what is called nearly so where there is none."""
    kind, key = asked.path["kind"], asked.path["key"]
    iri = f"{DATA}{kind}/{key}"
    if kind == "rel":
        return fact(site, asked)
    try:
        said = said_of(site, iri)
    except QueryError:  # what is no IRI names nothing
        return _missing(site, asked, iri)
    if kind == "doc":
        newest = versions(site, iri)[:1]
        said = (*said, *(s for version in newest for s in said_of(site, version)))
        return _page(site, asked, iri, said, facts_stated_in(site, iri))
    return _page(site, asked, iri, said, facts_about(site, iri))


def _page(
    site: Site, asked: Asked, iri: str, said: Sequence[Statement], found: tuple[Fact, ...]
) -> Answer:
    if not said and not found:
        return _missing(site, asked, iri)
    told, rests = thing(site, iri, said), about(site, iri, found)
    groups, papers = grouped(found, iri), documents(site, found)
    return Answer(
        template="site/entity.html.j2",
        title=told.name,
        values={
            "thing": told,
            "about": rests,
            "classes": site.entities.facets.known("kind"),
            "verbs": verbs(site.ask),
            "related": related(site, iri, said),
            "documents": papers,
            "locator": locator(site, _points(site, iri, groups)),
            "neighbours": [(group, _kinds(site, iri, group)) for group in groups],
            **_shown(site, asked, groups),
        },
        table=_table(site, asked, found),
        data={"thing": told, "facts": found, "documents": papers, "about": rests},
        statements=_statements(site, said, found),
        styles=("report.css", "site/entity.css"),
    )


def _shown(site: Site, asked: Asked, groups: Sequence[FactGroup]) -> dict[str, object]:
    """The first facts of each group, or one page of the group that is asked for."""
    wanted = asked.one("group")
    only = next((group for group in groups if group.key == wanted), None)
    if wanted and only is None:
        raise NotFound(
            f"this thing has no facts '{wanted[:60]}'",
            hint=f"it has: {', '.join(group.key for group in groups) or 'none'}",
        )
    last = max(1, -(-len(only.facts) // _PAGE)) if only else 1
    number = asked.number("page", 1, low=1, high=last)
    shown = [(group, group.facts[:_FIRST]) for group in groups]
    if only:
        shown = [(only, only.facts[_PAGE * (number - 1) : _PAGE * number])]
    relations = [one.iri for _, part in shown for one in part]
    return {
        "groups": shown,
        "only": only,
        "number": number,
        "last": last,
        "proofs": analyse.facts(over(site.kg.store), relations),
    }


def _statements(
    site: Site, said: Iterable[Statement], found: Sequence[Fact]
) -> Iterator[Statement]:
    """What is said of the thing, the nodes of its facts and their evidence; nothing inferred."""
    yield from (quad for quad in said if quad.graph != INFERRED)
    yield from quads_of(site, found)


def _points(site: Site, iri: str, groups: Iterable[FactGroup]) -> dict[str, tuple[float, float]]:
    """Where the thing and its sites are; where it says to be, if it has no coordinates."""
    out = {local_name(g.predicate): [f.object for f in g.facts] for g in groups if not g.incoming}
    own = coordinates(site, [iri, *out.get("operatesSite", ())])
    return own or coordinates(site, out.get("locatedIn", ()))


def _kinds(site: Site, iri: str, group: FactGroup) -> list[tuple[str, int]]:
    """How many things of which class stand at the other end of a group's facts."""
    others = {other for one in group.facts for other in group.others(one, iri)}
    known = map(site.entities.hit, others)
    return Counter(hit.kind if hit else "Entity" for hit in known).most_common()


def _table(site: Site, asked: Asked, found: Iterable[Fact]) -> Table:
    def name(iri: str) -> Literal:
        return Literal(getattr(site.name(iri), asked.lang))

    def row(one: Fact) -> Iterator[str | Literal]:
        yield from (one.iri, one.subject, name(one.subject), one.predicate, name(one.predicate))
        yield from (one.object, name(one.object), Literal(one.modality))
        sure = "" if one.confidence is None else f"{one.confidence:g}"
        told = (str(one.current).lower(), one.since, one.until, one.amount, sure)
        yield from map(Literal, (*told, str(len(one.versions))))

    return Table(columns=_COLUMNS, rows=tuple(tuple(row(one)) for one in found))


def _missing(site: Site, asked: Asked, iri: str) -> Answer:
    """That there is no such thing, and what is called nearly so."""
    near = site.entities.near(iri, most=_NEAR)
    message = Text(
        fr="Le graphe ne connaît pas cet identifiant.", en="The graph does not know this IRI."
    )
    return Answer(
        template="site/missing.html.j2",
        title=Text(fr="Rien sous ce nom", en="Nothing of this name"),
        values={"iri": iri, "near": near, "message": message},
        data={"error": getattr(message, asked.lang), "iri": iri, "near": [hit.iri for hit in near]},
        status=404,
    )


def warm(site: Site) -> None:
    """Read what all pages of this family need, before anybody asks."""
    about(site, f"{DATA}country/FR", ())


PAGES = (Page(path="/entity/{kind}/{key:path}", answer=entity),)
