"""How sure a fact is, from its independent sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse.support import support
from biograph.model import Literal, Statement
from biograph.store import statements
from biograph.terms import DATA, RDF, XSD, bg

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.store import EmbeddedStore

SACMAKER = DATA + "rel/sacmaker-suppliesInput-bags"


def said(store: EmbeddedStore, document: str, quote: str, again: str = "") -> None:
    """State that Sacmaker supplies bags once more, with a confidence of .7."""
    version, node = f"{DATA}doc/{document}/v/1", f"{DATA}ev/{document}{again}"
    facts = {
        bg("supports"): SACMAKER,
        bg("quote"): Literal(quote, lang="en"),
        bg("confidence"): Literal("0.7", XSD + "decimal"),
    }
    store.add([Statement(version, RDF + "type", bg("DocumentVersion"), version)])
    store.add([Statement(version, bg("fromSource"), DATA + "source/corpus", version)])
    store.add(Statement(node, p, o, version) for p, o in facts.items())


def test_copies_of_one_sentence_are_one_source(store: EmbeddedStore, ask: Ask) -> None:
    """A sentence that ten sites print counts once, in whatever case; another one counts too."""
    before = len(support(ask)[SACMAKER].groups)
    for copy in ("one", "two", "THREE"):
        said(store, copy, "Sacmaker ships bags." if copy.islower() else "SACMAKER SHIPS BAGS.")
    assert len(support(ask)[SACMAKER].groups) == before + 1
    said(store, "four", "Bags come from Sacmaker.")
    assert len(support(ask)[SACMAKER].groups) == before + 2


def test_two_sentences_of_one_document_are_one_source(store: EmbeddedStore, ask: Ask) -> None:
    """A document that says a thing twice is no surer of it."""
    before = len(support(ask)[SACMAKER].groups)
    said(store, "one", "Sacmaker ships bags.")
    said(store, "one", "Bags come from Sacmaker.", again="again")
    assert len(support(ask)[SACMAKER].groups) == before + 1


def test_copies_join_what_is_told_of_one_fact(store: EmbeddedStore, ask: Ask) -> None:
    """Two wordings in two documents are one source where these are copies of one release."""
    before = len(support(ask)[SACMAKER].groups)
    said(store, "one", "Sacmaker ships bags.")
    said(store, "two", "Bags come from Sacmaker.")
    assert len(support(ask)[SACMAKER].groups) == before + 2
    first, second = (f"{DATA}doc/{key}/v/1" for key in ("one", "two"))
    store.add(statements.copy(second, first, "doi:10.1/a"))
    assert len(support(ask)[SACMAKER].groups) == before + 1


def test_registers_are_told_from_sentences(ask: Ask) -> None:
    """The registers behind a fact are named, its sentences are not."""
    assert support(ask)[SACMAKER].registers == {"actors"}
    assert len(support(ask)[SACMAKER].groups) == 2


def test_the_latest_date_is_kept(ask: Ask) -> None:
    """Of the dates that sources state, the latest stands; a fact may have none."""
    found = support(ask)
    assert found[DATA + "rel/ema-authorises-alpha"].date == "2019-05-20"
    assert found[SACMAKER].date == ""


def test_one_predicate_may_be_asked_alone(ask: Ask) -> None:
    """Narrowed to a predicate, the same support is told of its facts and of no others."""
    alone, whole = support(ask, predicate="suppliesInput"), support(ask)
    assert alone
    assert all(whole[relation] == told for relation, told in alone.items())
    assert all("-suppliesInput-" in relation for relation in alone)
