"""BODACC: notices on legal persons, told in sentences of our own; people stay outside."""

import json

import pytest

from biograph.errors import QuotaSpent, Refused
from biograph.harvest.feed import Query
from biograph.harvest.feeds import bodacc
from tests.harvest.feeds import files
from tests.harvest.feeds.kept import read, words
from tests.replay import Answer, sample

HOST = "bodacc-datadila.opendatasoft.com"
QUERY = Query(source="bodacc", id="sales", values={"where": 'familleavis = "vente"'})
RECORDED = "bodacc/derived_explore_v2.1_880878145.json"


def results(*notices, total=None):
    """Notices in the envelope of a search."""
    count = len(notices) if total is None else total
    return json.dumps({"total_count": count, "results": list(notices)}).encode()


def company(name, siren="", form="SAS"):
    """A legal person as the notices name it."""
    number = {"numeroIdentification": siren, "codeRCS": "RCS"}
    return {
        "typePersonne": "pm",
        "denomination": name,
        "formeJuridique": form,
        "numeroImmatriculation": number,
    }


JEANNE = {"typePersonne": "pp", "nom": "MARTIN", "prenom": "Jeanne", "nationalite": "française"}


def notice(key, *people, **columns):
    """A notice, its lists written as JSON in a text."""
    told = columns.pop("typeavis", "annonce")
    inner = {name: json.dumps(one) for name, one in columns.items()}
    return {
        "id": key,
        "dateparution": "2025-03-04",
        "typeavis": told,
        "familleavis": "vente",
        "familleavis_lib": "Ventes et cessions",
        "tribunal": "Greffe du Tribunal de Commerce de Lyon",
        "ville": "69007 LYON CEDEX 07",
        "url_complete": f"https://www.bodacc.fr/{key}",
        "listepersonnes": json.dumps({"personne": people[0] if len(people) == 1 else people}),
        **inner,
    }


@pytest.fixture
def dataset(replay, shared):
    """The portal with 250 notices made of a recorded one, by offset and limit."""
    one = json.loads(sample(RECORDED))["results"][0]
    notices = [{**one, "id": f"B2022022{n}"} for n in range(250)]

    def host(request):
        start, size = int(request.query["offset"]), int(request.query["limit"])
        return Answer(body=results(*notices[start : start + size], total=len(notices)))

    replay.hosts[HOST] = host
    return replay


def test_pages_are_followed_by_offset_to_the_total(dataset):
    """Three pages; the cursor is the offset of the next one."""
    found = files.pages(bodacc, dataset, QUERY)
    assert [(p.size, p.total, p.cursor) for p in found] == [
        (100, 250, "100"),
        (100, 250, "200"),
        (50, 250, ""),
    ]
    assert len(read(bodacc, *(page.payload for page in found))[0]) == 250
    assert [page.size for page in files.pages(bodacc, dataset, QUERY, cursor="200")] == [50]


def test_the_notices_and_the_days_are_asked_for_in_odsql(replay):
    """The order is that of issue, so that a correction comes after what it corrects."""
    replay.hosts[HOST] = lambda _request: Answer(body=results())
    files.pages(bodacc, replay, QUERY, since="2025-01-01", until="2025-01-31")
    files.pages(bodacc, replay, QUERY)
    sent = [request.query for request in replay.seen]
    assert sent[0]["where"] == (
        "(familleavis = \"vente\") AND dateparution >= date'2025-01-01'"
        " AND dateparution <= date'2025-01-31'"
    )
    assert sent[1]["where"] == '(familleavis = "vente")'
    assert sent[0]["order_by"] == "dateparution,id"
    assert "commercant" not in sent[0]["select"]


def test_no_page_lies_beyond_the_wall(replay):
    """Offset and limit together stop at 10,000, whatever the total."""
    one = notice("A1", company("ACME"))
    replay.hosts[HOST] = lambda _request: Answer(body=results(*[one] * 100, total=25_000))
    found = files.pages(bodacc, replay, QUERY, cursor="9800")
    assert [page.cursor for page in found] == ["9900", ""]


def test_a_spent_allowance_says_until_when(replay, shared):
    """The documented body of HTTP 429 names the time."""
    documented = json.loads(sample("opendatasoft/openapi_explore_v2.1_documented_examples.json"))
    quota = documented["components/responses/quota/content/application/json; charset=utf-8"]
    body = quota["quota_exceeded"]["value"] | {"reset_time": "2099-01-26T00:00:00Z"}
    assert body["errorcode"] == 10002
    replay.hosts[HOST] = lambda _request: Answer(status=429, body=json.dumps(body).encode())
    with pytest.raises(QuotaSpent) as spent:
        files.pages(bodacc, replay, QUERY)
    assert spent.value.until > "2027"


