"""Annotated sentences, French and English: by predicate and by construction."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.errors import DataError
from biograph.extract.relations import Named, RelationReader, made, model
from biograph.extract.relations.dates import iso
from biograph.extract.relations.scheme import ENDS, predicates
from biograph.extract.relations.sentences import mask, split
from biograph.model import Claim, Document, Mention, Modality, Span
from biograph.terms import ENTITY_TYPES, PREDICATES
from tests.extract.reading import named

if TYPE_CHECKING:
    from pathlib import Path

_KINDS = {
    "Co": "Company",
    "RO": "ResearchOrganization",
    "H": "Hospital",
    "PO": "PatientOrganization",
    "Fu": "Funder",
    "Rg": "Regulator",
    "Cl": "Cluster",
    "Si": "Site",
    "Th": "Therapy",
    "TC": "TherapyClass",
    "IM": "InputMaterial",
    "Eq": "Equipment",
    "Di": "Disease",
    "L": "Location",
    "M": "Money",
    "D": "Date",
}
_MARK = re.compile(r"\[([^|\]]+)\|(\w+)\]")


def marked(text: str, lang: str) -> tuple[Document, list[Mention]]:
    """A document and its mentions from ``[Yposkesi|Co]`` marks."""
    plain, mentions, done = "", [], 0
    for found in _MARK.finditer(text):
        plain += text[done : found.start()]
        span = Span(len(plain), len(plain) + len(found[1]))
        mentions.append(Mention(text=found[1], kind=_KINDS[found[2]], span=span))
        plain, done = plain + found[1], found.end()
    document = Document(
        iri="doc",
        version="doc/v",
        source="test",
        key="1",
        lang=lang,
        title="",
        text=plain + text[done:],
    )
    return document, mentions


def facts(claims: list[Claim]) -> set[tuple[str, str, str]]:
    """What the claims hold as done or planned; a partnership in both directions."""
    held = [c for c in claims if c.modality in {Modality.ASSERTED, Modality.PLANNED}]
    told = {(c.subject.text, c.predicate, c.object.text) for c in held}
    return told | {(o, p, s) for s, p, o in told if p == "partnersWith"}


def read(reader: RelationReader, text: str, lang: str) -> list[Claim]:
    """The claims of a marked text."""
    (claims,) = reader.read([named(*marked(text, lang))])
    return claims


@pytest.fixture(scope="module")
def reader() -> RelationReader:
    """One reader for all sentences."""
    return RelationReader.load()


FRENCH = [
    ("[Nelvia|Co] développe [NV-01|Th] contre la [mucoviscidose|Di].", "Nelvia develops NV-01"),
    ("La biotech [Nelvia|Co] met au point des [anticorps|TC].", "Nelvia develops anticorps"),
    ("À [Dax|L], [Nelvia|Co] produit des [vaccins|TC].", "Nelvia manufactures vaccins"),
    ("[NV-01|Th] est fabriqué par [Nelvia|Co].", "Nelvia manufactures NV-01"),
    (
        "[Orbise|Co] produit [NV-01|Th] pour le compte de [Nelvia|Co].",
        "Orbise manufacturesFor Nelvia",
    ),
    (
        "[Nelvia|Co] a confié à [Orbise|Co] la fabrication de [NV-01|Th].",
        "Orbise manufacturesFor Nelvia",
    ),
    ("[Orbise|Co] fournit des [résines|IM] à [Nelvia|Co].", "Orbise supplies Nelvia"),
    ("[Orbise|Co] fournit des [résines|IM] à [Nelvia|Co].", "Orbise suppliesInput résines"),
    ("[Orbise|Co], fabricant de [bioréacteurs|Eq], recrute.", "Orbise suppliesInput bioréacteurs"),
    ("[Orbise|Co] distribue [NV-01|Th] en [France|L].", "Orbise distributes NV-01"),
    ("Le [CHU de Tours|H] a administré [NV-01|Th] à un enfant.", "CHU de Tours administers NV-01"),
    (
        "Le [CHU de Tours|H] a traité un premier patient par [CAR-T|TC].",
        "CHU de Tours administers CAR-T",
    ),
    (
        "Le [CHU de Tours|H] est promoteur d'un essai de [NV-01|Th].",
        "CHU de Tours conductsTrial NV-01",
    ),
    (
        "[Nelvia|Co] a lancé un essai clinique de phase II évaluant [NV-01|Th].",
        "Nelvia conductsTrial NV-01",
    ),
    (
        "L'[Institut Baudry|RO] étudie la [mucoviscidose|Di].",
        "Institut Baudry researches mucoviscidose",
    ),
    ("[NV-01|Th] est indiqué dans la [mucoviscidose|Di].", "NV-01 treats mucoviscidose"),
    (
        "[NV-01|Th], destiné aux patients atteints d'[hémophilie|Di], arrive.",
        "NV-01 treats hémophilie",
    ),
    (
        "[Nelvia|Co] et l'[Institut Baudry|RO] ont signé un accord de collaboration.",
        "Nelvia partnersWith Institut Baudry",
    ),
    ("[Nelvia|Co] s'est alliée à [Orbise|Co].", "Nelvia partnersWith Orbise"),
    ("[Nelvia|Co] a racheté [Orbise|Co] en [mars 2021|D].", "Nelvia acquired Orbise"),
    ("Le rachat de [Orbise|Co] par [Nelvia|Co] est bouclé.", "Nelvia acquired Orbise"),
    ("[Orbise|Co] a été acquise par [Nelvia|Co] pour [49 M€|M].", "Nelvia acquired Orbise"),
    ("[Kelvar|Fu] a investi [5 M€|M] dans [Nelvia|Co].", "Kelvar investedIn Nelvia"),
    (
        "[Nelvia|Co] a levé [5 M€|M] auprès de [Kelvar|Fu] et de [Solane|Fu].",
        "Solane investedIn Nelvia",
    ),
    ("[Nelvia|Co] a levé [5 M€|M] auprès de [Kelvar|Fu].", "Nelvia raised 5 M€"),
    ("[Kelvar|Fu] a accordé une subvention de [5 M€|M] à [Nelvia|Co].", "Kelvar funds Nelvia"),
    ("L'association [Souffle|PO] finance l'[Institut Baudry|RO].", "Souffle funds Institut Baudry"),
    ("[Nelvia|Co] est issue de l'[Institut Baudry|RO].", "Nelvia spinOffOf Institut Baudry"),
    ("[Nelvia|Co], filiale de [Orbise|Co], recrute.", "Nelvia subsidiaryOf Orbise"),
    ("[Nelvia|Co] appartient à [Orbise|Co].", "Nelvia subsidiaryOf Orbise"),
    ("[Nelvia|Co] a rejoint [Polebio|Cl].", "Nelvia memberOf Polebio"),
    ("Membre de [Polebio|Cl], [Nelvia|Co] recrute.", "Nelvia memberOf Polebio"),
    ("[Nelvia|Co], basée à [Dax|L], recrute.", "Nelvia locatedIn Dax"),
    ("[Nelvia|Co], implantée à [Dax|L], recrute.", "Nelvia locatedIn Dax"),
    ("[Nelvia|Co] a inauguré une usine à [Dax|L].", "Nelvia operatesSite Dax"),
    ("[Nelvia|Co] exploite à [Dax|L] une unité de production.", "Nelvia operatesSite Dax"),
    ("L'[ANSM|Rg] a autorisé [NV-01|Th].", "ANSM authorises NV-01"),
    (
        "[NV-01|Th] a été approuvé par la [Commission européenne|Rg].",
        "Commission européenne authorises NV-01",
    ),
    (
        "L'association [Souffle|PO] rassemble les patients atteints de [mucoviscidose|Di].",
        "Souffle represents mucoviscidose",
    ),
    ("[NV-01|Th] est en rupture de stock en [France|L].", "NV-01 inShortage France"),
]

ENGLISH = [
    ("[Nelvia|Co] is developing [NV-01|Th] for [cystic fibrosis|Di].", "Nelvia develops NV-01"),
    ("[Nelvia|Co] makes [vaccines|TC] at [Dax|L].", "Nelvia manufactures vaccines"),
    ("[Orbise|Co] makes [NV-01|Th] on behalf of [Nelvia|Co].", "Orbise manufacturesFor Nelvia"),
    ("[Orbise|Co] supplies [resins|IM] to [Nelvia|Co].", "Orbise supplies Nelvia"),
    ("[Orbise|Co] supplies [resins|IM] to [Nelvia|Co].", "Orbise suppliesInput resins"),
    ("[Orbise|Co] distributes [NV-01|Th] in [France|L].", "Orbise distributes NV-01"),
    ("[CHU de Tours|H] gave [NV-01|Th] to a first patient.", "CHU de Tours administers NV-01"),
    (
        "[CHU de Tours|H] sponsors a phase I trial of [NV-01|Th].",
        "CHU de Tours conductsTrial NV-01",
    ),
    (
        "Scientists at [Institut Baudry|RO] study [cystic fibrosis|Di].",
        "Institut Baudry researches cystic fibrosis",
    ),
    ("[NV-01|Th] is given to patients with [haemophilia|Di].", "NV-01 treats haemophilia"),
    (
        "[Nelvia|Co] signed a collaboration agreement with [Orbise|Co].",
        "Nelvia partnersWith Orbise",
    ),
    ("[Nelvia|Co] bought [Orbise|Co] for [49 million euros|M].", "Nelvia acquired Orbise"),
    ("[Orbise|Co] was acquired by [Nelvia|Co] in [March 2021|D].", "Nelvia acquired Orbise"),
    ("The takeover of [Orbise|Co] by [Nelvia|Co] is complete.", "Nelvia acquired Orbise"),
    ("[Kelvar|Fu] invested [5 million euros|M] in [Nelvia|Co].", "Kelvar investedIn Nelvia"),
    ("[Nelvia|Co] raised [5 million euros|M] from [Kelvar|Fu].", "Nelvia raised 5 million euros"),
    ("[Kelvar|Fu] awarded a grant of [5 million euros|M] to [Nelvia|Co].", "Kelvar funds Nelvia"),
    ("[Nelvia|Co] was spun out of [Institut Baudry|RO].", "Nelvia spinOffOf Institut Baudry"),
    ("[Nelvia|Co], a subsidiary of [Orbise|Co], is hiring.", "Nelvia subsidiaryOf Orbise"),
    ("[Nelvia|Co] joined [Polebio|Cl] in [2021|D].", "Nelvia memberOf Polebio"),
    ("[Nelvia|Co], based in [Dax|L], is hiring.", "Nelvia locatedIn Dax"),
    ("[Nelvia|Co] has opened a factory in [Dax|L].", "Nelvia operatesSite Dax"),
    ("[ANSM|Rg] approved [NV-01|Th].", "ANSM authorises NV-01"),
    (
        "[Souffle|PO] speaks for patients with [cystic fibrosis|Di].",
        "Souffle represents cystic fibrosis",
    ),
    ("[NV-01|Th] has been out of stock in [France|L].", "NV-01 inShortage France"),
]


def triple(told: str) -> tuple[str, str, str]:
    """``Nelvia acquired Orbise`` as three parts."""
    words = told.split()
    at = next(i for i, w in enumerate(words) if w in PREDICATES)
    return " ".join(words[:at]), words[at], " ".join(words[at + 1 :])


@pytest.mark.parametrize(("text", "told"), FRENCH)
def test_a_french_sentence_gives_its_relation(reader: RelationReader, text: str, told: str) -> None:
    """Each predicate is read from a plain French sentence."""
    assert triple(told) in facts(read(reader, text, "fr"))


@pytest.mark.parametrize(("text", "told"), ENGLISH)
def test_an_english_sentence_gives_its_relation(
    reader: RelationReader, text: str, told: str
) -> None:
    """Each predicate is read from a plain English sentence."""
    assert triple(told) in facts(read(reader, text, "en"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # bracketed aliases, both orders: the long form stands in the relation
        (
            "La [Haute Autorité de santé|Rg] ([HAS|Rg]) siège. La [HAS|Rg] a approuvé [NV-01|Th].",
            "Haute Autorité de santé authorises NV-01",
        ),
        (
            "L'[ANSM|Rg] ([Agence nationale de sécurité du médicament|Rg]) a autorisé [NV-01|Th].",
            "Agence nationale de sécurité du médicament authorises NV-01",
        ),
        # coordination: a closed list shares its verb
        (
            "[Nelvia|Co], [Orbise|Co] et [Tamaro|Co] ont rejoint [Polebio|Cl].",
            "Tamaro memberOf Polebio",
        ),
        (
            "[Polebio|Cl] compte parmi ses membres [Nelvia|Co], [Orbise|Co] et [Tamaro|Co].",
            "Orbise memberOf Polebio",
        ),
        (
            "[Nelvia|Co] exploite des usines à [Dax|L], [Pau|L] et [Gap|L].",
            "Nelvia operatesSite Pau",
        ),
        # bare nouns and pronouns stand for the organisation the text is about
        ("[Nelvia|Co] recrute. La société développe [NV-01|Th].", "Nelvia develops NV-01"),
        ("[Nelvia|Co] recrute. Elle a levé [5 M€|M] auprès de [Kelvar|Fu].", "Nelvia raised 5 M€"),
        (
            "[Nelvia|Co] a racheté [Orbise|Co]. Ce dernier fabrique des [résines|IM].",
            "Orbise suppliesInput résines",
        ),
        # apposition, possessive, relative clause, gerund
        (
            "[Nelvia|Co], société de biotechnologie installée à [Dax|L], recrute.",
            "Nelvia locatedIn Dax",
        ),
        ("[NV-01|Th], que développe [Nelvia|Co], arrive.", "Nelvia develops NV-01"),
        (
            "[Nelvia|Co], créée par l'[Institut Baudry|RO], recrute.",
            "Nelvia spinOffOf Institut Baudry",
        ),
    ],
)
def test_a_construction_gives_its_relation(reader: RelationReader, text: str, told: str) -> None:
    """Aliases, lists, references and appositions lead to the named actor."""
    assert triple(told) in facts(read(reader, text, "fr"))


@pytest.mark.parametrize(
    ("text", "lang", "denied"),
    [
        ("[Orbise|Co] a été rachetée par [Nelvia|Co].", "fr", "Orbise acquired Nelvia"),
        ("Le rachat de [Orbise|Co] par [Nelvia|Co] est bouclé.", "fr", "Orbise acquired Nelvia"),
        ("[Orbise|Co] was acquired by [Nelvia|Co].", "en", "Orbise acquired Nelvia"),
        ("[Nelvia|Co], filiale de [Orbise|Co], recrute.", "fr", "Orbise subsidiaryOf Nelvia"),
        (
            "[Nelvia|Co] was spun out of [Institut Baudry|RO].",
            "en",
            "Institut Baudry spinOffOf Nelvia",
        ),
        ("[Orbise|Co] fournit [Nelvia|Co] en [résines|IM].", "fr", "Nelvia supplies Orbise"),
        (
            "[Nelvia|Co], [Orbise|Co] et [Tamaro|Co] ont rejoint [Polebio|Cl].",
            "fr",
            "Nelvia acquired Orbise",
        ),
    ],
)
def test_voice_and_order_give_the_direction(
    reader: RelationReader, text: str, lang: str, denied: str
) -> None:
    """A passive or a list does not turn a relation round or make one up."""
    assert triple(denied) not in facts(read(reader, text, lang))


def _claim(reader: RelationReader, text: str, predicate: str, lang: str = "fr") -> Claim:
    return next(c for c in read(reader, text, lang) if c.predicate == predicate)


def test_a_round_carries_its_date_and_amount(reader: RelationReader) -> None:
    """The sum raised is the amount and the date beside it is normalised."""
    claim = _claim(reader, "En [mars 2021|D], [Nelvia|Co] a levé [5 M€|M].", "raised")
    assert (claim.date, claim.amount) == ("2021-03", "5 M€")


def test_a_purchase_carries_its_price(reader: RelationReader) -> None:
    """Price and day of a purchase hang on the verb."""
    text = "[Nelvia|Co] a racheté [Orbise|Co] pour [49 M€|M] le [12 mars 2021|D]."
    claim = _claim(reader, text, "acquired")
    assert (claim.date, claim.amount) == ("2021-03-12", "49 M€")


def test_the_evidence_reaches_back_to_the_antecedent(reader: RelationReader) -> None:
    """A relation told by a pronoun quotes the sentence that names the actor too."""
    text = "[Nelvia|Co] recrute. Elle a levé [5 M€|M] auprès de [Kelvar|Fu]."
    claim = _claim(reader, text, "raised")
    assert claim.evidence.quote == "Nelvia recrute. Elle a levé 5 M€ auprès de Kelvar."


def test_an_announced_plant_is_planned(reader: RelationReader) -> None:
    """The future of an announced plan is told as planned, not as done."""
    text = "[Nelvia|Co] construira une usine à [Dax|L] d'ici [2028|D]."
    assert _claim(reader, text, "operatesSite").modality is Modality.PLANNED


def test_reading_twice_gives_the_same_claims(reader: RelationReader) -> None:
    """The reader keeps nothing from one document to the next."""
    text = FRENCH[0][0]
    first = read(reader, text, "fr")
    read(reader, FRENCH[20][0], "fr")
    assert read(reader, text, "fr") == first


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "🙂" * 50,
        "SANOFI RACHÈTE TOUT",
        "a" * 20_000,
        "x. " * 400_000,
        "مرحبا بالعالم",
    ],
)
@pytest.mark.parametrize("lang", ["fr", "en", "de", ""])
def test_no_mentions_no_claims(reader: RelationReader, text: str, lang: str) -> None:
    """Any text without mentions gives an empty result."""
    document, _ = marked("", lang)
    assert list(reader.read([Named(replace(document, text=text), [], None)])) == [[]]


def test_capitals_without_a_full_stop_are_read(reader: RelationReader) -> None:
    """A text in capitals, long and without punctuation, still gives well-formed claims."""
    text = "[NELVIA|Co] A RACHETÉ [ORBISE|Co] " + "ET ENCORE " * 500 + "[TAMARO|Co] À [DAX|L]"
    document, mentions = marked(text, "fr")
    (claims,) = reader.read([named(document, mentions)])
    assert all(claim.evidence.quote in document.text for claim in claims)


_WORDS = [
    "Nelvia",
    "Orbise",
    "rachète",
    "de",
    "est",
    "la",
    "société",
    "elle",
    "et",
    ",",
    ".",
    "(",
    ")",
]


@st.composite
def texts_with_mentions(draw: st.DrawFn) -> tuple[str, list[Mention]]:
    """Any row of words, some of them mentions of any type."""
    text, mentions = "", []
    for word in draw(st.lists(st.sampled_from([*_WORDS, "été", "🙂", "\n"]), max_size=30)):
        kind = draw(st.sampled_from(["", "", *ENTITY_TYPES]))
        span = Span(len(text), len(text) + len(word))
        if kind and word.strip():
            mentions.append(Mention(text=word, kind=kind, span=span))
        text += word + draw(st.sampled_from([" ", "", "  "]))
    return text, mentions


@given(texts_with_mentions(), st.sampled_from(["fr", "en"]))
@settings(max_examples=60, deadline=None)
def test_every_claim_is_well_formed(drawn: tuple[str, list[Mention]], lang: str) -> None:
    """Quotes are slices of the text, ends have the types of the scheme, scores lie in [0, 1]."""
    text, mentions = drawn
    document, _ = marked("", lang)
    shipped = RelationReader.load()
    reader = RelationReader(replace(shipped._weights, threshold=0.05), shipped._judge)
    (claims,) = reader.read([named(replace(document, text=text), mentions)])
    for claim in claims:
        span = claim.evidence.span
        assert span is not None
        assert claim.evidence.quote == text[span.start : span.end]
        assert claim.predicate in predicates(claim.subject.kind, claim.object.kind)
        assert {claim.subject, claim.object} <= set(mentions)
        assert 0 <= claim.score <= 1


@given(texts_with_mentions())
def test_sentences_hold_each_mention_once(drawn: tuple[str, list[Mention]]) -> None:
    """Sentences follow each other, and each mention lies in exactly one of them."""
    text, mentions = drawn
    sentences = split(text, mentions)
    assert [i for s in sentences for i in s.mentions] == list(range(len(mentions)))
    assert all(a.span.end <= b.span.start for a, b in pairwise(sentences))


@given(texts_with_mentions())
def test_masking_keeps_every_mention(drawn: tuple[str, list[Mention]]) -> None:
    """Each mention of a sentence leads to a word of the masked form."""
    text, mentions = drawn
    for sentence in split(text, mentions):
        form = mask(text, sentence, mentions)
        assert sorted(form.at.values()) == list(sentence.mentions)
        assert all(form.text[at].isalnum() for at in form.at)


@given(texts_with_mentions())
def test_a_masked_character_leads_back_to_where_it_stands(
    drawn: tuple[str, list[Mention]],
) -> None:
    """Plain text to itself, anything of a name's placeholder to the start of the name."""
    text, mentions = drawn
    for sentence in split(text, mentions):
        form = mask(text, sentence, mentions)
        starts = {mentions[i].span.start for i in sentence.mentions if mentions[i].span}
        for at, letter in enumerate(form.text):
            origin = form.origin(at)
            assert origin in starts or not letter.strip() or text[origin] == letter
        assert {form.origin(at) for at in form.at} == starts


