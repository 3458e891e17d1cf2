"""The page of one fact: what it says, every sentence and register row that states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph import analyse
from biograph.analyse.proof import sentence, verbs
from biograph.ask import over
from biograph.errors import QueryError
from biograph.model import Literal, Text
from biograph.serve.page import Answer, Asked, NotFound, Page
from biograph.serve.things.about import about
from biograph.serve.things.facts import documents, facts, quads_of
from biograph.table import Table
from biograph.terms import DATA

if TYPE_CHECKING:
    from biograph.analyse import Proof
    from biograph.serve.site import Site
    from biograph.serve.things.facts import Fact

_COLUMNS = ("evidence", "kind", "quote", "source", "title", "date", "url", "confidence")


def fact(site: Site, asked: Asked) -> Answer:
    """A fact by the key of its relation node. Raises NotFound where there is none."""
    iri = f"{DATA}rel/{asked.path['key']}"
    try:
        proof = analyse.explain(over(site.kg.store), iri)
    except QueryError as error:
        raise NotFound(error.message, hint=error.hint) from error
    (found,) = facts(site, [iri])
    told = about(site, iri, (found,))
    return Answer(
        template="site/fact.html.j2",
        title=stated(site, found),
        values={
            "fact": found,
            "proof": proof,
            "verbs": verbs(site.ask),
            "documents": documents(site, [found]),
            "about": told,
        },
        table=_table(proof),
        data={"fact": found, "sentence": stated(site, found), "proof": proof, "about": told},
        statements=quads_of(site, [found]),
        styles=("report.css", "site/entity.css"),
    )


def stated(site: Site, found: Fact) -> Text:
    """A fact in words, its ends called as the site calls them."""
    subject, obj = site.name(found.subject), site.name(found.object)
    called, planned = verbs(site.ask), found.modality == "planned"
    return Text(
        fr=sentence(called, subject.fr, found.predicate, obj.fr, planned=planned).fr,
        en=sentence(called, subject.en, found.predicate, obj.en, planned=planned).en,
    )


def _table(proof: Proof) -> Table:
    def row(one: Proof) -> tuple[str | Literal, ...]:
        told = (one.kind, one.quote, one.source, one.title, one.date, one.url)
        sure = "" if one.confidence is None else f"{one.confidence:g}"
        return (one.iri, *map(Literal, (*told, sure)))

    return Table(columns=_COLUMNS, rows=tuple(map(row, proof.children)))


PAGES = (Page(path="/fact/{key}", answer=fact),)
