"""The graph explorer: a part of the network around a start, drawn, told in tables, and as files."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from biograph.ask import library
from biograph.model import Text
from biograph.serve.explore import files
from biograph.serve.explore.columns import Columns, sizes
from biograph.serve.explore.shown import shown, starts
from biograph.serve.explore.told import card, links, told
from biograph.serve.explore.wanted import wanted
from biograph.serve.explore.whole import LAYER_NAMES, whole
from biograph.serve.page import Answer, Asked, NotFound, Page
from biograph.terms import DATA
from biograph.view.palette import GROUPS, STYLES, outline
from biograph.view.say import pick

if TYPE_CHECKING:
    from biograph.serve.explore.wanted import Wanted
    from biograph.serve.explore.whole import Whole
    from biograph.serve.index.entities import Hit
    from biograph.serve.site import Site

_TITLE = Text(fr="Graphe", en="Graph")
_NETWORK = Text(fr="Le réseau", en="The network")
_ROWS = 100  # of the table of links on one page
_NODES = 300  # of the table of nodes
_HITS = 20
_LOOK = ("report.css", "site/graph.css")
_SCRIPTS = ("site/explorer/explorer.js",)


def graph(site: Site, asked: Asked) -> Answer:
    """What a reader wants drawn, or the choice of a start. Raises NotFound for an unknown one."""
    net = whole(site)
    want, hits = _named(site, net, wanted(asked))
    if hits or not want.started:
        return _start(site, asked, hits)
    drawn = shown(net, want, starts(site, net, asked, want), site.lately)
    title = _title(site, want)
    last = max(-(-len(drawn.links) // _ROWS), 1)
    number = asked.number("page", 1, low=1, high=last)
    page = links(site, net, drawn.links[(number - 1) * _ROWS : number * _ROWS].tolist())
    return Answer(
        template="site/graph.html.j2",
        title=title,
        values={
            "want": want,
            "drawn": drawn,
            "net": net,
            "links": page if asked.suffix == "html" else (),
            "number": number,
            "last": last,
            "rows": list(zip(drawn.nodes.tolist(), sizes(drawn), strict=True))[:_NODES],
            "card": card(drawn, want.node),
            "link_told": told(site, net, want.link),
            "shapes": _SHAPES,
            "groups": GROUPS,
            "layers": LAYER_NAMES,
            "regions": sorted(net.regions, key=lambda key: site.name(f"{DATA}region/{key}").fr),
        },
        data=Columns(drawn=drawn, want=want, site=site, lang=asked.lang),
        files={
            "csv": lambda: files.table(drawn, site, asked.lang).to_csv().encode(),
            "svg": partial(files.svg, drawn, site, asked.lang, title=pick(title, asked.lang)),
            "gexf": partial(files.gexf, drawn, site, asked.lang),
            "graphml": partial(files.graphml, drawn, site, asked.lang),
        },
        styles=_LOOK,
        scripts=_SCRIPTS,
    )


_SHAPES = tuple((shape, outline(shape), colour) for shape, colour in STYLES)


def warm(site: Site) -> None:
    """Derive what takes seconds: the columns of the network, and the places of all its nodes."""
    net = whole(site)
    want = wanted(Asked(query={"all": ("1",)}))
    shown(net, want, starts(site, net, Asked(), want), site.lately)


def _named(site: Site, net: Whole, want: Wanted) -> tuple[Wanted, tuple[Hit, ...] | None]:
    """The focus by its name where no IRI is given, or what the name may mean (None: no name)."""
    name = next((one for one in want.focus if "://" not in one), "")
    if not name:
        return want, None
    hits = [hit for hit in site.entities.search(name, most=_HITS) if hit.iri in net.number]
    exact = [h for h in hits if name.casefold() in {h.name.fr.casefold(), h.name.en.casefold()}]
    if not hits:
        raise NotFound(
            f"nothing called '{name[:80]}' is joined to anything in the graph",
            hint="write the beginning of its name, or look for it on the page of the search",
        )
    one = exact if len(exact) == 1 else hits
    return (replace(want, focus=(one[0].iri,)), None) if len(one) == 1 else (want, tuple(hits))


def _start(site: Site, asked: Asked, hits: tuple[Hit, ...] | None) -> Answer:
    leading = [f for f in site.findings.values() if f.evidence][:6]
    return Answer(
        template="site/graph_start.html.j2",
        title=_TITLE,
        values={
            "hits": hits or (),
            "words": asked.one("focus"),
            "layers": LAYER_NAMES,
            "leading": leading,
        },
        data={
            "layers": LAYER_NAMES,
            "hits": [{"iri": hit.iri, "name": getattr(hit.name, asked.lang)} for hit in hits or ()],
        },
        styles=_LOOK,
    )


def _title(site: Site, want: Wanted) -> Text:
    if want.finding in site.findings:
        return site.findings[want.finding].sentence
    if want.question:
        return library()[want.question].title
    return site.name(want.focus[0]) if want.focus else _NETWORK


PAGES = (Page(path="/graph", answer=graph, files=("svg", "gexf", "graphml")),)
