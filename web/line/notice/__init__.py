"""Notices for each person (セグメント配信): what staff do with them; the worker sends (web.line.notice.sending)."""

from web.line.notice.audience import Segment
from web.line.notice.drafting import (
    Draft,
    Forecast,
    Notice,
    Report,
    all_notices,
    approve,
    change,
    find,
    forecast,
    report,
    stop,
    text_of_entry,
    write,
)
from web.line.notice.notice_message import notice_messages
from web.line.notice.table import NoticeState
from web.line.notice.trial import left_at_line, send_trial

__all__ = [
    "Draft",
    "Forecast",
    "Notice",
    "NoticeState",
    "Report",
    "Segment",
    "all_notices",
    "approve",
    "change",
    "find",
    "forecast",
    "left_at_line",
    "notice_messages",
    "report",
    "send_trial",
    "stop",
    "text_of_entry",
    "write",
]
