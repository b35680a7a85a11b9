"""An optional dense encoder (MADOGUCHI_ENCODER): a folder with model.onnx and tokenizer.json, or a sentence-transformers model."""

import hashlib
import importlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.errors import SearchError
from knowledge.search.word_vectors import Floats, unit

_ONNX, _TOKENIZER = "model.onnx", "tokenizer.json"
_TAKEN = ("input_ids", "attention_mask", "token_type_ids")
_LONGEST = 512
# Rows of a batch are padded to its longest: a whole catalogue at once would not fit into memory.
_BATCH = 16
# Two lengths, so that a model that takes one size only is found out when it is loaded.
_PROBE = ("住民票", "大型ごみの収集を予約できますか")
# Both libraries call home (telemetry, a hub of models) unless told not to before they are imported.
_SILENCE = {"ORT_DISABLE_TELEMETRY": "1", "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}

Encode = Callable[[Sequence[str]], Floats]


def load_encoder(folder: Path) -> Encode:
    """A function from texts to unit rows, tried once; SearchError where the folder, the model or the library it needs can't be used."""
    if not folder.is_dir():
        raise SearchError(f"{folder}: MADOGUCHI_ENCODER のフォルダーがありません")
    os.environ.update(_SILENCE)
    encode = _onnx(folder) if (folder / _ONNX).is_file() else _sentence_transformers(folder)
    with _told_in_one_line(folder, "モデルで文を変換できません"):
        rows = encode(_PROBE)
    if rows.ndim != 2 or len(rows) != len(_PROBE) or not np.isfinite(rows).all():
        raise SearchError(f"{folder}: モデルの出力が文ごとのベクトルになりません（形は {rows.shape}）")
    return _in_batches(encode)


def fingerprint(encode: Encode) -> str:
    """What an encoder makes of fixed texts, as letters: tells one encoder from another."""
    return hashlib.blake2b(b"".join(encode([text]).tobytes() for text in _PROBE), digest_size=6).hexdigest()


@contextmanager
def _told_in_one_line(path: Path, trouble: str) -> Iterator[None]:
    """What goes wrong in the libraries as SearchError; their errors share no root but Exception."""
    try:
        yield
    except Exception as error:
        raise SearchError(f"{path}: {trouble}（{' '.join(str(error).split())[:300]}）") from error


def _library(name: str, wanted_for: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        command = f".uv/bin/uv pip install --python .venv/bin/python {name.replace('_', '-')}"
        raise SearchError(f"{wanted_for}{name} が必要です（{command}）") from error


def _sentence_transformers(folder: Path) -> Encode:
    library = _library("sentence_transformers", f"{folder} に {_ONNX} がないので、読むのに ")
    with _told_in_one_line(folder, "モデルを読めません"):
        model = library.SentenceTransformer(str(folder), device="cpu")
    return lambda texts: unit(np.asarray(model.encode(list(texts)), dtype=np.float32))


def _onnx(folder: Path) -> Encode:
    session, tokenizer = _session(folder / _ONNX), _tokenizer(folder / _TOKENIZER)
    taken = {given.name for given in session.get_inputs()}
    if "input_ids" not in taken or not taken <= set(_TAKEN):
        raise SearchError(f"{folder / _ONNX}: モデルの入力は {'、'.join(sorted(taken))} です。{'、'.join(_TAKEN)} で動くモデルを置いてください")

    def encode(texts: Sequence[str]) -> Floats:
        read = tokenizer.encode_batch(list(texts))
        mask = np.array([one.attention_mask for one in read], dtype=np.int64)
        ids = np.array([one.ids for one in read], dtype=np.int64)
        given = dict(zip(_TAKEN, (ids, mask, np.zeros_like(ids)), strict=True))
        return _pooled(np.asarray(session.run(None, {name: value for name, value in given.items() if name in taken})[0]), mask)

    return encode


def _session(path: Path) -> Any:
    runtime = _library("onnxruntime", f"{path} を読むのに ")
    options = runtime.SessionOptions()
    # Requests bring threads of their own; and so the same text gives the same bits every time.
    options.intra_op_num_threads = 1
    with _told_in_one_line(path, "モデルを読めません"):
        return runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _tokenizer(path: Path) -> Any:
    tokenizers = _library("tokenizers", f"{path} を読むのに ")
    with _told_in_one_line(path, "トークナイザーを読めません"):
        tokenizer = tokenizers.Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(_LONGEST)
    tokenizer.enable_padding()
    return tokenizer


def _pooled(output: Floats, mask: Any) -> Floats:
    """The mean over a text's tokens; an output that is one row per text stays."""
    if output.ndim == 2:
        return unit(output.astype(np.float32))
    summed: Floats = ((output * mask[:, :, None]).sum(axis=1) / np.maximum(mask.sum(axis=1, keepdims=True), 1)).astype(np.float32)
    return unit(summed)


def _in_batches(encode: Encode) -> Encode:
    """The same for any number of texts, each beside texts of its length, which need the least padding."""

    def batched(texts: Sequence[str]) -> Floats:
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        parts = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
        rows: Floats = np.vstack([encode([texts[place] for place in part]) for part in parts])
        return rows[np.argsort(order)]

    return batched
