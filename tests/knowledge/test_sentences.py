"""Every language has every fixed sentence, and each city's most asked answers."""

from string import Formatter

import pytest

from knowledge.catalogue import read_yaml
from knowledge.sentence import DEFAULT_LANGUAGE, FOLDER, languages

FOREIGN = {"en", "zh-Hans", "zh-Hant", "ko", "vi", "fil"}
TRANSLATED_PER_CITY = 12


def file_of(language):
    return read_yaml(FOLDER / f"{language}.yml")


def blanks(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_languages():
    assert set(languages()) == FOREIGN | {"ja", "ja-easy"}


@pytest.mark.parametrize("language", languages())
def test_every_key_is_there_and_a_word(language):
    found = file_of(language)
    assert all(isinstance(key, str) for key in found)  # a bare yes or no would be read as true or false
    assert set(found) == set(file_of(DEFAULT_LANGUAGE))


@pytest.mark.parametrize("language", languages())
def test_blanks_are_the_japanese_ones(language):
    found = file_of(language)
    japanese = file_of(DEFAULT_LANGUAGE)
    assert {key: blanks(text) for key, text in found.items()} == {key: blanks(text) for key, text in japanese.items()}


@pytest.mark.parametrize("language", languages())
def test_nobody_reads_of_errors(language):
    assert [text for text in file_of(language).values() if not text.strip() or "エラー" in text] == []


@pytest.mark.parametrize(("language", "sorry"), [("ja", "申し訳ありません"), ("ja-easy", "ごめんなさい")])
def test_who_is_turned_away_reads_what_to_do_next(language, sorry):
    turned_away = [text for text in file_of(language).values() if sorry in text]
    assert [text for text in turned_away if not any(way in text for way in ("ください", "いただければ", "か。"))] == []


def test_enough_answers_of_each_city_in_every_language(catalogue, city):
    entries = catalogue.municipalities[city].entries
    translated = [entry for entry in entries if set(entry.translations) >= FOREIGN]
    assert len(translated) >= TRANSLATED_PER_CITY


def test_no_answer_in_some_languages_only(catalogue):
    assert [entry.id for entry in catalogue.entries if entry.translations and set(entry.translations) != FOREIGN] == []
