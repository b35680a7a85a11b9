"""A date and time typed into a form (Japan's clock), as the database keeps it (UTC)."""

from datetime import UTC, datetime, timedelta

from knowledge.calendar import JAPAN
from web.staff.errors import Refused


def wanted_moment(text: str, what: str) -> datetime:
    """The moment typed; Refused when it is none, or past. `what` names the field to its reader."""
    try:
        local = datetime.fromisoformat(text).replace(tzinfo=JAPAN)
    except ValueError:
        raise Refused(f"{what}を 2026-04-01 09:00 の形で入力してください。") from None
    if local < datetime.now(JAPAN) - timedelta(minutes=1):
        raise Refused(f"{what}が過ぎています。これからの日時にしてください。")
    return local.astimezone(UTC).replace(tzinfo=None)


def as_typed(moment: datetime | None) -> str:
    """A kept moment as a form's date and time field holds it."""
    return moment.replace(tzinfo=UTC).astimezone(JAPAN).strftime("%Y-%m-%dT%H:%M") if moment else ""
