"""A notice as it looks in LINE: head, text, and how to stop notices."""

from collections.abc import Mapping
from typing import Any

from web.line.sentence import line_sentences
from web.line.text_length import cut

MAX_NOTICE_TEXT = 1800

_ALT_TEXT = 400


def notice_text(texts: Mapping[str, str], language: str) -> str:
    """The text for a language: its own, else やさしい日本語 for those who read no Japanese well, else Japanese."""
    if language in texts:
        return texts[language]
    return texts["ja"] if language == "ja" else texts.get("ja-easy") or texts["ja"]


def notice_messages(texts: Mapping[str, str], language: str, city: str) -> list[dict[str, Any]]:
    """The messages of a notice in a language; previews and sending use the same."""
    say = line_sentences(language)
    text, head = notice_text(texts, language), say.say("notice_head", city=city)
    parts = [
        {"type": "text", "text": head, "wrap": True, "weight": "bold", "size": "sm", "color": "#1A1A1C"},
        {"type": "text", "text": text, "wrap": True, "size": "md", "color": "#1A1A1C"},
        {"type": "separator", "margin": "lg", "color": "#D9D9D9"},
        {"type": "text", "text": say.say("notice_foot"), "wrap": True, "size": "xs", "color": "#595959"},
    ]
    bubble = {"type": "bubble", "size": "mega", "body": {"type": "box", "layout": "vertical", "spacing": "md", "contents": parts}}
    return [{"type": "flex", "altText": cut(f"{head}{text}", _ALT_TEXT), "contents": bubble}]
