"""PDF: recorded files against their references, and made ones for what a page may do."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.harvest.text import pdf as reader
from biograph.harvest.text.layout import Line
from biograph.harvest.text.pdf import read_pdf
from biograph.harvest.text.prose import NoProse
from biograph.model import Reason
from tests.harvest.text.pdfs import column, pdf
from tests.replay import sample

LEFT = (
    "La société produit des vecteurs viraux",
    "dans son usine de Lyon depuis deux ans",
    "et y emploie cent vingt personnes dont",
    "la moitié travaille en salle blanche.",
    "Elle a investi douze millions d'euros.",
)
RIGHT = (
    "Un second site ouvrira à Nantes pour",
    "la production de plasmides au grade",
    "clinique, avec le soutien de la région",
    "et de l'État dans le cadre du plan de",
    "relance que porte le gouvernement.",
)


def words(text):
    return Counter(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize(
    ("name", "published", "precision", "recall"),
    [
        ("article_example1", "2015-07-17", 0.997, 0.97),
        ("two_column_article_MairChamberlain2014", "2014-07-29", 0.995, 0.955),
    ],
)
def test_recorded_articles_agree_with_their_references(shared, name, published, precision, recall):
    """Floors as measured; what the reference has beyond is running heads and contact data."""
    found = read_pdf(sample(f"pdf/{name}.pdf"))
    ours, theirs = words(found.text), words(sample(f"pdf/{name}.txt").decode())
    common = sum((ours & theirs).values())
    assert found.published == published
    assert common / sum(ours.values()) >= precision
    assert common / sum(theirs.values()) >= recall


def test_recorded_french_minutes_keep_their_accents_and_paragraphs(shared):
    """A heading, its paragraph and a sentence over three lines are what they are on the page."""
    parts = read_pdf(sample("pdf/2023-06-20-PV_fr.pdf")).text.split("\n\n")
    assert "2. Adoption de l’ordre du jour" in parts
    assert "La séance est ouverte à 16h00." in parts
    (whole,) = [part for part in parts if part.startswith("ATTENDU la demande")]
    assert "d’un bâtiment, soit la partie arrière du 1069" in whole, "over a line end"
    assert whole.endswith("boulevard de Sainte-Adèle;")


def test_a_recorded_report_loses_its_running_heads_and_its_contents(shared):
    """87 pages with the same head and "Page n of 87" at the foot keep only their text."""
    found = read_pdf(sample("pdf/eu_work_programme_h2020_wp1415.pdf"))
    assert len(found.text) > 200_000
    assert "of 87" not in found.text
    assert "....." not in found.text
    assert found.text.count("WORK PROGRAMME 2014") == 1, "the title page has it too"
    assert "The 2014 - 2015 Work Programme for Societal Challenge 2 is composed" in found.text


@pytest.mark.parametrize(
    ("name", "reason", "message"),
    [
        ("empty", Reason.EMPTY, "no bytes"),
        ("password-protected", Reason.UNREADABLE_FILE, "encrypted"),
        ("malformed", Reason.EMPTY, "pictures"),
    ],
)
def test_recorded_files_without_text_say_why(shared, name, reason, message):
    """Each sort has a reason of its own, and says how to mend it."""
    with pytest.raises(NoProse, match=message) as caught:
        read_pdf(sample(f"pdf/{name}.pdf"))
    assert caught.value.reason is reason
    flag = caught.value.flag("https://example.org/report.pdf")
    assert flag.where == "https://example.org/report.pdf"
    assert flag.mend


@pytest.mark.parametrize(
    ("content", "reason", "message"),
    [
        (b" \n", Reason.EMPTY, "no bytes"),
        (b"<html>Not found</html>", Reason.MALFORMED, "begins with"),
        (pdf(column(50, 700, LEFT))[:400], Reason.MALFORMED, "no whole PDF"),
        (pdf([], []), Reason.EMPTY, "2 pages without text"),
        (pdf([(50, 700, 10, "12 345")]), Reason.EMPTY, "pictures"),
        (pdf(*[[]] * 1_001), Reason.TOO_LARGE, "1001 pages"),
    ],
    ids=["blank", "page", "cut", "scan", "numbers", "pages"],
)
def test_made_files_without_text_say_why(content, reason, message):
    """A page under the wrong name, a cut file, a scan and an archive are told apart."""
    with pytest.raises(NoProse, match=message) as caught:
        read_pdf(content)
    assert caught.value.reason is reason


@pytest.mark.parametrize("bound", ["LARGEST", "MOST_CHARACTERS"])
def test_a_file_over_a_bound_is_not_read(monkeypatch, bound):
    """Too many bytes, too many characters: neither is taken apart further."""
    monkeypatch.setattr(reader, bound, 20)
    with pytest.raises(NoProse, match="more than 20") as caught:
        read_pdf(pdf(column(50, 700, LEFT)))
    assert caught.value.reason is Reason.TOO_LARGE


def lines(*texts):
    return [Line(text, left=50, bottom=700 - 12 * n, right=300, top=710 - 12 * n)
            for n, text in enumerate(texts)]  # fmt: skip


def test_fonts_that_do_not_tell_their_letters_are_not_read():
    """A text of private signs is no text; some bullets in one are usual."""
    with pytest.raises(NoProse, match="fonts") as caught:
        reader._check([lines("\ue001\ue002\ue003 \ue004", "oui")])
    assert caught.value.reason is Reason.BAD_ENCODING
    bullets = [lines("\uf0b7 Un site à Lyon", "\uf0b7 Un site à Nan\ufffdtes")]
    reader._check(bullets)
    texts = [line.text for line in reader._mended(bullets)[0]]
    assert texts == ["• Un site à Lyon", "• Un site à Nantes"]


def test_an_endless_word_takes_no_endless_time():
    """Work grows with the text, not with its square."""
    page = column(0, 800, ["a" * 5_000] * 20, size=1)
    assert read_pdf(pdf(page)).text.count("a") == 100_000


def test_columns_are_read_one_after_the_other():
    """Also where the file has their lines in turn, below a title across both."""
    title = [(50, 760, 18, "Deux usines pour les biothérapies en France")]
    left, right = column(50, 700, LEFT), column(310, 700, RIGHT)
    turns = [line for pair in zip(left, right, strict=True) for line in pair]
    found = read_pdf(pdf(title + turns))
    assert found.title == title[0][3]
    assert " ".join(found.text.split()) == " ".join([found.title, *LEFT, *RIGHT])


def test_the_cells_of_a_table_are_no_columns():
    """Short cells beside each other are read row by row."""
    cells = [("Lyon", "120 emplois"), ("Nantes", "45 emplois"), ("Évry", "210 emplois"),
             ("Lille", "18 emplois"), ("Dijon", "7 emplois")]  # fmt: skip
    rows = [
        (x, 700 - 14 * n, 10, cell)
        for n, row in enumerate(cells)
        for x, cell in zip((50, 310), row, strict=True)
    ]
    assert " ".join(read_pdf(pdf(rows)).text.split()) == " ".join(map(" ".join, cells))


def test_running_heads_and_page_numbers_are_left_out():
    """What stands at the same place of several pages is no text; what stands there once is."""
    pages = [
        [
            (50, 800, 8, f"Rapport annuel {2020 + n}"),
            *column(50, 700, [f"Le site numéro {n} produit des lots cliniques."]),
            (290, 30, 8, f"- {n} -"),
        ]
        for n in range(1, 5)
    ]
    pages[0].append((50, 780, 8, "Imprimé à Lyon"))
    text = read_pdf(pdf(*pages)).text
    assert "Rapport annuel" not in text
    assert "- 2 -" not in text
    assert "Imprimé à Lyon" in text
    assert text.count("lots cliniques") == 4


def test_a_word_cut_at_a_line_end_is_made_whole_also_over_pages():
    """The hyphen goes, the compound keeps its own, and the paragraph goes on overleaf."""
    first = ["Le site de Lyon assure la bioproduc-", "tion de lots pour l'Île-de-", "France et ses"]
    second = ["voisins, sous-traitance comprise."]
    text = read_pdf(pdf(column(50, 100, first), column(50, 700, second))).text
    assert text == (
        "Le site de Lyon assure la bioproduction de lots pour l'Île-de-France et ses voisins, "
        "sous-traitance comprise."
    )


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("Rapport sur les biothérapies", "Rapport sur les biothérapies"),
        ("Microsoft Word - rapport.doc", "Un grand titre"),
        ("rapport_v3.indd", "Un grand titre"),
        ("", "Un grand titre"),
    ],
)
def test_the_title_is_the_one_told_unless_it_is_a_file_name(told, title):
    """Else it is what stands largest on the first page."""
    page = [(50, 750, 20, "Un grand titre"), *column(50, 700, LEFT)]
    assert read_pdf(pdf(page, title=told)).title == title


@pytest.mark.parametrize(
    ("made", "published"),
    [("D:20240307101500+01'00'", "2024-03-07"), ("20240307", "2024-03-07"), ("D:2024", "2024"),
     ("D:20241399", "2024"), ("hier", ""), ("", "")],
)  # fmt: skip
def test_the_date_is_that_of_the_file_as_far_as_it_is_one(made, published):
    """Producers write dates in several ways, some of them wrong."""
    assert read_pdf(pdf(column(50, 700, LEFT), made=made)).published == published


def is_read_or_says_why_not(content):
    try:
        return bool(read_pdf(content).text)
    except NoProse as told:
        return bool(told.message and told.mend)


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda b: b"%PDF-1.4\n" + b))
def test_any_bytes_are_prose_or_say_why_not(content):
    """Nothing that arrives breaks the reader, or breaks it otherwise than told."""
    assert is_read_or_says_why_not(content)


@given(st.data())
def test_a_damaged_file_is_prose_or_says_why_not(data):
    """A file with some bytes changed or cut is read or refused, never more."""
    content = bytearray(pdf(column(50, 700, LEFT), column(50, 700, RIGHT)))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert is_read_or_says_why_not(bytes(content[: data.draw(st.integers(1, len(content)))]))
