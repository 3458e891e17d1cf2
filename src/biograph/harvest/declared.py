"""The tables of a snapshot folder: where they lie, what makes a key, which columns we rely on.

Floors are nine tenths of the rows at hand: those of the publisher's file, and of what the bundled
snapshot keeps of it (``harvest/trim.py``).
"""

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
    floor=3_408,
    cut_floor=824,
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
    floor=1_241,
    cut_floor=154,
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
    floor=6_822,
    cut_floor=1_019,
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
    floor=4_144,
    cut_floor=1_670,
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
    floor=2_052,
    cut_floor=1_355,
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
    floor=4_191,
    cut_floor=784,
)
SAE = Table(
    path="registries/sae_2023_etablissements.csv",
    key=("finess_et",),
    columns=("rs", "cat", "siret", "commune_insee", "commune", "GREFFE"),
    floor=3_577,
    cut_floor=1_020,
)
CANCER_CENTRE = "Centre de Lutte Contre Cancer"  # one of EUROSTAT's facility types
EUROSTAT = Table(
    path="registries/eurostat_hopitaux_fr_2020.csv",
    key=("finess_et",),
    columns=("hospital_name", "site_name", "lat", "lon", "postcode", "city", "facility_type"),
    floor=4_831,
    cut_floor=26,
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
        "mitm",
    ),
    delimiter="\t",
    quoted=False,
    floor=866,
    cut_floor=866,
)
SHORTAGES_ON = "2026-05-19"  # the latest of the recorded states of the shortage list
SHORTAGES = Table(
    path="products/bdpm_dispo_instantanes.tsv",
    key=("instantane", "cis", "cip13", "code_statut", "date_debut"),
    columns=("statut", "date_mise_a_jour", "date_remise_disposition"),
    delimiter="\t",
    quoted=False,
    floor=2_466,
    cut_floor=114,
)
SHORT = frozenset({"1", "2"})  # code_statut: rupture de stock, tension d'approvisionnement
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
    floor=2_061,
    cut_floor=633,
)
ATMP = Table(
    path="products/ema_atmp.csv",
    key=("ema_number",),
    columns=("name", "inn", "bio_class", "atmp_type", "mah", "bdpm_cis", "url"),
    floor=31,
    cut_floor=31,
)
UNION_LIST = Table(
    path="products/ema_union_critical_medicines_atc.csv", key=("atc",), floor=269, cut_floor=269
)
EPAR = Table(
    path="products/epar_manufacturers_critical_biologics.csv",
    key=("source_row",),
    columns=("medicine", "active_substance", "atc", "manufacturer", "city", "country", "step"),
    floor=67,
    cut_floor=67,
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
    floor=31_482,
    cut_floor=2_117,
)
DEPARTEMENTS = Table(
    path="registries/geo_departements.csv",
    key=("code",),
    columns=("nom", "code_region"),
    floor=90,
    cut_floor=90,
)
REGIONS = Table(
    path="registries/geo_regions.csv", key=("code",), columns=("nom",), floor=16, cut_floor=16
)
ANR_PARTNERS = Table(
    path="registries/anr_dos_partenaires_vivant_2022.csv",
    key=("Nom_organisme", "Categorie_organisme", "Code_RNSR", "Adresse.Ville", "Adresse.Region"),
    columns=("n_projets_vivant", "premiere_annee", "derniere_annee"),
    floor=5_296,
    cut_floor=257,
)
CORDIS = Table(
    path="registries/cordis_h2020_fr_extrait_2023.csv",
    key=("projectID", "organisationID"),
    columns=(
        "projectAcronym",
        "siren",
        "name",
        "shortName",
        "activityType",
        "city",
        "geolocation",
        "organizationURL",
        "ecContribution",
        "netEcContribution",
        "contentUpdateDate",
    ),
    floor=245,
    cut_floor=51,
)
LISTED = Table(
    path="registries/societes_cotees_sante_fr.csv",
    key=("name",),
    columns=("autres_noms", "isin", "industry", "city", "zipcode", "website", "delisted"),
    floor=82,
    cut_floor=82,
)
ORPHANET = Table(
    path="products/orphanet_diseases_fr_en.tsv",
    key=("orpha_code",),
    columns=("label_fr", "label_en", "statut", "synonymes_fr", "omim_exact", "mondo_exact"),
    delimiter="\t",
    quoted=False,
    floor=10_309,
    cut_floor=148,
)
