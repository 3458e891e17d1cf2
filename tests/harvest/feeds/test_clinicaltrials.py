"""ClinicalTrials.gov: pages by token, trials as documents, organisations without persons."""

import json

import pytest

from biograph.errors import CursorExpired, Refused
from biograph.harvest.feed import Query
from biograph.harvest.feeds import clinicaltrials
from biograph.harvest.forms import trials
from biograph.model import Modality
from tests.harvest.feeds import files
from tests.harvest.feeds.kept import read
from tests.replay import Answer, sample

HOST = "clinicaltrials.gov"
QUERY = Query(
    source="clinicaltrials",
    id="phelan",
    values={"cond": "Phelan", "locn": "France", "intr": "gene"},
)
FIRST = "clinicaltrials-gov/search_phelan_limit5_20260811.json"
SECOND = "clinicaltrials-gov/search_phelan_next_20260811.json"
PAGE_2 = "ZVt07cGHkvI2wRk2CJf6_LLq14bEL8swd7KrgP4dnDeTsPkw"


def studies(*found):
    """Studies in the envelope of a search."""
    return json.dumps({"studies": list(found)}).encode()


def recorded(name):
    """A recorded study."""
    return json.loads(sample(f"clinicaltrials-gov/{name}.json"))


def trial(**changed):
    """A trial of an antibody at two French hospitals, with some modules in other words."""
    section = {
        "identificationModule": {"nctId": "NCT00000001", "briefTitle": "A trial"},
        "statusModule": {
            "overallStatus": "RECRUITING",
            "startDateStruct": {"date": "2024-03"},
            "completionDateStruct": {"date": "2027-01", "type": "ESTIMATED"},
            "lastUpdatePostDateStruct": {"date": "2025-06-02"},
        },
        "sponsorCollaboratorsModule": {
            "responsibleParty": {"type": "SPONSOR"},
            "leadSponsor": {"name": "Biotech SA", "class": "INDUSTRY"},
            "collaborators": [
                {"name": "Nantes University Hospital", "class": "OTHER"},
                {"name": "Dupont, Marie", "class": "INDIV"},
            ],
        },
        "descriptionModule": {"briefSummary": "It is tried.", "detailedDescription": "At length."},
        "conditionsModule": {"conditions": ["Lymphoma"]},
        "designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE1"]},
        "armsInterventionsModule": {
            "interventions": [
                {"type": "BIOLOGICAL", "name": "BIO-1 5 mg/kg"},
                {"type": "BIOLOGICAL", "name": "Placebo"},
                {"type": "BIOLOGICAL", "name": "Blood sampling"},
                {"type": "DRUG", "name": "Paracetamol"},
            ]
        },
        "contactsLocationsModule": {
            "locations": [
                {
                    "facility": "CHU de Nantes",
                    "city": "Nantes",
                    "zip": "44000",
                    "country": "France",
                    "contacts": [{"name": "Jean Martin", "email": "jean@example.org"}],
                },
                {
                    "facility": "Gustave Roussy",
                    "city": "Villejuif",
                    "country": "France",
                    "status": "NOT_YET_RECRUITING",
                },
                {"facility": "Hôpital Nord - Dr Durand", "city": "Lille", "country": "France"},
                {"facility": "Investigational Site Number 3", "city": "Lyon", "country": "France"},
                {"facility": "Mayo Clinic", "city": "Rochester", "country": "United States"},
            ]
        },
    }
    for module, words in changed.items():
        section[module] = {**section.get(module, {}), **words}
    return {"protocolSection": section}


def facts(study):
    """What the claims of a trial say, with its modality and days."""
    records, _, _ = read(clinicaltrials, studies(study))
    return {
        (one.subject.text, one.predicate, one.object.text): (one.modality, one.date, one.until)
        for record in records.values()
        for one in clinicaltrials.claims(record)
    }


@pytest.fixture
def two_pages(replay, shared):
    """The two recorded pages: the second one under the token of the first, without its own."""
    second = json.loads(sample(SECOND))
    del second["nextPageToken"]
    pages = {None: sample(FIRST), PAGE_2: json.dumps(second).encode()}
    replay.hosts[HOST] = lambda request: Answer(body=pages[request.query.get("pageToken")])
    return replay


