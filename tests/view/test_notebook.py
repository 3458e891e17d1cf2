"""Findings, proofs and outlines as a notebook shows them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from biograph.analyse import Proof
from biograph.analyse.outline import Outline
from biograph.model import Finding, Presence, Text
from biograph.view import notebook
from biograph.view.notebook import Findings

if TYPE_CHECKING:
    from pathlib import Path

    from biograph.view.content import ReportContent

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="session")
def sure(content: ReportContent) -> Finding:
    """A finding with all that can be said of one."""
    return replace(
        content.bottlenecks[0],
        value=7.0,
        low=6.0,
        high=9.0,
        coverage=0.55,
        naive=0.97,
        completed=0.2,
        overturned_by=Text(fr="un second fournisseur", en="a second supplier"),
        caveats=(Text(fr="Vu en 2026.", en="Seen in 2026."),),
    )


def plain(html: str) -> str:
    """The words of a piece of HTML, without its styles."""
    html = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_findings_are_a_tuple_of_findings(sure: Finding) -> None:
    """They compare, count, iterate and slice as one; a slice is shown as they are."""
    found = Findings([sure, sure], "fr")
    assert found == (sure, sure)
    assert isinstance(found, tuple)
    assert found[0] is sure
    assert isinstance(found[:1], Findings)
    assert found[:1].lang == "fr"
    assert repr(found).startswith("<Findings: 2>")
    assert sure.id in repr(found)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("fr", "90 % 6–9 · 55 % · dépend de données manquantes · 97 % · 20 % · Vu en 2026."),
        ("en", "90% interval 6–9 · 55% · depends on missing data · 97% · 20% · Seen in 2026."),
    ],
)
def test_a_finding_says_how_sure_it_is(sure: Finding, lang, said) -> None:
    """Sentence, number, interval, coverage, draws, caveats and id."""
    shown = plain(Findings([sure], lang)._repr_html_()).replace("\u202f", " ")
    for part in (sure.id, *said.split(" · ")):
        assert part in shown
    assert f'lang="{lang}"' in Findings([sure], lang)._repr_html_()


@pytest.mark.parametrize(
    ("presence", "said"),
    [
        (Presence.UNKNOWN, "? unknown: no data"),
        (Presence.ABSENT_ASSERTED, "∅ absent: a source says so"),
        (Presence.ABSENT_CLOSURE, "∅ absent from a complete register"),
    ],
)
def test_what_is_unknown_is_told_from_what_is_absent(sure: Finding, presence, said) -> None:
    """No data has its own sign and words, and never those of a gap."""
    shown = plain(notebook.findings([replace(sure, presence=presence)], "en"))
    assert said in shown
    assert ("∅" in shown) != ("? unknown" in shown)


def test_ten_findings_are_shown_of_many(sure: Finding) -> None:
    """The others are counted; where there is none, that is not told as an absence."""
    many = [replace(sure, id=f"x-{n:08x}") for n in range(12)]
    shown = notebook.findings(many, "en")
    assert shown.count("<section") == 10
    assert "12 findings" in plain(shown)
    assert "does not say that there is nothing" in plain(notebook.findings([], "en"))


def test_a_proof_is_nested_and_ends_in_its_quotes(content: ReportContent) -> None:
    """Each node that rests on others opens; the words of the source are quoted."""
    (proof, *_) = content.proofs.values()
    shown = notebook.proof(proof, "fr")
    assert shown.count("<details") == shown.count("</details>") > 1
    assert "«" in plain(shown)
    assert "<blockquote" in shown


def test_a_long_proof_is_cut_and_says_by_how_much() -> None:
    """More than 200 nodes are not shown; the command that shows them is."""
    name = Text(fr="un fait", en="a fact")
    leaves = tuple(Proof(kind="thing", label=name) for _ in range(300))
    shown = notebook.proof(Proof(kind="finding", label=name, iri="x-1", children=leaves), "en")
    assert "+ 101 more, with biograph explain x-1" in plain(shown)
    assert shown.count("<li>") == 199


def test_an_outline_is_nested_as_it_is(sure: Finding) -> None:
    """Lines with others under them open."""
    told = Outline(
        Text(fr="Sans A", en="Without A"),
        (Outline(sure.sentence), Outline(Text(fr="Arrêté", en="Stopped"), (Outline(sure.unit),))),
    )
    shown = notebook.outline(told, "en")
    assert plain(shown).startswith("Without A")
    assert "<summary>Stopped</summary>" in shown


def test_nothing_that_comes_from_data_is_markup(sure: Finding, content: ReportContent) -> None:
    """Names and sentences are escaped, addresses that could run are not linked."""
    bad = Text(fr=HOSTILE, en=HOSTILE)
    proof = next(iter(content.proofs.values()))
    leaf = replace(
        proof, kind="quotation", quote=HOSTILE, url="javascript:alert(1)", label=bad, children=()
    )
    shown = (
        Findings([replace(sure, sentence=bad, caveats=(bad,), overturned_by=bad)])._repr_html_(),
        notebook.proof(replace(proof, label=bad, children=(leaf,)), "en"),
        notebook.outline(Outline(bad, (Outline(bad),)), "en"),
    )
    assert all("<script" not in html and 'href="javascript' not in html for html in shown)


def test_values_show_themselves_where_ipython_runs(tmp_path: Path) -> None:
    """A graph that is opened teaches IPython findings, proofs, what-ifs and programmes.

    In a process of its own, since IPython keeps one shell a process.
    """
    code = """
from IPython.core.interactiveshell import InteractiveShell
from biograph.analyse import Proof
from biograph.model import Text
from biograph.view.notebook import show_in
shell = InteractiveShell.instance()
show_in("fr")
data, _ = shell.display_formatter.format(Proof(kind="fact", label=Text(fr="Lie & fait", en="no")))
print(data["text/plain"], data["text/html"])
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "IPYTHONDIR": str(tmp_path)},
    )
    assert plain(done.stdout) == "Lie & fait Lie &amp; fait"
    assert "<b>Lie &amp; fait</b>" in done.stdout


def test_without_ipython_nothing_is_changed() -> None:
    """Opening a graph in a program loads no IPython."""
    code = "import sys, biograph.api; assert 'IPython' not in sys.modules; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert "biograph.view.notebook" in done.stdout.split()
    assert {"pyvis", "polars", "pandas"}.isdisjoint(done.stdout.split())
