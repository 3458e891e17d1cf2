"""PDF: the text of reports and press releases in reading order."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from biograph.harvest.text.layout import Line, prose
from biograph.harvest.text.mend import letters
from biograph.harvest.text.prose import NoProse, Prose, bounded, iso_date, one_line, paragraphs
from biograph.model import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 50_000_000  # bytes
MOST_PAGES = 1_000
MOST_CHARACTERS = 5_000_000
_HYPHEN = "\x02"  # how PDFium marks a hyphen at the end of a line
_WORDS = re.compile(rf"[^\s{_HYPHEN}]+{_HYPHEN}?|{_HYPHEN}")
_UNKNOWN = re.compile(r"[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd\ufffe\uffff]")
_LONE_UNKNOWN = re.compile(r"^[\ue000-\uf8ff](?= )", re.MULTILINE)
_ENCRYPTED = frozenset({raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY})
_FILE_NAME = re.compile(
    r"^microsoft |\.\w{2,4}$|^untitled|^sans titre|^document\d*$", re.IGNORECASE
)


def read_pdf(content: bytes) -> Prose:
    """The text of a PDF, its title and the date it was made.

    Running heads and page numbers are left out, words cut at a line end made whole. Raises NoProse
    with a reason of its own where the file is empty, too large, encrypted, no PDF, a scan without
    text, or of fonts that do not tell their letters.
    """
    bounded(content, LARGEST)
    with closing(_opened(content)) as document:
        pages = _pages(document)
        told = document.get_metadata_dict()
    _check(pages)
    pages = _mended(pages)
    text = paragraphs(prose(pages))
    return Prose(
        title=_title(told.get("Title", ""), pages[0]),
        text=text,
        published=_date(told.get("CreationDate", "")),
    )


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in _ENCRYPTED:
            raise NoProse(
                Reason.UNREADABLE_FILE,
                "the PDF is encrypted and asks for a password",
                mend="ask its publisher for an open copy",
            ) from error
        raise _malformed(f"it begins with {content[:20]!r}") from error


def _pages(document: pypdfium2.PdfDocument) -> list[list[Line]]:
    """The rows of each page, cut at wide gaps, in the order of the file."""
    if len(document) > MOST_PAGES:
        raise _too_large(f"it has {len(document)} pages, more than {MOST_PAGES}")
    pages, left = [], MOST_CHARACTERS
    for number in range(len(document)):
        try:
            with closing(document[number]) as page, closing(page.get_textpage()) as text:
                left -= text.count_chars()
                if left < 0:
                    raise _too_large(f"it has more than {MOST_CHARACTERS} characters")
                pages.append(list(_rows(_words(text))))
        except pypdfium2.PdfiumError as error:
            raise _malformed(f"its page {number + 1} cannot be read") from error
    return pages


def _words(text: pypdfium2.PdfTextPage) -> Iterator[Line]:
    """Each word with its box; a hyphen at the end of a line is part of its word."""
    characters = "".join(
        chr(raw.FPDFText_GetUnicode(text, index)) for index in range(text.count_chars())
    )
    for word in _WORDS.finditer(characters):
        left, bottom, right, top = text.get_charbox(word.start(), loose=True)
        last_left, _, last_right, _ = text.get_charbox(word.end() - 1, loose=True)
        written = word[0].replace(_HYPHEN, "-").encode("utf-16", "surrogatepass")
        yield Line(
            written.decode("utf-16", "replace"),
            left=min(left, last_left),
            bottom=bottom,
            right=max(right, last_right),
            top=top,
        )


def _rows(words: Iterator[Line]) -> Iterator[Line]:
    row: list[Line] = []
    for word in words:
        if row and not _follows(word, row[-1]):
            yield _joined(row)
            row = []
        row.append(word)
    if row:
        yield _joined(row)


def _follows(word: Line, last: Line) -> bool:
    """Whether a word stands right of another one with no more than a space between."""
    return word.beside(last) and -last.height < word.left - last.right < 1.1 * last.height


def _joined(row: list[Line]) -> Line:
    """The words as a line as high as most of its letters: bullets and raised marks differ."""
    letters_at: Counter[tuple[float, float]] = Counter()
    for word in row:
        letters_at[word.bottom, word.top] += len(word.text)
    bottom, top = letters_at.most_common(1)[0][0]
    text = " ".join(word.text for word in row)
    return Line(text, left=row[0].left, bottom=bottom, right=row[-1].right, top=top)


def _check(pages: list[list[Line]]) -> None:
    """Raises NoProse where the pages are pictures, or their letters are not told."""
    written = "".join(line.text for page in pages for line in page)
    if len(_UNKNOWN.findall(written)) > len(written) / 10:
        message = "the fonts of the PDF do not tell which letters they draw"
        raise NoProse(Reason.BAD_ENCODING, message, mend="read it with OCR, or find it as a page")
    if not any(character.isalpha() for character in written):
        message = f"the PDF has {len(pages)} pages without text: they are pictures"
        raise NoProse(Reason.EMPTY, message, mend="read it with OCR, or find it as a page")


def _mended(pages: list[list[Line]]) -> list[list[Line]]:
    """The same lines, their letters whole; what is left unknown marks an item of a list."""
    written = letters("\n".join(line.text for page in pages for line in page))
    texts = iter(_UNKNOWN.sub("", _LONE_UNKNOWN.sub("•", written)).split("\n"))
    return [[replace(line, text=next(texts)) for line in page] for page in pages]


def _title(told: str, first: list[Line]) -> str:
    """What the file is called, unless that is a file name; else the largest lines of page one."""
    if told.strip() and not _FILE_NAME.search(told.strip()):
        return one_line(told)
    largest = max((line.height for line in first), default=0.0)
    return one_line(" ".join(line.text for line in first if line.height > 0.95 * largest))


def _date(told: str) -> str:
    """``D:20230621093027-04'00'`` in ISO form."""
    found = re.match(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?", told)
    return iso_date(*(part or "" for part in found.groups())) if found else ""


def _too_large(message: str) -> NoProse:
    mend = "look whether it is a report; an archive of many is fetched in parts"
    return NoProse(Reason.TOO_LARGE, f"the PDF is too large: {message}", mend=mend)


def _malformed(message: str) -> NoProse:
    mend = "open the address in a browser: it may lead to a page, or the file be cut"
    return NoProse(Reason.MALFORMED, f"this is no whole PDF: {message}", mend=mend)
