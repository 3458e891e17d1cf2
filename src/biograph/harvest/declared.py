"""The tables of a snapshot folder: where they lie, what makes a key, which columns we rely on."""

from __future__ import annotations

from biograph.harvest.tables import Table

UNIT = "Id de l'unité de recherche liée au projet"
UNIT_NAME = "Unité de recherche liée au projet"
ILAB = Table(
    path="registries/ilab_laureats_1999_2023.csv",
    key=("Identifiant",),
    # the editions from 2016 on have no number; these columns tell their rows apart
    spare_key=("Année de concours", "N° SIREN", "Libellé entreprise", "Région", UNIT),
    columns=(
        "Année de concours",
        "Domaine technologique",
        "Id région",
        "Région",
        "Libellé entreprise",
        "N° SIREN",
        UNIT,
        UNIT_NAME,
    ),
)
PIA_PROJECTS = Table(
    path="registries/anr_pia_projets_2022.csv",
    key=("Projet.Code_Decision_ANR",),
    columns=(
        "Action.Edition",
        "Projet.Acronyme",
        "Projet.Titre.Francais",
        "Projet.Aide_allouee",
    ),
)
PIA_PARTNERS = Table(
    path="registries/anr_pia_partenaires_2022.csv",
    key=("Projet.Partenaire.Code_Decision_ANR",),
    columns=(
        "Projet.Code_Decision_ANR",
        "Action.Edition",
        "Projet.Acronyme",
        "Projet.Partenaire.Est_coordinateur",
        "Projet.Partenaire.Nom_organisme",
        "Projet.Partenaire.Categorie_organisme",
        "Projet.Partenaire.Adresse.Ville",
    ),
)
ROR = Table(
    path="registries/ror_fr.csv",
    key=("ror_id",),
    columns=(
        "name",
        "name_fr",
        "acronyms",
        "aliases",
        "types",
        "status",
        "city",
        "region",
        "lat",
        "lon",
        "website",
        "wikidata",
        "parent",
    ),
)
RNSR = Table(
    path="registries/rnsr_structures_2022.csv",
    key=("numero_national_de_structure",),
    columns=(
        "libelle",
        "sigle",
        "type_de_structure",
        "site_web",
        "code_postal",
        "commune",
        "label_numero",
        "tutelles",
        "sigles_des_tutelles",
        "siret_des_tutelles",
        "code_de_type_de_tutelle",
    ),
)
FINESS = Table(
    path="registries/finess_hopitaux_2025.csv",
    key=("nofinesset",),
    columns=(
        "rs_courte",
        "rs_longue",
        "departement_code",
        "ville_cp",
        "categorie_libelle",
        "siret",
        "lat",
        "lon",
    ),
)
SAE = Table(
    path="registries/sae_2023_etablissements.csv",
    key=("finess_et",),
    columns=("rs", "cat", "siret", "commune_insee", "commune", "GREFFE"),
)
CANCER_CENTRE = "Centre de Lutte Contre Cancer"  # one of EUROSTAT's facility types
EUROSTAT = Table(
    path="registries/eurostat_hopitaux_fr_2020.csv",
    key=("finess_et",),
    columns=("hospital_name", "site_name", "lat", "lon", "postcode", "city", "facility_type"),
)
BIOLOGICS = Table(
    path="products/derived_biologics_france.tsv",
    key=("cis",),
    columns=(
        "denomination",
        "substances_fr",
        "code_atc",
        "classe",
        "titulaires",
        "statut_amm",
        "etat_commercialisation",
        "date_amm",
        "ema_number",
        "advanced_therapy",
    ),
    delimiter="\t",
    quoted=False,
)
SHORTAGES_ON = "2026-05-19"  # the latest of the recorded states of the shortage list
SHORTAGES = Table(
    path="products/bdpm_dispo_instantanes.tsv",
    key=("instantane", "cis", "cip13", "code_statut", "date_debut"),
    columns=("statut", "date_mise_a_jour", "date_remise_disposition", "lien_ansm"),
    delimiter="\t",
    quoted=False,
)
EMA = Table(
    path="products/ema_medicines_human.csv",
    key=("ema_number",),
    columns=(
        "name",
        "status",
        "inn",
        "atc",
        "advanced_therapy",
        "mah",
        "ma_date",
        "end_of_ma_date",
        "url",
        "bio_class",
    ),
)
ATMP = Table(
    path="products/ema_atmp.csv",
    key=("ema_number",),
    columns=("name", "inn", "bio_class", "atmp_type", "mah", "bdpm_cis", "url"),
)
COMMUNES = Table(
    path="registries/geo_communes.csv",
    key=("code_insee",),
    columns=(
        "nom",
        "type",
        "commune_parente",
        "code_departement",
        "departement",
        "code_region",
        "population",
        "lat",
        "lon",
    ),
)
DEPARTEMENTS = Table(
    path="registries/geo_departements.csv", key=("code",), columns=("nom", "code_region")
)
REGIONS = Table(path="registries/geo_regions.csv", key=("code",), columns=("nom",))
