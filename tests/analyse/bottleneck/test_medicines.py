"""Critical medicines on few holders and sites, and shortages over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph.analyse.bottleneck.medicines import medicines
from biograph.analyse.bottleneck.shortages import _brands, shortages
from biograph.analyse.known import Known
from biograph.ask import over
from biograph.store import open_store
from biograph.terms import DATA
from tests.tiny import TINY, WIDE, opened

if TYPE_CHECKING:
    from biograph.model import Finding
    from biograph.store import EmbeddedStore


@pytest.fixture
def store() -> EmbeddedStore:
    """The tiny graph and what is laid on top of it."""
    return opened(TINY, WIDE)


def told(store: EmbeddedStore) -> dict[str, Finding]:
    """The findings on medicines and shortages by kind (the last of each)."""
    known = Known(ask=over(store))
    return {finding.kind: finding for finding in (*medicines(known), *shortages(known))}


def short(store: EmbeddedStore, cis: str, day: str) -> None:
    """State in a register of a day that a medicine was short."""
    node, version = f"short-{cis}-{day}", f"<{DATA}doc/dispo-{day}/v/1>"
    store.update(
        f"INSERT DATA {{ GRAPH {version} {{ id:ev\\/{node} bg:describes id:shortage\\/{node} ; "
        f'bg:supports id:rel\\/alpha-inShortage-FR ; bg:row "dispo#{node}" ; '
        f'bg:statedDate "2025-01-01" ; bg:subjectText "{cis}" . '
        f"id:shortage\\/{node} a bg:Shortage ; bg:shortageOf id:therapy\\/{cis} ; "
        f'bg:observedOn "{day}" ; bg:shortageStatus "Rupture" ; bg:cis "{cis}" }} }}'
    )


def clear(store: EmbeddedStore) -> None:
    """Take back every shortage that the fixtures hold."""
    store.update("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s a bg:Shortage ; ?p ?o } }")


def test_a_shortage_that_lasts_was_there_each_time(store: EmbeddedStore) -> None:
    """Of three medicines short now, the one that was available in between does not last."""
    clear(store)
    for day, products in {"2025-12-29": "abd", "2026-01-26": "ad", "2026-05-19": "abe"}.items():
        for cis in products:
            short(store, cis, day)
    found = told(store)["lasting-shortage"]
    assert found.value == 1
    assert found.sentence.en.startswith("1 of the 3 forms of biologics (CIS codes) short")
    assert found.subjects == (DATA + "therapy/a",)
    assert found.low is not None
    assert found.high is not None
    assert 0 < found.low < 1 < found.high < 3


def test_strengths_of_a_brand_are_one_medicine() -> None:
    """Two strengths of a brand are forms of one medicine; a code stands for itself."""
    names = ("OGIVRI 150 mg, poudre", "Ogivri 420 mg, poudre", "REPEVAX, suspension", None)
    rows = [{"medicine": name, "cis": "60990496"} for name in names]
    assert _brands(rows) == {"ogivri", "repevax", "60990496"}


def test_a_change_is_told_with_what_chance_would_do(store: EmbeddedStore) -> None:
    """One medicine came short and one came back: no trend; thirty new ones are one."""
    clear(store)
    for cis, day in (("a", "2025-12-29"), ("b", "2026-05-19")):
        short(store, cis, day)
    calm = told(store)["shortage-trend"]
    assert (calm.value, "no sure trend" in calm.sentence.en) == (0, True)
    for number in range(30):
        short(store, f"c{number}", "2026-05-19")
    worse = told(store)["shortage-trend"]
    assert worse.value == 30
    assert worse.low is not None
    assert worse.low > 0
    assert "more than before" in worse.sentence.en
    assert "plus qu'avant" in worse.sentence.fr


def test_one_date_tells_no_trend(store: EmbeddedStore) -> None:
    """With a single state of the register nothing is said of time."""
    clear(store)
    short(store, "a", "2026-05-19")
    assert not {"lasting-shortage", "shortage-trend"} & set(told(store))


def test_holders_are_counted_by_their_country(store: EmbeddedStore) -> None:
    """How many advanced therapies have a French holder is told with its interval and evidence."""
    found = told(store)["french-holders"]
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.value <= found.high
    assert found.evidence
    assert f"{found.value:.0f} des" in found.sentence.fr


def test_an_empty_graph_says_nothing_of_medicines() -> None:
    """No row, no finding."""
    assert told(open_store()) == {}


def test_sites_count_where_they_stand(store: EmbeddedStore) -> None:
    """Three declarations are of medicines on the Union list; a site in France counts as French."""
    found = told(store)["substance-sites"]
    assert found.value == 0
    assert found.sentence.en.startswith("0 of the 3 declared active-substance sites")
    assert len(found.evidence) >= 3
    assert found.caveats
    store.update(
        "INSERT DATA { GRAPH graph:reference { id:site\\/evry bg:country id:country\\/FR } }"
    )
    here = told(store)["substance-sites"]
    assert here.value == 1
    assert "est en France" in here.sentence.fr


def test_a_sole_holder_or_site_is_named(store: EmbeddedStore) -> None:
    """A critical code with one holder or one site says who, by ATC code, and on which row."""
    known = Known(ask=over(store))
    sole = [f for f in medicines(known) if f.kind == "critical-sole"]
    rows = list(known.ask("market/critical-with-one-holder").records())
    assert {f.value for f in sole} <= {
        float(sum(bool(row[f"only_{what}"]) for row in rows)) for what in ("holder", "site")
    }
    assert sole
    assert all(f.evidence and f.subjects for f in sole)
