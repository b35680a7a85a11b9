"""What an encoder made of documents is kept and used again; what residents ask is not."""

import numpy as np
import pytest

from knowledge.search.encoded import remembering


class Counting:
    """An encoder that notes what it was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, texts):
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)


@pytest.fixture
def counting():
    return Counting()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "encoder" / "documents.npz"


def test_only_the_changed_text_is_encoded_again(counting, path):
    remembering(counting, path)(["住民票", "税金", "住民票"])
    found = remembering(counting, path)(["税金", "住民票の写し", "住民票"])
    assert counting.asked == ["住民票", "税金", "住民票の写し"]
    assert found.tolist() == [[2, 1], [6, 1], [3, 1]]


def test_a_question_is_not_kept(counting, path):
    for _ in range(2):
        assert remembering(counting, path)(["私の住民票"]).tolist() == [[5, 1]]
    assert len(counting.asked) == 2 and not path.exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not an archive"])
def test_a_damaged_file_is_made_anew(counting, path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    for _ in range(2):
        assert remembering(counting, path)(["住民票", "税金"]).tolist() == [[3, 1], [2, 1]]
    assert len(counting.asked) == 2


def test_without_a_place_to_write_it_still_encodes(counting, tmp_path):
    (tmp_path / "file").write_text("no folder")
    assert remembering(counting, tmp_path / "file" / "documents.npz")(["住民票", "税金"]).shape == (2, 2)


def test_old_texts_are_let_go(counting, path, monkeypatch):
    monkeypatch.setattr("knowledge.search.encoded._MOST", 3)
    for texts in (["一", "二二"], ["三三三", "四四四四"], ["三三三", "四四四四"]):
        assert remembering(counting, path)(texts)[:, 0].tolist() == [len(text) for text in texts]
    assert counting.asked == ["一", "二二", "三三三", "四四四四"]
    assert len(np.load(path)["keys"]) == 2
