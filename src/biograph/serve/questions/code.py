"""A query as programs that ask it of this server: Python, R and a shell."""

from __future__ import annotations

import json
import re
import shlex
from itertools import count
from typing import TYPE_CHECKING

from biograph.ask import bind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.ask import Question
    from biograph.ask.values import Value

_HEADER = re.compile(r"^#\+.*\n?", re.MULTILINE)


def sparql(question: Question, values: Mapping[str, Value]) -> str:
    """The query alone, with its parameters set and without its header. Raises QueryError."""
    return _HEADER.sub("", bind(question, values)).strip() + "\n"


def programs(origin: str, text: str) -> dict[str, str]:
    """Programs by name that send a SPARQL text to the server at ``origin`` and show the answer."""
    endpoint = f"{origin}/sparql"
    return {
        "pandas": _pandas(endpoint, text),
        "r": _r(endpoint, text),
        "curl": _curl(endpoint, text),
    }


def library_program(origin: str, name: str, values: Mapping[str, Value]) -> str:
    """A program in Python that asks a question of the library of the server at ``origin``."""
    given = f", **{dict(values)!r}" if values else ""
    return (
        "import biograph\n\n"
        f"graph = biograph.open({f'{origin}/sparql'!r})\n"
        f"table = graph.ask({name!r}{given})\n"
        "print(table.to_pandas())\n"
    )


def _pandas(endpoint: str, text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"""', r"\"\"\"")
    return (
        "from io import BytesIO\n\n"
        "import pandas as pd\n"
        "from SPARQLWrapper import CSV, POST, SPARQLWrapper\n\n"
        f"endpoint = SPARQLWrapper({endpoint!r})\n"
        "endpoint.setMethod(POST)\n"
        "endpoint.setOnlyConneg(True)\n"
        "endpoint.setReturnFormat(CSV)\n"
        f'endpoint.setQuery("""\n{quoted}""")\n'
        "table = pd.read_csv(BytesIO(endpoint.query().convert()))\n"
        "print(table)\n"
    )


def _r(endpoint: str, text: str) -> str:
    dashes = next("-" * n for n in count(3) if f'){"-" * n}"' not in text)
    return (
        "library(httr2)\n"
        "library(jsonlite)\n\n"
        f'query <- r"{dashes}(\n{text}){dashes}"\n'
        f"answer <- request({json.dumps(endpoint)}) |>\n"
        '  req_headers(Accept = "application/sparql-results+json") |>\n'
        "  req_body_form(query = query) |>\n"
        "  req_perform() |>\n"
        "  resp_body_string() |>\n"
        "  fromJSON()\n"
        "cells <- function(name) {\n"
        "  value <- answer$results$bindings[[name]]$value\n"
        "  if (is.null(value)) NA else value\n"
        "}\n"
        "names <- answer$head$vars\n"
        "table <- data.frame(lapply(setNames(names, names), cells))\n"
        "print(table)\n"
    )


def _curl(endpoint: str, text: str) -> str:
    lines = set(text.splitlines())
    end = next(f"SPARQL{n or ''}" for n in count() if f"SPARQL{n or ''}" not in lines)
    return (
        "curl --fail --silent --show-error --header 'Accept: text/csv' \\\n"
        f"  --data-urlencode query@- {shlex.quote(endpoint)} <<'{end}'\n{text}{end}\n"
    )