def test_a_query_that_is_no_odsql_is_refused(replay, shared):
    """The documented body of HTTP 400."""
    replay.hosts[HOST] = lambda _request: Answer(status=400, body=b'{"error_code": "ODSQLError"}')
    with pytest.raises(Refused) as refused:
        files.pages(bodacc, replay, QUERY)
    assert b"ODSQLError" in refused.value.content


def test_recorded_notices_are_documents(shared):
    """The three notices on one company, with its SIREN."""
    records, withdrawn, flags = read(bodacc, sample(RECORDED))
    assert sorted(records) == ["B20220227446", "C202101554392", "C202200902528"]
    assert not withdrawn
    assert not flags
    record = records["B20220227446"]
    assert record.published == "2022-11-23"
    assert record.url.endswith("q.id=id:B20220227446")
    form = "Société par actions simplifiée (à associé unique)"
    assert record.fields["companies"] == f"Ganymède~{form}~880878145"
    assert bodacc.text(record) == (
        "Radiations : Ganymède",
        f"Annonce publiée au BODACC sur Ganymède ({form}, SIREN 880878145) à Paris : Radiations.",
        "fr",
    )
    assert not list(bodacc.claims(record))


def test_a_sale_is_told_with_its_nature_and_the_former_owners():
    """Several companies; a former owner who is a person is left out."""
    sold = notice(
        "A2025004412",
        company("BIOTECH SA", "803 512 458"),
        company("AUTRE", "1"),
        acte={"vente": {"categorieVente": "Achat d'un fonds"}, "descriptif": "Me Durand notaire"},
        listeprecedentproprietaire={"personne": [company("VIEUX LABO", form=""), JEANNE]},
    )
    record = read(bodacc, results(sold))[0]["A2025004412"]
    assert bodacc.text(record)[1] == (
        "Annonce publiée au BODACC sur BIOTECH SA (SAS, SIREN 803512458) et AUTRE (SAS) à Lyon : "
        "Ventes et cessions. Nature de l'acte : Achat d'un fonds. "
        "Précédent propriétaire ou exploitant du fonds : VIEUX LABO."
    )


def test_a_judgement_is_told_by_its_nature_and_day_alone():
    """What the court adds in prose names people."""
    judged = notice(
        "A1",
        company("BIOTECH SA"),
        jugement={
            "famille": "Jugement d'ouverture",
            "nature": "Jugement d'ouverture de liquidation judiciaire",
            "date": "2025-02-27",
            "complementJugement": "désignant liquidateur Maître Jeanne MARTIN",
        },
    )
    record = read(bodacc, results(judged))[0]["A1"]
    assert (
        "Décision du 2025-02-27 (Greffe du Tribunal de Commerce de Lyon) : "
        "Jugement d'ouverture de liquidation judiciaire." in bodacc.text(record)[1]
    )
    assert "MARTIN" not in words(record)


def test_a_notice_on_people_makes_no_record_and_tells_no_name():
    """An entrepreneur is told by the number of the notice only."""
    records, withdrawn, flags = read(bodacc, results(notice("A1", JEANNE)))
    assert not records
    assert not withdrawn
    assert flags[0].where == "query#A1"
    assert "MARTIN" not in repr(flags)


@pytest.mark.parametrize(("sort", "kept"), [("annulation", []), ("rectificatif", ["B2"])])
def test_a_notice_that_is_annulled_or_corrected_is_withdrawn(sort, kept):
    """Its number is made of the bulletin, the issue and its place in it."""
    before = {"nomPublication": "BODACC B", "numeroParution": "20220227", "numeroAnnonce": 446}
    later = notice("B2", company("ACME"), typeavis=sort, parutionavisprecedent=before)
    records, withdrawn, flags = read(bodacc, results(later))
    assert list(records) == kept
    assert withdrawn["B20220227446"].date == "2025-03-04"
    assert withdrawn["B20220227446"].reason == f"{sort} B2"
    assert not flags


def test_what_cannot_be_read_is_flagged_and_the_others_kept():
    """No id, no object, an annulment of nobody knows what, a list that is no JSON."""
    broken = notice("A3", company("ACME")) | {"listepersonnes": '{"personne": {'}
    page = results(
        None,
        {"dateparution": "2025-01-01"},
        notice("A2", typeavis="annulation"),
        broken,
        notice("A1", company("ACME")),
    )
    records, withdrawn, flags = read(bodacc, page)
    assert list(records) == ["A1"]
    assert not withdrawn
    assert len(flags) == 4


def test_a_registration_number_that_is_no_siren_is_left_out():
    """The name stays; nobody is taken for another."""
    record = read(bodacc, results(notice("A1", company("ACME", "803512459"))))[0]["A1"]
    assert record.fields["companies"] == "ACME~SAS~"
