"""JATS: recorded articles, and small ones for each thing an article may do."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.harvest.text.jats import LARGEST, read_jats
from tests.replay import sample

EPUB = "<pub-date pub-type='epub'><day>7</day><month>3</month><year>2021</year></pub-date>"
BY = "https://creativecommons.org/licenses/by/4.0/"


def article(body="<p>Some text.</p>", meta="", *, attributes="", before=""):
    return f"""{before}<article xmlns:xlink="http://www.w3.org/1999/xlink"
        xmlns:ali="http://www.niso.org/schemas/ali/1.0/" {attributes}>
      <front><article-meta>
        <title-group><article-title>A <italic>fine</italic> title</article-title></title-group>
        {meta}
      </article-meta></front>
      <body>{body}</body>
      <back><ref-list><ref><mixed-citation>A reference</mixed-citation></ref></ref-list></back>
    </article>""".encode()


def text(body):
    return read_jats(article(body)).text


@pytest.mark.parametrize(
    ("name", "title", "published", "sections"),
    [
        ("pmc3040717", "Comprehensive Analysis of Missense Variations", "2010-06-01", 18),
        ("pmc6329583", "Gene-Specific Criteria for PTEN Variant Curation", "2018-11", 15),
    ],
)
def test_recorded_articles_are_read_in_order(shared, name, title, published, sections):
    """Title, date, language, licence, then abstract and sections; no reference, no author."""
    found = read_jats(sample(f"europepmc/fulltext_jats_{name}.xml"))
    parts = found.text.split("\n\n")
    assert found.title.startswith(title)
    assert (found.lang, found.published) == ("en", published)
    assert found.licence.startswith("This file is available for text mining.")
    assert len(parts) > sections
    headings = ["Introduction", "Results", "Discussion"]
    assert [part for part in parts if part in headings] == headings
    assert parts.index("Introduction") == 1, "the abstract comes first, in one paragraph"


@pytest.mark.parametrize("name", ["pmc3040717", "pmc6329583"])
def test_recorded_articles_bring_no_name_and_no_address(shared, name):
    """Authors are named in the file, and nowhere in what is read."""
    content = sample(f"europepmc/fulltext_jats_{name}.xml")
    front = content.decode().partition("</contrib-group>")[0]
    surnames = [s for s in re.findall(r"<surname>([^<]+)</surname>", front) if len(s) > 4]
    found = read_jats(content)
    assert len(surnames) > 5
    assert not [name for name in surnames if re.search(rf"\b{name}\b", found.text)]
    assert "@" not in found.text


def test_what_is_no_prose_is_left_out_and_what_surrounds_it_stays():
    """Formulas, tables, labels, notes and marks go; captions and lists stay as paragraphs."""
    assert text(
        """<sec><label>1.</label><title>Methods</title>
        <p>Cells <xref ref-type="bibr">Doe 2010</xref> grew in
           <inline-formula><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>
           </inline-formula> vials.<fn><p>A note.</p></fn>
        <list><list-item><p>first</p></list-item><list-item><p>second</p></list-item></list>
        as shown.</p>
        <table-wrap><label>Table 1</label><caption><title>Yields</title><p>Of two runs.</p>
        </caption><table><tr><td>12</td></tr></table></table-wrap></sec>"""
    ).split("\n\n") == [
        "Methods", "Cells grew in vials.", "first", "second", "as shown.", "Yields", "Of two runs.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("2 × 10<sup>6</sup> cells", "2 × 10⁶ cells"),
        ("10<sup>−6</sup> M", "10⁻⁶ M"),
        ("CD34<sup>+</sup> cells", "CD34+ cells"),
        ("H<sub>2</sub>O", "H2O"),
        ("seen<sup><xref ref-type='bibr'>1</xref>,<xref ref-type='bibr'>2</xref></sup>.", "seen."),
        ("seen [<xref ref-type='bibr'>1</xref>–<xref ref-type='bibr'>3</xref>].", "seen."),
        ("seen (<xref ref-type='bibr'>A, 2010</xref>; <xref ref-type='bibr'>B</xref>).", "seen."),
        ("in <xref ref-type='fig'>Fig. 1</xref>", "in Fig. 1"),
        ("one<break/>two", "one\n\ntwo"),
        ("p &lt; 0.05 &amp; so on", "p < 0.05 & so on"),
        ("écrit à <email>a.b@c.fr</email> hier", "écrit à hier"),
        ("<!-- no --><?pi no?>yes", "yes"),
    ],
)
def test_marks_and_powers_inside_a_sentence(markup, read):
    """A reader of the text sees the numbers and words that a reader of the page sees."""
    assert text(f"<p>{markup}</p>") == read


def test_contacts_are_left_out_with_the_line_that_names_them():
    """A short line with an address or a number names a person; a long paragraph only loses it."""
    long = "The platform makes vectors. " * 10
    assert (
        text(
            f"<p>Contact: J. Doe, doe@example.org</p><p>Tél. 01 23 45 67 89</p>"
            f"<p>{long}Ask x@example.org.</p>"
        )
        == f"{long}Ask ."
    )


@pytest.mark.parametrize(
    ("permissions", "licence"),
    [
        (f"<license xlink:href='{BY}'/>", BY),
        (f"<license><ali:license_ref>{BY}</ali:license_ref></license>", BY),
        (f"<license xlink:href='https://p.org/'><license-p>See {BY}.</license-p></license>", BY),
        ("<license xlink:href='https://p.org/'><license-p>x</license-p></license>",
         "https://p.org/"),
        ("<license><license-p>All\n rights.</license-p></license>", "All rights."),
        ("<copyright-holder>Some Body</copyright-holder>", ""),
    ],
)  # fmt: skip
def test_the_licence_is_an_address_where_there_is_one(permissions, licence):
    """Creative Commons first, then the publisher's address, then its words, never a holder."""
    found = read_jats(article(meta=f"<permissions>{permissions}</permissions>"))
    assert found.licence == licence


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        (f"<pub-date pub-type='ppub'><year>2020</year></pub-date>{EPUB}", "2021-03-07"),
        ("<pub-date date-type='pub'><month>Jan</month><year>2020</year></pub-date>", "2020-01"),
        ("<pub-date><day>31</day><month>2</month><year>2020</year></pub-date>", "2020-02"),
        ("<pub-date><season>Spring</season><year>2020</year></pub-date>", "2020"),
        ("<pub-date><year>soon</year></pub-date>", ""),
        ("<pub-date pub-type='pmc-release'><year>2020</year></pub-date>", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_most_precise_date_that_exists_is_taken(dates, published):
    """Days that no calendar has are cut off; dates of a deposit are no dates of publication."""
    assert read_jats(article(meta=dates)).published == published


def test_abstracts_are_read_but_not_their_teasers_and_translations():
    """One abstract in the language of the article."""
    meta = """<abstract><p>Whole.</p></abstract><abstract abstract-type="teaser"><p>Short.</p>
        </abstract><trans-abstract xml:lang="fr"><p>Entier.</p></trans-abstract>"""
    found = read_jats(article("<p>Body.</p>", meta, attributes='xml:lang="fr-FR"'))
    assert (found.lang, found.text) == ("fr", "Whole.\n\nBody.")


def test_articles_in_sets_namespaces_and_with_entities_are_read():
    """A set, a default namespace and the names of a DTD that is not loaded are all usual."""
    doctype = '<!DOCTYPE article PUBLIC "-//NLM//DTD//EN" "http://dtd.example.org/none.dtd">'
    first = article("<p>&alpha; is <b>one</b>.</p>").decode()
    of_set = f"{doctype}<pmc-articleset>{first}{article().decode()}</pmc-articleset>"
    assert read_jats(of_set.encode()).text == "α is one."
    spaced = article(attributes='xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/"')
    assert read_jats(spaced).text == "Some text."


BOMB = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10 if n else 'lol'}'>" for n in range(10))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body><p>Service unavailable</p></body></html>",
        b'{"error": "no"}',
        article()[:-20],
        article(""),
        article(before=f"<!DOCTYPE article [{BOMB}]>", attributes='id="&a9;"'),
        article("<p>" + "<b>" * 5_000 + "deep" + "</b>" * 5_000 + "</p>"),
        b"<article><body><p>" + b"x" * LARGEST + b"</p></body></article>",
    ],
    ids=["empty", "html", "json", "cut", "no text", "bomb", "deep", "huge"],
)
def test_what_is_no_whole_article_is_none(content):
    """A cut, hostile or foreign answer is never half an article."""
    assert read_jats(content) is None


def test_an_entity_is_never_followed_to_a_file(tmp_path):
    """A document cannot read this machine."""
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    doctype = f'<!DOCTYPE article [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    assert "secret" not in read_jats(article("<p>It is &s;!</p>", before=doctype)).text.lower()


@given(st.binary() | st.text().map(str.encode) | st.text().map(article))
def test_any_bytes_are_prose_or_none(content):
    """Nothing that arrives breaks the reader."""
    found = read_jats(content)
    assert found is None or found.text


@given(st.lists(st.text("abcé ,.", min_size=1), min_size=1))
def test_no_word_of_a_paragraph_is_lost(parts):
    """The words of the paragraphs, in order, are the words that are read."""
    found = read_jats(article("".join(f"<p>{part}</p>" for part in parts)))
    assert (found.text if found else "").split() == " ".join(parts).split()
