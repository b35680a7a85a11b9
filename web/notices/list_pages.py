"""All notices of the person's accounts, and what is left of each account's month."""

from dataclasses import dataclass

from flask import render_template

from web.line.budget import spent
from web.line.notice.drafting import Notice, all_notices
from web.notices.blueprint import line_desk, my_accounts, notices
from web.notices.wording import headline
from web.staff.desk import engine
from web.staff.people.guard import allowed
from web.staff.people.role import Role


@dataclass(frozen=True)
class Month:
    """An account's billed messages: how many it may send this month, and how many it still can."""

    account: str
    budget: int
    left: int


@notices.get("/")
@allowed(Role.VIEWER)
def listing() -> str:
    """The notices, newest first, with their state."""
    found = [notice for name in my_accounts() for notice in all_notices(engine(), name)]
    months = [_month(name) for name in my_accounts()]
    return render_template("notices/listing.html", found=sorted(found, key=_newest), months=months, headline=headline)


def _newest(notice: Notice) -> int:
    return -notice.id


def _month(name: str) -> Month:
    budget = line_desk().settings.budget(name)
    return Month(name, budget, max(0, budget - spent(engine(), name)))
