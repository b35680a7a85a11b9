"""Before a notice goes out: what LINE still allows, and the notice on its writer's own phone (the code 「配信テスト」 shows names it)."""

import uuid

from sqlalchemy import select

from knowledge.store import transaction
from web.line.budget import give_back, reserve
from web.line.desk import LineDesk
from web.line.errors import LineError, NoticeError
from web.line.notice.drafting import find
from web.line.notice.notice_message import notice_messages
from web.line.notice.table import LineNoticeActRow
from web.line.user import LineUserRow, trial_code

NO_PHONE = "その番号のLINEが見つかりません。LINEで「配信テスト」と送り、返ってきた番号を入力してください。"
NO_BUDGET = "今月の送信数の上限に達しているため、テストを送れません。上限の設定をお確かめください。"
NOT_TAKEN = "LINEが受け付けませんでした。しばらくしてから、もう一度お試しください。"


def send_trial(desk: LineDesk, notice_id: int, *, who: str, code: str) -> None:
    """Send a notice to the one phone with this code (one billed message). NoticeError when it can't be."""
    notice = find(desk.engine, notice_id)
    account, key = notice.draft.account, str(uuid.uuid4())
    to, language = _phone(desk, account, code.strip().upper())
    if not reserve(desk.engine, account, key, messages=1, budget=desk.settings.budget(account)):
        raise NoticeError(NO_BUDGET)
    try:
        desk.apis[account].push(to, notice_messages(notice.draft.texts, language, desk.city_name(desk.city_of(account))), retry_key=key)
    except LineError as error:
        give_back(desk.engine, key)
        raise NoticeError(NOT_TAKEN) from error
    with transaction(desk.engine) as session:
        session.add(LineNoticeActRow(notice_id=notice_id, who=who, act="tried"))


def left_at_line(desk: LineDesk, account: str) -> int | None:
    """How many billed messages LINE itself still allows this month; None without a limit. NoticeError when LINE doesn't say."""
    try:
        return desk.apis[account].messages_left()
    except LineError as error:
        raise NoticeError(NOT_TAKEN) from error


def _phone(desk: LineDesk, account: str, code: str) -> tuple[str, str]:
    with transaction(desk.engine) as session:
        rows = session.scalars(select(LineUserRow).where(LineUserRow.account == account, LineUserRow.left_at.is_(None)))
        row = next((row for row in rows if trial_code(row.name) == code), None)
    if row is None:
        raise NoticeError(NO_PHONE)
    return str(desk.seal.open(row.sealed_id)), row.language
