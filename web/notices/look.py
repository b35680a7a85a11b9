"""A notice in LINE's look, and what sending it would mean."""

from dataclasses import dataclass

from markupsafe import Markup

from web.line.errors import NoticeError
from web.line.notice.drafting import Draft, Forecast, forecast
from web.line.notice.preview_page import preview_bubbles
from web.line.notice.trial import left_at_line
from web.notices.blueprint import line_desk
from web.notices.wording import language_names


@dataclass(frozen=True)
class Look:
    """The bubbles of the languages that have a text of their own, and those of the others, who get the Japanese one."""

    own: Markup
    others: Markup


def look(draft: Draft) -> Look:
    """How a draft will look to everybody it is for."""
    names = language_names(draft.segment.languages)
    own = {name: text for name, text in names.items() if name in draft.texts}
    return Look(_bubbles(draft, own or names), _bubbles(draft, {name: text for name, text in names.items() if own and name not in own}))


def _bubbles(draft: Draft, names: dict[str, str]) -> Markup:
    desk = line_desk()
    return preview_bubbles(draft.texts, desk.city_name(desk.city_of(draft.account)), names)


def expected(draft: Draft) -> Forecast:
    """Recipients, billed messages and the month's rest of a draft, now."""
    return forecast(line_desk().engine, line_desk().settings, draft)


def line_says(account: str) -> str:
    """What LINE's own contract still allows this month, in words."""
    if account not in line_desk().apis:
        return "LINEがつながっていません"
    try:
        left = left_at_line(line_desk(), account)
    except NoticeError:
        return "今はLINEに確かめられません"
    return "上限なし" if left is None else f"{left:,}通"
