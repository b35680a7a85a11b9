"""Hangs the notices' pages into the desk."""

from web.line.errors import NoticeError
from web.notices import decide_pages, list_pages, write_pages
from web.notices.blueprint import notices
from web.staff.desk import staff
from web.staff.opening import refused

PAGES = (list_pages, write_pages, decide_pages)


def hang_notices() -> None:
    """Make the pages part of the desk, whose guard, tokens and frame hold for them too; safe to repeat."""
    assert PAGES
    if not staff._got_registered_once:
        notices.register_error_handler(NoticeError, refused)
        staff.register_blueprint(notices)
