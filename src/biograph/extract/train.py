"""Trains the name model: ``python -m biograph.extract.train SNAPSHOT [FOLDER]``.

Enters: a full snapshot (its corpora and registers), the templates and lists. Leaves: the weights in
``extract/models/ner`` and the common words in ``extract/models/lexicon.txt``. The same snapshot
gives the same weights on the same machine.
"""

from __future__ import annotations

import csv
import logging
import random
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from biograph import resources, vocabulary
from biograph.extract import lists, material, rules
from biograph.extract.gazetteer import rows
from biograph.extract.invent import Inventor, Labelled, sentences
from biograph.extract.ner import to_doc
from biograph.extract.tokens import tokenize, windows
from biograph.terms import ENTITY_TYPES

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from spacy.language import Language
    from spacy.training import Example
    from spacy.vocab import Vocab

    from biograph.extract.tokens import Tokens

SEED = 11
EPOCHS = 3
ROUNDS = 30  # sentences a template
BATCH = 48  # paragraphs an update
WIDTH, DEPTH = 96, 3
LABELS = (*(t for t in ENTITY_TYPES if t not in ("Money", "Date")), "Person")
_SENTENCE_ENDS = frozenset('.!?:«»"“”–—•-*')
_LOG = logging.getLogger(__name__)

CONFIG = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": WIDTH,
                "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
                "rows": [5000, 1500, 2500, 1500],
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": WIDTH,
                "depth": DEPTH,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        },
    }
}


def _hospitals(snapshot: Path) -> list[str]:
    """Hospital names of the register in the case of running text."""
    names = set()
    path = snapshot / "registries" / "finess_hopitaux_2025.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            words = row["rs_longue"].title().replace(" De ", " de ").replace(" Du ", " du ")
            if words.startswith(("Centre Hospitalier", "Hôpital", "Hopital", "Clinique")):
                names.add(words.replace("Centre Hospitalier", "centre hospitalier"))
                names.add(words.replace("Centre Hospitalier", "CHU"))
    return sorted(names)


def listed(snapshot: Path) -> dict[str, list[str]]:
    """Names a slot can be filled with, by slot (and language for terms)."""
    folder = resources.extract() / "gazetteers"
    names: dict[str, list[str]] = {"Hospital": _hospitals(snapshot)}
    for name in (*lists.actors(folder), *lists.public_names(folder)):
        names.setdefault(name.kind, []).append(name.text)
    names["Country"] = ["France", "Allemagne", "Belgique", "Suisse", "Italie", "Espagne"]
    names["Country/en"] = ["France", "Germany", "Belgium", "Switzerland", "Italy", "Spain"]
    names["Location"] = [n.text for n in lists.places(folder)]
    communes = rows(snapshot / "registries" / "geo_communes.csv", ("nom",), delimiter=",")
    names["Location"] += [row["nom"] for row in communes][::12]
    names["Therapy"] = [n.text for n in lists.therapies(folder)]
    for row in rows(folder / "diseases.tsv", ("name", "lang", "orpha")):
        if not row["orpha"] or len(row["name"].split()) <= 3:
            names.setdefault(f"Disease/{row['lang']}", []).append(row["name"])
    slots = {"TherapyClass": "Class", "InputMaterial": "Input", "Equipment": "Equip"}
    for term in vocabulary.terms():
        for lang in term.labels:
            if term.annotation in slots:
                names.setdefault(f"{slots[term.annotation]}/{lang}", []).extend(term.surfaces(lang))
    with (snapshot / "registries" / "ilab_laureats_1999_2023.csv").open(encoding="utf-8") as lines:
        ilab = {row["Libellé entreprise"] for row in csv.DictReader(lines)}
    names["Company"] += sorted(n for n in ilab if 3 < len(n) < 40)
    return {slot: sorted(set(values)) for slot, values in names.items()}


def templates() -> dict[str, list[str]]:
    """The template sentences by language."""
    folder = resources.extract() / "patterns"
    return {
        lang: (folder / f"templates_{lang}.txt").read_text(encoding="utf-8").splitlines()
        for lang in ("en", "fr")
    }


