"""One notice: how it looks, whom it reaches, try it, approve it, stop it, and what came of it."""

from datetime import datetime, timedelta

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from knowledge.store import now
from web.line.notice.drafting import Notice, approve, digest, find, stop
from web.line.notice.outcome import failures, report
from web.line.notice.table import NoticeState
from web.line.notice.trial import send_trial
from web.notices.blueprint import connected, line_desk, note_step, notice_account, notices
from web.notices.look import expected, line_says, look
from web.notices.notice_form import SEND_AT
from web.notices.wording import ACTS, FAILURES, headline, told_segment
from web.staff.desk import account, engine
from web.staff.people.guard import allowed
from web.staff.people.role import Role
from web.staff.shown import moment
from web.staff.wanted_moment import as_typed, wanted_moment

_UNSENT = (NoticeState.DRAFT, NoticeState.APPROVED)


@notices.get("/<int:notice_id>")
@allowed(Role.VIEWER, city_of=notice_account)
def notice(notice_id: int) -> str:
    """Everything about one notice."""
    found = find(engine(), notice_id)
    unsent = found.state in _UNSENT
    return render_template(
        "notices/notice.html",
        notice=found,
        headline=headline(found),
        segment=told_segment(found.draft.segment),
        look=look(found.draft),
        unsent=unsent,
        expected=expected(found.draft) if unsent else None,
        line_left=line_says(found.draft.account) if unsent else "",
        report=None if unsent else report(engine(), notice_id),
        failures={FAILURES.get(name, name): count for name, count in failures(engine(), notice_id).items()},
        acts=[(at, who, ACTS.get(act, act)) for at, who, act in found.acts],
        mine=_is_mine(found),
        at=as_typed(_still_ahead(found)),
        missed=bool(found.send_at and not _still_ahead(found)),
        seen=digest(found.draft),
        quiet=line_desk().settings.quiet,
    )


def _is_mine(found: Notice) -> bool:
    return found.author.strip().casefold() == account().name.strip().casefold()


def _still_ahead(found: Notice) -> datetime | None:
    return found.send_at if found.send_at and found.send_at > now() - timedelta(minutes=1) else None


@notices.post("/<int:notice_id>/trial")
@allowed(Role.EDITOR, city_of=notice_account)
def trial(notice_id: int) -> Response:
    """Send a notice to one's own phone alone."""
    name = connected(find(engine(), notice_id).draft.account)
    send_trial(line_desk(), notice_id, who=account().name, code=request.form.get("code", ""))
    note_step("tried", notice_id, name)
    return _back(notice_id, "試しに送りました。LINEでご覧ください。")


@notices.post("/<int:notice_id>/approve")
@allowed(Role.APPROVER, city_of=notice_account)
def approve_notice(notice_id: int) -> Response:
    """Let a notice that somebody else wrote be sent, at once or at a time."""
    name, wanted = connected(find(engine(), notice_id).draft.account), request.form.get("at", "").strip()
    send_at = wanted_moment(wanted, SEND_AT) if wanted else None
    approve(engine(), notice_id, who=account().name, send_at=send_at, seen=request.form.get("seen", ""))
    note_step("approved", notice_id, name, send_at=moment(send_at), content=request.form.get("seen", ""))
    return _back(notice_id, f"承認しました。{moment(send_at)} に送ります。" if send_at else "承認しました。1分ほどで送り始めます。")


@notices.post("/<int:notice_id>/stop")
@allowed(Role.EDITOR, city_of=notice_account)
def stop_notice(notice_id: int) -> Response:
    """Send no more of a notice."""
    stop(engine(), notice_id, who=account().name)
    note_step("stopped", notice_id, find(engine(), notice_id).draft.account)
    return _back(notice_id, "取りやめました。すでに届いた分は取り消せません。")


def _back(notice_id: int, told: str) -> Response:
    flash(told)
    return redirect(url_for("staff.notices.notice", notice_id=notice_id))
