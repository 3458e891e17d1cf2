"""A name is read by its parts, the same in any writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.link import names
from biograph.link.names import parts, read, words_of

CNRS = ("UMR {}", "UMR{}", "UMR_{}", "CNRS UMR {}", "UMR-CNRS {}", "umr cnrs {}", "UAR {}")
INSERM = ("U{}", "U {}", "Inserm U{}", "INSERM U {}", "UMR_S {}", "UMR-S{}", "UMRS {}", "umr s {}")
TEXT = "Institut Cochin d'Orsay CNRS UMR 7275 U1016 Univ. St Louis XI CHU - / ( ) , 2021 Bio 12"
WORDS = st.sampled_from(TEXT.split())


@given(st.sampled_from([CNRS, INSERM]), st.integers(min_value=10, max_value=9999))
def test_the_number_of_a_unit_reads_the_same_in_any_writing(writings, number):
    """UMR 7275, UMR7275 and CNRS UMR 7275 are one unit, as are U1016 and UMR_S 1016."""
    found = {read(writing.format(number)).units for writing in writings}
    assert len(found) == 1
    assert len(*found) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("UMR 1016", "U1016"), ("EA 4627", "UMR 4627"), ("UMR 7275", "UMR 7276"), ("CIC 12", "U12")],
)
def test_units_of_two_series_or_numbers_differ(one, other):
    """Each body counts its own units: UMR 1016 is not U1016."""
    assert read(one).units
    assert read(one).units.isdisjoint(read(other).units)


def test_leading_zeros_of_a_unit_number_mean_nothing():
    """UMR 0085 and UMR 85 are one unit."""
    assert read("UMR 0085").units == read("UMR 85").units


def test_the_number_of_a_unit_is_kept_apart_from_the_words():
    """What is left of a name is what the unit calls itself; all numbers in it are found."""
    name = read("Institut Cochin, CNRS UMR 8104 / Inserm U1016")
    assert "cochin" in name.words
    assert not any(character.isdigit() for word in name.words for character in word)
    assert len(name.units) == 2


@pytest.mark.parametrize("text", ["Paris 11", "Novalix 7275", "Rue 1016", "U1"])
def test_a_number_without_the_sign_of_a_unit_is_none(text):
    """A number alone, or of one digit, names no research unit."""
    assert not read(text).units


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Centre national de la recherche scientifique", "CNRS"),
        ("Institut national de la santé et de la recherche médicale", "Inserm"),
        ("Centre hospitalier universitaire de Lille", "CHU Lille"),
        ("CHRU de Lille", "CHU Lille"),
        ("Assistance publique - Hôpitaux de Paris", "AP-HP"),
        ("Univ. Paris-Saclay", "University of Paris-Saclay"),
        ("Lab. de biologie", "Laboratoire de Biologie"),
        ("Hop. St Louis", "Hôpital Saint-Louis"),
        ("Inst. du Cerveau", "Brain Institute"),
    ],
)
def test_long_forms_abbreviations_and_english_forms_are_read_alike(one, other):
    """A body is the same whether its name is written out, shortened or in English."""
    assert sorted(read(one).words) == sorted(read(other).words)


@pytest.mark.parametrize(
    ("lost", "kept"),
    [
        ("Hôpital dOrsay", "Hôpital d'Orsay"),
        ("Institut lOréal", "Institut l’Oréal"),
        ("Réactivité de lARN", "Réactivité de l'ARN"),
    ],
)
def test_a_lost_apostrophe_changes_nothing(lost, kept):
    """Registers drop the apostrophe of d'Orsay."""
    assert read(lost).words == read(kept).words


@pytest.mark.parametrize(
    ("roman", "digits"),
    [("Paris XI", "Paris 11"), ("Lyon II", "Lyon 2"), ("Toulouse iii", "Toulouse 3")],
)
def test_roman_numerals_are_digits(roman, digits):
    """Paris XI is Paris 11."""
    assert read(roman).words == read(digits).words


@pytest.mark.parametrize("word", ["i", "v", "x"])
def test_a_single_letter_is_no_numeral(word):
    """X may be a name, a mark or a sign."""
    assert not any(w.isdigit() for w in words_of(f"pie {word}"))


@pytest.mark.parametrize("form", ["SAS", "SASU", "SARL", "EURL", "SCOP", "S.A.S."])
def test_a_legal_form_before_a_name_is_no_word_of_it(form):
    """Rows put it before or behind; a name that is nothing but these letters keeps them."""
    assert read(f"{form} Cellvax").words == read(f"Cellvax {form}").words == ("cellvax",)
    assert read("SAS").words == ("sas",)
    assert read("Sasuke Bio").words[0] == "sasuke"


def test_words_are_in_order_unique_and_without_articles():
    """A word that stands twice says no more than once."""
    assert words_of("institut de la vision et de la vision") == ("institut", "vision")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("CNRS - Institut Cochin", {"institut cochin"}),
        ("CNRS / Institut Cochin (Inserm U1016)", {"institut cochin"}),
        ("Université de Lille, CHU Lille - Institut Pasteur", {"institut pasteur"}),
        ("Alpha Bio ; Beta Gamma", {"alpha bio", "beta gamma", "alpha bio beta gamma"}),
        ("Inserm- Institut Cochin", {"institut cochin"}),
    ],
)
def test_a_strung_name_is_read_by_its_parts_without_supervising_bodies(text, held):
    """CNRS - Institut Cochin names the institute, not the body that supervises it."""
    assert {part.key for part in parts(text)} == held


