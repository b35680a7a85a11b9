"""Where a person goes after signing in: to the form that was kept for them, to the page they wanted, or to the first page."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import url_for

from web.staff.people.parked import parked

NAMES = ("after", "parked")


def wanted(values: Mapping[str, str]) -> dict[str, str]:
    """What an address or form names of it: the page (`after`) and the key of a kept form (`parked`)."""
    return {name: values[name] for name in NAMES if values.get(name)}


def destination(values: Mapping[str, str], account: int) -> str:
    """Only pages of the desk; a kept form goes back to its page, and only to the account it was kept for."""
    key, after = values.get("parked", ""), values.get("after", "")
    if key and parked(key, account):
        return url_for("staff.restore", parked=key)
    return after if _is_ours(after) else url_for("staff.home")


def _is_ours(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and parts.path.startswith("/staff/") and "\\" not in address
