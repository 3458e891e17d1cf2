"""A written name in, its comparable parts out: words, unit numbers, acronym.

Words are folded, abbreviations and the long forms of well-known bodies are read alike
(``extract/patterns/name_forms.tsv``), articles go. The number of a research unit (``UMR 7275``)
is kept apart: it names the unit whatever stands around it. A name that strings several together
(``CNRS - Institut Cochin``) is also read by its parts, without those of a supervising body.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from typing import NamedTuple

from biograph.resources import extract
from biograph.terms import digest, name_key

_STOP = frozenset(
    "a au aux d de du des en et for in l la le les of on pour sur the to und and by at".split()  # noqa: SIM905
)
_UNIT = re.compile(
    r"\b(umr s|umrs|umr|ums|us|uar|upr|usr|usc|ea|ua|fre|erl|emr|cic|unite|u)"
    r"(?: (cnrs|inserm|inra|inrae|s|a|d|m|t|it|p|ec|bt))? ?(\d{2,4})\b"
)
_INSERM = frozenset({"u", "us", "umr s", "umrs"})  # numbered by Inserm, whatever the unit is
_CNRS = frozenset({"umr", "ums", "uar", "upr", "fre", "erl", "emr", "usr"})  # numbered by CNRS
_NUMBERING = {"inserm": "inserm", "cnrs": "cnrs", "inra": "cnrs", "inrae": "cnrs"}  # UMR at INRAE
_LEAST_OF_CNRS = 2000  # Inserm has not come so far
_OFFICE = re.compile(r"\bdr ?\d{1,2}\b")  # a regional office of CNRS, before a unit's name
_ELIDED = re.compile(r"^[dl](?=[aeiouh]\w{4})")
_RUN_ON = re.compile(r"\b([dl])(?=[AEIOUHÀ-Þ])")  # an apostrophe lost before a capital: lARN
_LEADING_FORM = re.compile(r"^(?:sasu?|sarl|eurl|scop) ")  # name_key drops those behind
_YEAR = re.compile(r"20\d\d")
_BREAK = re.compile(r"\s+[-–—]\s*|\s*[-–—]\s+|\s*[/,;_()]\s*|\s*:\s+")
_IN_BRACKETS = re.compile(r"\(([A-ZÀ-Þ\d][\wÀ-Þ]*[A-ZÀ-Þ\d])\)")
_LEAST_INITIALS = 3  # letters
_BETWEEN_LANGUAGES = re.compile(r"\s+[=/]\s+")
_LEAST_PART = 2  # words: a part of one word is an acronym or a body
_ROMAN = {
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "xi": "11",
    "xii": "12",
    "xiii": "13",
}
_SHORT = 7  # an acronym has no more letters than this


class Name(NamedTuple):
    """The parts of a name: ``key`` is its folded form, ``words`` are in order and unique.

    ``core`` are the words without those that only say what ``sort`` of body it is, and without the
    words of trade that firms add or leave out at will. ``part`` is True for a name that stands
    within a longer one. ``short`` are the short forms that the name gives of itself: they are none
    of its words.
    """

    key: str
    words: tuple[str, ...]
    core: tuple[str, ...]
    sort: frozenset[str]
    units: frozenset[str]
    acronym: bool
    part: bool = False
    short: frozenset[str] = frozenset()


@lru_cache(maxsize=200_000)
def read(text: str) -> Name:
    """The comparable parts of a name as written."""
    key = name_key(_RUN_ON.sub(r"\1 ", text))
    told = _LEADING_FORM.sub("", _OFFICE.sub(" ", alike(key)))
    series = {found.group(): _unit(found) for found in _UNIT.finditer(told)}
    units = frozenset(filter(None, series.values()))
    words = words_of(_UNIT.sub(lambda m: " " if series[m.group()] else m.group(), told))
    short = _short_forms(text, words)
    words = tuple(word for word in words if word not in short)
    marks = _marks()
    free = marks["type"] | marks["trade"] | marks["neutral"]
    core = tuple(word for word in words if word not in free and not _YEAR.fullmatch(word))
    sort = marks["type"].intersection(words)
    letters = [c for c in text if c.isalpha()]
    acronym = len(key) <= _SHORT and " " not in key and bool(letters) and text == text.upper()
    return Name(key, words, core, sort, units, acronym, short=short)


def _short_forms(text: str, words: tuple[str, ...]) -> frozenset[str]:
    """Of the words the initials of others, and those in brackets whose letters others hold."""
    if len(words) <= _LEAST_PART:
        return frozenset()
    bracketed = set(map(name_key, _IN_BRACKETS.findall(text)))
    found = set()
    for word in words:
        others = [other for other in words if other != word]
        initials = len(word) >= _LEAST_INITIALS and word in "".join(o[0] for o in others)
        if initials or (word in bracketed and re.search(r"\b" + ".*".join(word), " ".join(others))):
            found.add(word)
    return frozenset(found - _marks()["type"] - _marks()["body"])


def units_of(told: str) -> frozenset[str]:
    """The series and numbers of the units in a folded text whose long forms are read alike."""
    return frozenset(filter(None, map(_unit, _UNIT.finditer(told))))


def words_of(key: str) -> tuple[str, ...]:
    """The telling words of a folded text, in order and unique; Roman numerals as digits."""
    told = (_ELIDED.sub("", word) for word in key.split() if word not in _STOP)
    return tuple(dict.fromkeys(_ROMAN.get(word, word) for word in told))


@lru_cache(maxsize=200_000)
def parts(text: str) -> tuple[Name, ...]:
    """The names that a name strings together; none where it is a single one."""
    pieces = [piece for piece in _BREAK.split(text) if piece.strip()]
    own = [piece for piece in pieces if not _body(read(piece))]
    if len(pieces) == 1:
        return ()
    found = dict.fromkeys(read(piece)._replace(part=True) for piece in (" ".join(own), *own))
    return tuple(name for name in found if len(name.words) >= _LEAST_PART)


@lru_cache(maxsize=200_000)
def translations(text: str) -> tuple[Name, ...]:
    """The names of a register's name in two languages: X = Y, X / Y."""
    pieces = [read(piece) for piece in _BETWEEN_LANGUAGES.split(text)]
    told = len(pieces) > 1 and all(len(piece.words) > _LEAST_PART for piece in pieces)
    return tuple(pieces) if told else ()


