"""The graph as Python users meet it: ``kg = biograph.open("biograph-data")``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from biograph import analyse, ask
from biograph.analyse.known import Known
from biograph.errors import UsageError
from biograph.model import Literal
from biograph.store import open_endpoint, open_store
from biograph.store.mirror import mirror
from biograph.table import Table
from biograph.view.notebook import Findings, show_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx
    from rdflib import Dataset

    from biograph.analyse import Programme, Proof, Verdict, WhatIf
    from biograph.ask.values import Value
    from biograph.model import Finding
    from biograph.store import GraphStore
    from biograph.store.mirror import Mirrored
    from biograph.view.drawn import Drawn
    from biograph.view.say import Lang

#: The folder of the graph inside a workspace.
GRAPH_FOLDER = "graph"


class KnowledgeGraph:
    """A graph on disk or on a server, opened for reading; ``lang`` is what notebooks show."""

    def __init__(self, store: GraphStore, *, lang: Lang = "en") -> None:
        self.store = store
        self.lang = lang
        self._ask = ask.remembering(ask.over(store))

    def ask(self, question: str, /, **values: Value) -> Table:
        """The answer to a question of the library, a ``.rq`` file or a SPARQL text.

        Raises QueryError where it is unknown, refused or does not parse.
        """
        table = self._ask(question, **values)
        if self.lang == "en":
            return table
        title = ask.load(question).title.fr
        return replace(table, title=title, lang=self.lang)

    def questions(self) -> Table:
        """The questions of the library: what ``ask`` and ``draw`` take, with their parameters."""
        rows = (
            (
                name,
                getattr(one.title, self.lang),
                getattr(one.question, self.lang),
                " ".join(f"{p.name}={p.default}" for p in one.parameters),
                one.view,
            )
            for name, one in ask.library().items()
        )
        title = {"fr": "Les questions de la bibliothèque", "en": "The questions of the library"}
        return Table(
            columns=("name", "title", "question", "parameters", "view"),
            rows=tuple(tuple(map(Literal, row)) for row in rows),
            title=title[self.lang],
            lang=self.lang,
        )

    def gaps(
        self, *, family: str | None = None, region: str | None = None, only: str | None = None
    ) -> Findings:
        """What France (or one region) lacks, and what biograph does not know, ranked.

        ``only`` is the id of one analysis, such as G9.
        """
        found = analyse.gaps(self._ask, family=family, region=region, only=only)
        return Findings(found, self.lang)

    def bottlenecks(
        self, *, family: str | None = None, region: str | None = None, only: str | None = None
    ) -> Findings:
        """What therapy families hang on, and how it changes, ranked; ``only`` as for ``gaps``."""
        found = analyse.bottlenecks(self._ask, family=family, region=region, only=only)
        return Findings(found, self.lang)

    def finding(self, identity: str) -> Finding:
        """The finding of this id. Raises InputError where the graph gives none."""
        return analyse.finding(self._ask, identity)

    def explain(self, what: Finding | str) -> Proof:
        """The proof of a finding (or its id) or of a fact (the IRI of its relation node).

        Raises InputError where the graph holds no such finding or fact.
        """
        if isinstance(what, str) and "/" not in what:
            what = self.finding(what)
        return analyse.explain(self._ask, what)

    def claims(self) -> tuple[Verdict, ...]:
        """What the graph says to each published claim of ``queries/claims.tsv``, in its order."""
        return analyse.verdicts(Known(ask=self._ask))

    def whatif(self, *, without: Sequence[str] = (), adding: Sequence[str] = ()) -> WhatIf:
        """What stops if some things are gone and some makers come, and who could stand in.

        ``without`` are actors (with the firms that they own), countries, regions or inputs, each an
        IRI, ``id:org/...``, code, key or name; ``adding`` are makers as ``NAME: INPUT`` or ``NAME
        (COUNTRY): INPUT, INPUT``. Raises QueryError for what is unknown or ambiguous.
        """
        return analyse.whatif(self._ask, without=without, adding=adding)

    def plan(
        self, *, target: float = 0.5, costs: str | Path | None = None, family: str | None = None
    ) -> Programme:
        """The cheapest known measures that leave at most the share ``target`` of the loss.

        ``costs`` is a table in the form of ``ontology/figures.tsv`` that wins over it. Raises
        InputError for a target outside [0, 1] or a table that cannot be read, QueryError for an
        unknown family or therapy class.
        """
        table = Path(costs) if costs else None
        return analyse.plan(self._ask, target=target, costs=table, family=family)

    def draw(self, what: Finding | str, /, **values: Value) -> Drawn:
        """A finding, an entity, the answer to a query, a recipe or 'structure' as a page.

        ``what`` is a finding or its id; the name, ``id:org/...`` or IRI of an entity; a question
        of the library, a ``.rq`` file or a SPARQL text, with ``values`` for its parameters; the id
        of a therapy family for its recipe. Raises QueryError and InputError for what is unknown,
        UsageError for more than 300 things.
        """
        from biograph.view.drawing import draw  # noqa: PLC0415 - networkx is slow to load

        return draw(self._ask, what, lang=self.lang, **values)

    def network(self, *, predicate: str = "", layer: str = "") -> nx.MultiDiGraph:
        """The actors and their facts as a NetworkX graph.

        ``predicate`` keeps one sort of fact, ``layer`` those of supply, ownership, partnership,
        funding, care, market or research.
        """
        from biograph.analyse.network import snapshot  # noqa: PLC0415 - networkx is slow to load

        return snapshot(self._ask).to_networkx(predicate=predicate, layer=layer)

    def mirror(self, url: str) -> Mirrored:
        """Make the graphs of a SPARQL server those of this one; what is equal is not written.

        Raises Unreachable where no server answers, or does not let us in.
        """
        return mirror(self.store, open_endpoint(url))

    def graph(self) -> Dataset:
        """All quads as an rdflib Dataset, in memory: for small graphs and rdflib's own tools."""
        import rdflib  # noqa: PLC0415 - slow to load

        dataset = rdflib.Dataset()
        for quad in self.store.quads():
            value = quad.object
            node = (
                rdflib.URIRef(value)
                if isinstance(value, str)
                else rdflib.Literal(
                    value.value, lang=value.lang or None, datatype=value.datatype or None
                )
            )
            graph: rdflib.Graph = dataset.graph(rdflib.URIRef(quad.graph))
            graph.add((rdflib.URIRef(quad.subject), rdflib.URIRef(quad.predicate), node))
        return dataset


def open_workspace(workspace: str | Path = "biograph-data", *, lang: Lang = "en") -> KnowledgeGraph:
    """The graph of a workspace, or that at the address of a SPARQL server, for reading.

    ``lang`` (``fr`` or ``en``) is the language of titles and of what a notebook shows. Raises
    QueryError where there is no graph, Unreachable where no server answers, UsageError for another
    language.
    """
    if lang not in {"fr", "en"}:
        raise UsageError(f"biograph speaks no '{lang}'", hint="give lang='fr' or lang='en'")
    show_in(lang)
    if isinstance(workspace, str) and workspace.startswith(("http://", "https://")):
        return KnowledgeGraph(open_endpoint(workspace), lang=lang)
    return KnowledgeGraph(open_store(Path(workspace) / GRAPH_FOLDER, read_only=True), lang=lang)
