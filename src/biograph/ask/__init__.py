"""Step 7, questions: a name or a SPARQL text and its parameters in, a table out."""

from biograph.ask.claims import PublishedClaim, published
from biograph.ask.gate import check
from biograph.ask.library import Parameter, Question, library, load
from biograph.ask.run import Ask, answer, answer_at, answer_within, over, remembering
from biograph.ask.values import bind

__all__ = [
    "Ask",
    "Parameter",
    "PublishedClaim",
    "Question",
    "answer",
    "answer_at",
    "answer_within",
    "bind",
    "check",
    "library",
    "load",
    "over",
    "published",
    "remembering",
]
