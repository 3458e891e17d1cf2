"""What each live source is asked for in the tests of whole ways, and who answers for it."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from inspect import unwrap
from pathlib import Path

from biograph.harvest.declared import FINESS, SAE
from biograph.harvest.feed import Query
from biograph.harvest.feeds.ema import SHORTAGE_REPORT
from tests.harvest.feeds import (
    files,
    test_anr,
    test_bdpm,
    test_bodacc,
    test_clinicaltrials,
    test_cordis,
    test_crossref,
    test_ctis,
    test_datagouv,
    test_ema,
    test_ema_shortages,
    test_europepmc,
    test_finess,
    test_hal,
    test_hal_oai,
    test_ilab,
    test_openalex,
    test_orphanet,
    test_pdf_reports,
    test_pia,
    test_pubmed,
    test_recherche_entreprises,
    test_ror,
    test_rss,
    test_sae,
    test_sirene,
    test_sitemap,
    test_wikidata,
)
from tests.replay import Answer, Replay, sample


@dataclass(frozen=True, kw_only=True)
class Played:
    """The queries of a source, and what makes the replay server answer them.

    ``pages`` come at least; ``people`` finds names of persons in what is served.
    """

    queries: tuple[Query, ...]
    play: Callable[[Replay, Path], object]
    pages: int = 2
    people: str = ""


def _turning(replay, host, parameter, pages):
    """A host that gives the page which a parameter names."""
    replay.hosts[host] = lambda request: pages[request.query.get(parameter)]


def _bdpm(replay, shared):
    given = {
        query.values["file"]: test_bdpm.recorded(shared, name)
        for query, name in ((test_bdpm.MEDICINES, test_bdpm.ALL), (test_bdpm.DAY, test_bdpm.LIST))
    }
    replay.hosts[test_bdpm.HOST] = lambda request: Answer(
        body=given[request.path.rpartition("/")[2]]
    )


def _clinicaltrials(replay, _shared):
    first, second = (
        json.loads(sample(name)) for name in (test_clinicaltrials.FIRST, test_clinicaltrials.SECOND)
    )
    del second["nextPageToken"]
    first["totalCount"] = 10
    pages = {None: first, test_clinicaltrials.PAGE_2: second}
    answers = {token: Answer(body=json.dumps(page).encode()) for token, page in pages.items()}
    _turning(replay, test_clinicaltrials.HOST, "pageToken", answers)


def _crossref(replay, _shared):
    works = test_crossref.works("works_field_queries")
    pages = {
        "*": test_crossref.answer(works[:10], 20, "second"),
        "second": test_crossref.answer(works[10:], 20, "third"),
        "third": test_crossref.answer([], 20, "third"),
    }
    _turning(replay, test_crossref.HOST, "cursor", pages)


def _datagouv(replay, _shared):
    recorded = json.loads(sample("data-gouv-fr/dataset_metadata.json"))
    datasets = test_datagouv.numbered(recorded, 3)
    test_datagouv.paged(replay, datasets[:2], datasets[2:])


def _ema(replay, shared):
    test_ema.test_the_recorded_table_comes_back(replay, shared)
    medicines = replay.hosts[test_ema.HOST]
    short = Answer(body=test_ema_shortages.report(test_ema_shortages.shortage()))
    replay.hosts[test_ema.HOST] = lambda request: (
        short if request.path.endswith(SHORTAGE_REPORT) else medicines(request)
    )


def _europepmc(replay, _shared):
    found = json.loads(sample("europepmc/search_cancer_core.json"))["resultList"]["result"]
    pages = {
        "*": test_europepmc.listing(found[:6], 12, "second"),
        "second": test_europepmc.listing(found[6:12], 12, "third"),
        "third": test_europepmc.listing([], 12, "third"),
    }
    _turning(replay, test_europepmc.HOST, "cursorMark", pages)


def _oai(replay, _shared):
    def host(request):
        name = request.query.get("resumptionToken", test_hal_oai.FIRST)
        body = test_hal_oai.named(sample(f"oai-pmh-hal/{name}"))
        # three of the eight were given the number of another one by who recorded them
        return Answer(body=body.replace(b'completeListSize="8"', b'completeListSize="5"'))

    replay.hosts[test_hal_oai.HOST] = host


def _openalex(replay, _shared):
    listed = test_openalex.recorded("api_works_list")["results"]
    works = [test_openalex.recorded(name) for name in test_openalex.WORKS]
    pages = {
        "*": test_openalex.answer(listed, 6, "second"),
        "second": test_openalex.answer(works, 6, None),
    }
    _turning(replay, test_openalex.HOST, "cursor", pages)


def _pubmed(replay, _shared):
    recorded = "".join(sample(f"pubmed/{name}.xml").decode() for name in test_pubmed.SETS)
    articles = re.findall(r"<PubmedArticle>.*?</PubmedArticle>", recorded, re.DOTALL)
    replay.hosts[test_pubmed.HOST] = lambda request: Answer(
        body=test_pubmed.searched(len(articles))
        if request.path.endswith("esearch.fcgi")
        else test_pubmed.fetched(*articles)
    )


def _report(replay, _shared):
    test_pdf_reports.serve(replay, sample("pdf/eu_work_programme_h2020_wp1415.pdf"))


def _rss(replay, _shared):
    files.answering(replay, test_rss.HOST, sample("rss-atom/content-encoded.rss"))


def _sitemap(replay, _shared):
    unwrap(test_sitemap.site)(replay)


def _wikidata(replay, _shared):
    unwrap(test_wikidata.engine)(replay)


def _ctis(replay, shared):
    unwrap(test_ctis.two_lists)(unwrap(test_ctis.portal)(replay), shared)


def _finess(replay, shared):
    lines = map(test_finess.establishment, files.rows(shared, FINESS))
    resources = {
        test_finess.QUERY.values["resource"]: test_finess.file(*lines),
        test_sae.ARCHIVE: test_sae.archive(*files.rows(shared, SAE)),
    }
    files.resources(replay, resources)


# Fixtures of the sources' own tests are called as functions. Tests of whole files leave the server
# as they set it up: with the real rows in the source's form.
PLAYED = {
    "anr": Played(
        queries=(test_anr.QUERY,),
        play=test_anr.test_the_recorded_table_comes_back_from_its_projects,
        pages=1,
        people=r"(PERSONNE)",
    ),
    "bdpm": Played(queries=(test_bdpm.MEDICINES, test_bdpm.DAY), play=_bdpm),
    "bodacc": Played(queries=(test_bodacc.QUERY,), play=unwrap(test_bodacc.dataset), pages=3),
    "clinicaltrials": Played(queries=(test_clinicaltrials.QUERY,), play=_clinicaltrials),
    "cordis": Played(
        queries=(test_cordis.H2020,),
        play=test_cordis.test_the_recorded_participations_come_back,
        pages=1,
    ),
    "crossref": Played(
        queries=(test_crossref.QUERY,),
        play=_crossref,
        pages=3,
        people=r'"given": "([^"]+)", "family": "([^"]+)"',
    ),
    "ctis": Played(
        queries=(test_ctis.QUERY,),
        play=_ctis,
        pages=6,
        people=r'"firstName": "([^"]+)", "lastName": "([^"]+)"',
    ),
    "datagouv": Played(queries=(test_datagouv.QUERY,), play=_datagouv),
    "ema": Played(queries=(test_ema.QUERY, test_ema_shortages.QUERY), play=_ema),
    "europepmc": Played(
        queries=(test_europepmc.QUERY,),
        play=_europepmc,
        pages=3,
        people=r'"fullName": "([^"]+)"',
    ),
    "finess": Played(
        queries=(test_finess.QUERY, test_sae.QUERY), play=_finess, people=r"(0474454647)"
    ),
    "hal": Played(
        queries=(test_hal.QUERY,),
        play=unwrap(test_hal.two_pages),
        pages=3,
        people=r'"authFirstName_s": \["([^"]+)"\], "authLastName_s": \["([^"]+)"',
    ),
    "ilab": Played(
        queries=(test_ilab.QUERY,), play=test_ilab.test_all_recorded_winners_come_back, pages=1
    ),
    "oai": Played(
        queries=(test_hal_oai.QUERY,), play=_oai, pages=4, people=r"<dc:creator>([^<]+)<"
    ),
    "openalex": Played(
        queries=(test_openalex.QUERY,), play=_openalex, people=r'"raw_author_name": "([^"]+)"'
    ),
    "orphanet": Played(
        queries=(test_orphanet.QUERY,),
        play=test_orphanet.test_the_recorded_nomenclature_comes_back,
        pages=1,
    ),
    "pia": Played(
        queries=(test_pia.PROJECTS, test_pia.PARTNERS),
        play=test_pia.test_all_recorded_projects_and_partners_come_back,
    ),
    "pubmed": Played(
        queries=(test_pubmed.QUERY,),
        play=_pubmed,
        people=r"<LastName>([^<]+)</LastName>\s*<ForeName>([^<]+)</ForeName>",
    ),
    "recherche_entreprises": Played(
        queries=(test_recherche_entreprises.QUERY,),
        play=unwrap(test_recherche_entreprises.ten_found),
        pages=3,
        people=r'"nom": "([^"]+)"',
    ),
    "report": Played(queries=(test_pdf_reports.QUERY,), play=_report, pages=1),
    "ror": Played(queries=(test_ror.QUERY,), play=unwrap(test_ror.two_pages)),
    "rss": Played(
        queries=(test_rss.QUERY,),
        play=_rss,
        pages=1,
        people=r"<dc:creator>(?:<!\[CDATA\[)?([^\]<]+)",
    ),
    "sirene": Played(queries=(test_sirene.QUERY,), play=unwrap(test_sirene.register), pages=3),
    "sitemap": Played(queries=(test_sitemap.asked(),), play=_sitemap, pages=5),
    "wikidata": Played(queries=(test_wikidata.QUERY,), play=_wikidata, pages=1),
}
