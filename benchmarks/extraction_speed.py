"""Speed of entity extraction beside the bare tok2vec + ner of fr_core_news_md, in one run.

    python benchmarks/extraction_speed.py [TEXTS.jsonl [ROUNDS]]

``TEXTS.jsonl`` is of the annotation form; without it the texts of the gold are read. Tokens are
those of the stock tokenizer for both; loading is not counted; the two alternate, the best round of
each counts.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from biograph.extract import annotation, pipeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

GOLD = "extract/gold/test.jsonl"


def seconds(run: Callable[[], Iterable[object]]) -> float:
    """CPU seconds until the last result (other work on the machine does not count)."""
    started = time.process_time()
    for _ in run():
        pass
    return time.process_time() - started


def main(path: str, rounds: int) -> None:
    """Prints tokens per CPU second of both and their ratio."""
    documents = [annotation.document(item) for item in annotation.read(Path(path))]
    texts = [d.text for d in documents]
    stock = spacy.load("fr_core_news_md")
    unused = [name for name in stock.pipe_names if name not in ("tok2vec", "ner")]
    stock.disable_pipes(*unused)
    tokens = sum(len(stock.make_doc(text)) for text in texts)
    names, everything = pipeline.load(pipeline.no_claims), pipeline.load()
    bare, ours, whole = [], [], []
    for _ in range(rounds + 1):  # the first round warms caches up
        bare.append(seconds(lambda: stock.pipe(texts, batch_size=64)))
        ours.append(seconds(lambda: names.read(documents)))
        whole.append(seconds(lambda: everything.read(documents)))
    fast, own, both = (tokens / min(times[1:]) for times in (bare, ours, whole))
    print(f"{len(texts)} texts, {tokens} tokens, best of {rounds} rounds")
    print(f"bare tok2vec + ner of fr_core_news_md {fast:8.0f} tokens/s")
    print(f"biograph, all of entity extraction    {own:8.0f} tokens/s")
    print(f"ratio {own / fast:.2f}")
    print(f"biograph, entities and relations      {both:8.0f} tokens/s")
    print(f"ratio {both / fast:.2f}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else GOLD, int(sys.argv[2]) if len(sys.argv) > 2 else 5)
