"""Notices for each person (セグメント配信): what staff do with them; the worker sends (web.line.notice.sending)."""
