"""A trained network in, the eight-bit ONNX file that reading uses out."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from biograph.extract.encoder.tagger import NAMES, NETWORK, TABLE, VOCABULARY, Table
from biograph.extract.encoder.windows import SHAPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from biograph.extract.encoder.network import Network

_OPSET = 17
_PIECES, _WORDS = 120, 80  # of the example that the network is traced with


def rounded(table: npt.NDArray[np.float32]) -> Table:
    """The vectors of pieces in eight bits with a scale a row."""
    scales = np.maximum(np.abs(table).max(1), 1e-6) / 127
    return Table(np.rint(table / scales[:, None]).astype(np.int8), scales.astype(np.float32))


def save_words(folder: Path, model: bytes, table: Table) -> None:
    """Write the vocabulary and its vectors, which are the same for every network."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / VOCABULARY).write_bytes(model)
    np.savez(folder / TABLE, rows=table.rows, scales=table.scales)


def save_network(
    folder: Path, network: Network, hidden: int, tags: Sequence[str], labels: Sequence[str]
) -> None:
    """Write the network and the names of its tags and labels."""
    words = torch.arange(_WORDS)
    zeros = torch.zeros(_WORDS, dtype=torch.long)
    example = (torch.zeros(_PIECES, hidden), words, words, zeros, torch.zeros(_WORDS, SHAPES))
    lengths = {name: {0: "words"} for name in ("first", "last", "tags", "shapes")}
    with TemporaryDirectory() as spare:
        plain, ready = Path(spare) / "plain.onnx", Path(spare) / "ready.onnx"
        torch.onnx.export(
            network.float().eval(),
            example,
            str(plain),
            input_names=["embedded", "first", "last", "tags", "shapes"],
            output_names=["told"],
            dynamic_axes={"embedded": {0: "pieces"}, **lengths},
            opset_version=_OPSET,
            dynamo=False,
        )
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(ready, folder / NETWORK, weight_type=QuantType.QInt8, per_channel=True)
    names = {"tags": list(tags), "labels": list(labels)}
    (folder / NAMES).write_text(json.dumps(names, indent=0) + "\n", encoding="utf-8")
