"""The notices' blueprint, and what its pages take from the application."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Flask, abort, current_app

from web.line.desk import LineDesk, open_desk
from web.line.errors import NoticeError
from web.line.notice.drafting import find
from web.staff.desk import account, city_name, engine
from web.staff.errors import Refused
from web.staff.people.audit import Change, note_alone

notices = Blueprint("notices", __name__, url_prefix="/notices", template_folder="templates")


@notices.record
def connect(state: Any) -> None:
    """Open LINE's desk, once per application."""
    app: Flask = state.app
    app.extensions["line_desk"] = open_desk(app.extensions["settings"], app.extensions["conversation"])


def line_desk() -> LineDesk:
    """The accounts' connections and settings."""
    found: LineDesk = current_app.extensions["line_desk"]
    return found


def my_accounts() -> tuple[str, ...]:
    """The connected LINE accounts that the person signed in is for; one that speaks for several cities is for those who serve all."""
    return tuple(name for name in line_desk().apis if account().serves(name))


def connected(name: str) -> str:
    """The account's name; Refused when LINE isn't connected for it."""
    if name not in line_desk().apis:
        raise Refused(f"{city_name(name)}のLINEは、まだつながっていません。つなぎ方を、サーバーを管理する人に確かめてください（docs/line.md）。")
    return name


def notice_account(values: Mapping[str, Any]) -> str:
    """The account of the notice an address names; 404 when there is none."""
    try:
        return find(engine(), values["notice_id"]).draft.account
    except NoticeError:
        abort(404)


def note_step(action: str, notice_id: int, account_name: str, **detail: Any) -> None:
    """Note a step of a notice in the desk's audit log."""
    subject = f"お知らせ {notice_id}"
    note_alone(engine(), Change(account().name, f"line_notice_{action}", subject, line_desk().city_of(account_name), detail))