def test_pages_follow_their_tokens_and_only_the_first_tells_the_total(two_pages):
    """Ten studies on two pages; without a token in the answer there is no further page."""
    found = files.pages(clinicaltrials, two_pages, QUERY)
    assert [page.size for page in found] == [5, 5]
    assert [page.total for page in found] == [21, None]
    assert [page.cursor for page in found] == [PAGE_2, ""]
    records, _, flags = read(clinicaltrials, *(page.payload for page in found))
    assert len(records) == 10
    assert not flags
    assert records["NCT07014020"].fields["title"].startswith("RB001 Gene Therapy Study")


def test_the_recorded_second_page_leads_on(replay, shared):
    """As it was recorded it has a token, and no total."""
    replay.hosts[HOST] = lambda request: Answer(
        body=sample(SECOND) if request.query.get("pageToken") == PAGE_2 else studies()
    )
    found = files.pages(clinicaltrials, replay, QUERY, cursor=PAGE_2)
    assert [(page.size, page.total) for page in found] == [(5, None), (0, None)]


def test_the_query_and_the_days_are_sent(replay):
    """Each value is a query area; the slice is one of days of the last update."""
    replay.hosts[HOST] = lambda _request: Answer(body=studies())
    files.pages(clinicaltrials, replay, QUERY, since="2025-01-01", until="2025-01-31")
    files.pages(clinicaltrials, replay, QUERY, until="2025-01-31")
    files.pages(clinicaltrials, replay, QUERY)
    sent = [request.query for request in replay.seen]
    assert sent[0]["query.cond"] == "Phelan"
    assert sent[0]["query.locn"] == "France"
    assert sent[0]["countTotal"] == "true"
    assert [one.get("filter.advanced") for one in sent] == [
        "AREA[LastUpdatePostDate]RANGE[2025-01-01,2025-01-31]",
        "AREA[LastUpdatePostDate]RANGE[MIN,2025-01-31]",
        None,
    ]


def test_persons_are_not_even_asked_for(replay):
    """No field with a contact, an official or an investigator is requested."""
    replay.hosts[HOST] = lambda _request: Answer(body=studies())
    files.pages(clinicaltrials, replay, QUERY)
    asked = replay.seen[0].query["fields"]
    assert not any(
        word in asked for word in ("Contact", "OverallOfficial", "Investigator", "EMail")
    )


def test_a_token_that_is_not_known_any_more_expires(replay):
    """HTTP 400 to a token means to start anew; to a query it means that the query is wrong."""
    replay.hosts[HOST] = lambda _request: Answer(status=400, body=b"Invalid pageToken")
    with pytest.raises(CursorExpired):
        files.pages(clinicaltrials, replay, QUERY, cursor="old")
    with pytest.raises(Refused):
        files.pages(clinicaltrials, replay, QUERY)


def test_nothing_found_is_one_empty_page(replay):
    """A query without result is no error."""
    body = json.dumps({"studies": [], "totalCount": 0}).encode()
    replay.hosts[HOST] = lambda _request: Answer(body=body)
    assert [(p.size, p.total) for p in files.pages(clinicaltrials, replay, QUERY)] == [(0, 0)]


def test_a_recorded_trial_is_a_document_with_its_columns(shared):
    """Title, description, days, sponsor and collaborators with their sort, biologicals."""
    records, _, _ = read(clinicaltrials, studies(recorded("study_ctrdata_NCT01987596")))
    record = records["NCT01987596"]
    assert record.published == "2020-10-29"
    assert record.url == "https://clinicaltrials.gov/study/NCT01987596"
    fields = record.fields
    assert sorted(fields) == sorted(trials.COLUMNS)
    assert fields["status"] == "TERMINATED"
    assert (fields["start"], fields["end"]) == ("2013-08", "2018-06")
    assert fields["sponsors"] == "OTHER~Barbara Ann Karmanos Cancer Institute"
    assert fields["partners"].startswith("NIH~National Cancer Institute (NCI)|OTHER~Children's")
    assert fields["products"] == "filgrastim~"
    title, text, lang = clinicaltrials.text(record)
    assert title.startswith("Study of Fixed vs. Flexible Filgrastim")
    assert "This randomized phase III trial" in text
    assert "PRIMARY OBJECTIVES" in text
    assert lang == "en"


