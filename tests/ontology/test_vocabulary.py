"""The vocabulary as its users see it: terms, surfaces, names, recipes, statements."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from itertools import product
from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDFS, Graph, URIRef

from biograph import resources, vocabulary
from biograph.model import Literal
from biograph.terms import (
    COMPANY_SUBTYPES,
    DATA,
    DCTERMS,
    ENTITY_TYPES,
    ONTOLOGY_GRAPH,
    ORGANISATION_TYPES,
    PREDICATES,
    RDF,
    REGISTER_PREDICATES,
    SKOS,
    bg,
)
from biograph.vocabulary import RecipeLine, Supplier
from biograph.vocabulary.owl import modules, read_modules
from biograph.vocabulary.rdf import compile_folder
from biograph.vocabulary.term import surface_key

if TYPE_CHECKING:
    from pathlib import Path

SHARED = resources.ontology().parents[1] / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the recorded data are not here")
TERMS = vocabulary.terms()
STATEMENTS = tuple(vocabulary.statements())
FAMILIES = sorted({line.family for line in vocabulary.recipes()})
FINER_ACTORS = {
    "AcademicGMPPlatform": "ResearchOrganization",
    "TissueOrCellBank": "ResearchOrganization",
    "BloodEstablishment": "ResearchOrganization",
    "TrainingCentre": "ResearchOrganization",
    "Laboratory": "ResearchOrganization",
    "CARTCentre": "Hospital",
    "HospitalPharmacy": "Hospital",
    "TradeFederation": "Cluster",
    "Incubator": "Cluster",
    "HTABody": "Regulator",
    "LogisticsProvider": "Company",
    "ServiceProvider": "Company",
}
# Words that press uses, with the type under which the annotation scheme has them.
PRESS = [
    ("fr", "thérapie génique", "TherapyClass", "gene-therapy"),
    ("fr", "thérapies géniques", "TherapyClass", "gene-therapy"),
    ("fr", "cellules CAR-T", "TherapyClass", "car-t"),
    ("fr", "CAR-T allogéniques", "TherapyClass", "allogeneic-car-t"),
    ("fr", "anticorps monoclonaux", "TherapyClass", "mab"),
    ("fr", "MTI", "TherapyClass", "advanced-therapy"),
    ("fr", "vaccins à ARN messager", "TherapyClass", "mrna-vaccine"),
    ("fr", "immunoglobulines", "TherapyClass", "immunoglobulin"),
    ("fr", "bactériophages", "TherapyClass", "phage-therapy"),
    ("fr", "insuline", "TherapyClass", "insulin"),
    ("en", "gene therapies", "TherapyClass", "gene-therapy"),
    ("en", "ATMPs", "TherapyClass", "advanced-therapy"),
    ("en", "CAR-T cells", "TherapyClass", "car-t"),
    ("en", "antibody-drug conjugates", "TherapyClass", "adc"),
    ("en", "live biotherapeutics", "TherapyClass", "live-biotherapeutic"),
    ("fr", "vecteurs viraux", "InputMaterial", "viral-vector"),
    ("fr", "plasmides", "InputMaterial", "plasmid"),
    ("fr", "milieux de culture", "InputMaterial", "culture-medium"),
    ("fr", "poches à usage unique", "InputMaterial", "single-use-bags"),
    ("fr", "flacons", "InputMaterial", "vial"),
    ("fr", "seringues préremplies", "InputMaterial", "syringes"),
    ("en", "lentiviral vectors", "InputMaterial", "lentiviral-vector"),
    ("en", "chromatography resins", "InputMaterial", "chromatography-resin"),
    ("fr", "bioréacteurs à usage unique", "Equipment", "su-bioreactor"),
    ("fr", "isolateurs", "Equipment", "isolator"),
    ("fr", "lignes de remplissage", "Equipment", "filling-line"),
    ("fr", "congélateurs", "Equipment", "freezer"),
    ("en", "single-use assemblies", "Equipment", "single-use-system"),
    ("en", "bioreactors", "Equipment", "bioreactor"),
]


@pytest.mark.parametrize(
    "name", [*ENTITY_TYPES, *COMPANY_SUBTYPES, "Modality", "CoverageStatement"]
)
def test_types_of_the_scheme_are_classes(name: str) -> None:
    """Every type and subtype of the annotation scheme is a class of that very name."""
    assert name in vocabulary.classes()


def test_predicates_of_the_scheme_are_those_of_the_ontology() -> None:
    """The ontology relates entities by the predicates of scheme and registers and no others."""
    assert vocabulary.predicates() == {*PREDICATES, *REGISTER_PREDICATES}


@pytest.mark.parametrize(("finer", "coarser"), FINER_ACTORS.items())
def test_finer_actors_are_below_their_organisation_class(finer: str, coarser: str) -> None:
    """A kind of the actor tables is a subclass of one of the seven organisation classes."""
    assert coarser in ORGANISATION_TYPES
    above = modules().transitive_objects(URIRef(bg(finer)), RDFS.subClassOf)
    assert URIRef(bg(coarser)) in set(above)


@needs_shared
def test_every_kind_of_the_actor_tables_is_a_class() -> None:
    """No row of the recorded actors has a kind that the ontology lacks."""
    kinds = {kind for row in actor_rows() for kind in row["kind"].split("|")}
    assert kinds <= vocabulary.classes()


def test_modules_have_version_and_licence() -> None:
    """Each module has a version IRI, a licence and titles in both languages, and its own terms."""
    for path in resources.ontology().glob("*.ttl"):
        graph = Graph().parse(path)
        (module,) = graph.subjects(predicate=URIRef(RDF + "type"), object=OWL.Ontology)
        assert str(graph.value(module, OWL.versionIRI)).startswith(str(module))
        assert graph.value(module, URIRef(DCTERMS + "license"))
        titles = graph.objects(module, URIRef(DCTERMS + "title"))
        assert sorted(getattr(t, "language", "") for t in titles) == ["en", "fr"]
        defined = set(graph.objects(None, RDFS.isDefinedBy))
        assert defined <= {module}


@pytest.mark.parametrize("table", ["therapy_classes", "inputs"])
def test_term_tables_are_sorted(table: str) -> None:
    """Rows stand in order of kind and id, so that two versions are easy to compare."""
    kinds = {"therapy_classes": ("TherapyClass",)}.get(table)
    rows = [
        (t.kind, t.id)
        for t in TERMS
        if (t.kind in kinds if kinds else t.iri.startswith(DATA + "input/"))
    ]
    assert rows == sorted(rows)
    assert len(rows) >= 60


def test_definitions_say_something() -> None:
    """A definition is a phrase of its own: longer than four words, no full stop, not the label."""
    for term in TERMS:
        for lang, text in term.definitions.items():
            assert len(text.split()) > 3, term.iri
            assert not text.endswith("."), term.iri
            assert text != term.labels[lang], term.iri


def test_synonyms_hold_no_doubles() -> None:
    """No term gives the same surface twice in one language."""
    for term in TERMS:
        for lang in ("fr", "en"):
            keys = Counter(map(surface_key, term.surfaces(lang)))
            assert not [key for key, n in keys.items() if n > 1], term.iri


@pytest.mark.parametrize(("lang", "text", "annotation", "id_"), PRESS)
def test_press_words_are_surfaces(lang: str, text: str, annotation: str, id_: str) -> None:
    """Words of press prose, singular and plural, lead to their term under the right type."""
    owners = [
        (t.annotation, t.id)
        for t in TERMS
        if t.annotation and surface_key(text) in map(surface_key, t.surfaces(lang))
    ]
    assert owners == [(annotation, id_)]


@pytest.mark.parametrize("kind", ["Service", "SiteCapability", "Authorisation", "Skill"])
def test_what_the_scheme_lacks_is_not_annotated(kind: str) -> None:
    """Services, places, permits and skills have no annotation type: texts do not mark them."""
    assert {t.annotation for t in TERMS if t.kind == kind} == {""}


def test_surface_lookup_ignores_case_and_doubt() -> None:
    """A doubtful value of a column in another case leads to the same term."""
    found = vocabulary.terms_by_surface()
    assert found[surface_key("Culture Media?")] == found[surface_key("culture media")]
    assert [t.id for t in found["culture media"]] == ["culture-medium"]


@pytest.mark.parametrize(
    ("modality", "family"),
    [
        ("CAR-T", "autologous_car_t"),
        ("AAV", "aav_gene_therapy"),
        ("mAb", "monoclonal_antibody"),
        ("MSC", "mesenchymal_stromal_cells"),
        ("plasma-derived", "plasma_derived_immunoglobulin"),
        ("live biotherapeutic", "live_biotherapeutic"),
    ],
)
def test_modalities_lead_to_their_family(modality: str, family: str) -> None:
    """A word of the actors' modalities column names a family of recipes."""
    found = vocabulary.terms_by_surface()[surface_key(modality)]
    assert [t.id for t in found if t.kind == "TherapyFamily"] == [family]


