"""What the service says of itself: what it is, what it keeps, whom it works for; per city."""

from flask import render_template

from web.faq.blueprint import city_or_404, faq, settings


@faq.get("/about", defaults={"name": None})
@faq.get("/about/<name>")
def about(name: str | None) -> str:
    """What the service is and what its answers rest on."""
    return _statement("about", name)


@faq.get("/privacy", defaults={"name": None})
@faq.get("/privacy/<name>")
def privacy(name: str | None) -> str:
    """What is stored, and for how long."""
    return _statement("privacy", name, kept=_kept(name))


@faq.get("/accessibility", defaults={"name": None})
@faq.get("/accessibility/<name>")
def accessibility(name: str | None) -> str:
    """Which standard the pages keep to, and how it was checked."""
    return _statement("accessibility", name)


def _kept(name: str | None) -> dict[str, int | None]:
    """For how many days the settings let words be kept; `line_days` only where LINE is in use."""
    told = settings()
    line = any(name in (None, account.municipality) for account in told.line_accounts)
    return {"days": told.staff.retention_days, "line_days": told.line.keep_days if line else None}


def _statement(kind: str, name: str | None, **told: object) -> str:
    return render_template(f"faq/{kind}.html", city=city_or_404(name) if name else None, kind=kind, **told)