def test_a_trial_that_was_withdrawn_before_it_began_is_no_fact(shared):
    """The recorded WITHDRAWN study; what is withheld or no longer offered is treated alike."""
    gone = [
        recorded("study_full_NCT00973089"),
        trial(
            identificationModule={"nctId": "NCT00000002"},
            statusModule={"overallStatus": "WITHHELD"},
        ),
        trial(
            identificationModule={"nctId": "NCT00000003"},
            statusModule={"overallStatus": "NO_LONGER_AVAILABLE"},
        ),
    ]
    records, withdrawn, flags = read(clinicaltrials, studies(*gone))
    assert not records
    assert not flags
    assert sorted(withdrawn) == ["NCT00000002", "NCT00000003", "NCT00973089"]
    assert withdrawn["NCT00973089"].reason == "withdrawn before anybody took part"
    assert withdrawn["NCT00973089"].date


def test_an_old_number_of_a_trial_is_withdrawn():
    """A study registered twice keeps one number."""
    study = trial(identificationModule={"nctIdAliases": ["NCT00000009"]})
    records, withdrawn, _ = read(clinicaltrials, studies(study))
    assert list(records) == ["NCT00000001"]
    assert withdrawn["NCT00000009"].reason == "registered twice, see NCT00000001"


@pytest.mark.parametrize(
    "name",
    [
        "study_ctrdata_NCT00567567",
        "study_ctrdata_NCT00716976",
        "study_ctrdata_NCT01305200",
        "study_ctrdata_NCT01987596",
        "study_ctrdata_NCT03275402",
        "study_full_NCT00763412",
        "study_full_NCT02210780",
    ],
)
def test_no_official_contact_or_investigator_gets_into_a_record(shared, name):
    """None of the names that the whole recorded study holds."""
    study = recorded(name)
    records, _, _ = read(clinicaltrials, studies(study))
    said = json.dumps([record.fields for record in records.values()], ensure_ascii=False)
    module = study["protocolSection"]["contactsLocationsModule"]
    people = [one["name"] for one in module.get("overallOfficials", [])]
    people += [one["name"] for one in module.get("centralContacts", [])]
    party = study["protocolSection"]["sponsorCollaboratorsModule"].get("responsibleParty", {})
    people += [party[key] for key in ("investigatorFullName",) if key in party]
    assert records
    assert not [person for person in people if person in said]


def test_a_sponsor_who_is_a_person_is_left_out(shared):
    """By class INDIV, as sponsor-investigator, or without a class to tell."""
    individual = recorded("study_full_NCT00763412")
    investigator = trial(
        identificationModule={"nctId": "NCT00000004"},
        sponsorCollaboratorsModule={
            "responsibleParty": {"type": "SPONSOR_INVESTIGATOR"},
            "leadSponsor": {"name": "Rahul Aggarwal", "class": "OTHER"},
        },
    )
    unknown = json.loads(sample(FIRST))["studies"]
    records, _, _ = read(clinicaltrials, studies(individual, investigator, *unknown))
    said = json.dumps([record.fields for record in records.values()], ensure_ascii=False)
    assert not [name for name in ("Arbelaez", "Aggarwal", "Kolevzon") if name in said]
    assert "Novo Nordisk" in records["NCT00763412"].fields["partners"]


def test_what_is_conducted_by_whom_since_when():
    """Sponsor and sites conduct a trial of the product; a site may only plan to."""
    since = ("2024-03", "")
    assert facts(trial()) == {
        ("Biotech SA", "conductsTrial", "BIO-1"): (Modality.ASSERTED, *since),
        ("Biotech SA", "partnersWith", "Nantes University Hospital"): (Modality.ASSERTED, *since),
        ("CHU de Nantes", "conductsTrial", "BIO-1"): (Modality.ASSERTED, *since),
        ("CHU de Nantes", "locatedIn", "Nantes"): (Modality.ASSERTED, "", ""),
        ("Gustave Roussy", "conductsTrial", "BIO-1"): (Modality.PLANNED, *since),
        ("Gustave Roussy", "locatedIn", "Villejuif"): (Modality.ASSERTED, "", ""),
    }


