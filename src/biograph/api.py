"""The graph as Python users meet it: ``kg = biograph.open("biograph-data")``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from biograph import analyse, ask
from biograph.analyse.known import Known
from biograph.errors import InputError
from biograph.store import open_endpoint, open_store
from biograph.store.mirror import mirror

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx
    from rdflib import Dataset

    from biograph.analyse import Programme, Proof, Verdict, WhatIf
    from biograph.ask.values import Value
    from biograph.model import Finding
    from biograph.store import GraphStore
    from biograph.store.mirror import Mirrored
    from biograph.table import Table

#: The folder of the graph inside a workspace.
GRAPH_FOLDER = "graph"


class KnowledgeGraph:
    """A graph on disk or on a server, opened for reading."""

    def __init__(self, store: GraphStore) -> None:
        self.store = store
        self._ask = ask.remembering(ask.over(store))

    def ask(self, question: str, /, **values: Value) -> Table:
        """The answer to a question of the library, a ``.rq`` file or a SPARQL text.

        Raises QueryError where it is unknown, refused or does not parse.
        """
        return self._ask(question, **values)

    def gaps(
        self, *, family: str | None = None, region: str | None = None, only: str | None = None
    ) -> tuple[Finding, ...]:
        """What France (or one region) lacks, and what biograph does not know, ranked.

        ``only`` is the id of one analysis, such as G9.
        """
        return analyse.gaps(self._ask, family=family, region=region, only=only)

    def bottlenecks(
        self, *, family: str | None = None, region: str | None = None, only: str | None = None
    ) -> tuple[Finding, ...]:
        """What therapy families hang on, and how it changes, ranked; ``only`` as for ``gaps``."""
        return analyse.bottlenecks(self._ask, family=family, region=region, only=only)

    def finding(self, identity: str) -> Finding:
        """The finding of this id. Raises InputError where the graph gives none."""
        found = {finding.id: finding for finding in analyse.all_findings(self._ask)}
        if identity not in found:
            raise InputError(
                f"there is no finding '{identity}'",
                hint="biograph gaps and biograph bottlenecks list them with their ids",
            )
        return found[identity]

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
        from rdflib import Dataset, Graph, Literal, URIRef  # noqa: PLC0415 - slow to load

        dataset = Dataset()
        for quad in self.store.quads():
            value = quad.object
            node = (
                URIRef(value)
                if isinstance(value, str)
                else Literal(value.value, lang=value.lang or None, datatype=value.datatype or None)
            )
            graph: Graph = dataset.graph(URIRef(quad.graph))
            graph.add((URIRef(quad.subject), URIRef(quad.predicate), node))
        return dataset


def open_workspace(workspace: str | Path = "biograph-data") -> KnowledgeGraph:
    """The graph of a workspace, or that at the address of a SPARQL server, for reading.

    Raises QueryError where there is none, and Unreachable where no server answers.
    """
    if isinstance(workspace, str) and workspace.startswith(("http://", "https://")):
        return KnowledgeGraph(open_endpoint(workspace))
    return KnowledgeGraph(open_store(Path(workspace) / GRAPH_FOLDER, read_only=True))
