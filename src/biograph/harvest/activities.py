"""What an actor makes, supplies, develops or represents, read from its row of the actor table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph import vocabulary
from biograph.harvest.kinds import MODALITIES, therapy_class
from biograph.harvest.rows import UNSURE, several
from biograph.harvest.wares import ware
from biograph.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A predicate and its object; ``subject`` where it is not the actor (a product treats)."""

    predicate: str
    object: Mention
    score: float = 1.0
    subject: Mention | None = None


# kind -> what it does with the classes of its modalities; the first line that fits decides, since
# the table does not tell which kind a modality belongs to
_WITH_CLASSES = {
    "Site": "manufactures",
    "CDMO": "manufactures",
    "AcademicGMPPlatform": "manufactures",
    "BloodEstablishment": "manufactures",
    "TissueOrCellBank": "manufactures",
    "Startup": "develops",
    "PharmaCompany": "develops",
    "ResearchOrganization": "researches",
}
# kind of supplier -> kind of what it sells, where the list of inputs does not know it
_WARES = {
    "EquipmentSupplier": "Equipment",
    "RawMaterialSupplier": "InputMaterial",
    "Distributor": "InputMaterial",
    "ServiceProvider": "Service",
    "LogisticsProvider": "Service",
}
_CANDIDATE = "candidate:"
_REPRESENTS = re.compile(r"represents(?: and funds)?(?: research on)?:\s*(.+)")
_CODE = re.compile(r"[A-Z][A-Za-z]*\d|\d|[a-z][A-Z]|^[A-Z]{6,}$")  # ATA-100, ProTcell, EVOGEX
_GENERIC = re.compile(r"^(?:anti-|CAR|MSC|3D\b)|^\S+ (?:gene therapy|decoy)$", re.IGNORECASE)


def activities(fields: Mapping[str, str]) -> Iterator[Activity]:
    """The activities that the columns kinds, modalities and supplies_or_makes declare."""
    surest: dict[tuple[str, Mention, Mention | None], Activity] = {}
    for act in _declared(fields):
        key = (act.predicate, act.object, act.subject)
        surest[key] = max(surest.get(key, act), act, key=lambda one: one.score)
    yield from surest.values()


def _declared(fields: Mapping[str, str]) -> Iterator[Activity]:
    """The activities as the cells give them: one may stand in two."""
    kinds = several(fields["kinds"])
    above = _above(kinds)
    yield from _by_class(above, fields)
    wares = [ware for kind, ware in _WARES.items() if kind in above]
    for value in several(fields["supplies_or_makes"]):
        plain, score = value.rstrip("?").strip(), UNSURE if value.endswith("?") else 1.0
        if plain.startswith(_CANDIDATE):
            yield from _candidate(plain.removeprefix(_CANDIDATE), score)
        elif "PatientOrganization" in kinds and (found := _REPRESENTS.fullmatch(plain)):
            disease = Mention(text=found[1], kind="Disease")
            yield Activity(predicate="represents", object=disease, score=score)
        elif wares and ":" not in plain:
            sold = ware(plain, kind=wares[0])
            yield Activity(predicate="suppliesInput", object=sold, score=score)
    if "CDMO" in above:
        yield from _contracted(fields)


def _above(kinds: list[str]) -> set[str]:
    """The kinds with the classes above them."""
    return set(kinds).union(*(vocabulary.superclasses(kind) for kind in kinds))


#: Inputs that are made on order for others' products: besides services all that is counted here.
_MADE_ON_ORDER = frozenset({"viral-vector", "lentiviral-vector", "aav-vector", "plasmid"})


def _contracted(fields: Mapping[str, str]) -> Iterator[Activity]:
    """What a contract manufacturer does for others.

    Its columns also hold products and markets ("recombinant proteins"): those are no supply.
    """
    for value in several(f"{fields['modalities']}|{fields['supplies_or_makes']}"):
        sold = ware(value.rstrip("?").strip(), kind="")
        known = {identifier.value for identifier in sold.identifiers}
        if sold.kind == "Service" or known & _MADE_ON_ORDER:
            score = UNSURE if value.endswith("?") else 1.0
            yield Activity(predicate="suppliesInput", object=sold, score=score)


def _by_class(above: set[str], fields: Mapping[str, str]) -> Iterator[Activity]:
    acts = [act for kind, act in _WITH_CLASSES.items() if kind in above][:1]
    sells = bool(_WARES.keys() & above) and _CANDIDATE not in fields["supplies_or_makes"]
    if sells and acts == ["develops"]:
        acts = []  # a young firm that sells tools for CAR-T cells develops none
    if "CARTCentre" in above:
        acts.append("administers")
    for value in several(fields["modalities"]):
        word = value.rstrip("?").strip()
        if slug := MODALITIES.get(word):
            score = UNSURE if value.endswith("?") else 1.0
            for act in acts:
                yield Activity(predicate=act, object=therapy_class(slug, word), score=score)


def _candidate(text: str, score: float) -> Iterator[Activity]:
    """``NAME/disease``: the actor develops NAME; NAME treats the disease if it is a name."""
    name, _, disease = text.partition("/")
    product = candidate(name.strip())
    yield Activity(predicate="develops", object=product, score=score)
    if product.kind == "Therapy" and disease.strip():
        illness = Mention(text=disease.strip(), kind="Disease")
        yield Activity(predicate="treats", object=illness, score=score, subject=product)


def candidate(text: str) -> Mention:
    """A product candidate: a Therapy where its words are a code or a name, else a class.

    ``SENS-501 (OTOF-GT)`` is named SENS-501, ``allogeneic CAR-T cells`` says only a class.
    """
    base = re.sub(r"\s*\([^)]*\)", "", text).strip()
    first, *rest = base.split()
    if _GENERIC.search(base) or not (_CODE.search(first) or _is_name(first, rest)):
        return Mention(text=base, kind="TherapyClass")
    named = base if all(word[:1].isupper() or word[:1].isdigit() for word in rest) else first
    return Mention(text=named, kind="Therapy")


def _is_name(first: str, rest: list[str]) -> bool:
    """One word alone (an INN, a brand), or words that all begin with a capital."""
    return not rest or (first[:1].isupper() and all(word[:1].isupper() for word in rest))
