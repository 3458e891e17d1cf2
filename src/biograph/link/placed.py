"""A mention at its place in a document in, whom the words around it tell out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from biograph.link import forms, names, passages
from biograph.link.spoken import called
from biograph.terms import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.link.context import Context
    from biograph.link.field import Field
    from biograph.model import Candidate, Mention, Span

_CONTINUED, _BRACKETED, _BESIDE = 0.8, 0.7, 0.6  # how sure
_SHORTEST = 3  # letters of a name before a number, or of one that goes on
_FAIRLY_CALLED = 0.3  # of the weight of a name and of that of whom its bracket names
_SEVERAL = frozenset({"les", "des", "aux", "ces", "autres", "plusieurs", "groupe", "réseau", "the"})


def ways(mention: Mention, context: Context, field: Field) -> Iterator[Candidate]:
    """Those that the place tells, the surest first; nothing where the mention has no place."""
    span = mention.span
    if span is not None and context.text[span.start : span.end] == mention.text:
        yield from _continued(mention, span, context, field)
        yield from _bracketed(mention, span, context, field)
        yield from _of_its_sort(mention, span, context, field)
        yield from _numbered(mention, span, context, field)


def _continued(mention: Mention, span: Span, context: Context, field: Field) -> Iterator[Candidate]:
    """Whose name goes on in the text behind what was read of it."""
    empty = names.neutral().issuperset(names.read(mention.text).words)
    if not empty and len(name_key(mention.text)) > _SHORTEST:
        for text in passages.longer(context.text, span):
            found = field.bearers(mention, text)
            yield from field.alone(found, _CONTINUED, f"the text goes on, {text}:")


def _bracketed(mention: Mention, span: Span, context: Context, field: Field) -> Iterator[Candidate]:
    """Who bears the short form in the bracket beside, and a name with some of these words."""
    if " " in mention.text:
        for text in passages.bracketed(context.text, span):
            found = field.called(mention, text, context)
            if found and called(found.entity, mention.text, _FAIRLY_CALLED):
                reason = f"in full for {text}: {found.reason}"
                yield found._replace(score=_BRACKETED * found.score, reason=reason)


def _of_its_sort(
    mention: Mention, span: Span, context: Context, field: Field
) -> Iterator[Candidate]:
    """The only body of a bare sort, CHU or INSA, in the towns that the document names."""
    name = names.read(mention.text)
    bare = bool(name.sort) and not (name.core or name.units) and len(name.words) == 1
    before = passages.word_before(context.text, span)
    if bare and before not in _SEVERAL and not before.isdigit():
        words = context.key.split()
        places = {*words, *map(" ".join, pairwise(words))}
        keys = (f"{name.words[0]}{of}{place}" for place in places for of in (" ", " de ", " d "))
        bearers = (n for key in keys for n in field.by_form.get((forms.KEY, key), ()))
        yield from field.alone(field.fitting(mention, bearers), _BESIDE, "the only one here,")


def _numbered(mention: Mention, span: Span, context: Context, field: Field) -> Iterator[Candidate]:
    """The laboratory named before a number that no register knows: INCI, UMR 7168."""
    name = names.read(mention.text)
    if name.units and all(map(names.common, name.core)):
        for text in passages.before(context.text, span):
            told = names.read(text)
            if len(told.key) >= _SHORTEST and not all(map(names.common, told.words)):
                found = field.bearers(mention, text)
                yield from field.alone(found, _BESIDE, f"the number of {text}:")