def test_kinds_of_organisations_are_told_by_their_class_or_name():
    """Industry is a company; a hospital is known by its English or French name."""
    record = read(clinicaltrials, studies(trial()))[0]["NCT00000001"]
    kinds = {one.subject.text: one.subject.kind for one in clinicaltrials.claims(record)}
    kinds |= {one.object.text: one.object.kind for one in clinicaltrials.claims(record)}
    assert kinds["Biotech SA"] == "Company"
    assert kinds["Nantes University Hospital"] == kinds["CHU de Nantes"] == "Hospital"


def test_the_evidence_names_the_trial_and_stands_in_its_document():
    """Each claim quotes the number, the status and just what it rests on."""
    record = read(clinicaltrials, studies(trial()))[0]["NCT00000001"]
    found = list(clinicaltrials.claims(record))
    assert found[0].evidence.quote == (
        "number: NCT00000001; status: RECRUITING; start: 2024-03; "
        "sponsor: Biotech SA; trial_of: BIO-1"
    )
    assert len({one.evidence.document for one in found}) == 1


@pytest.mark.parametrize(
    ("status", "completion", "held"),
    [
        ("NOT_YET_RECRUITING", {}, (Modality.PLANNED, "2024-03", "")),
        ("SUSPENDED", {}, (Modality.ASSERTED, "2024-03", "")),
        ("COMPLETED", {"type": "ACTUAL"}, (Modality.ASSERTED, "2024-03", "2027-01")),
        ("TERMINATED", {"type": "ACTUAL"}, (Modality.ASSERTED, "2024-03", "2027-01")),
        ("TERMINATED", {}, (Modality.ENDED, "2024-03", "")),  # only the plan has a day
        ("UNKNOWN", {}, (Modality.ASSERTED, "2024-03", "")),
    ],
)
def test_the_status_tells_how_a_trial_holds(status, completion, held):
    """A planned end is none; what ended has its day, or is told to have ended."""
    days = {"date": "2027-01", "type": "ESTIMATED", **completion}
    study = trial(statusModule={"overallStatus": status, "completionDateStruct": days})
    assert facts(study)["Biotech SA", "conductsTrial", "BIO-1"] == held


def test_a_trial_nobody_reported_on_for_years_is_unsure():
    """Status UNKNOWN halves the score."""
    study = trial(statusModule={"overallStatus": "UNKNOWN"})
    record = read(clinicaltrials, studies(study))[0]["NCT00000001"]
    scores = {o.score for o in clinicaltrials.claims(record) if o.predicate != "locatedIn"}
    assert scores == {0.5}


def test_without_a_biological_the_disease_is_what_the_sponsor_tries():
    """Healthy volunteers are no disease; sites conduct trials of products only."""
    study = trial(
        armsInterventionsModule={"interventions": [{"type": "DRUG", "name": "Paracetamol"}]},
        conditionsModule={"conditions": ["Lymphoma", "Healthy Volunteers"]},
    )
    assert {key for key in facts(study) if key[1] != "partnersWith"} == {
        ("Biotech SA", "conductsTrial", "Lymphoma")
    }


@pytest.mark.parametrize("sort", ["OBSERVATIONAL", "EXPANDED_ACCESS"])
def test_what_is_no_trial_declares_nothing(sort):
    """What is only observed, or given outside a trial, is read as a text only."""
    assert facts(trial(designModule={"studyType": sort})) == {}


def test_a_study_without_its_number_is_flagged_and_the_others_kept():
    """One bad item does not cost the page."""
    bad = trial(identificationModule={"nctId": "NCT1"})
    records, _, flags = read(clinicaltrials, studies(None, bad, trial(), {"protocolSection": []}))
    assert list(records) == ["NCT00000001"]
    assert [flag.where.rpartition(" ")[2] for flag in flags] == ["1", "2", "4"]
    assert "NCT1" in flags[1].message
