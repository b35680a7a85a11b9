"""The optional encoder: one more signal when set, a clear word when it can't be loaded."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from knowledge.errors import SearchError
from knowledge.search.encoder import load_encoder
from knowledge.search.index import Index, Lexicon
from knowledge.search.ranker import LinearRanker
from knowledge.search.retriever import Retriever


class Tiny:
    """A model that counts letters."""

    def __init__(self, folder, device):
        self.folder = folder

    def encode(self, texts):
        return np.array([[text.count("ご"), text.count("コ"), 1] for text in texts])


@pytest.fixture
def encode(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", SimpleNamespace(SentenceTransformer=Tiny))
    return load_encoder(tmp_path)


def test_adds_one_signal(index, lexicon, encode):
    encoding = Index(index.documents, Lexicon(lexicon.analyser, lexicon.vectors, encode)).complete()
    table = Retriever(encoding).table("ごみ")
    assert "encoder" in table.names and np.isfinite(table.column("encoder")).all()


def test_a_ranker_fitted_with_it_works_without(index):
    table = Retriever(index).table("ごみ")
    assert np.isfinite(LinearRanker(("encoder", "soft_all"), (1.0, 1.0), (0.0, 0.0)).scores(table)).all()


def test_missing_folder_and_library_are_named(tmp_path, monkeypatch):
    with pytest.raises(SearchError, match="フォルダー"):
        load_encoder(tmp_path / "none")
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(SearchError, match="pip install"):
        load_encoder(tmp_path)
