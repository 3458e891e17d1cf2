"""Web pages: a press page as sites make them, and what else may stand at an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.harvest.text.html import read_html
from biograph.harvest.text.prose import NoProse
from biograph.model import Reason

URL = "https://www.exemple.fr/actualites/usine"
FIRST = (
    "La société Vecteurs d’Évry ouvre à Lyon une usine de thérapie génique où travailleront cent "
    "vingt personnes dès l’année prochaine."
)
SECOND = "Le cœur du procédé, mis au point avec l’Institut, passe ainsi à l’échelle industrielle."
MENU = '<nav><ul><li><a href="/">Accueil</a></li><li><a href="/a">Nos équipes</a></li></ul></nav>'
JSON_LD = '{"@type": "NewsArticle", "datePublished": "2023-11-02"}'
CC = "https://creativecommons.org/licenses/by/4.0/"
FOOTER = """<footer><p>© 2019 Exemple. Tous droits réservés.</p><a href="/m">Mentions légales</a>
    </footer>"""


def page(body=f"<p>{FIRST}</p><p>{SECOND}</p>", head="", *, attributes='lang="fr-FR"'):
    return f"""<!DOCTYPE html><html {attributes}><head>
      <title>Une usine à Lyon | Exemple</title>{head}</head>
      <body><header>{MENU}</header><div class="banner">Ce site utilise des cookies.</div>
      <main><article><h1>Une usine à Lyon</h1>{body}</article>
      <section id="comments"><p>Quelle belle nouvelle pour la région, bravo à toutes !</p></section>
      </main>{FOOTER}</body></html>"""


def read(text, **more):
    return read_html(text.encode(), url=URL, **more)


def test_the_main_text_is_read_without_menus_comments_and_footers():
    """Title, paragraphs and language are those of the article."""
    found = read(page())
    assert (found.title, found.lang) == ("Une usine à Lyon", "fr")
    assert found.text == f"{FIRST}\n\n{SECOND}"


def test_lists_and_tables_are_lines_of_text():
    """The marks that stand for their form are left out."""
    found = read(
        page(
            f"<p>{FIRST}</p><ul><li>Un lot par mois.</li><li>Deux lignes</li></ul>"
            "<table><tr><td>Siège</td><td>Évry</td></tr></table>"
        )
    )
    assert found.text.split("\n\n") == [FIRST, "Un lot par mois.", "Deux lignes", "Siège | Évry"]


def test_contact_data_are_left_out():
    """The line that names the press officer goes with the address."""
    body = f"<p>{FIRST}</p><p>Contact : Jeanne Dupont, jeanne@exemple.fr</p><p>{SECOND}</p>"
    assert read(page(body)).text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2024-03-07T10:00Z">', "2024-03-07"),
        (f'<script type="application/ld+json">{JSON_LD}</script>', "2023-11-02"),
        ('<meta property="article:published_time" content="2031-01-01">', ""),
        ('<meta name="date" content="bientôt">', ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_date_is_one_that_the_page_gives(head, published):
    """No date is guessed from the text or the footer, and none from after the page was fetched."""
    assert read(page(head=head), latest="2024-12-31").published == published


@pytest.mark.parametrize(
    ("head", "body", "licence"),
    [
        (f'<link rel="license" href="{CC}">', "", CC),
        ("", '<a rel="noopener License" href="/cgu">Licence</a>', "https://www.exemple.fr/cgu"),
        ('<link rel="license" href="javascript:x()">', "", ""),
        ('<meta name="DCTERMS.license" content="Licence Ouverte 2.0">', "", "Licence Ouverte 2.0"),
        ("", f'<p>Photo sous <a href="{CC}">CC</a></p>', ""),
    ],
)
def test_the_licence_is_the_one_the_page_declares_for_itself(head, body, licence):
    """A licence that a picture is under is none of the page."""
    assert read(page(f"<p>{FIRST}</p><p>{SECOND}</p>{body}", head)).licence == licence


@pytest.mark.parametrize(
    ("attributes", "head", "lang"),
    [
        ('lang="en"', "", "en"),
        ("", '<meta property="og:locale" content="fr_FR">', "fr"),
        ("", "", ""),
    ],
)
def test_the_language_is_the_one_declared(attributes, head, lang):
    """An unknown one stays unknown."""
    assert read(page(head=head, attributes=attributes)).lang == lang


@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1", "windows-1252", "nonsense"])
@pytest.mark.parametrize("written", ["utf-8", "cp1252", "utf-16"])
def test_the_bytes_are_believed_before_the_declaration(written, declared):
    """Pages in one charset under the name of another are the rule rather than the exception."""
    text = page(head=f'<meta charset="{declared}">')
    found = read_html(text.encode(written), url=URL, charset=declared)
    assert found.text == f"{FIRST}\n\n{SECOND}"


def test_a_charset_of_the_west_is_believed_where_the_bytes_are_not_utf8():
    """œ has another place in ISO-8859-15 than in Windows-1252."""
    text = page(head='<meta charset="iso-8859-15">').replace("’", "'")
    found = read_html(text.encode("iso-8859-15"), url=URL)
    assert "Le cœur du procédé" in found.text


def test_one_broken_byte_does_not_spoil_a_page():
    """A single wrong byte in UTF-8 costs one letter."""
    content = page(f"<p>{FIRST}</p><p>{SECOND}</p>").encode().replace("Évry".encode(), b"\xc3vry")
    assert "Le cœur du procédé" in read_html(content, url=URL).text


def test_broken_markup_is_read_all_the_same():
    """Tags that are never closed, or closed without being open, are usual."""
    found = read(f"<div><p>{FIRST}<p>{SECOND}</td></span><b>")
    assert " ".join(found.text.split()) == f"{FIRST} {SECOND}"


LINKS = "".join(f'<li><a href="/{n}">Une nouvelle usine à Lyon</a></li>' for n in range(30))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"\x00" * 50, Reason.EMPTY),
        (page("").encode(), Reason.EMPTY),
        (page(f"<ul>{LINKS}</ul>").encode(), Reason.EMPTY),
        (b'{"error": "not found"}', Reason.EMPTY),
        (b"<html><body>" + b"<div>" * 100_000 + FIRST.encode() * 3, Reason.EMPTY),
        (page("<b>a</b>" * 60_000).encode(), Reason.TOO_LARGE),
        (page("a " * 3_000_000).encode(), Reason.TOO_LARGE),
        (page(head='<meta name="tdm-reservation" content="1">').encode(), Reason.RESERVED),
        (page(head='<meta name="robots" content="noindex">').encode(), Reason.RESERVED),
    ],
    ids=["empty", "zeros", "no text", "links", "json", "deep", "elements", "huge",
         "tdm", "noindex"],
)  # fmt: skip
def test_what_has_no_main_text_or_is_reserved_says_so(content, reason):
    """The caller flags it with the reason."""
    with pytest.raises(NoProse) as caught:
        read_html(content, url=URL)
    assert caught.value.reason is reason
    assert caught.value.mend


def test_a_page_that_breaks_the_library_is_flagged(monkeypatch):
    """Whatever it raises, the run goes on."""

    def broken(*_args, **_more):
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", broken)
    with pytest.raises(NoProse, match="no main text"):
        read(page())


MARKUP = st.lists(
    st.sampled_from(["<p>", "</p>", "<div>", "<table><td>", "<!--", "-->", "<script>", "<![CDATA[",
                     "<a href='http://['>", "<svg>", "&#0;", "&#xD800;", FIRST, "é", "<"]),
    max_size=12,
).map("".join)  # fmt: skip


@given(st.binary() | st.text().map(str.encode) | MARKUP.map(str.encode))
def test_any_bytes_are_prose_or_say_why_not(content):
    """Nothing that arrives breaks the reader."""
    try:
        found = bool(read_html(content, url=URL).text)
    except NoProse as told:
        found = bool(told.message)
    assert found
