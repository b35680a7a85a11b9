"""Opens the desk in an application: sessions, the guard, every page."""

from flask import Flask, flash, redirect, render_template, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from web.errors import WebError
from web.staff import page_modules
from web.staff.answers.entry_text import LABELS
from web.staff.answers.listing import has_flag
from web.staff.desk import city_name, staff
from web.staff.errors import StaffError
from web.staff.jobs import run_apart
from web.staff.people.guard import check_request, csrf
from web.staff.people.openid import register_provider
from web.staff.people.session import watch_sessions
from web.staff.shown import register_filters


def open_desk(app: Flask) -> None:
    """Register the desk's blueprint and what it needs; pages other than the desk's are left as they are."""
    settings = app.extensions["settings"].staff
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, SESSION_COOKIE_SECURE=settings.secure_cookie)
    app.extensions.setdefault("staff_runner", run_apart)
    csrf.init_app(app)
    watch_sessions(app)
    register_provider(app)
    register_filters(app)
    if not staff._got_registered_once:
        _wire()
    app.register_blueprint(staff)


def _wire() -> None:
    assert page_modules.PAGES
    staff.before_request(check_request)
    staff.after_request(_not_kept)
    staff.register_error_handler(StaffError, refused)
    staff.register_error_handler(HTTPException, _problem)
    staff.context_processor(_for_templates)


def _for_templates() -> dict[str, object]:
    return {"city_name": city_name, "csrf": _csrf_field, "has_flag": has_flag, "field_label": lambda name: LABELS[name]}


def _csrf_field() -> Markup:
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def _not_kept(response: Response) -> Response:
    """Nothing of the desk stays in shared caches or on the disk of a shared machine."""
    if request.endpoint != "staff.static":
        response.headers["Cache-Control"] = "no-store"
    return response


def refused(error: WebError) -> Response | tuple[str, int]:
    """A refusal is said on the page the person came from; what was typed there is still in the browser."""
    if request.method == "POST" and request.referrer and request.referrer.startswith(request.host_url):
        flash(str(error), "wrong")
        return redirect(request.referrer)
    return render_template("staff/problem.html", title="この操作はできませんでした", detail=str(error)), 409


_SAID = {
    400: ("送られた内容を読み取れません", "前のページに戻り、開き直してから、もう一度お試しください。"),
    403: ("このページは開けません", "担当の役割や市をお確かめください。"),
    404: ("ページが見つかりません", "一覧から選び直してください。"),
    413: ("ファイルが大きすぎます", "8MBより小さいファイルに分けて、もう一度お試しください。"),
    429: ("操作が続きすぎています", "1分ほど待ってから、もう一度お試しください。"),
}


def _problem(error: HTTPException) -> Response | tuple[str, int]:
    if error.code is None or error.code < 400:
        return error.get_response()
    title, detail = _SAID.get(error.code, ("うまくいきませんでした", "少し待ってから、もう一度お試しください。"))
    said = error.description if error.code == 403 and error.description and "。" in error.description else detail
    return render_template("staff/problem.html", title=title, detail=said), error.code
