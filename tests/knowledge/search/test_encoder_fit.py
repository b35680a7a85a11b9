"""Rankers are fitted for one encoder: they serve with it alone, and search answers with another one, or none, as if there were none."""

import pytest

from knowledge.search import build, trials
from knowledge.search.artefacts import BARE, SPOKEN, load_confidence, load_lexicon, load_ranker, search_folder
from knowledge.search.graded import read_graded
from knowledge.search.search import Search
from tests.knowledge.search.tiny_model import write_model


@pytest.fixture(scope="module")
def letters(small_catalogue):
    return "".join(sorted({letter for entry in small_catalogue.entries for letter in entry.question + entry.answer}))


@pytest.fixture(scope="module")
def few_questions(small_catalogue):
    """The two cities' questions teach the same in less time."""
    graded = [question for question in read_graded() if question.municipality in small_catalogue.municipalities]
    negatives = trials.read_negatives()[::4]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "read_graded", lambda: graded)
        for module in (build, trials):
            patch.setattr(module, "read_negatives", lambda: negatives)
        yield


@pytest.fixture(scope="module")
def fitted(small_catalogue, letters, tmp_path_factory, few_questions):
    """A data folder where rankers were fitted with an encoder, and the encoder."""
    data = tmp_path_factory.mktemp("data")
    encoder = write_model(data / "model", letters=letters)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MADOGUCHI_DATA", str(data))
        environment.setenv("MADOGUCHI_ENCODER", str(encoder))
        build.build_models(search_folder(), small_catalogue, load_lexicon(search_folder()))
    return data, encoder


@pytest.fixture
def serve(fitted, monkeypatch):
    """Set the data folder and an encoder, or none."""

    def set_encoder(encoder):
        monkeypatch.setenv("MADOGUCHI_DATA", str(fitted[0]))
        monkeypatch.setenv("MADOGUCHI_ENCODER", str(encoder or ""))
        load_lexicon.cache_clear()
        return search_folder()

    yield set_encoder
    load_lexicon.cache_clear()


@pytest.mark.parametrize("name", [BARE, SPOKEN])
def test_the_ranker_fitted_with_the_encoder_weighs_it(fitted, serve, name):
    ranker = load_ranker(serve(fitted[1]), name)
    place = ranker.names.index("encoder")
    assert ranker.standing[place] + ranker.span[place] != 0


def test_without_the_setting_all_is_as_if_there_had_never_been_an_encoder(serve, small_catalogue, tmp_path):
    folder = serve(None)
    build.build_models(tmp_path, small_catalogue, load_lexicon(folder))
    assert not list(tmp_path.glob("encoder-*"))
    for name in (BARE, SPOKEN):
        assert load_ranker(folder, name) == load_ranker(tmp_path, name)
        assert "encoder" not in load_ranker(folder, name).names
    assert load_confidence(folder) == load_confidence(tmp_path)


def test_another_encoder_gets_the_plain_ranker_and_the_log_says_so(serve, letters, tmp_path, caplog):
    folder = serve(write_model(tmp_path / "other", letters=letters, seed=1))
    assert "encoder" not in load_ranker(folder, SPOKEN).names
    load_confidence(folder)
    assert "python -m knowledge.search.build" in caplog.text


def test_the_fitted_encoder_needs_no_warning(fitted, serve, caplog):
    assert load_confidence(serve(fitted[1]))
    assert not caplog.text


def test_a_build_that_was_broken_off_is_not_used(fitted, serve):
    folder = serve(fitted[1])
    (confidence,) = folder.glob("encoder-*/confidence.json")
    away = confidence.rename(confidence.with_suffix(".away"))
    assert "encoder" not in load_ranker(folder, SPOKEN).names
    away.rename(confidence)


@pytest.mark.parametrize("which", ["fitted", "other", "none"])
def test_search_answers_with_and_without(fitted, serve, small_catalogue, letters, tmp_path, which):
    serve({"fitted": fitted[1], "other": write_model(tmp_path / "other", letters=letters, seed=1), "none": None}[which])
    ranking = Search(small_catalogue.entries).search("コンビニで住民票を取りたい", "ogaki", explain=True)
    assert ranking.kept[0].entry_id == "ogaki.convenience-store-certificates"
    weighed = {reason.signal for candidate in ranking.kept for reason in candidate.reasons}
    assert ("encoder" in weighed) == (which == "fitted")
