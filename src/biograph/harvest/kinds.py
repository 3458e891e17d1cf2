"""The words of the registers for kinds of actors and products, as local names of the ontology."""

from __future__ import annotations

from biograph.harvest.places import folded
from biograph.model import Identifier, Mention

# type of ROR -> kinds, most telling first
ROR_TYPES = {
    "healthcare": "Hospital",
    "company": "Company",
    "facility": "ResearchOrganization",
    "education": "ResearchOrganization",
    "archive": "ResearchOrganization",
    "funder": "Funder",
    "government": "Regulator",
    "nonprofit": "ResearchOrganization",
    "other": "ResearchOrganization",
}

# category of ANR's partners (both its tables) -> kind; all others are research organisations
PARTNER_KINDS = {
    "Entreprises Privées": "Company",
    "PME": "Company",
    "TPE": "Company",
    "Entreprise autre que TPE ou PME": "Company",
    "Laboratoire public": "ResearchOrganization",
    "Fondation de recherche": "ResearchOrganization",
    "Organismes Médicaux (Hôpitaux)": "Hospital",
    "Etablissements de santé": "Hospital",
    "Ministères": "Regulator",
    "Collectivités": "Funder",
}

# activity type of CORDIS -> kind; public bodies (PUB) are of many kinds, which their names tell
ACTIVITY_KINDS = {
    "PRC": "Company",
    "HES": "ResearchOrganization",
    "REC": "ResearchOrganization",
    "OTH": "ResearchOrganization",
}

# industry of the listed companies that develop or sell medicines; all others are companies
DRUG_INDUSTRIES = frozenset(
    {
        "Biotechnology",
        "Pharmaceuticals",
        "Drug Manufacturers - General",
        "Drug Manufacturers - Specialty & Generic",
    }
)

_HOSPITALS = (
    *("chu", "chru", "chr", "centrehospitalier", "assistancepublique", "aphp", "hospices"),
    *("hopital", "hopitaux"),
)

# class of BDPM and EMA tables -> id of the class in ontology/therapy_classes.tsv
# (extracted_protein gathers enzymes, hormones and heparinoids without a class of their own)
CLASSES = {
    "monoclonal_antibody": "mab",
    "recombinant_protein": "recombinant-protein",
    "vaccine": "vaccine",
    "insulin": "insulin",
    "plasma_derived": "plasma-derived",
    "fusion_protein": "fusion-protein",
    "immunoglobulin": "immunoglobulin",
    "toxin_botulinum": "botulinum-toxin",
    "antibody_drug_conjugate": "adc",
    "gene_therapy": "gene-therapy",
    "car_t": "car-t",
    "heparin_biosimilar": "heparin",
    "biosimilar_other": "biosimilar",
    "somatic_cell_therapy": "somatic-cell-therapy",
    "tissue_engineered": "tissue-engineered",
}

# modality of the actor table -> id of the class
MODALITIES = {
    "cell therapy": "somatic-cell-therapy",
    "mAb": "mab",
    "antibody": "antibody",
    "vaccine": "vaccine",
    "gene therapy": "gene-therapy",
    "recombinant protein": "recombinant-protein",
    "CAR-T": "car-t",
    "AAV": "aav-gene-therapy",
    "tissue engineering": "tissue-engineered",
    "MSC": "msc",
    "iPSC": "ipsc-derived",
    "mRNA": "mrna-therapy",
    "plasma-derived": "plasma-derived",
    "ADC": "adc",
    "live biotherapeutic": "live-biotherapeutic",
    "phage": "phage-therapy",
    "oncolytic virus": "oncolytic-virus",
    "exosome": "exosome-therapy",
    "bispecific antibody": "bispecific",
    "polyclonal antibody": "polyclonal-antibody",
    "combined ATMP": "combined-atmp",
    "Treg cell therapy": "treg",
    "T-cell progenitors": "somatic-cell-therapy",
    "tissues": "tissue-graft",
    "lentivirus": "lentiviral-gene-therapy",
    "gene editing": "gene-editing-therapy",
    "allergen immunotherapy": "allergen",
    "blood substitute": "oxygen-carrier",
    "bioprinting": "bioprinted-tissue",
    "optogenetics": "optogenetic-therapy",
    "radiopharmaceutical": "radioligand",
}


def hospital(name: str) -> bool:
    """True where the name of a public body begins as those of hospitals do."""
    return folded(name).startswith(_HOSPITALS)


def therapy_class(slug: str, word: str) -> Mention:
    """A class of therapy as a claim's object: the register's ``word``, named exactly by its id."""
    return Mention(
        text=word.replace("_", " "), kind="TherapyClass", identifiers=(Identifier("class", slug),)
    )
