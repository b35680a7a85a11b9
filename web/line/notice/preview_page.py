"""A notice in LINE's look, as a page for staff to look at before it goes out: one bubble for each language."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from web.line.notice.notice_message import notice_messages

_PAGE = Markup("""<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>
body {{ margin: 0; padding: 16px; background: #7d93b3; color: #1a1a1c; font: 16px/1.6 sans-serif; }}
h2 {{ margin: 0 0 4px; font-size: 14px; color: #fff; background: #3b4a63; padding: 2px 8px; width: fit-content; border-radius: 8px; }}
div {{ max-width: 300px; margin: 0 0 24px; padding: 14px 16px; border-radius: 16px; background: #fff; overflow-wrap: anywhere; white-space: pre-wrap; }}
p {{ margin: 0 0 8px; }} .sm {{ font-size: 14px; font-weight: 700; }} .xs {{ margin: 0; font-size: 13px; color: #595959; }}
hr {{ border: 0; border-top: 1px solid #d9d9d9; }}
</style></head><body>{bubbles}</body></html>
""")


def preview_page(title: str, texts: Mapping[str, str], city: str, languages: Mapping[str, str]) -> str:
    """The page; `languages` are those of the recipients, each with its own name."""
    bubbles = Markup("").join(_bubble(name, notice_messages(texts, language, city)[0]) for language, name in languages.items())
    return str(_PAGE.format(title=title, bubbles=bubbles))


def _bubble(language: str, message: Mapping[str, Any]) -> Markup:
    parts = Markup("").join(_part(part) for part in message["contents"]["body"]["contents"])
    return Markup("<h2>{}</h2><div>{}</div>").format(language, parts)


def _part(part: Mapping[str, Any]) -> Markup:
    if part["type"] == "separator":
        return Markup("<hr>")
    return Markup('<p class="{}">{}</p>').format(part["size"], escape(part["text"]))
