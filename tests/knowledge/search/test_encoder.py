"""The optional encoder: real models made here, one more signal when set, a clear word when it can't be loaded."""

import os
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from knowledge.errors import SearchError
from knowledge.search.encoder import fingerprint, load_encoder
from knowledge.search.index import Index, Lexicon
from knowledge.search.ranker import LinearRanker
from knowledge.search.retriever import Retriever
from knowledge.settings import ROOT
from tests.knowledge.search.tiny_model import INPUTS, WIDTH, letter_ids, rows, write_model

SHORT, LONG = "住民票", "大型ごみの収集を予約できますか"


class Tiny:
    """A model that counts letters."""

    def __init__(self, folder, device):
        self.folder = folder

    def encode(self, texts):
        return np.array([[text.count("ご"), text.count("コ"), 1] for text in texts])


@pytest.fixture
def sentence_transformers(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", SimpleNamespace(SentenceTransformer=Tiny))


@pytest.fixture
def folder(tmp_path):
    return write_model(tmp_path / "model")


def mean_of(text):
    mean = rows()[letter_ids(text)].mean(axis=0)
    return mean / np.linalg.norm(mean)


def test_a_text_is_the_unit_mean_of_its_tokens(folder):
    encode = load_encoder(folder)
    for text in (SHORT, LONG):
        np.testing.assert_allclose(encode([text])[0], mean_of(text), atol=1e-6)


def test_padding_counts_nothing(folder):
    encode = load_encoder(folder)
    together = encode([LONG, SHORT])
    assert together.shape == (2, WIDTH) and together.dtype == np.float32
    np.testing.assert_allclose(together, [mean_of(LONG), mean_of(SHORT)], atol=1e-6)


def test_many_texts_come_back_in_their_order(folder):
    encode = load_encoder(folder)
    texts = [LONG[start:] + SHORT * (start % 4) for start in range(len(LONG))] * 3
    np.testing.assert_allclose(encode(texts), [mean_of(text) for text in texts], atol=1e-6)


def test_a_row_per_text_is_taken_as_it_is(tmp_path):
    (row,) = load_encoder(write_model(tmp_path / "pooled", pooled=True))([SHORT])
    greatest = rows()[letter_ids(SHORT)].max(axis=0)
    np.testing.assert_allclose(row, greatest / np.linalg.norm(greatest), atol=1e-6)


def test_text_is_read_up_to_512_tokens(folder):
    encode = load_encoder(folder)
    np.testing.assert_allclose(encode(["住" * 512 + "票" * 500])[0], mean_of("住"), atol=1e-5)
    assert abs(encode(["住" * 511 + "票"])[0] - mean_of("住")).max() > 1e-5


@pytest.mark.parametrize("inputs", [("input_ids",), INPUTS, (*INPUTS, "token_type_ids")])
def test_models_take_what_they_need(tmp_path, inputs):
    np.testing.assert_allclose(load_encoder(write_model(tmp_path / "model", inputs=inputs))([SHORT])[0], mean_of(SHORT), atol=1e-6)


@pytest.mark.parametrize("broken", ["model.onnx", "tokenizer.json"])
@pytest.mark.parametrize("content", [b"", b"\x00\x01 no such thing", b"{}"])
def test_a_broken_file_is_named_in_one_line(folder, broken, content):
    (folder / broken).write_bytes(content)
    with pytest.raises(SearchError, match=rf"{broken}: (モデル|トークナイザー)を読めません") as told:
        load_encoder(folder)
    assert "\n" not in str(told.value)


def test_a_missing_tokenizer_is_named(folder):
    (folder / "tokenizer.json").unlink()
    with pytest.raises(SearchError, match=r"tokenizer\.json: トークナイザーを読めません"):
        load_encoder(folder)


@pytest.mark.parametrize("inputs", [("ids", "mask"), ("input_ids", "pixel_values"), ("attention_mask",)])
def test_other_inputs_are_named(tmp_path, inputs):
    with pytest.raises(SearchError, match="モデルの入力は") as told:
        load_encoder(write_model(tmp_path / "model", inputs=inputs))
    assert all(name in str(told.value) for name in (*inputs, "input_ids"))


def test_a_tokenizer_of_another_model_is_found_out(folder, tmp_path):
    write_model(tmp_path / "large", letters="".join(map(chr, range(0x3041, 0x9FFF))))
    (tmp_path / "large" / "tokenizer.json").rename(folder / "tokenizer.json")
    with pytest.raises(SearchError, match="モデルで文を変換できません"):
        load_encoder(folder)


def test_another_model_has_another_fingerprint(folder, tmp_path):
    same, other = write_model(tmp_path / "same"), write_model(tmp_path / "other", seed=1)
    assert fingerprint(load_encoder(folder)) == fingerprint(load_encoder(same)) != fingerprint(load_encoder(other))


def test_the_runtime_does_not_call_home(folder, tmp_path):
    """Left alone, onnxruntime writes an id of the machine and a queue of reports under the home folder when a model is loaded."""
    home = tmp_path / "home"
    home.mkdir()
    quiet = {name: value for name, value in os.environ.items() if name in ("PATH", "LD_LIBRARY_PATH")}
    code = f"from pathlib import Path; from knowledge.search.encoder import load_encoder; load_encoder(Path({str(folder)!r}))(['住民票'])"
    subprocess.run([sys.executable, "-c", code], env=quiet | {"HOME": str(home), "PYTHONPATH": str(ROOT)}, cwd=ROOT, check=True)
    assert not list(home.rglob("*"))


def test_nothing_heavy_is_imported_without_an_encoder():
    code = "import knowledge.search.search, sys; print({'onnxruntime', 'tokenizers', 'huggingface_hub', 'sentence_transformers'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.usefixtures("sentence_transformers")
def test_adds_one_signal(index, lexicon, tmp_path):
    encoding = Index(index.documents, Lexicon(lexicon.analyser, lexicon.vectors, load_encoder(tmp_path))).complete()
    table = Retriever(encoding).table("ごみ")
    assert "encoder" in table.names and np.isfinite(table.column("encoder")).all()


def test_the_signal_is_the_likeness_of_question_and_entry(index, lexicon, folder):
    encoding = Index(index.documents, Lexicon(lexicon.analyser, lexicon.vectors, load_encoder(folder))).complete()
    table = Retriever(encoding).table(LONG)
    found = {index.documents[place].id: value for place, value in zip(table.places, table.column("encoder"), strict=True)}
    assert max(found, key=found.get) == "b.garbage"


def test_a_ranker_fitted_with_it_works_without(index):
    table = Retriever(index).table("ごみ")
    assert np.isfinite(LinearRanker(("encoder", "soft_all"), (1.0, 1.0), (0.0, 0.0)).scores(table)).all()


def test_missing_folder_and_library_are_named(tmp_path, monkeypatch):
    with pytest.raises(SearchError, match="フォルダー"):
        load_encoder(tmp_path / "none")
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(SearchError, match=r"\.uv/bin/uv pip install --python \.venv/bin/python sentence-transformers"):
        load_encoder(tmp_path)


@pytest.mark.parametrize("answer", [np.ones(3), np.full((2, 3), np.nan), np.ones((2, 3, 4))])
def test_a_model_without_a_vector_per_text_is_refused(tmp_path, monkeypatch, sentence_transformers, answer):
    monkeypatch.setattr(Tiny, "encode", lambda self, texts: answer)
    with pytest.raises(SearchError, match=r"文ごとのベクトル|変換できません"):
        load_encoder(tmp_path)
