"""All sources by name: those of a snapshot, those that are only fetched, and the live forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.harvest.feeds import (
    anr,
    bdpm,
    bodacc,
    clinicaltrials,
    cordis,
    crossref,
    ctis,
    datagouv,
    ema,
    europepmc,
    finess,
    hal,
    hal_oai,
    ilab,
    openalex,
    orphanet,
    pdf_reports,
    pia,
    pubmed,
    recherche_entreprises,
    ror,
    rss,
    sirene,
    sitemap,
    wikidata,
)
from biograph.harvest.sources import SOURCES

if TYPE_CHECKING:
    from biograph.harvest.base import Connector
    from biograph.harvest.feed import Feed, FetchedSource

#: Sources without a snapshot form: every record was fetched.
_FETCHED: tuple[FetchedSource, ...] = (
    bodacc,
    clinicaltrials,
    crossref,
    ctis,
    datagouv,
    europepmc,
    hal,
    hal_oai,
    openalex,
    pdf_reports,
    pubmed,
    recherche_entreprises,
    rss,
    sirene,
    sitemap,
    wikidata,
)
#: Live forms of sources that have a snapshot form.
_RENEWED: tuple[Feed, ...] = (anr, bdpm, cordis, ema, finess, ilab, orphanet, pia, ror)

#: What reads the records of each source, by its id.
CONNECTORS: dict[str, Connector] = SOURCES | {module.SOURCE.id: module for module in _FETCHED}

#: The live forms, by the name that queries give them: the id of the source.
FEEDS: dict[str, Feed] = {module.ID: module for module in (*_RENEWED, *_FETCHED)}
