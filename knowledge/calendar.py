"""Today's date where the municipalities are."""

from datetime import date, datetime, timedelta, timezone

JAPAN = timezone(timedelta(hours=9), "JST")


def today() -> date:
    """The date in Japan, whatever the machine's clock zone."""
    return datetime.now(JAPAN).date()
