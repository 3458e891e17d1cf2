"""The page for people who write SPARQL: an editor, and without scripts a form and a table."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import pyoxigraph as ox

from biograph import ask
from biograph.errors import BiographError, UsageError
from biograph.model import Literal, Text
from biograph.serve.page import Answer, Asked, Page
from biograph.serve.pages.questions import by_theme
from biograph.serve.questions.code import sparql
from biograph.serve.questions.tabular import tabular
from biograph.serve.safety import POLICY
from biograph.serve.sparql.answer import answered
from biograph.serve.sparql.endpoint import Limits
from biograph.store import EmbeddedStore, rdf
from biograph.store.results import Results
from biograph.store.written import Wanted
from biograph.table import Table
from biograph.terms import PREFIXES, XSD
from biograph.view.columns import reading

if TYPE_CHECKING:
    from biograph.serve.site import Site
    from biograph.store.written import Written

_TITLE = Text(fr="SPARQL", en="SPARQL")
_FIRST = "supply/single-source"
_FORMATS = {
    "table": "application/sparql-results+json",
    "truth": "application/sparql-results+json",
    "graph": "application/n-triples",
}
#: The one style that YASGUI writes into the page: that of its columns while one resizes them.
_RESIZING = "sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk="
_EDITOR_POLICY = POLICY.replace("style-src 'self'", f"style-src 'self' '{_RESIZING}'")


def editor(site: Site, asked: Asked) -> Answer:
    """The editor with the query of the address, and its answer where ``run`` asks for it here."""
    text = asked.one("query") or _example(asked.one("example") or _FIRST)
    table, error = None, ""
    if asked.one("run"):
        try:
            table = answer(site, text, asked.origin)
        except BiographError as failed:
            if asked.suffix != "html":
                raise
            error = f"{failed.message}\n{failed.hint}".strip()
    read = reading(table, lang=asked.lang, name=site.name) if table is not None else None
    return Answer(
        template="site/sparql.html.j2",
        title=_TITLE,
        values={
            "text": text,
            "given": bool(asked.one("query") or asked.one("example")),
            "table": table,
            "shown": tabular(read, asked) if read else None,
            "error": error,
            "themes": by_theme(ask.library().values()),
            "endpoint": f"{asked.origin}/sparql",
            "prefixes": PREFIXES,
        },
        table=table,
        data=None if table is not None else {"query": text},
        styles=("vendor/yasgui.min.css", "site/questions.css", "site/sparql.css"),
        scripts=("vendor/yasgui.min.js", "site/sparql.js"),
        status=400 if error else 200,
        policy=_EDITOR_POLICY,
    )


def _example(name: str) -> str:
    found = ask.library().get(name)
    if found is None:
        raise UsageError(f"there is no example '{name[:60]}'", hint="/questions lists them all")
    return sparql(found, {})


def answer(site: Site, text: str, origin: str) -> Table:
    """What the endpoint gives for a text, as a table, within the same limits.

    Raises QueryError where it is refused, does not parse or takes too long, and Busy.
    """
    limits = Limits()
    wanted = Wanted(
        text=text,
        base=f"{origin}/sparql",
        formats=_FORMATS,  # type: ignore[arg-type] # its keys are kinds
        rows=limits.rows,
        size=limits.size,
    )
    job = partial(answered, wanted=wanted)
    if site.pool is None:
        store = site.kg.store
        assert isinstance(store, EmbeddedStore)
        return _table(job(store))
    return _table(site.pool.run(job, timeout=limits.seconds, version=site.version))


def _table(written: Written) -> Table:
    cut = bool(written.cut)
    if written.kind == "truth":
        truth = Literal(str(json.loads(written.content)["boolean"]).lower(), XSD + "boolean")
        return Table(columns=("answer",), rows=((truth,),))
    if written.kind == "table":
        found = Results([written.content])
        return Table(columns=found.columns, rows=tuple(found), truncated=cut)
    triples = ox.parse(written.content, format=ox.RdfFormat.N_TRIPLES)
    rows = tuple((s.subject, s.predicate, s.object) for s in map(rdf.statement, triples))
    return Table(columns=("subject", "predicate", "object"), rows=rows, truncated=cut)


PAGES = (Page(path="/sparql", answer=editor),)
