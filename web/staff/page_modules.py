"""Every module that adds pages to the desk's blueprint; importing them adds the routes."""

from web.staff.answers import edit_pages, entry_pages, exchange_pages, history_pages, indicator_pages, new_indicator_pages, review_pages
from web.staff.dialogue import intent_pages, test_pane_pages
from web.staff.figures import dashboard_pages, freshness_pages
from web.staff.people import audit_pages, openid, sign_in_pages
from web.staff.questions import decided_pages, inbox_pages, suggestion_pages, voice_pages
from web.staff.switches import retention_pages, switch_pages

PAGES = (
    sign_in_pages,
    openid,
    dashboard_pages,
    inbox_pages,
    decided_pages,
    entry_pages,
    edit_pages,
    review_pages,
    history_pages,
    indicator_pages,
    new_indicator_pages,
    exchange_pages,
    test_pane_pages,
    intent_pages,
    suggestion_pages,
    voice_pages,
    freshness_pages,
    switch_pages,
    retention_pages,
    audit_pages,
)
