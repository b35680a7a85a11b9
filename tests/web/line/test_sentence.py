"""LINE's own catalogues: same blanks in every language, labels that fit, no word that steers two ways."""

import string

import pytest

from knowledge.catalogue import read_yaml
from knowledge.sentence import languages
from web.line.dialogue import NOTICE_TOPICS
from web.line.sentence import FOLDER, command, line_languages, line_sentences
from web.line.text_length import units

JA = read_yaml(FOLDER / "ja.yml")
LABELS = ("mark_solved", "mark_unsolved", "topics_all", "topics_done", "settings_topics", "settings_area", "settings_language", "settings_stop")


FOREIGN = {"en", "zh-Hans", "zh-Hant", "ko", "vi", "fil"}

# Japanese in every language: what is sent to the bot, what staff type and read, and the rich menu's picture.
JAPANESE_ALONE = {key for key in JA if key.startswith(("menu_", "command_trial", "trial_")) or key.endswith("_message")}


def blanks(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", line_languages())
def test_a_catalogue_says_the_same_things(language):
    own = read_yaml(FOLDER / f"{language}.yml")
    assert own.keys() <= JA.keys()
    assert not [key for key, text in own.items() if not key.startswith("command_") and blanks(text) != blanks(JA[key])]


def test_residents_choose_among_the_languages_of_the_answers():
    assert set(line_languages()) == set(languages()) == FOREIGN | {"ja", "ja-easy"}


@pytest.mark.parametrize("language", sorted(FOREIGN))
def test_every_sentence_is_there_in_every_foreign_language(language):
    assert read_yaml(FOLDER / f"{language}.yml").keys() == JA.keys() - JAPANESE_ALONE


@pytest.mark.parametrize("language", line_languages())
def test_labels_fit_their_buttons(language):
    say = line_sentences(language)
    labels = [say.say(key) for key in LABELS] + [say.say(f"topic_{topic}") for topic in NOTICE_TOPICS]
    assert not [label for label in labels if units(label) > 23]


def test_no_sentence_speaks_of_errors():
    assert not [text for text in JA.values() if "エラー" in text or "失敗" in text]


def test_no_word_steers_two_ways():
    words = [
        (word, key)
        for name in line_languages()
        for key, text in read_yaml(FOLDER / f"{name}.yml").items()
        if key.startswith("command_")
        for word in text.split("|")
    ]
    assert not [word for word, key in words if command(word) != key.removeprefix("command_")]
