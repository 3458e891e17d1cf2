"""All questions of the library, by theme and tag, and the things that complete their fields."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from biograph import ask
from biograph.model import Text
from biograph.serve.page import Answer, Asked, Page
from biograph.serve.questions.fields import things
from biograph.terms import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from biograph.ask import Question
    from biograph.serve.site import Site

THEMES = {
    "actors": Text(fr="Acteurs", en="Actors"),
    "care": Text(fr="Soins", en="Care"),
    "funding": Text(fr="Financement", en="Funding"),
    "gaps": Text(fr="Manques", en="Gaps"),
    "market": Text(fr="Marché", en="Market"),
    "quality": Text(fr="Qualité des données", en="Quality of the data"),
    "recipes": Text(fr="Recettes", en="Recipes"),
    "research": Text(fr="Recherche", en="Research"),
    "strategy": Text(fr="Stratégie", en="Strategy"),
    "supply": Text(fr="Approvisionnement", en="Supply"),
    "words": Text(fr="Vocabulaire", en="Vocabulary"),
}
_TITLE = Text(fr="Questions", en="Questions")
_SUGGESTED = 20


def gallery(site: Site, asked: Asked) -> Answer:  # noqa: ARG001 - all pages have one shape
    """All questions by theme, those of a tag, or those with some words."""
    words = name_key(asked.one("q")[:200]).split()
    tag = asked.one("tag")
    found = [
        question
        for question in ask.library().values()
        if (not tag or tag in question.tags) and all(word in _words(question) for word in words)
    ]
    tags = sorted({tag for question in ask.library().values() for tag in question.tags})
    return Answer(
        template="site/questions.html.j2",
        title=_TITLE,
        values={
            "themes": by_theme(found),
            "count": len(found),
            "words": asked.one("q")[:200],
            "tag": tag,
            "tags": tags,
        },
        data=[
            {
                "name": question.name,
                "title": question.title,
                "question": question.question,
                "view": question.view,
                "tags": question.tags,
                "parameters": question.parameters,
            }
            for question in found
        ],
        styles=("site/questions.css",),
    )


def by_theme(questions: Iterable[Question]) -> Mapping[str, tuple[Text, list[Question]]]:
    """Questions by the name of their theme, with what that is called."""
    found: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        found[question.name.partition("/")[0]].append(question)
    return {name: (THEMES[name], many) for name, many in found.items()}


def _words(question: Question) -> str:
    texts = (question.title, question.question)
    return name_key(" ".join((question.name, *(f"{text.fr} {text.en}" for text in texts))))


def suggestions(site: Site, asked: Asked) -> Answer:
    """Things of a kind by words of their names, for fields that are completed."""
    words = name_key(asked.one("q")[:200]).split()
    named = (
        option
        for option in things(site, asked.one("kind") if asked.one("kind").isalpha() else "Entity")
        if all(word in name_key(getattr(option.name, asked.lang)) for word in words)
    )
    rows = [
        {"value": option.value, "name": getattr(option.name, asked.lang)}
        for option in islice(named, _SUGGESTED)
    ]
    values = {"words": asked.one("q"), "hits": ()}
    return Answer(template="site/search.html.j2", title=_TITLE, values=values, data={"rows": rows})


PAGES = (
    Page(path="/questions", answer=gallery),
    Page(path="/questions/things", answer=suggestions),
)
