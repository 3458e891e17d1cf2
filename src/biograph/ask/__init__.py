"""Step 7, questions: a name or a SPARQL text and its parameters in, a table out."""

from biograph.ask.claims import PublishedClaim, published
from biograph.ask.gate import check, names_dataset
from biograph.ask.library import Parameter, Question, library, load
from biograph.ask.pool import Pool
from biograph.ask.run import Ask, answer, answer_at, answer_within, form, over, remembering
from biograph.ask.values import bind

__all__ = [
    "Ask",
    "Parameter",
    "Pool",
    "PublishedClaim",
    "Question",
    "answer",
    "answer_at",
    "answer_within",
    "bind",
    "check",
    "form",
    "library",
    "load",
    "names_dataset",
    "over",
    "published",
    "remembering",
]
