"""The programs that a page offers: they run as they are, whatever stands in the query."""

import ast as syntax
import csv
import io
import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph import ask
from biograph.serve.questions.code import library_program, programs, sparql

TRAPS = (
    '"',
    '"""',
    "\\",
    "SPARQL\n",
    ")---",
    "\\\"'\t\r\n$HOME `id` ${x} %s {0} é 😀",
)


def echoing(value):
    """A query that gives back one text."""
    question = ask.load('#+ params: it=text\nSELECT ?it { VALUES ?it { "" } }')
    return sparql(question, {"it": value})


@pytest.mark.parametrize("trap", TRAPS)
def test_curl_sends_the_query_as_it_is(served, trap):
    """A shell finds nothing in it to do."""
    program = programs(served, echoing(trap))["curl"]
    found = subprocess.run(["bash", "-c", program], capture_output=True, check=True, timeout=60)
    rows = list(csv.reader(io.StringIO(found.stdout.decode(), newline="")))
    assert rows == [["it"], [trap]]


def test_python_with_pandas_gives_the_rows_of_the_endpoint(served):
    """All traps at once: a process a trap takes its time."""
    values = " ".join(f"{json.dumps(trap, ensure_ascii=False)}" for trap in TRAPS)
    text = f"SELECT ?it {{ VALUES ?it {{ {values} }} }}\n"
    program = programs(served, text)["pandas"].replace("print(table)", "print(table.to_json())")
    found = json.loads(run(program))
    assert list(found["it"].values()) == list(TRAPS)


def test_python_with_biograph_asks_the_question_by_its_name(served, site):
    """A parameter may be a word that Python keeps for itself."""
    values = {"class": "CDMO", "country": "FR"}
    program = library_program(served, "actors/of-class", values)
    shown = program.replace("print(table.to_pandas())", "print(table.to_json())")
    assert json.loads(run(shown))["rows"] == list(site.ask("actors/of-class", **values).records())


def run(program):
    """What a program prints."""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=60))
def test_python_reads_back_the_query_that_was_written(text):
    """Whatever stands in it."""
    tree = syntax.parse(programs("http://x", f"{text}\n")["pandas"])
    calls = (node for node in syntax.walk(tree) if isinstance(node, syntax.Call))
    call = next(c for c in calls if getattr(c.func, "attr", "") == "setQuery")
    assert call.args[0].value == f"\n{text}\n"


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.integers(0, 6))
def test_the_raw_string_of_r_ends_after_the_query(text, dashes):
    """At its first closing bracket with as many dashes and a quote."""
    query = f'{text}){"-" * dashes}"\n'
    program = programs("http://x", query)["r"]
    opening = program.partition('query <- r"')[2].partition("(")[0]
    assert set(opening) == {"-"}
    inside, end, rest = program.partition(f'r"{opening}(')[2].partition(f'){opening}"')
    assert inside == f"\n{query}"
    assert end
    assert rest.startswith("\nanswer <- request(")


def test_the_header_of_a_question_is_no_part_of_its_query():
    """Nor are parameters that may have any value."""
    text = sparql(ask.load("actors/of-class"), {"class": "CDMO"})
    assert "#+" not in text
    assert "UNDEF" not in text
    assert "<https://w3id.org/biograph/ontology/CDMO>" in text
