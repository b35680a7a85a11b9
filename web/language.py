"""The languages of the resident's pages: their own names, their catalogues, and which one a request asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import has_request_context, request
from werkzeug.exceptions import RequestEntityTooLarge


@dataclass(frozen=True)
class Language:
    """A language on offer: the code in addresses and the interface, its own name, the catalogue's locale, the tag for `lang`."""

    code: str
    name: str
    locale: str
    tag: str


LANGUAGES = (
    Language("ja", "日本語", "ja", "ja"),
    Language("ja-easy", "やさしい日本語", "ja@easy", "ja"),
    Language("en", "English", "en", "en"),
    Language("zh-Hans", "简体中文", "zh_Hans", "zh-Hans"),
    Language("zh-Hant", "繁體中文", "zh_Hant", "zh-Hant"),
    Language("ko", "한국어", "ko", "ko"),
    Language("vi", "Tiếng Việt", "vi", "vi"),
    Language("fil", "Filipino", "fil", "fil"),
)
CODES = tuple(language.code for language in LANGUAGES)
JAPANESE = LANGUAGES[0]
_KANA = re.compile("[ぁ-んァ-ヶ]")


def page_values() -> Mapping[str, str]:
    """The request's values; those of its address alone where the body is too large to be read, which is then what the page will say."""
    try:
        return request.values
    except RequestEntityTooLarge:
        return request.args


def chosen_language() -> Language:
    """The language that the request's `lang` names; Japanese where it names none of ours."""
    code = page_values().get("lang", "") if has_request_context() else ""
    return next((language for language in LANGUAGES if language.code == code), JAPANESE)


def browser_language() -> Language | None:
    """The foreign language the browser prefers, to be offered on a Japanese page; None where it prefers Japanese or one we lack."""
    tags = {language.tag: language for language in LANGUAGES if language.code != "ja-easy"} | {"zh-CN": LANGUAGES[3], "zh-TW": LANGUAGES[4], "tl": LANGUAGES[7]}
    best = request.accept_languages.best_match(list(tags))
    return tags[best] if best and best != "ja" else None


def tag_of(text: str) -> str:
    """The `lang` of an answer: Japanese where it holds kana, else the page's language."""
    return "ja" if _KANA.search(text) else chosen_language().tag
