"""An optional dense encoder (MADOGUCHI_ENCODER): a folder with model.onnx and tokenizer.json, or a sentence-transformers model."""

import importlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.errors import SearchError
from knowledge.search.word_vectors import Floats, unit

_ONNX, _TOKENIZER = "model.onnx", "tokenizer.json"
_LONGEST = 512

Encode = Callable[[Sequence[str]], Floats]


def load_encoder(folder: Path) -> Encode:
    """A function from texts to unit rows; SearchError where the folder or the library it needs is missing."""
    if not folder.is_dir():
        raise SearchError(f"{folder}: MADOGUCHI_ENCODER のフォルダーがありません")
    if (folder / _ONNX).is_file():
        return _onnx(folder)
    return _sentence_transformers(folder)


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise SearchError(f"MADOGUCHI_ENCODER には {name} が必要です（pip install {name}）") from error


def _sentence_transformers(folder: Path) -> Encode:
    try:
        model = _library("sentence_transformers").SentenceTransformer(str(folder), device="cpu")
    except (OSError, ValueError) as error:
        raise SearchError(f"{folder}: モデルを読めません（{error}）") from error
    return lambda texts: unit(np.asarray(model.encode(list(texts)), dtype=np.float32))


def _onnx(folder: Path) -> Encode:
    runtime, tokenizers = _library("onnxruntime"), _library("tokenizers")
    session = runtime.InferenceSession(str(folder / _ONNX), providers=["CPUExecutionProvider"])
    tokenizer = tokenizers.Tokenizer.from_file(str(folder / _TOKENIZER))
    tokenizer.enable_truncation(_LONGEST)
    tokenizer.enable_padding()
    taken = {given.name for given in session.get_inputs()}

    def encode(texts: Sequence[str]) -> Floats:
        read = tokenizer.encode_batch(list(texts))
        mask = np.array([one.attention_mask for one in read], dtype=np.int64)
        ids = np.array([one.ids for one in read], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        return _pooled(np.asarray(session.run(None, {name: value for name, value in given.items() if name in taken})[0]), mask)

    return encode


def _pooled(output: Floats, mask: Any) -> Floats:
    """The mean over a text's tokens; an output that is one row per text stays."""
    if output.ndim == 2:
        return unit(output.astype(np.float32))
    summed: Floats = ((output * mask[:, :, None]).sum(axis=1) / np.maximum(mask.sum(axis=1, keepdims=True), 1)).astype(np.float32)
    return unit(summed)
