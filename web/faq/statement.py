"""What the service says of itself: what it is, what it keeps, whom it works for; per city."""

from flask import render_template

from web.faq.blueprint import city_or_404, engine, faq, settings
from web.retention import kept_days


@faq.get("/about", defaults={"name": None})
@faq.get("/about/<name>")
def about(name: str | None) -> str:
    """What the service is and what its answers rest on."""
    return _statement("about", name)


@faq.get("/privacy", defaults={"name": None})
@faq.get("/privacy/<name>")
def privacy(name: str | None) -> str:
    """What is stored, and for how long."""
    return _statement("privacy", name, kept=kept_days(engine(), settings().staff.retention_days), line_days=_line_days(name))


@faq.get("/accessibility", defaults={"name": None})
@faq.get("/accessibility/<name>")
def accessibility(name: str | None) -> str:
    """Which standard the pages keep to, and how it was checked."""
    return _statement("accessibility", name)


def _line_days(name: str | None) -> int | None:
    """For how many days after leaving LINE's conversations are kept; None where LINE is not in use."""
    told = settings()
    line = any(name in (None, account.municipality) for account in told.line_accounts)
    return told.line.keep_days if line else None


def _statement(kind: str, name: str | None, **told: object) -> str:
    return render_template(f"faq/{kind}.html", city=city_or_404(name) if name else None, kind=kind, **told)
