"""Who may open which page: every route names a role, and what tells its municipality; a route that names nothing is closed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, current_app, redirect, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect

from web.staff.people.parked import park
from web.staff.people.role import Role

MAX_UPLOAD_BYTES = 8 * 1024 * 1024

csrf = CSRFProtect()

CityOf = Callable[[Mapping[str, Any]], str | None]


@dataclass(frozen=True)
class Need:
    """What a route asks for: a role (None: open to everybody) and how to tell the municipality it touches."""

    role: Role | None
    city_of: CityOf | None = None


def allowed[View: Callable[..., Any]](role: Role | None, *, city_of: CityOf | None = None) -> Callable[[View], View]:
    """Mark a view with what it needs; `city_of` reads the municipality from the route's values."""

    def mark(view: View) -> View:
        view.need = Need(role, city_of)  # type: ignore[attr-defined]
        return view

    return mark


def asked_city(_values: Mapping[str, Any]) -> str | None:
    """The municipality of a sent form, else of the address's query, as the views read it; 400 when there is none."""
    # Not `request.values`: with one city in the address and another in the form, the guard would look at the wrong one.
    named = request.form if request.method == "POST" else request.args
    return named.get("municipality") or abort(400)


def entry_city(values: Mapping[str, Any]) -> str | None:
    """The municipality of an entry or indicator, from its id."""
    return str(values["entry_id"]).partition(".")[0]


def every_city(_values: Mapping[str, Any]) -> str | None:
    """Marks what touches all municipalities: only for accounts limited to none."""
    return None


def need_of(endpoint: str | None) -> Need | None:
    """What a route needs; None for one that was never marked."""
    if endpoint == "staff.static":
        return Need(None)
    return getattr(current_app.view_functions.get(endpoint or ""), "need", None)


def check_request() -> Response | None:
    """Let a request pass, send it to the sign-in page, or refuse it (400, 403)."""
    if not current_app.extensions["settings"].staff.admits(request.remote_addr):
        abort(403, "この場所からは開けません。庁内のネットワークから開いてください。")
    need = need_of(request.endpoint) or abort(403)
    request.max_content_length = MAX_UPLOAD_BYTES
    request.max_form_memory_size = MAX_UPLOAD_BYTES
    if need.role is None:
        _check_token()
        return None
    if not current_user.is_authenticated:
        return _to_sign_in()
    _check_token()
    if not current_user.may(need.role):
        abort(403, f"この操作は「{need.role.label}」以上の役割の人ができます。必要なときは管理者に相談してください。")
    if need.city_of and not current_user.serves(need.city_of(request.view_args or {})):
        abort(403, "担当していない市の内容です。必要なときは管理者に相談してください。")
    return None


def _check_token() -> None:
    if request.method not in ("GET", "HEAD"):
        csrf.protect()


def _to_sign_in() -> Response:
    """What was typed into an expired page is kept until the person is back."""
    if request.method == "POST":
        key = park(request.path, request.form)
        return redirect(url_for("staff.sign_in", parked=key or None, expired=1))  # type: ignore[return-value]
    after = request.full_path.rstrip("?") if request.path != url_for("staff.home") else None
    return redirect(url_for("staff.sign_in", after=after))  # type: ignore[return-value]
