"""A cited answer as a Flex bubble: the answer, its figures as a table, as-of date and sources, and two buttons to mark it."""

from collections.abc import Mapping
from typing import Any

from knowledge.feedback import Verdict
from knowledge.sentence import Sentences
from web.line.offer import order

MAX_BUBBLE_TEXT = 1900

# Contrast of at least 4.5:1 on white (WCAG 2.2 AA).
_INK = "#1A1A1C"
_GREY = "#595959"
_LINK = "#0031D8"
_LINE = "#D9D9D9"


def answer_bubble(bubble: Mapping[str, Any], markable: Mapping[str, Any], say: Sentences) -> dict[str, Any]:
    """The bubble of an answer; `markable` is the reply it belongs to, empty when it can't be marked."""
    parts = [_text(bubble["text"], color=_INK, size="md")]
    if bubble.get("chart"):
        parts.append(_table(bubble["chart"], say))
    parts += [{"type": "separator", "margin": "lg", "color": _LINE}, *_sources(bubble, say)]
    shown: dict[str, Any] = {"type": "bubble", "size": "mega", "body": {"type": "box", "layout": "vertical", "spacing": "sm", "contents": parts}}
    if markable:
        shown["footer"] = _marks(bubble, markable, say)
    return shown


def _sources(bubble: Mapping[str, Any], say: Sentences) -> list[dict[str, Any]]:
    lines = [say.say("as_of", as_of=bubble["as_of"])] if bubble.get("as_of") else []
    for citation in bubble["citations"]:
        page = say.say("page", page=citation["page"]) if citation.get("page") else ""
        lines.append(say.say("citation", plan=citation["plan"], section=citation["section"], page=page).strip())
    return [_text(line, color=_GREY, size="xs") for line in lines]


def _table(chart: Mapping[str, Any], say: Sentences) -> dict[str, Any]:
    unit = say.say("chart_unit", unit=chart["unit"]) if chart["unit"] else ""
    rows = [_row((say.say("chart_year"), say.say("chart_target"), say.say("chart_actual")), weight="bold")]
    rows += [_row((point["year"], _figure(point["target"]), _figure(point["actual"]))) for point in chart["points"]]
    title = _text(f"{chart['title']}{unit}", color=_INK, size="sm", weight="bold")
    return {"type": "box", "layout": "vertical", "margin": "lg", "spacing": "xs", "contents": [title, *rows]}


def _row(cells: tuple[str, str, str], **style: str) -> dict[str, Any]:
    aligned = [_text(cell, color=_INK, size="sm", align="start" if place == 0 else "end", **style) for place, cell in enumerate(cells)]
    return {"type": "box", "layout": "horizontal", "contents": aligned}


def _figure(value: float | None) -> str:
    if value is None:
        return "―"
    return f"{value:,.10g}"


def _marks(bubble: Mapping[str, Any], reply: Mapping[str, Any], say: Sentences) -> dict[str, Any]:
    buttons = [_mark(verdict, bubble, reply, say) for verdict in (Verdict.SOLVED, Verdict.UNSOLVED)]
    return {"type": "box", "layout": "horizontal", "spacing": "sm", "contents": buttons}


def _mark(verdict: Verdict, bubble: Mapping[str, Any], reply: Mapping[str, Any], say: Sentences) -> dict[str, Any]:
    label = say.say(f"mark_{verdict.value}")
    data = order("mark", verdict=verdict.value, message=str(reply["message_id"]), entry=str(bubble.get("entry_id") or "")[:120])
    action = {"type": "postback", "label": label, "data": data, "displayText": label}
    return {"type": "button", "style": "link", "height": "sm", "color": _LINK, "action": action}


def _text(text: str, **style: str) -> dict[str, Any]:
    return {"type": "text", "text": text, "wrap": True, **style}
