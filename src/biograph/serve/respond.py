"""Answers as bytes: a page's answer in, the content of one of its formats out."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, is_dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pyoxigraph as ox

from biograph.serve.index.entities import path_of
from biograph.serve.page import NotFound
from biograph.store import rdf
from biograph.terms import PREFIXES
from biograph.view.pages import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.model import Text
    from biograph.serve.page import Answer, Asked, Suffix
    from biograph.serve.site import Site
    from biograph.view.say import Lang

MEDIA_TYPES: Mapping[Suffix, str] = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "svg": "image/svg+xml",
    "gexf": "application/gexf+xml",
    "graphml": "application/graphml+xml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the frame of a page needs: where it is, in which other forms, what it loads."""

    title: Text
    path: str
    lang: Lang
    query: Mapping[str, tuple[str, ...]]
    embed: bool
    suffixes: tuple[Suffix, ...] = ()
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()

    def link(self, path: str, **query: object) -> str:
        """The address of another page in this language, embedded where this one is."""
        given = {name: value for name, value in query.items() if value not in {None, "", ()}}
        if self.embed:
            given["embed"] = "1"
        return f"/{self.lang}{path}" + (f"?{urlencode(given, doseq=True)}" if given else "")

    def same(self, *, lang: str = "", suffix: str = "", **changed: object) -> str:
        """The address of this page in another language or format, or with other words.

        An empty word takes one out of the query.
        """
        query = {name: value for name, value in (dict(self.query) | changed).items() if value}
        path = "/home" if suffix and self.path == "/" else self.path
        address = f"/{lang or self.lang}{path}" + (f".{suffix}" if suffix else "")
        return address + (f"?{urlencode(query, doseq=True)}" if query else "")


def content(site: Site, asked: Asked, path: str, answer: Answer) -> bytes:
    """The answer in the format asked for. Raises NotFound where it has no such format."""
    if asked.suffix == "html":
        return (answer.document or page(site, asked, path, answer)).encode()
    if asked.suffix in answer.files:
        return answer.files[asked.suffix]()
    if asked.suffix not in answer.suffixes:
        raise NotFound(
            f"this page has no form '{asked.suffix}'",
            hint=f"it has: html, {', '.join(answer.suffixes)}".removesuffix(", "),
        )
    if asked.suffix == "csv" and answer.table is not None:
        return answer.table.to_csv().encode()
    if asked.suffix == "ttl":
        triples = map(rdf.triple, answer.statements or ())
        made = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
        assert made is not None
        return made
    return as_json(answer.data if answer.data is not None else answer.table)


def page(site: Site, asked: Asked, path: str, answer: Answer) -> str:
    """The answer as a page in its language."""
    frame = Frame(
        title=answer.title,
        path=path,
        lang=asked.lang,
        query=asked.query,
        embed=asked.embed,
        suffixes=answer.suffixes,
        styles=answer.styles,
        scripts=answer.scripts,
    )
    return render(
        answer.template,
        lang=asked.lang,
        page=frame,
        link=frame.link,
        entity=lambda iri: frame.link(path_of(iri)) if path_of(iri) else "",
        site_name=site.name,
        kind_name=site.kind,
        **answer.values,
    )


def as_json(value: object) -> bytes:
    """A value as one JSON document; numbers that JSON cannot say are null."""
    if hasattr(value, "to_json"):
        text: str = value.to_json()
        return text.encode()
    return json.dumps(value, ensure_ascii=False, indent=1, default=_plain).encode()


def _plain(value: Any) -> Any:  # noqa: ANN401 - dataclasses, mappings, sets, dates
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if hasattr(value, "items"):
        return dict(value.items())
    return sorted(value) if isinstance(value, set | frozenset) else str(value)
