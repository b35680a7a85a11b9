"""POST /line/<account>/webhook: check the signature, store the events, answer 200; the worker does the rest."""

import json
from typing import Any

import sqlalchemy.event
from flask import Blueprint, Flask, Response, current_app, request
from linebot.v3.webhook import SignatureValidator

from knowledge.store import open_engine
from web.job_queue import open_job_queue
from web.line.desk import find_account, open_seal
from web.line.event import LineEvent, read_event
from web.line.intake import Intake
from web.problem import Problem, ProblemError
from web.settings import LineAccount, Settings

MAX_BODY_BYTES = 2 * 1024 * 1024
STORE_MS = 700

line = Blueprint("line", __name__)

NO_ACCOUNT = Problem(404, "このLINEアカウントは登録されていません", "Webhook URL の自治体の名前をお確かめください。")
BAD_SIGNATURE = Problem(400, "署名を確かめられません", "チャネルシークレットの設定をお確かめください。")
NOT_EVENTS = Problem(400, "送られた内容を読み取れません", "LINEの Webhook の形式（events の一覧）で送ってください。")
NOT_STORED = Problem(503, "ただいまお受けできません", "しばらくしてから、もう一度送ってください。")


@line.record
def connect(state: Any) -> None:
    """Open what the webhook writes to, once per application."""
    app: Flask = state.app
    settings: Settings = app.extensions["settings"]
    if not settings.line_accounts:
        return
    engine = open_engine(settings.knowledge.database_url)
    if engine.dialect.name == "sqlite":
        sqlalchemy.event.listen(engine, "connect", _hurry)
    app.extensions["line_intake"] = Intake(engine, open_seal(settings), open_job_queue(settings))


def _hurry(connection: Any, _record: object) -> None:
    """On the disk before the 200, no waiting for a busy database longer than LINE waits for us; the worker tidies the log up."""
    for pragma in ("synchronous=FULL", f"busy_timeout={STORE_MS}", "wal_autocheckpoint=0"):
        connection.execute(f"PRAGMA {pragma}")


@line.post("/line/<account_name>/webhook")
def webhook(account_name: str) -> Response:
    """200 as soon as every event is stored; 400 when the signature or the form is wrong, and nothing is read."""
    request.max_content_length = MAX_BODY_BYTES
    account = find_account(current_app.extensions["settings"], account_name)
    if account is None:
        raise ProblemError(NO_ACCOUNT)
    events = read_events(signed_body(account, request.get_data(cache=False), request.headers.get("X-Line-Signature", "")))
    intake: Intake = current_app.extensions["line_intake"]
    if not intake.take(account.municipality, events):
        raise ProblemError(NOT_STORED)
    return Response("OK", 200, mimetype="text/plain")


def signed_body(account: LineAccount, raw: bytes, signature: str) -> str:
    """The body as text, when the account's secret signed exactly these bytes."""
    try:
        body = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise ProblemError(NOT_EVENTS) from None
    if not signature or not SignatureValidator(account.channel_secret).validate(body, signature):
        raise ProblemError(BAD_SIGNATURE)
    return body


def read_events(body: str) -> list[LineEvent]:
    """The events of a webhook's body."""
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        raise ProblemError(NOT_EVENTS) from None
    events = parsed.get("events") if isinstance(parsed, dict) else None
    if not isinstance(events, list):
        raise ProblemError(NOT_EVENTS)
    return [event for value in events if (event := read_event(value))]
