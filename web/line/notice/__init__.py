"""Notices for each person (セグメント配信): what staff do with them; the worker sends (web.line.notice.sending)."""

from web.line.notice.audience import Segment
from web.line.notice.drafting import (
    Draft,
    Forecast,
    Notice,
    all_notices,
    approve,
    change,
    check,
    digest,
    find,
    forecast,
    stop,
    text_of_entry,
    write,
)
from web.line.notice.notice_message import notice_messages
from web.line.notice.outcome import Report, failures, report
from web.line.notice.preview_page import preview_bubbles
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
    "check",
    "digest",
    "failures",
    "find",
    "forecast",
    "left_at_line",
    "notice_messages",
    "preview_bubbles",
    "report",
    "send_trial",
    "stop",
    "text_of_entry",
    "write",
]
