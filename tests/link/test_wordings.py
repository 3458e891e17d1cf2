"""A name is also looked for as registers word it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.link.wordings import wordings


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("laboratoire ZEBRE", "ZEBRE"),
        ("unité mixte de recherche ZebRAy", "ZebRAy"),
        ("Institut IZ2MP", "IZ2MP"),
        ("ZIBL CNRS 9276", "ZIBL"),
        ("ZIRB Inserm", "ZIRB"),
        ("CNRS 9276", "UMR 9276"),
        ("UMR 1911", "Inserm U1911"),
        ("CHR Zèbreville", "CHU de Zèbreville"),
        ("CHU Zébrane", "hôpital de la Zébrane"),
        ("région Zébrie", "Conseil régional de Zébrie"),
        ("Direction générale de l'Inserm", "Inserm"),
        ("Institut Mines-Télécom Zébrie", "IMT Zébrie"),
        ("Zebracell", "Zebracells"),
        ("Institut de Zoologie lntégrative", "Institut de Zoologie Intégrative"),
        ("ZNCl", "ZNCI"),
        ("EA n° 9312", "EA 9312"),
        ("équipe d'accueil 9312", "EA 9312"),
        ("UR 9312", "EA 9312"),
        ("UMR_C 9068", "UMR 9068"),
        ("FR CNRS 9708", "FR 9708"),
        ("CIC Inserm 1917", "CIC 1917"),
        ("UMR INRA 9248", "UMR_A 9248"),
        ("unité CNRS n° 9068", "UMR 9068"),
        ("pôle de compétitivité Zébrapole", "Zébrapole"),
        ("incubateur Zébrinov", "Zébrinov"),
        ("CLCC Jean Zèbre", "Centre Jean Zèbre"),
        ("AP-HP Zébrane", "hôpital Zébrane"),
        ("Hôpitaux de Zèbreville (HDZ)", "Hôpitaux de Zèbreville"),
        ("Zèbreville 2", "Université Zèbreville 2"),
        ("Zèbreville III", "Université Zèbreville III"),
        ("Université Zèbreville 6 Jean Rayé", "Université Jean Rayé"),
        ("Université Jean-Rayé Zèbreville 1", "Université Zèbreville 1"),
        ("Université de Zèbreville I", "Université de Zèbreville 1"),
    ],
)
def test_a_name_has_the_wording_of_the_register(text, other):
    """Without the generic word, the body behind it, or in another series."""
    assert other in list(wordings(text))


@pytest.mark.parametrize(
    "text",
    [
        "Institut Saint-Zèbre",  # two capitals, but no acronym
        "CNRS UMR 9276",  # bodies and numbers alone name nobody else
        "Université Paris 1",  # the number belongs to the name
        "Institut Zèbre",
        "ZebMAP",  # an acronym has no plural
        "laboratoire de zoologie",
    ],
)
def test_a_name_whose_every_word_tells_has_no_other_wording(text):
    """What would be left is another body's name."""
    assert list(wordings(text)) == []


@given(st.text(max_size=40))
def test_another_wording_is_never_the_name_itself(text):
    """It would be looked for twice."""
    assert text not in list(wordings(text))
