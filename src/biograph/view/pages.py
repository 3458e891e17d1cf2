"""The one Jinja environment of all pages: everything that comes from data is escaped."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from biograph.view import say
from biograph.view.words import words

if TYPE_CHECKING:
    from biograph.view.say import Lang

_ROOM = Path(__file__).parent
#: The folder of our own and vendored styles and scripts.
ASSETS = _ROOM / "assets"


def render(template: str, *, lang: Lang, **values: object) -> str:
    """A page in one language. The template also sees ``w`` (fixed words) and the filters below."""
    made = _environment(lang).get_template(template)
    return made.render(w=words(lang), lang=lang, **values)


def asset(name: str) -> Markup:
    """A file of our own from ``assets/``, to be written into a page as it is."""
    return Markup((ASSETS / name).read_text(encoding="utf-8"))  # noqa: S704 - our file


@cache
def _environment(lang: Lang) -> Environment:
    made = Environment(
        loader=FileSystemLoader(_ROOM / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "say": partial(say.pick, lang=lang),
        "number": partial(say.number, lang=lang),
        "amount": partial(say.amount, lang=lang),
        "rough": partial(say.rough, lang=lang),
        "share": partial(say.percent, lang=lang),
        "day": partial(say.day, lang=lang),
        "moment": partial(say.moment, lang=lang),
        "duration": say.duration,
        "web": say.web,
    }
    made.globals["asset"] = asset
    return made
