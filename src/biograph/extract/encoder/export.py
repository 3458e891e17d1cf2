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

from biograph.extract.encoder import judge
from biograph.extract.encoder.network import VECTOR
from biograph.extract.encoder.tagger import NAMES, NETWORK, TABLE, VOCABULARY, Table
from biograph.extract.encoder.windows import SHAPES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt
    from torch import nn

    from biograph.extract.encoder.fit import Networks
    from biograph.extract.encoder.network import Network
    from biograph.extract.encoder.pairs import Pairs

_OPSET = 17
_PIECES, _WORDS, _PAIRS = 120, 80, 7  # of the examples that networks are traced with


def rounded(table: npt.NDArray[np.float32]) -> Table:
    """The vectors of pieces in eight bits with a scale a row."""
    scales = np.maximum(np.abs(table).max(1), 1e-6) / 127
    return Table(np.rint(table / scales[:, None]).astype(np.int8), scales.astype(np.float32))


def save_words(folder: Path, model: bytes, table: Table) -> None:
    """Write the vocabulary and its vectors, which are the same for every network."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / VOCABULARY).write_bytes(model)
    np.savez(folder / TABLE, rows=table.rows, scales=table.scales)


def save(folder: Path, networks: Networks, hidden: int, names: Mapping[str, Sequence[str]]) -> None:
    """Write the networks and the names of what they tell apart by number."""
    with TemporaryDirectory() as spare:
        plain, ready = Path(spare) / "plain.onnx", Path(spare) / "ready.onnx"
        _export_encoder(networks.encoder, hidden, plain)
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(ready, folder / NETWORK, weight_type=QuantType.QInt8, per_channel=True)
    _export_pairs(networks.pairs, folder / judge.NETWORK)
    (folder / NAMES).write_text(json.dumps(names, indent=0) + "\n", encoding="utf-8")


def _export_encoder(network: Network, hidden: int, path: Path) -> None:
    words, tags = torch.arange(_WORDS), torch.zeros(_PIECES, dtype=torch.long)
    example = (torch.zeros(_PIECES, hidden), tags, words, words, torch.zeros(_WORDS, SHAPES))
    inputs = dict.fromkeys(("embedded", "tags"), "pieces")
    inputs |= dict.fromkeys(("first", "last", "shapes"), "words")
    _export(network, example, path, inputs, ["labels", "vectors"])


def _export_pairs(head: Pairs, path: Path) -> None:
    spans = torch.tensor([[0, _WORDS - 1, 3, 4, 8, 9, 3, 4, 8, 9]] * _PAIRS)
    example = (torch.zeros(_WORDS, VECTOR), spans, torch.zeros(_PAIRS, 4, dtype=torch.long))
    inputs = {"words": "words"} | dict.fromkeys(("spans", "told"), "pairs")
    _export(head, example, path, inputs, ["odds"])


def _export(
    network: nn.Module,
    example: tuple[torch.Tensor, ...],
    path: Path,
    inputs: Mapping[str, str],
    outputs: Sequence[str],
) -> None:
    """Write a network; ``inputs`` tells what each input has a row for."""
    torch.onnx.export(
        network.float().eval(),
        example,
        str(path),
        input_names=[*inputs],
        output_names=[*outputs],
        dynamic_axes={name: {0: row} for name, row in inputs.items()},
        opset_version=_OPSET,
        dynamo=False,
    )