def labelled(snapshot: Path) -> Iterator[Labelled]:
    """All training texts."""
    draw = random.Random(SEED)  # noqa: S311 - repeatable draws
    ruled = rules.load()
    yield from sentences(templates(), Inventor(draw, listed(snapshot)), rounds=ROUNDS)
    yield from islice(material.winer(snapshot, ruled), 600)
    yield from islice(material.redocred(snapshot, ruled), 250)
    yield from islice(material.core(snapshot, ruled), 2500)
    yield from islice(material.summaries(snapshot, ruled), 900)


def _unlabelled(tokens: Tokens, item: Labelled, words: Container[str]) -> Iterator[str]:
    """Tags of unnamed words: "O", or "-" (nothing is learned) for capitals that may be names.

    The first word of a sentence has a capital anyway: it is no name if ``words`` has it.
    """
    first = True
    for word, key in zip(tokens.words, tokens.keys, strict=True):
        name = word[0].isalpha() and not word[0].islower() and not (first and key in words)
        yield "-" if name and not item.closed else "O"
        first = word in _SENTENCE_ENDS


def tags(tokens: Tokens, item: Labelled, words: Container[str] = ()) -> list[str]:
    """BILUO tags of the tokens; "-" for spans of unknown type."""
    made = list(_unlabelled(tokens, item, words))
    for start, end, kind in item.spans:
        inside = [
            i
            for i, (a, b) in enumerate(zip(tokens.starts, tokens.ends, strict=True))
            if a >= start and b <= end
        ]
        for i in inside:
            made[i] = "-" if kind == "-" else f"I-{kind}"
        if inside and kind != "-":
            made[inside[0]], made[inside[-1]] = f"B-{kind}", f"L-{kind}"
            if len(inside) == 1:
                made[inside[0]] = f"U-{kind}"
    return made


def _examples(vocab: Vocab, items: Iterable[Labelled], words: Container[str]) -> Iterator[Example]:
    """One training example a paragraph."""
    from spacy.training import Example  # noqa: PLC0415 - spaCy takes a second to import

    for item in items:
        for start, end in windows(item.text):
            tokens = tokenize(item.text, start=start, end=end)
            if tokens.words:
                doc = to_doc(vocab, tokens)
                yield Example.from_dict(doc, {"entities": tags(tokens, item, words)})


def fit(items: Iterable[Labelled], *, words: Container[str] = (), epochs: int = EPOCHS) -> Language:
    """The model trained on the texts; the same texts in the same order give the same weights."""
    import spacy  # noqa: PLC0415 - spaCy takes a second to import
    from thinc.util import fix_random_seed  # noqa: PLC0415 - same

    fix_random_seed(SEED)
    nlp = spacy.blank("xx")
    ner = nlp.add_pipe("ner", config=CONFIG)
    for label in LABELS:
        ner.add_label(label)  # type: ignore[attr-defined] # pipes are typed as callables
    data = list(_examples(nlp.vocab, items, words))
    _LOG.info("%d paragraphs, %d tokens", len(data), sum(len(e.x) for e in data))
    optimizer = nlp.initialize(lambda: data[:500])
    draw = random.Random(SEED)  # noqa: S311 - repeatable order
    for epoch in range(epochs):
        draw.shuffle(data)
        losses: dict[str, float] = {}
        optimizer.learn_rate = 0.001 * (1 - epoch / epochs) + 0.0001
        for first in range(0, len(data), BATCH):
            nlp.update(data[first : first + BATCH], sgd=optimizer, drop=0.2, losses=losses)
        _LOG.info("epoch %d: loss %.0f", epoch + 1, losses["ner"])
    return nlp


def train(snapshot: Path, folder: Path) -> None:
    """Trains on a full snapshot; writes the model and the list of common words beside it."""
    words = material.lexicon(snapshot)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lexicon.txt").write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")
    fit(labelled(snapshot), words=words).to_disk(folder / "ner")


def main(arguments: list[str]) -> None:
    """The command."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    snapshot = Path(arguments[0]) if arguments else Path("../shared/data")
    folder = Path(arguments[1]) if len(arguments) > 1 else resources.extract() / "models"
    train(snapshot, folder)
    _LOG.info("written: %s", folder)


if __name__ == "__main__":
    main(sys.argv[1:])
