"""What a newcomer does: a family by one new table, a term by editing one module, nothing else."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from biograph import resources
from biograph.analyse import gaps
from biograph.ask import over
from biograph.store import open_store
from biograph.terms import DATA, RDF, RDFS, bg
from biograph.validate import check_ontology
from biograph.view.recipe import recipe_svg
from biograph.vocabulary.rdf import compile_folder
from biograph.vocabulary.recipe import read_recipes
from biograph.vocabulary.term import read_terms

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from biograph.ask import Ask

    Plant = Callable[[str, str, str], Path]

NAME = "exosome_therapy"
#: One file, as CONTRIBUTING says it: the family in the head, then a line a requirement.
TABLE = """\
#label_en	exosome family
#label_fr	famille exosomes
#definition_en	Family of processes that collect the vesicles that cultured cells give off
#definition_fr	Famille de procédés qui recueillent les vésicules que libèrent des cellules en culture
#parent	exosome-therapy
#stages	cell-bank..storage-transport
#source	biograph
stage	operation	unit_operation	unit_operation_fr	requirement	group	criticality	route	expands_into	scale	scale_fr	suppliers	temperature	basis	source	confidence
cell-bank	cell-banking	Cell bank	Banque cellulaire	msc-bank	bank	essential							transferred	https://example.org/bank	medium
starting-material	media-buffer-preparation	Medium	Milieu de culture	serum-free-medium	medium	essential							transferred	https://example.org/medium	medium
upstream	cell-expansion	Culture	Culture	su-bioreactor	vessel	essential	route=su		up to 50 L	jusqu'à 50 L			sourced	https://example.org/culture	medium
upstream	cell-expansion	Culture	Culture	ss-bioreactor	vessel	essential	route=ss						textbook		low
downstream	ultrafiltration-diafiltration	Concentration	Concentration	tff	tff	essential							sourced	https://example.org/tff	high
formulation	bulk-formulation	Formulation	Formulation	buffers	buffer	essential							textbook		low
fill-finish	aseptic-filling	Filling	Remplissage	fill-isolator	filling	essential							textbook		low
qc-release	sterility-test	Sterility	Stérilité	sterility	sterility	essential							textbook		low
storage-transport	frozen-storage	Frozen storage	Stockage congelé	ult-chain	frozen	essential						..-60	sourced	https://example.org/cold	medium
"""  # noqa: E501 - a table as it stands in its file


@pytest.fixture
def added(tmp_path: Path) -> Path:
    """A copy of the ontology with one more recipe."""
    folder = tmp_path / "ontology"
    shutil.copytree(resources.ontology(), folder)
    (folder / "recipes" / f"{NAME}.tsv").write_text(TABLE, encoding="utf-8")
    return folder


def asked(folder: Path) -> Ask:
    """Questions over a graph that holds nothing but the ontology of a folder."""
    store = open_store()
    store.add_many(compile_folder(folder))
    return over(store)


def test_a_family_needs_one_table(added: Path) -> None:
    """The new table alone gives a family with its recipe, and every check is content."""
    report = check_ontology(added, reason=False)
    assert report.violations == ()
    lines = [line for line in read_recipes(added) if line.family == NAME]
    assert len(lines) == len(TABLE.splitlines()) - 8


def test_questions_and_analyses_know_the_new_family(added: Path) -> None:
    """Without a change elsewhere it is listed, its gaps are computed and its picture is drawn."""
    ask = asked(added)
    family = f"{DATA}family/{NAME}"
    assert family in ask("recipes/families").column("family")
    assert {row["operation"] for row in ask("recipes/operations", family=NAME).records()} >= {
        f"{DATA}operation/cell-banking"
    }
    found = gaps(ask, family=NAME)
    assert found
    assert any("famille exosomes" in finding.sentence.fr for finding in found)
    assert not any(finding.presence.value.startswith("absent") for finding in found)
    terms = read_terms(added)
    (term,) = (t for t in terms if t.id == NAME)
    lines = [line for line in read_recipes(added) if line.family == NAME]
    assert "famille exosomes" in "".join(
        ET.fromstring(recipe_svg(term, lines, terms, lang="fr")).itertext()
    )


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ("\texosome-therapy\n", "\texosomes\n", "form"),
        ("\tmsc-bank\t", "\tmsc-bunk\t", "form"),
        ("\tcell-banking\t", "\tbanking\t", "form"),
        ("exosome family", "monoclonal antibody family", "label-shared"),
        ("#label_fr\tfamille exosomes\n", "", "form"),
        ("#stages\tcell-bank..storage-transport", "#stages\tstorage-transport..cell-bank", "form"),
    ],
)
def test_a_slip_in_the_new_table_is_told(added: Path, old: str, new: str, check: str) -> None:
    """What is wrong in the file is named, with the file and what to write instead."""
    path = added / "recipes" / f"{NAME}.tsv"
    assert old in TABLE
    path.write_text(TABLE.replace(old, new, 1), encoding="utf-8")
    found = check_ontology(added, reason=False).violations
    assert check in {v.check for v in found}
    if check == "form":
        assert any(NAME in v.message_fr for v in found)


def test_a_recipe_may_begin_at_any_stage(added: Path) -> None:
    """A family that covers development, of which recipes say nothing, is sound, too."""
    path = added / "recipes" / f"{NAME}.tsv"
    path.write_text(TABLE.replace("#stages\tcell-bank", "#stages\tdevelopment"), encoding="utf-8")
    assert check_ontology(added, reason=False).violations == ()


def test_a_term_needs_one_module(plant: Plant) -> None:
    """A class and a property written into one module are part of all that is asked and checked."""
    place = "\nbg:Startup a owl:Class ;"
    terms = """
