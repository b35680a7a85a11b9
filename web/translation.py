"""The message catalogues of the pages (translations/<language>.po): Japanese stands in the templates, the rest is read from there."""

from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask
from flask_babel import Babel, Domain, get_locale

from web.language import LANGUAGES, chosen_language

FOLDER = Path(__file__).parent / "translations"


class PoDomain(Domain):  # type: ignore[misc]
    """Reads a language's catalogue at its first use, from its source, so that nothing needs compiling."""

    def get_translations(self) -> NullTranslations:
        """The catalogue of the request's language."""
        locale = str(get_locale() or "ja")
        if locale not in self.cache:
            self.cache[locale] = read_catalogue(locale)
        translations: NullTranslations = self.cache[locale]
        return translations


class PoBabel(Babel):  # type: ignore[misc]
    """Flask-Babel over PO files."""

    def __init__(self) -> None:
        super().__init__()
        self._domain = PoDomain()

    @property
    def domain_instance(self) -> PoDomain:
        """The one domain of this application."""
        return self._domain


def read_catalogue(locale: str) -> NullTranslations:
    """The messages of a locale; Japanese needs none."""
    code = next((language.code for language in LANGUAGES if language.locale == locale), "ja")
    path = FOLDER / f"{code}.po"
    if code == "ja" or not path.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=locale))
    compiled.seek(0)
    return Translations(compiled)


def translate_pages(app: Flask) -> None:
    """Let the templates' `_()` speak the language of the request."""
    PoBabel().init_app(app, default_locale="ja", locale_selector=lambda: chosen_language().locale)