def _body(name: Name) -> bool:
    """True for a supervising body: its name begins with a word that such bodies bear."""
    return not name.words or name.words[0] in _marks()["body"]


def components(name: Name) -> frozenset[str]:
    """The words of a name that say it is a part of something: a scanner, a team, a branch."""
    return _marks()["component"].intersection(name.words)


def trade(name: Name) -> bool:
    """True where a word says that the name is a firm's."""
    return bool(_marks()["trade"].intersection(name.words))


def neutral() -> frozenset[str]:
    """Words that a name keeps or loses at will."""
    return _marks()["neutral"]


def common(word: str) -> bool:
    """True for a word of supervising bodies: it stands in names that are not theirs."""
    return word in _marks()["body"]


def empty(word: str) -> bool:
    """True for an article or a preposition."""
    return word in _STOP


def _unit(found: re.Match[str]) -> str:
    """The series and number of a unit; nothing for a bare ``unité 12``, which is of any series.

    The body beside it tells the series of a number that it may have given: ``Inserm UMR 1015``.
    """
    kind, within, number = found.group(1), found.group(2) or "", found.group(3).lstrip("0")
    before, after = found.string[: found.start()].split()[-1:], found.string[found.end() :].split()
    bodies = [_NUMBERING[word] for word in (within, *before, *after[:1]) if word in _NUMBERING]
    if kind == "unite":
        return bodies[0] + number if bodies else ""
    inserm = "inserm" in bodies[:1] and int(number or 0) < _LEAST_OF_CNRS
    series = "inserm" if kind in _INSERM or inserm else "cnrs" if kind in _CNRS else kind
    return series + number


def alike(key: str) -> str:
    """The key with long forms and abbreviations read as one form, the longest first."""
    pattern, forms = _forms()
    return pattern.sub(lambda found: forms[found.group()], key)


@cache
def version() -> str:
    """A digest of the tables by which names are read."""
    return digest(repr(_forms()[1]), repr({mark: sorted(w) for mark, w in _marks().items()}))


@cache
def _forms() -> tuple[re.Pattern[str], dict[str, str]]:
    forms = {row["written"]: row["read_as"] for row in _table("name_forms.tsv")}
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"), forms


@cache
def _marks() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {
        "body": set(),
        "component": set(),
        "type": set(),
        "trade": set(),
        "neutral": set(),
    }
    for row in _table("name_marks.tsv"):
        found[row["mark"]].add(_ELIDED.sub("", row["word"]))
    return {mark: frozenset(words) for mark, words in found.items()}


def _table(file: str) -> list[dict[str, str]]:
    path = extract() / "patterns" / file
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
