"""Two tokens of a parsed sentence in, the role of one for the other out (``subj``, ``obl:de``).

The trigger is a verb or noun; the role says how an argument hangs on it: through passives,
relative pronouns, shared subjects, appositions and coordinations.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from biograph.extract.relations.parse import Parsed

_SHARING = frozenset({"comp", "advcl", "conj"})
_SUBJECTS = frozenset({"subj", "psubj"})
_TRANSPARENT = frozenset({"conj", "flat"})
_CASED = frozenset({"obl", "nmod", "iobj"})
_RELATIVES = {"qui": "subj", "who": "subj", "que": "obj", "qu'": "obj", "dont": "nmod:de"}
_RELATIVES |= {"ou": "obl:ou", "where": "obl:ou"}
_OPEN_RELATIVES = frozenset({"which", "that", "whose", "lequel", "laquelle", "auquel"})


@lru_cache(maxsize=1 << 12)  # the pairs of a sentence ask for the same roles again and again
def role(parsed: Parsed, argument: int, trigger: int) -> str:
    """The role of ``argument`` for ``trigger``; "" where the sentence does not join them closely.

    A trailing ``~`` marks an argument that lies deeper than its edge tells.
    """
    if argument == trigger:
        return "self"
    if argument < trigger:
        common, below, above = _meeting(parsed, argument, trigger)
    else:
        common, above, below = _meeting(parsed, trigger, argument)
    if common < 0:
        return ""
    if common == trigger:
        return _below(parsed, below)
    if common == argument:
        return _above(parsed, above, trigger)
    return _beside(parsed, below, above)


@lru_cache(maxsize=1 << 12)  # often each is asked the role of the other
def _meeting(parsed: Parsed, one: int, other: int) -> tuple[int, list[int], list[int]]:
    """The lowest token above both, -1 for none, and the branches that lead down to them."""
    chains = parsed.chain(one), parsed.chain(other)
    common = next((t for t in chains[0] if t in chains[1]), -1)
    if common < 0:
        return common, [], []
    return common, _branch(parsed, chains[0], common), _branch(parsed, chains[1], common)


def _branch(parsed: Parsed, chain: list[int], common: int) -> list[int]:
    """The tokens of a chain under ``common``, topmost first, coordinations left out."""
    part = chain[: chain.index(common)][::-1]
    if not part:
        return []
    rest = [t for t in part[1:] if parsed.edges[t] not in _TRANSPARENT]
    return [part[0], *rest]


def _below(parsed: Parsed, branch: list[int]) -> str:
    """The argument is in the subtree of the trigger."""
    if len(branch) > 1 and parsed.edges[branch[0]] in {"conj", "flat"}:
        return f"{_edge(parsed, branch[1:])}~"
    return _edge(parsed, branch)


def _edge(parsed: Parsed, branch: list[int]) -> str:
    top = branch[0]
    name = parsed.edges[top]
    if (
        name in {"prep", "agent"}
        and len(branch) > 1
        and parsed.edges[branch[1]] in {"pobj", "comp"}
    ):
        name = "agent" if name == "agent" else f"obl:{parsed.words[top]}"
        branch = branch[1:]
    elif name in _CASED:
        name = f"{name}:{_case(parsed, top)}"
    return f"{name}~" if len(branch) > 1 else name


def _case(parsed: Parsed, token: int) -> str:
    cases = [parsed.words[c] for c in parsed.children(token) if parsed.edges[c] == "case"]
    word = cases[0] if cases else ""
    return {"d'": "de", "du": "de", "des": "de", "au": "a", "aux": "a"}.get(word, word)


def _above(parsed: Parsed, branch: list[int], trigger: int) -> str:
    """The trigger is in the subtree of the argument: apposition, participle, relative clause."""
    top = branch[0]
    edge, tail = parsed.edges[top], "~" if len(branch) > 1 else ""
    if edge == "relcl":
        return _relative(parsed, branch, trigger)
    if edge == "acl":
        participle = parsed.tags[top] == "part" and not parsed.words[top].endswith(("ant", "ing"))
        return ("psubj" if participle else "subj") + tail
    if edge in {"appos", "flat", "attr"}:
        return "self" + tail
    if edge in {"nmod", "prep"}:
        return "head" + tail
    return f"up.{edge}{tail}"


def _relative(parsed: Parsed, branch: list[int], trigger: int) -> str:
    pronoun_role = ""
    for child in parsed.children(branch[0]):
        word = parsed.words[child]
        if word in _RELATIVES:
            pronoun_role = _RELATIVES[word]
            break
        if word in _OPEN_RELATIVES:
            pronoun_role = parsed.edges[child]
            break
    if pronoun_role == "subj" and any(
        parsed.edges[c] in {"aux:pass", "auxpass"} for c in parsed.children(branch[0])
    ):
        pronoun_role = "psubj"
    pronoun_role = pronoun_role or "rel"
    return pronoun_role if branch[-1] == trigger and len(branch) == 1 else f"g{pronoun_role}"


def _shared_subject(parsed: Parsed, verb: int) -> str:
    """``Founded in 2017, the company ...``: a participle's subject is its patient."""
    word, edge = parsed.words[verb], parsed.edges[verb]
    if parsed.tags[verb] != "part" or edge == "conj":
        return "subj"
    return "subj~" if word.endswith(("ant", "ing")) else "psubj~"


def _beside(parsed: Parsed, below: list[int], above: list[int]) -> str:
    """Argument and trigger hang on a third word."""
    edge, argument = parsed.edges[above[0]], _edge(parsed, below)
    deep = len(above) > 1
    if argument in _SUBJECTS and edge in _SHARING and not deep:
        return _shared_subject(parsed, above[0])
    if argument in _SUBJECTS and edge in {"attr", "appos"}:
        return "self"
    if argument in _SUBJECTS:
        return "gsubj" if edge in {"obj", "obl", "prep", "nmod"} else f"gsubj.{edge}"
    return f"b.{edge}>{argument.rstrip('~')}"