bg:DonorRegistry a owl:Class ;
    rdfs:subClassOf bg:Organization ;
    skos:prefLabel "donor registry"@en , "registre de donneurs"@fr ;
    skos:definition "Organisation that lists volunteers who give cells"@en , "Organisation qui recense les volontaires donnant des cellules"@fr ;
    rdfs:isDefinedBy <https://w3id.org/biograph/ontology/actors/> .

bg:recruitsFor a owl:ObjectProperty ;
    rdfs:domain bg:DonorRegistry ;
    rdfs:range bg:Organization ;
    skos:prefLabel "recruits for"@en , "recrute pour"@fr ;
    skos:definition "Relates a donor registry to an organisation that takes its donors"@en , "Relie un registre de donneurs à une organisation qui prend ses donneurs"@fr ;
    rdfs:isDefinedBy <https://w3id.org/biograph/ontology/actors/> .
"""  # noqa: E501 - Turtle as it stands in a module
    folder = plant("actors.ttl", place, terms + place)
    assert check_ontology(folder, reason=False).violations == ()
    said = {(s.subject, s.predicate, s.object) for s in compile_folder(folder)}
    assert (bg("DonorRegistry"), RDFS + "subClassOf", bg("Organization")) in said
    ask = asked(folder)
    assert bg("DonorRegistry") in ask("words/classes").column("class")
    assert bg("recruitsFor") in ask("words/properties").column("property")


def test_a_word_needs_one_row(plant: Plant) -> None:
    """An input written into its table is a term with kind, labels and what stands above it."""
    row = (
        "vesicle-resin\tConsumable\tInputMaterial\tchromatography-resin\tvesicle capture resin\t"
        "résine de capture de vésicules\tChromatography resin that holds vesicles back\t"
        "Résine de chromatographie qui retient les vésicules\t\t\t\tbiograph\n"
    )
    after = next(
        line
        for line in (resources.ontology() / "inputs.tsv").read_text("utf-8").splitlines()
        if line.startswith("vial\t")
    )
    folder = plant("inputs.tsv", after + "\n", row + after + "\n")
    assert check_ontology(folder, reason=False).violations == ()
    said = {(s.subject, s.predicate, s.object) for s in compile_folder(folder)}
    assert (f"{DATA}input/vesicle-resin", RDF + "type", bg("Consumable")) in said
