"""An index from the shelf is the index that was built, and nothing that lies there can stop the building of a new one."""

from dataclasses import replace

import numpy as np
import pytest

from knowledge.search.reading import Kept, Readings
from knowledge.search.retriever import Retriever
from knowledge.search.shelf import shelved_index


def values(index, text="住民票をコンビニで取りたい"):
    return Retriever(index).table(text).values


def files(folder):
    return sorted(folder.glob("index-*.bin"))


def test_the_mapped_index_finds_what_the_built_one_finds(index, lexicon, tmp_path):
    built, mapped = (shelved_index(index.documents, lexicon, tmp_path) for _ in range(2))
    assert len(files(tmp_path)) == 1
    assert mapped is not built
    assert not mapped.words.flags.writeable
    np.testing.assert_array_equal(values(built), values(mapped))
    np.testing.assert_array_equal(values(index), values(mapped))


def test_another_text_or_another_synonym_is_another_index(index, lexicon, tmp_path):
    changed = [replace(index.documents[0], answer="あたらしい答えです。"), *index.documents[1:]]
    shelved_index(index.documents, lexicon, tmp_path)
    shelved_index(changed, lexicon, tmp_path)
    shelved_index(changed, replace(lexicon, analyser=type(lexicon.analyser)([("住民票", "写し")])), tmp_path)
    assert len(files(tmp_path)) == 3


def test_another_encoder_is_another_index(index, lexicon, tmp_path):
    for value in (1, 2):
        encoding = replace(lexicon, encode=lambda texts, value=value: np.full((len(texts), 2), value, dtype=np.float32))
        assert shelved_index(index.documents, encoding, tmp_path).encoded[0, 0] == value
    assert len(files(tmp_path)) == 2


@pytest.mark.parametrize("content", [b"", b"\0" * 40, b"\0" * 4000, b"not an index" * 100])
def test_a_damaged_file_is_built_anew(index, lexicon, tmp_path, content):
    shelved_index(index.documents, lexicon, tmp_path)
    files(tmp_path)[0].write_bytes(content)
    np.testing.assert_array_equal(values(shelved_index(index.documents, lexicon, tmp_path)), values(index))
    assert len(files(tmp_path)[0].read_bytes()) > 5000


def test_without_a_place_to_write_it_is_built_in_memory(index, lexicon, tmp_path):
    (tmp_path / "file").write_text("no folder")
    np.testing.assert_array_equal(values(shelved_index(index.documents, lexicon, tmp_path / "file")), values(index))


def test_old_indexes_leave_the_shelf(index, lexicon, tmp_path):
    for number in range(9):
        shelved_index([replace(index.documents[0], answer=f"答え{number}です。"), *index.documents[1:]], lexicon, tmp_path)
    assert len(files(tmp_path)) == 6


def test_a_text_that_stays_is_not_read_again(lexicon):
    first = Readings(lexicon.analyser)
    assert [first.of(text).folded for text in ("ＡＢ", "住民票", "ＡＢ")] == ["ab", "住民票", "ab"]
    second = Readings(lexicon.analyser, Kept(first.used, {}, np.zeros((0, 2), dtype=np.float32)))
    assert second.of("住民票") is first.of("住民票")
    second.of("印鑑証明")
    assert (first.new, second.new) == (2, 1)
    assert set(second.used) == {"住民票", "印鑑証明"}


def test_a_word_that_stays_keeps_its_place_and_a_new_one_has_none(lexicon):
    kept = Kept({}, {"住民票": 0, "印鑑": 1}, np.array([[1, 2], [3, 4]], dtype=np.float32))
    vectors = Readings(lexicon.analyser, kept).kept_vectors({"印鑑": 0, "税": 1})
    np.testing.assert_array_equal(vectors, [[3, 4], [0, 0]])


def test_what_was_kept_does_not_hold_for_another_corpus(lexicon):
    readings = Readings(lexicon.analyser, Kept({}, {"住民票": 0}, np.ones((1, 2), dtype=np.float32)))
    for number in range(501):
        readings.of(f"新しい文{number}")
    assert not readings.mostly_known
    assert readings.kept_vectors({"住民票": 0}) is None


def test_an_index_after_one_change_finds_what_a_fresh_one_finds(index, lexicon, tmp_path):
    shelved_index(index.documents, lexicon, tmp_path)
    changed = [replace(index.documents[0], phrasings=("印鑑証明の取り方",)), *index.documents[1:]]
    text = "印鑑証明を取りたい"
    after, fresh = shelved_index(changed, lexicon, tmp_path), shelved_index(changed, lexicon, tmp_path / "fresh")
    assert Retriever(after).table(text).places[0] == Retriever(fresh).table(text).places[0] == 0
