"""How a resident looks at the page: conversation, city, colours, text size, in the host's frame or not. Bad values count as none."""

import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Request

from web.chat.chat_request import SESSION

THEMES = ("light", "dark", "contrast")
SIZES = ("large", "larger")


@dataclass(frozen=True)
class Visit:
    """What the page carries from one request to the next, in its forms alone; no cookie."""

    session: str
    municipality: str | None
    furigana: bool
    theme: str
    size: str
    embedded: bool


def read_visit(request: Request, served: tuple[str, ...]) -> Visit:
    """The visit that a request speaks of. A session comes from our own page's form only, never from an address or another site."""
    values = request.values
    session = request.form.get("session", "") if _from_our_page(request) else ""
    only = served[0] if len(served) == 1 else None
    return Visit(
        session=session if SESSION.fullmatch(session) else new_session(),
        municipality=next((city for city in reversed(values.getlist("city")) if city in served), only),
        furigana=values.get("furigana") == "1",
        theme=_known(values.get("theme", ""), THEMES) or "",
        size=_known(values.get("size", ""), SIZES) or "",
        embedded=values.get("view") == "embed",
    )


def new_session() -> str:
    """An id that nobody can guess."""
    return secrets.token_urlsafe(24)


def _known(value: str, allowed: tuple[str, ...]) -> str | None:
    return value if value in allowed else None


def _from_our_page(request: Request) -> bool:
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
