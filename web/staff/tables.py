"""The modules that declare the desk's tables; importing them declares them."""

from web.staff import jobs
from web.staff.answers import draft, pending_import, publication, review
from web.staff.dialogue import example, training
from web.staff.figures import daily
from web.staff.people import account, audit, parked
from web.staff.questions import suggestion, theme, unanswered
from web.staff.switches import retention

TABLES = (account, audit, parked, draft, review, publication, pending_import, jobs, example, training, daily, suggestion, theme, unanswered, retention)