@pytest.mark.parametrize("modality", ["gene therapy", "cell therapy"])
def test_vague_modalities_name_a_class_but_no_family(modality: str) -> None:
    """A word that covers several families claims none of them."""
    kinds = {t.kind for t in vocabulary.terms_by_surface()[modality]}
    assert kinds == {"TherapyClass"}


@needs_shared
def test_supplier_table_links_to_inputs() -> None:
    """Nearly all that the recorded suppliers sell is an input, of which 60 % was the aim."""
    found = vocabulary.terms_by_surface()
    sold = {
        surface_key(text)
        for row in actor_rows("suppliers.tsv")
        for text in row["supplies_or_makes"].split("|")
        if text.strip()
    }
    linked = [s for s in sold if any("/input/" in t.iri for t in found.get(s, ()))]
    assert len(linked) / len(sold) >= 0.9


def actor_rows(name: str = "*.tsv") -> list[dict[str, str]]:
    """The rows of the recorded actor tables."""
    found: list[dict[str, str]] = []
    for path in sorted((SHARED / "actors").glob(name)):
        with path.open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return found


#: Recorded tables that hold several families, with the recipes they became.
SPLIT = {
    "allogeneic_car_t_nk": ("allogeneic_car_t", "car_nk"),
    "bacteriophage_or_live_biotherapeutic": (
        "bacteriophage",
        "live_biotherapeutic",
        "faecal_microbiota",
    ),
    "tissue_engineered_skin_cartilage": ("engineered_skin", "engineered_cartilage"),
}


