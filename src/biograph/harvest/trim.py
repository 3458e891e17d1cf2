"""Which rows and columns of the full registers travel with the package, and why these."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from biograph.harvest import declared
from biograph.harvest.activities import activities
from biograph.harvest.places import departement, folded, insee, town
from biograph.harvest.sources import actors, anr, orphanet
from biograph.harvest.tables import Table, read
from biograph.model import Record
from biograph.resources import extract

Fields = Mapping[str, str]
Kept = Mapping[str, Sequence[Fields]]  # file name -> rows kept of the tables cut before


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A table of the full snapshot, the columns kept, and which rows, given those kept before."""

    table: Table
    columns: tuple[str, ...]
    wanted: Callable[[Kept], Callable[[Fields], bool]] = lambda _kept: lambda _row: True


_LIFE_SCIENCE = re.compile(
    r"bio|sant[ée]|health|m[ée]dic|pharma|th[ée]rap|cancer|onco|immun|vaccin|g[ée]n[ée]ti|g[ée]nom|"
    r"cell|mol[ée]cul|neuro|cardio|h[ée]mato|vir[uo]|infect|microb|h[ôo]pital|clini|inserm|pasteur|"
    r"curie|rare disease|maladie|vision|cerveau|brain|diab|prot[ée]|tissu|sang|blood|physiol|"
    r"pathol|toxic|[ée]pid|lipid|inflam|trauma|muscle|myo|opht|dermat|p[ée]diat|stem|souches|aging",
    re.IGNORECASE,
)
_HEALTH_ACTIONS = frozenset(
    ("INBS", "RHUS", "IAHU", "IBHU", "DPBS", "BTBR", "F2II", "COHO", "PMRB", "NANB", "BINF")
)
# programmes of Horizon 2020 on health, and words of topics of the others
_HEALTH_TOPICS = re.compile(r"^(?:IBA-)?SC1-|^IMI|^PHC-|^HCO-")
_HEALTH_TITLES = re.compile(
    r"(?i)biotech|biopharm|health|medic|therap|disease|cancer|tumour|vaccin|coronavirus|covid"
)
_FEWEST_PROJECTS = 4  # of a laboratory in ANR's life-science calls; most spellings have one
_FEWEST_OF_FIRMS = 2  # of a firm, foundation or association there
_SMALLEST_TOWN = 5_000  # inhabitants; smaller ones stay where a kept actor has its seat
_SMALLEST_HOSPITAL = 30  # beds in medicine, surgery and obstetrics


def _ror(_kept: Kept) -> Callable[[Fields], bool]:
    """Hospitals, companies, funders; facilities and universities of the life sciences."""

    def wanted(row: Fields) -> bool:
        types = set(row["types"].split("|"))
        if row["status"] == "withdrawn":
            return False
        if types & {"healthcare", "company", "funder"}:
            return True
        names = "|".join(row[c] for c in ("name", "name_fr", "aliases", "labels"))
        university = "education" in types and "niversit" in names
        return row["status"] == "active" and bool(university or _LIFE_SCIENCE.search(names))

    return wanted


def _rnsr(_kept: Kept) -> Callable[[Fields], bool]:
    return lambda row: "Biologie, médecine et santé" in row["domaine_scientifique"]


def _number(text: str) -> float:
    return float(text) if text.replace(".", "", 1).isdigit() else 0.0


def _sae(_kept: Kept) -> Callable[[Fields], bool]:
    """Sites that graft, give chemotherapy, treat cancer only (131), or have acute beds."""

    def wanted(row: Fields) -> bool:
        care = "1" in (row["GREFFE"], row["CHIMIO"]) or row["cat"] == "131"
        return care or _number(row["LIT_MCO"]) >= _SMALLEST_HOSPITAL

    return wanted


def _finess(kept: Kept) -> Callable[[Fields], bool]:
    """Regional hospitals and the sites kept from SAE."""
    known = {row["finess_et"] for row in kept[declared.SAE.name]}

    def wanted(row: Fields) -> bool:
        regional = row["categorie_libelle"].startswith("Centre Hospitalier Régional")
        return regional or row["nofinesset"] in known

    return wanted


def _cancer_centres(_kept: Kept) -> Callable[[Fields], bool]:
    return lambda row: row["facility_type"] == declared.CANCER_CENTRE


def _ilab(_kept: Kept) -> Callable[[Fields], bool]:
    return lambda row: bool(re.search(r"(?i)pharmacie", row["Domaine technologique"]))


def _pia(_kept: Kept) -> Callable[[Fields], bool]:
    """Projects of the actions on health, biology-health infrastructures and bioproduction."""
    return lambda row: row["Action.Titre.Francais"] in _HEALTH_ACTIONS


def _partners(kept: Kept) -> Callable[[Fields], bool]:
    code = "Projet.Code_Decision_ANR"
    projects = {row[code] for row in kept[declared.PIA_PROJECTS.name]}
    return lambda row: row[code] in projects


