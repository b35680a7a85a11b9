"""The form of a notice: what was typed, as a draft; a draft, as its form shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from web.line.notice.audience import Segment
from web.line.notice.drafting import Draft
from web.line.sentence import line_languages
from web.staff.errors import Refused
from web.staff.wanted_moment import as_typed, wanted_moment

SEND_AT = "送る日時"


@dataclass(frozen=True)
class Typed:
    """What a form holds: a draft without its time, and the time as it was typed."""

    draft: Draft
    at: str = ""


def read_form(form: MultiDict[str, str], account: str) -> Typed:
    """What was typed, whether it can be kept or not; languages left empty have no text."""
    texts = {name: text for name in line_languages() if (text := form.get(f"text-{name}", "").replace("\r\n", "\n").strip())}
    topics, areas, languages = (tuple(form.getlist(name)) for name in ("topics", "areas", "languages"))
    segment = Segment(topics, areas, languages, disaster="disaster" in form)
    return Typed(Draft(account, texts, segment, form.get("entry_id") or None), form.get("at", "").strip())


def shown_form(draft: Draft) -> Typed:
    """A draft as its form shows it."""
    return Typed(replace(draft, send_at=None), as_typed(draft.send_at))


def completed(typed: Typed, areas: Sequence[str]) -> Draft:
    """The draft with its time. Refused for a time that is none or past, and for areas that residents can't choose."""
    if unknown := set(typed.draft.segment.areas) - set(areas):
        raise Refused(f"知らない地域です：{'、'.join(sorted(unknown))}。一覧から選んでください。")
    return replace(typed.draft, send_at=wanted_moment(typed.at, SEND_AT) if typed.at else None)
