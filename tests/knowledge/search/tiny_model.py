"""Tiny encoders for tests, as an operator would bring them: model.onnx beside tokenizer.json, one vector for each letter."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save
from tokenizers import Regex, Tokenizer, models, pre_tokenizers

LETTERS = "住民票をコンビニで取れますか大型ごみの収集予約粗証明書マイナンバーカドスホ教室使い方えてもらデジタル政策役割は何イゼショと"
WIDTH = 16
INPUTS = ("input_ids", "attention_mask")


def write_model(folder, *, letters=LETTERS, pooled=False, inputs=INPUTS, seed=0):
    """The folder, holding a model whose token vectors are rows of `rows(letters, seed)`; `pooled`: one row per text instead."""
    folder.mkdir(exist_ok=True)
    table = numpy_helper.from_array(rows(letters, seed), "table")
    nodes = [helper.make_node("Gather", ["table", inputs[0]], ["tokens"])]
    if pooled:
        nodes.append(helper.make_node("ReduceMax", ["tokens"], ["text"], axes=[1], keepdims=0))
    output = helper.make_tensor_value_info(nodes[-1].output[0], TensorProto.FLOAT, ["texts", WIDTH] if pooled else ["texts", "tokens", WIDTH])
    given = [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]) for name in inputs]
    graph = helper.make_graph(nodes, "tiny", given, [output], [table])
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), folder / "model.onnx")
    _tokenizer(letters).save(str(folder / "tokenizer.json"))
    return folder


def rows(letters=LETTERS, seed=0):
    """The model's vectors: unknown letters' first, then each letter's."""
    return np.random.RandomState(seed).randn(len(_known(letters)), WIDTH).astype(np.float32)


def letter_ids(text, letters=LETTERS):
    """Which rows the letters of a text have."""
    known = _known(letters)
    return [known.get(letter, 0) for letter in text]


def _known(letters):
    return {letter: number for number, letter in enumerate(dict.fromkeys(["[UNK]", *letters]))}


def _tokenizer(letters):
    tokenizer = Tokenizer(models.WordLevel(_known(letters), unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    return tokenizer