def _anr(kept: Kept) -> Callable[[Fields], bool]:
    """Partners of several projects: laboratories kept from RNSR, firms, foundations, associations.

    Never a row that names a person.
    """
    numbers = {row["numero_national_de_structure"] for row in kept[declared.RNSR.name]}
    private = ("PME", "TPE", "Entreprise", "Fondation", "Association")

    def wanted(row: Fields) -> bool:
        projects = _number(row["n_projets_vivant"])
        if row["Categorie_organisme"].startswith(private):
            return projects >= _FEWEST_OF_FIRMS
        known = row["Code_RNSR"] in numbers and not anr.is_person(row)
        return known and projects >= _FEWEST_PROJECTS

    return wanted


def _cordis(_kept: Kept) -> Callable[[Fields], bool]:
    """Participations in projects on health or biotechnology."""
    return lambda row: bool(
        _HEALTH_TOPICS.search(row["topic"]) or _HEALTH_TITLES.search(row["topic_title"])
    )


_DISEASES = Table(
    path="gazetteers/diseases.tsv",
    key=("name", "lang"),
    columns=("orpha",),
    delimiter="\t",
    quoted=False,
)


def _orphanet(_kept: Kept) -> Callable[[Fields], bool]:
    """Diseases that actors work on or speak for, and those the name list has names of its own for.

    The other names of that list are Orphanet's: with them it would be half the bundle.
    """
    own = (row["name"] for row in _rows(_DISEASES) if not row["orpha"])
    named = {folded(name) for name in (*own, *_of_actors())}
    return lambda row: any(folded(name) in named for name in orphanet.names(row))


def _of_actors() -> Iterator[str]:
    for row in _rows(actors.TABLE):
        yield from (one.object.text for one in activities(row) if one.object.kind == "Disease")


def _rows(table: Table) -> Iterator[Fields]:
    found = read(table, extract(), source="trim")
    return (one.fields for one in found if isinstance(one, Record))


def _shortages(kept: Kept) -> Callable[[Fields], bool]:
    """The biologics that were short, on all days that were recorded."""
    biologics = {row["cis"] for row in kept[declared.BIOLOGICS.name]}

    return lambda row: row["code_statut"] in declared.SHORT and row["cis"] in biologics


def _ema(_kept: Kept) -> Callable[[Fields], bool]:
    return lambda row: bool(row["bio_class"]) or row["advanced_therapy"] == "Yes"


def _communes(kept: Kept) -> Callable[[Fields], bool]:
    """Towns of some size, arrondissements, and every seat of a kept hospital or laboratory."""
    codes = {insee(row["commune_insee"]) for row in kept[declared.SAE.name]}
    names = {
        (departement(row["code_postal"]), folded(town(row["commune"])))
        for row in kept[declared.RNSR.name]
    } | {
        (departement(row["ville_cp"]), folded(town(row["ville_cp"])))
        for row in kept[declared.FINESS.name]
    }

    def wanted(row: Fields) -> bool:
        large = _number(row["population"]) >= _SMALLEST_TOWN or row["type"] == "ARM"
        seat = (row["code_departement"], folded(row["nom"])) in names
        return large or seat or row["code_insee"] in codes

    return wanted


_SMALL = {  # columns of the bundled tables beyond those each source needs
    declared.PIA_PROJECTS.name: ("Action.Titre.Francais",),
    declared.ROR.name: ("labels",),
    declared.RNSR.name: ("annee_de_creation", "label_numero", "domaine_scientifique"),
    declared.SAE.name: ("GREFFE", "CHIMIO", "LIT_MCO"),
    declared.CORDIS.name: ("topic",),
}


def _cut(table: Table, wanted: Callable[[Kept], Callable[[Fields], bool]] | None = None) -> Cut:
    columns = tuple(dict.fromkeys((*table.key, *table.columns, *_SMALL.get(table.name, ()))))
    return Cut(table=table, columns=columns, **({"wanted": wanted} if wanted else {}))


CUTS = (
    _cut(declared.ILAB, _ilab),
    _cut(declared.PIA_PROJECTS, _pia),
    _cut(declared.PIA_PARTNERS, _partners),
    _cut(declared.ROR, _ror),
    _cut(declared.RNSR, _rnsr),
    _cut(declared.ANR_PARTNERS, _anr),
    _cut(declared.CORDIS, _cordis),
    _cut(declared.LISTED),
    _cut(declared.SAE, _sae),
    _cut(declared.FINESS, _finess),
    _cut(declared.EUROSTAT, _cancer_centres),
    _cut(declared.BIOLOGICS),
    _cut(declared.SHORTAGES, _shortages),
    _cut(declared.EMA, _ema),
    _cut(declared.ATMP),
    _cut(declared.UNION_LIST),
    _cut(declared.EPAR),
    _cut(declared.ORPHANET, _orphanet),
    _cut(declared.COMMUNES, _communes),
    _cut(declared.DEPARTEMENTS),
    _cut(declared.REGIONS),
)
