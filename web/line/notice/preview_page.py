"""A notice in LINE's look, as a page for staff to look at before it goes out: one bubble for each language."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from web.line.notice.notice_message import notice_messages

_PAGE = Markup("""<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>
body {{ margin: 0; padding: 16px; background: #7d93b3; color: #1a1a1c; font: 16px/1.6 sans-serif; }}
figure {{ margin: 0; }}
figcaption {{ width: fit-content; margin: 0 0 4px; padding: 2px 8px; border-radius: 8px; background: #3b4a63; color: #fff; font-size: 14px; }}
div {{ max-width: 300px; margin: 0 0 24px; padding: 14px 16px; border-radius: 16px; background: #fff; overflow-wrap: anywhere; white-space: pre-wrap; }}
p {{ margin: 0 0 8px; }} .sm {{ font-size: 14px; font-weight: 700; }} .xs {{ margin: 0; font-size: 13px; color: #595959; }}
hr {{ border: 0; border-top: 1px solid #d9d9d9; }}
</style></head><body>{bubbles}</body></html>
""")


def preview_page(title: str, texts: Mapping[str, str], city: str, languages: Mapping[str, str]) -> str:
    """The page; `languages` are those of the recipients, each with its own name."""
    return str(_PAGE.format(title=title, bubbles=preview_bubbles(texts, city, languages)))


def preview_bubbles(texts: Mapping[str, str], city: str, languages: Mapping[str, str]) -> Markup:
    """The bubbles alone, for a page with its own frame and style."""
    return Markup("").join(_bubble(language, name, notice_messages(texts, language, city)[0]) for language, name in languages.items())


def _bubble(language: str, name: str, message: Mapping[str, Any]) -> Markup:
    parts = Markup("").join(_part(part) for part in message["contents"]["body"]["contents"])
    tag = "ja" if language == "ja-easy" else language
    return Markup('<figure><figcaption>{}</figcaption><div lang="{}">{}</div></figure>').format(name, tag, parts)


def _part(part: Mapping[str, Any]) -> Markup:
    if part["type"] == "separator":
        return Markup("<hr>")
    return Markup('<p class="{}">{}</p>').format(part["size"], escape(part["text"]))