@needs_shared
@pytest.mark.parametrize("path", sorted((SHARED / "recipes").glob("*.tsv")), ids=lambda p: p.stem)
def test_recipe_keeps_the_recorded_requirements(path: Path) -> None:
    """No recorded requirement got lost when tables were split, reviewed and carried on."""
    with path.open(encoding="utf-8", newline="") as file:
        recorded = {
            (row["stage"], row["requirement_id"])
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        }
    families = SPLIT.get(path.stem, (path.stem,))
    ours = {line.requirement for line in vocabulary.recipes() if line.family in families}
    assert {requirement for _, requirement in recorded} <= ours


def test_split_families_share_no_route() -> None:
    """A family made from a mixed table stands alone: nothing is left of the choice between them."""
    made = {family for families in SPLIT.values() for family in families}
    assert not [line.key for line in vocabulary.recipes() if line.family in made and line.routes]


@pytest.mark.parametrize(
    ("requirement", "recipe"),
    [
        ("pdna-hq", "plasmid_dna"),
        ("pdna-gmp", "plasmid_dna"),
        ("lv-vector-bank", "lentiviral_vector"),
        ("hsa", "plasma_derived_albumin"),
        ("as01-qs21", "saponin_adjuvant"),
    ],
)
def test_nested_requirement_has_its_recipe(requirement: str, recipe: str) -> None:
    """What is itself a bioproduct unfolds into its own recipe wherever it is required."""
    lines = [line for line in vocabulary.recipes() if line.requirement == requirement]
    assert lines
    assert {line.expands_into for line in lines} == {recipe}