@pytest.mark.parametrize("text", ["Institut Cochin", "Hôpital Saint-Louis", "CNRS - Inserm", ""])
def test_a_single_name_and_bodies_alone_have_no_parts(text):
    """A hyphen within a name strings nothing, and bodies alone name no part."""
    assert parts(text) == ()


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Grenoble Institut des Neurosciences (GIN)", {"gin"}),
        ("ABS : algorithmes et biologie structurale", {"abs"}),
        ("Human Cognition Nantes (HuCogN)", {"hucogn"}),
        ("Institut Cochin LPEM", set()),
        ("Clinique Alpha Beta (PARIS)", set()),
        ("Institut du Foie (IF)", {"if"}),
        ("Centre Hospitalier Universel (CHU)", set()),
    ],
)
def test_short_forms_that_a_name_gives_of_itself_are_no_words_of_it(text, short):
    """Initials, and what stands in brackets and has its letters: the name is whole without them."""
    name = read(text)
    assert name.short == short
    assert short.isdisjoint(name.words)
    assert name.words == read(text.replace("ABS : ", "").partition(" (")[0]).words or not short


def test_a_name_in_two_languages_is_two_names():
    """Registers write both behind each other; a single word or a title is no translation."""
    text = "Maladies rares du foie = Rare diseases of the liver"
    told = [read("Maladies rares du foie"), read("Rare diseases of the liver")]
    assert list(names.translations(text)) == told
    assert names.translations("Institut Cochin / Inserm") == ()
    assert names.translations("Institut Cochin") == ()


def test_a_part_of_one_word_names_nobody():
    """An acronym behind a dash is too little to be looked for."""
    assert {part.key for part in parts("Institut Cochin - LPEM")} == {
        "institut cochin lpem",
        "institut cochin",
    }


@pytest.mark.parametrize(
    ("text", "core", "sort"),
    [
        ("Institut Cochin", {"cochin"}, {"institut"}),
        ("Centre Hospitalier Universitaire de Nantes", {"nantes"}, {"chu"}),
        ("TreeFrog Therapeutics", {"treefrog"}, set()),
        ("TreeFrog Tx", {"treefrog"}, set()),
        ("Novalix Pharma France 2021", {"novalix"}, set()),
        ("Institut national", set(), {"institut"}),
    ],
)
def test_the_core_is_without_words_of_sort_of_trade_and_years(text, core, sort):
    """What sort of body it is stands apart; what firms add at will goes."""
    assert (set(read(text).core), read(text).sort) == (core, sort)


@pytest.mark.parametrize(
    ("text", "acronym"),
    [("LPEM", True), ("Lpem", False), ("CNRS UMR", False), ("YPOSKESI", False), ("1234", False)],
)
def test_an_acronym_is_one_short_word_in_capitals(text, acronym):
    """A long name in capitals is only loud, and digits have no case."""
    assert read(text).acronym is acronym


def test_words_of_parts_of_trade_and_of_bodies_are_told():
    """A scanner is a part of a hospital, Tx a firm's word, CNRS a body's."""
    assert names.components(read("Scanner de l'hôpital de Lens")) == {"scanner"}
    assert not names.components(read("Institut Cochin"))
    assert names.trade(read("TreeFrog Tx"))
    assert not names.trade(read("TreeFrog"))
    assert names.common("cnrs")
    assert not names.common("cochin")


@given(st.text("abdeéèlîorsuçx -'", max_size=30))
def test_case_and_accents_never_change_the_words(text):
    """Loud names and names without accents are read as they are."""
    assert read(text.upper()).words == read(text).words
    plain = text.translate(str.maketrans("éèîç", "eeic"))
    assert read(plain).words == read(text).words


@given(st.lists(WORDS, max_size=8).map(" ".join))
def test_core_and_sort_share_out_words_of_the_name(text):
    """No word is both, and none is invented."""
    name = read(text)
    assert set(name.core) <= set(name.words)
    assert name.sort <= set(name.words)
    assert name.sort.isdisjoint(name.core)
    assert len(set(name.words)) == len(name.words)


@given(st.lists(WORDS, max_size=8).map(" ".join))
def test_the_parts_of_a_name_hold_nothing_that_it_does_not_say(text):
    """Parts are marked as such, hold two words at least and only words of the whole."""
    whole = set(read(text).words)
    for part in parts(text):
        assert part.part
        assert len(part.words) >= 2
        assert set(part.words) <= whole


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Inserm UMR 1015", {"inserm1015"}),
        ("UMR 1015 Inserm", {"inserm1015"}),
        ("unité Inserm 1015", {"inserm1015"}),
        ("Unité 0703 INRA", {"cnrs703"}),
        ("CNRS, Inserm UMR 7275", {"cnrs7275"}),
        ("CIC-IT 1403", {"cic1403"}),
        ("unité 1015", set()),
    ],
)
def test_the_body_beside_a_unit_tells_whose_number_it_is(text, units):
    """A unit that Inserm numbers is often written UMR; a bare unité may be anybody's."""
    assert read(text).units == units


def test_the_number_of_a_regional_office_is_no_part_of_a_name():
    """CNRS writes its offices before the names of its units."""
    assert read("CNRS-DR12 Institut Zeta").words == read("CNRS Institut Zeta").words
