"""Every message of the resident's pages has its words in every language, and no words stand in the scripts."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from knowledge.topic import TOPICS
from web.chat.chat_request import EMPTY, TOO_LONG
from web.language import LANGUAGES
from web.problem import _OUR_FAULT, _PROBLEMS
from web.translation import FOLDER

WEB = Path(__file__).parents[2] / "web"
TEMPLATES = [path for folder in ("chat", "faq", "design") for path in (WEB / folder).rglob("templates/**/*.html")]
SCRIPTS = [path for folder in ("chat", "design") for path in (*(WEB / folder).rglob("*.js"),)]
MESSAGE = re.compile(r"(?<![a-z])(?:_|gettext)\(\s*([\"'])(.*?)\1")
FOREIGN = [language for language in LANGUAGES if language.code != "ja"]
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")

# The problems a resident may meet on the pages; the others are told to programs.
TOLD = (EMPTY, TOO_LONG, _OUR_FAULT, *(_PROBLEMS[code] for code in (404, 413, 422, 429, 503)))


def messages():
    sources = [*TEMPLATES, WEB / "chat" / "embed.py"]
    told = {text for problem in TOLD for text in (problem.title, problem.detail)}
    return {match[2] for path in sources for match in MESSAGE.finditer(path.read_text(encoding="utf-8"))} | set(TOPICS.values()) | told


def catalogue(language):
    with (FOLDER / f"{language.code}.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


@pytest.mark.parametrize("language", FOREIGN, ids=lambda language: language.code)
def test_catalogues_hold_exactly_what_the_pages_say(language):
    assert set(catalogue(language)) == messages()


@pytest.mark.parametrize("language", FOREIGN, ids=lambda language: language.code)
def test_blanks_are_kept_and_nothing_is_left_empty(language):
    for japanese, words in catalogue(language).items():
        assert words.strip()
        assert sorted(re.findall(r"%\(\w+\)s", words)) == sorted(re.findall(r"%\(\w+\)s", japanese)), words


@pytest.mark.parametrize("language", [language for language in FOREIGN if language.tag in ("en", "ko", "vi", "fil")], ids=lambda language: language.code)
def test_nothing_is_left_in_japanese(language):
    assert not [words for words in catalogue(language).values() if JAPANESE.search(words)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_japanese_outside_messages(path):
    if path.name == "demo.html":  # a page as a Japanese city's own site might be
        return
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"\{[{%].*?[%}]\}", "", text, flags=re.DOTALL)
    assert set(JAPANESE.findall(text)) <= set("ページ") and "答え" not in text


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_words_stand_in_scripts(path):
    assert not JAPANESE.search(path.read_text(encoding="utf-8"))