def test_the_scheme_knows_every_predicate() -> None:
    """Each predicate of the annotation scheme has ends, of known types."""
    assert set(ENDS) == set(PREDICATES)
    assert all(d | r <= set(ENTITY_TYPES) for d, r in ENDS.values())


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("mars 2021", "2021-03"),
        ("le 1er avril 2021", "2021-04-01"),
        ("12 mars 2021", "2021-03-12"),
        ("March 12, 2021", "2021-03-12"),
        ("25 March", "2024-03-25"),
        ("T3 2023", "2023-Q3"),
        ("premier trimestre 2025", "2025-Q1"),
        ("fourth quarter of 2022", "2022-Q4"),
        ("fin 2023", "2023"),
        ("2019", "2019"),
        ("12/03/2021", "2021-03-12"),
        ("2021-03", "2021-03"),
        ("courant 2024", "2024"),
    ],
)
def test_dates_are_as_precise_as_told(surface: str, expected: str) -> None:
    """French and English dates become ISO; a missing year is that of the publication."""
    assert iso(surface, year="2024-05-01") == expected


def test_a_date_without_any_year_is_left_out() -> None:
    """Nothing is guessed where neither text nor publication tells a year."""
    assert iso("25 March") == ""


@pytest.mark.parametrize(
    "line",
    ["C1 buys C2.", "C1 buys C2. | C1 devours C2", "C1 buys. | C1 acquired C2", "C1 | C1 acquired"],
)
def test_a_bad_made_sentence_is_named(line: str) -> None:
    """A training sentence out of form is refused with its place."""
    with pytest.raises(DataError, match="here:1"):
        made.annotated(line, lang="en", where="here:1")