def test_recipe_line_carries_routes_suppliers_and_nesting() -> None:
    """A line gives its route, its suppliers with product and the recipe it unfolds into."""
    by_key = {line.key: line for line in vocabulary.recipes()}
    assert by_key["autologous_car_t/prodigy"].routes == ("route=prodigy",)
    assert by_key["autologous_car_t/lv-vector-bank"].expands_into == "lentiviral_vector"
    nested = by_key["antibody_drug_conjugate/mab-intermediate"]
    assert (nested.expands_into, nested.expands_from, nested.expands_to) == (
        "monoclonal_antibody",
        "discovery",
        "downstream",
    )
    assert Supplier("Polyplus-transfection", "PEIpro") in by_key["aav_gene_therapy/pei"].suppliers
    assert by_key["monoclonal_antibody/cold-2-8"].temperature == (2, 8)


def choices(lines: list[RecipeLine]) -> list[frozenset[str]]:
    """All ways to choose one value for each route dimension."""
    values: dict[str, set[str]] = defaultdict(set)
    for route in (r for line in lines for r in line.routes):
        values[route.partition("=")[0]].add(route)
    return [frozenset(way) for way in product(*(sorted(v) for v in values.values()))]


@pytest.mark.parametrize(
    ("family", "ways"),
    [
        ("aav_gene_therapy", 2),
        ("autologous_car_t", 2),
        ("monoclonal_antibody", 2),
        ("mrna_vaccine", 2),
        ("mesenchymal_stromal_cells", 6),
        ("plasma_derived_immunoglobulin", 2),
    ],
)
def test_recipe_compiles_to_an_and_of_ors(family: str, ways: int) -> None:
    """Each choice of routes leaves groups of alternatives at nearly every stage, none empty."""
    lines = [line for line in vocabulary.recipes() if line.family == family]
    found = choices(lines)
    assert len(found) == ways
    for way in found:
        kept = [x for x in lines if not x.routes or way & set(x.routes)]
        groups: dict[str, set[str]] = defaultdict(set)
        for line in kept:
            groups[line.group].add(line.requirement)
        assert len(groups) > 15
        assert len({x.stage for x in kept if x.criticality == "essential"}) >= 9


def test_plasmid_is_needed_only_where_the_route_says_so() -> None:
    """AAV by insect cells needs no transfection reagent, AAV by transfection no baculovirus."""
    lines = {x.requirement: x for x in vocabulary.recipes() if x.family == "aav_gene_therapy"}
    assert lines["pei"].routes == ("route=hek",)
    assert lines["baculovirus-stock"].routes == ("route=bev",)


def test_every_recorded_requirement_is_an_input() -> None:
    """Each requirement of the recipes is one input term, whose generic terms come beside it."""
    inputs = {t.id: t for t in TERMS if t.iri.startswith(DATA + "input/")}
    used = {line.requirement for line in vocabulary.recipes()}
    assert len(used) >= 300
    assert used <= inputs.keys()
    assert all(inputs[i].broader for i in used)


def test_statements_are_sorted_unique_and_in_one_graph() -> None:
    """The compiled ontology is a sorted set in the ontology graph, the same at every call."""
    assert len(set(STATEMENTS)) == len(STATEMENTS)
    assert {s.graph for s in STATEMENTS} == {ONTOLOGY_GRAPH}
    assert tuple(vocabulary.statements()) == STATEMENTS
    subjects = [s.subject for s in STATEMENTS]
    assert subjects == sorted(subjects)


def test_statements_have_no_blank_node() -> None:
    """Every node is an IRI or a literal."""
    nodes = {n for s in STATEMENTS for n in (s.subject, s.object) if isinstance(n, str)}
    assert all(re.match(r"https?://", n) for n in nodes)


