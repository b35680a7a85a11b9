"""The embed script, and a page that shows it at work."""

from flask import Response, render_template, request
from flask_babel import force_locale, gettext

from web.chat.blueprint import catalogue, chat
from web.language import LANGUAGES


@chat.get("/embed.js")
def script() -> Response:
    """The script for other sites; its few words come from the message catalogues, in every language."""
    text = render_template("chat/embed.js", words={language.code: _words(language.locale) for language in LANGUAGES})
    return Response(text, mimetype="text/javascript", headers={"Cache-Control": "public, max-age=3600", "Cross-Origin-Resource-Policy": "cross-origin"})


@chat.get("/demo")
def demo() -> str:
    """A page as a city's site might be, with the button on it."""
    cities = catalogue().municipalities
    asked = request.args.get("city", "")
    return render_template("chat/demo.html", city=cities.get(asked) or next(iter(cities.values())))


def _words(locale: str) -> list[str]:
    with force_locale(locale):
        return [gettext("質問する"), gettext("閉じる"), gettext("市の計画についての質問")]
