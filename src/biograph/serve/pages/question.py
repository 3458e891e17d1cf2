"""One question: its form, its answer as table, map, graph, chart or timeline, and its code."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from biograph import ask
from biograph.errors import BiographError, Busy, Died, TookTooLong, UsageError
from biograph.model import Statement
from biograph.serve.drawings import drawing
from biograph.serve.page import Answer, Asked, NotFound, Page
from biograph.serve.pages import maps
from biograph.serve.pages.questions import THEMES
from biograph.serve.questions.answered import answered
from biograph.serve.questions.code import library_program, programs, sparql
from biograph.serve.questions.fields import Field, fields, things, values
from biograph.serve.questions.mapped import mapped, positions
from biograph.serve.questions.tabular import tabular
from biograph.terms import ASSERTED
from biograph.view.answers import answer_graph
from biograph.view.charts import chart
from biograph.view.columns import reading
from biograph.view.timelines import timeline
from biograph.view.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.ask import Question
    from biograph.model import Text
    from biograph.serve.site import Site
    from biograph.table import Table
    from biograph.view.columns import Reading

VIEWS = ("table", "map", "graph", "chart", "timeline")
_STATE = frozenset({"view", "sort", "page"})
_STYLES = ("site/questions.css", "site/charts.css")
_CHARTS = ("vendor/vega.min.js", "vendor/vega-lite.min.js", "vendor/vega-embed.min.js")


def question(site: Site, asked: Asked) -> Answer:
    """One question: its form, its answer in one of its views, and how to take it elsewhere."""
    found = _found(asked)
    form = fields(site, found, asked)
    if wrong := _wrong(found, form, asked):
        return wrong
    try:
        table = answered(site, found, values(form))
    except (TookTooLong, Died, Busy) as error:
        if asked.suffix != "html":
            raise
        return _unanswered(found, form, error)
    read = reading(table, lang=asked.lang, name=site.name)
    view, views = _view(found, read, asked)
    shown = _shown(site, asked, read, view)
    text = sparql(found, values(form))
    return Answer(
        template="site/question.html.j2",
        title=found.title,
        values={
            **_form(found, form),
            "table": table,
            "read": read,
            "view": view,
            "views": views,
            "shown": shown,
            "sparql": text,
            "code": {
                "biograph": library_program(asked.origin, found.name, values(form)),
                **programs(asked.origin, text),
            },
            "beside": partial(_beside, found, asked),
            "explorer": _explorer(found, asked),
            "embedding": _embedding(found, asked),
            "claims": [c for c in ask.published() if c.question == found.name],
            "boxes": maps.BOXES,
        },
        table=table,
        statements=_facts(site, table) if "relation" in table.columns else None,
        styles=(*_STYLES, *(maps.STYLES if view == "map" else ())),
        scripts=(
            "site/questions.js",
            *((*_CHARTS, "site/charts.js") if view in {"chart", "timeline"} else ()),
            *(maps.SCRIPTS if view == "map" else ()),
        ),
    )


def warm(site: Site) -> None:
    """Derive what the forms and maps of all questions share."""
    positions(site)
    things(site, "Entity")


def places(site: Site, asked: Asked) -> Answer:
    """What the map of an answer draws; as a page, the question with its map."""
    found = _found(asked)
    form = fields(site, found, asked)
    if asked.suffix == "html" or any(field.error for field in form):
        return question(site, replace(asked, query={**asked.query, "view": ("map",)}))
    table = answered(site, found, values(form))
    read = reading(table, lang=asked.lang, name=site.name)
    drawn = mapped(site, read)
    return Answer(template="", title=found.title, data=drawn.data if drawn else {"features": []})


def graph(site: Site, asked: Asked) -> Answer:
    """The answer as a graph: a page that stands alone, to be shown in a frame or saved."""
    found = _found(asked)
    form = fields(site, found, asked)
    if any(field.error for field in form):
        return question(site, asked)
    drawn = _drawn(site, found, answered(site, found, values(form)), asked)
    if not drawn:
        raise UsageError(
            "the answer has too many things for a graph, or none", hint="choose parameters"
        )
    return drawing(found.title, drawn)


def _drawn(site: Site, found: Question, table: Table, asked: Asked) -> str:
    """The page of the graph of an answer; empty where it cannot be read as one."""
    from biograph.view.pyvis_page import graph_page  # noqa: PLC0415 - pyvis is slow to load

    def draw() -> str:
        try:
            content = answer_graph(site.ask, table, title=found.title, note=found.question)
            return graph_page(content, lang=asked.lang)
        except BiographError:
            return ""

    key = ("graph", found.name, asked.lang, tuple(sorted(table.parameters.items())))
    return site.lately(key, draw)


def _found(asked: Asked) -> Question:
    name = "{theme}/{name}".format_map(asked.path)
    found = ask.library().get(name)
    if found is None:
        raise NotFound(f"there is no question '{name}'", hint="/questions lists them all")
    known = {parameter.name for parameter in found.parameters} | _STATE
    if unknown := sorted(set(asked.query) - known):
        raise UsageError(
            f"the question has no parameter '{unknown[0][:40]}'",
            hint=f"it has: {', '.join(sorted(known))}",
        )
    return found


def _form(found: Question, form: tuple[Field, ...]) -> Mapping[str, object]:
    theme = found.name.partition("/")[0]
    return {"question": found, "form": form, "theme": theme, "theme_title": THEMES[theme]}


def _wrong(found: Question, form: tuple[Field, ...], asked: Asked) -> Answer | None:
    """The form again, with what is wrong beside each field; None where nothing is."""
    wrong = [field for field in form if field.error]
    if not wrong:
        return None
    if asked.suffix != "html":
        name = wrong[0].parameter.name
        raise UsageError(
            f"the parameter '{name}' cannot be '{' '.join(wrong[0].given)[:40]}'",
            hint=getattr(wrong[0].error, asked.lang),
        )
    return _form_alone(found, form, WORDS["questions_wrong"], status=400)


def _unanswered(found: Question, form: tuple[Field, ...], error: BiographError) -> Answer:
    """The form again, with why there is no answer."""
    why, status = (
        ("questions_busy", 503) if isinstance(error, Busy) else ("questions_too_long", 504)
    )
    return _form_alone(found, form, WORDS[why], status=status)


def _form_alone(found: Question, form: tuple[Field, ...], why: Text, *, status: int) -> Answer:
    return Answer(
        template="site/question.html.j2",
        title=found.title,
        values={**_form(found, form), "table": None, "why": why},
        styles=_STYLES,
        scripts=("site/questions.js",),
        status=status,
    )


def _beside(found: Question, asked: Asked, what: str, suffix: str = "") -> str:
    """The address of the map or the graph of the same answer."""
    query = urlencode(_values(asked), doseq=True)
    return f"/{asked.lang}/questions/{found.name}/{what}{suffix}" + f"?{query}" * bool(query)


def _explorer(found: Question, asked: Asked) -> str:
    """The address of the same things in the explorer of the graph."""
    query = urlencode({"question": found.name, **_values(asked)}, doseq=True)
    return f"/{asked.lang}/graph?{query}"


def _values(asked: Asked) -> dict[str, tuple[str, ...]]:
    """What the address says of the parameters."""
    return {name: given for name, given in asked.query.items() if name not in _STATE}


def _embedding(found: Question, asked: Asked) -> str:
    """The HTML with which another page shows this one."""
    query = urlencode({**asked.query, "embed": "1"}, doseq=True)
    address = f"{asked.origin}/{asked.lang}/questions/{found.name}?{query}"
    title = escape(getattr(found.title, asked.lang))
    return f'<iframe src="{escape(address)}" title="{title}" width="100%" height="700"></iframe>\n'


def _view(found: Question, read: Reading, asked: Asked) -> tuple[str, tuple[str, ...]]:
    """The view asked for, else that of the question where its answer has it; and all there are."""
    views = tuple(view for view in VIEWS if _possible(read, view))
    wanted = asked.one("view") or (found.view if found.view in views else "table")
    if wanted not in VIEWS:
        raise UsageError(f"there is no view '{wanted[:40]}'", hint=f"it has: {', '.join(views)}")
    return (wanted if wanted in views else "table"), views


def _possible(read: Reading, view: str) -> bool:
    if not len(read.table):
        return view == "table"
    if view == "graph":
        things = read.of_kind("thing")
        return bool(read.of_kind("fact")) or len(things) > 1
    if view == "map":
        return _placed(read)
    return view == "table" or (chart if view == "chart" else timeline)(read) is not None


def _placed(read: Reading) -> bool:
    """Whether a column may hold what has a place."""
    kinds = ("/org/", "/site/", "/region/", "/departement/", "/commune/", "/place/", "/location/")
    positions = [column.at for column in read.of_kind("thing")]
    return {"lat", "long"} <= set(read.table.columns) or any(
        any(kind in str(row[at]) for kind in kinds)
        for row in islice(read.table.rows, 50)
        for at in positions
    )


def _shown(site: Site, asked: Asked, read: Reading, view: str) -> object:
    """What the template of a view is given beside the answer."""
    if view == "map":
        return mapped(site, read)
    if view == "chart":
        return chart(read)
    if view == "timeline":
        return timeline(read)
    if view == "graph":
        return _drawn(site, _found(asked), read.table, asked)
    return tabular(read, asked)


def _facts(site: Site, table: Table) -> Iterator[Statement]:
    """The facts that an answer names, as triples."""
    relations = tuple(sorted(set(table.column("relation")) - {None}))
    for start in range(0, len(relations), 1000):
        rows = site.ask(_TRIPLES, relation=relations[start : start + 1000]).rows
        for subject, predicate, value in rows:
            assert isinstance(subject, str)
            assert isinstance(predicate, str)
            assert value is not None
            yield Statement(subject, predicate, value, ASSERTED)


_TRIPLES = """#+ params: relation=iri:Relation
SELECT ?subject ?predicate ?object {
  VALUES ?relation { UNDEF }
  GRAPH graph:asserted {
    ?relation rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object
  }
}
"""

PAGES = (
    Page(path="/questions/{theme}/{name}", answer=question),
    Page(path="/questions/{theme}/{name}/map", answer=places),
    Page(path="/questions/{theme}/{name}/graph", answer=graph),
)