def test_weights_survive_writing(tmp_path: Path) -> None:
    """Weights written and read again give the same log-odds."""
    beside = model.Beside(0.5, 0.25, -0.5)
    told = {"*": {"bias": -1.5}, "treats": {"bias": 2.0}}
    weights = model.Weights(told, 0.5, (1.0, 0.0), (0.9, 0.1), beside)
    model.save(weights, tmp_path / "w.json", measured={})
    again = model.load(tmp_path / "w.json")
    assert (again.calibration, again.joint, again.beside) == ((1.0, 0.0), (0.9, 0.1), beside)
    assert again.log_odds([[("bias", "unknown")]], [{"treats": ()}]).tolist() == [0.5]


def test_features_alone_tell_where_nothing_stands_beside_them() -> None:
    """Weights without a head leave the log-odds as they are."""
    features, head = np.array([-2.0, 0.5]), np.array([9.0, -9.0])
    assert model.ALONE.odds(features, head).tolist() == features.tolist()


def test_the_head_can_tip_the_scales() -> None:
    """The two log-odds are weighed and summed."""
    beside = model.Beside(1.0, 0.5, -1.0)
    assert beside.odds(np.array([2.0, 0.0]), np.array([-4.0, 4.0])).tolist() == [-1.0, 1.0]


@pytest.mark.parametrize("content", ["", "[]", '{"threshold": 1}'])
def test_broken_weights_are_named(tmp_path: Path, content: str) -> None:
    """Weights that cannot be read give an error with the mend."""
    (tmp_path / "w.json").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"w\.json"):
        model.load(tmp_path / "w.json")