def test_terms_come_back_from_the_statements() -> None:
    """Labels, synonyms, kind and generic term of every term can be read from the graph."""
    about: dict[str, set[tuple[str, str | Literal]]] = defaultdict(set)
    for subject, predicate, value, _ in STATEMENTS:
        about[subject].add((predicate, value))
    for term in TERMS:
        said = about[term.iri]
        assert (RDF + "type", bg(term.kind)) in said
        for lang in ("fr", "en"):
            assert (SKOS + "prefLabel", Literal(term.labels[lang], lang=lang)) in said
            texts = {
                v.value
                for p, v in said
                if p == SKOS + "altLabel" and isinstance(v, Literal) and v.lang == lang
            }
            assert texts == set(term.synonyms[lang])
        broader = bg("familyOf") if term.kind == "TherapyFamily" else SKOS + "broader"
        assert {v for p, v in said if p == broader} == {term.broader} - {""}


def test_recipe_lines_come_back_from_the_statements() -> None:
    """Every line is one requirement node with its family, input, stage and routes."""
    about: dict[str, set[tuple[str, str | Literal]]] = defaultdict(set)
    for subject, predicate, value, _ in STATEMENTS:
        about[subject].add((predicate, value))
    for line in vocabulary.recipes():
        said = about[f"{DATA}requirement/{line.key}"]
        assert (bg("ofFamily"), f"{DATA}family/{line.family}") in said
        assert (bg("requires"), f"{DATA}input/{line.requirement}") in said
        assert (bg("atStage"), f"{DATA}stage/{line.stage}") in said
        routes = {v.value for p, v in said if p == bg("onRoute") and isinstance(v, Literal)}
        assert routes == set(line.routes)


def test_operations_are_those_of_the_recipes() -> None:
    """Most lines serve a unit operation, and an operation without line has narrower ones."""
    lines = vocabulary.recipes()
    used = {line.operation for line in lines}
    assert sum(bool(line.operation) for line in lines) / len(lines) > 0.8
    operations = {t.id: t for t in TERMS if t.kind == "UnitOperation"}
    generic = {t.broader.rsplit("/", 1)[1] for t in operations.values() if t.broader}
    assert operations.keys() - used - generic == set()


def test_operation_of_a_line_is_read_from_the_statements() -> None:
    """A line leads to its operation, and the operation to the stage where it usually stands."""
    line, operation = f"{DATA}requirement/aav_gene_therapy/pei", f"{DATA}operation/transfection"
    said = {(s.subject, s.predicate, s.object) for s in STATEMENTS}
    assert (line, bg("forOperation"), operation) in said
    assert (operation, bg("atStage"), f"{DATA}stage/upstream") in said


def test_stages_form_one_chain() -> None:
    """From discovery each stage precedes one other, to the last one."""
    after = {s.subject: str(s.object) for s in STATEMENTS if s.predicate == bg("precedes")}
    chain = [f"{DATA}stage/discovery"]
    while chain[-1] in after:
        chain.append(after[chain[-1]])
    assert len(chain) == len([t for t in TERMS if t.kind == "Stage"])
    assert chain[-1] == f"{DATA}stage/follow-up"


def test_blank_nodes_of_modules_get_names(tmp_path: Path) -> None:
    """A restriction written with brackets becomes the same IRI in every run."""
    text = (
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix x: <https://example.org/> .\n"
        "x:A owl:equivalentClass [ owl:complementOf x:B ] .\n"
    )
    folders = [tmp_path / "1", tmp_path / "2"]
    for folder in folders:
        folder.mkdir()
        (folder / "m.ttl").write_text(text, encoding="utf-8")
    first, second = (set(read_modules(folder)) for folder in folders)
    assert first == second
    assert all(isinstance(node, URIRef) for triple in first for node in triple)


def test_compiling_a_copy_gives_the_same(tmp_path: Path) -> None:
    """The statements depend on the files and on nothing else."""
    copy = tmp_path / "ontology"
    copy.mkdir()
    for path in resources.ontology().rglob("*.t*"):
        target = copy / path.relative_to(resources.ontology())
        target.parent.mkdir(exist_ok=True, parents=True)
        target.write_bytes(path.read_bytes())
    assert tuple(compile_folder(copy)) == STATEMENTS
