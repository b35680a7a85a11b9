"""The templates' `ruby` filter: furigana over the words of a page, where the resident has turned it on."""

from markupsafe import Markup, escape

from knowledge.furigana import Ruby, furigana
from web.language import chosen_language, page_values


def furigana_on() -> bool:
    """Whether this request wants furigana, and its page is in Japanese."""
    return page_values().get("furigana") == "1" and chosen_language().tag == "ja"


def ruby(text: object) -> Markup:
    """The text, escaped, with furigana where they are on."""
    if not furigana_on() or (isinstance(text, Markup) and "<" in text):
        return escape(text)
    # A message of the catalogues comes marked as safe though it is plain text.
    text = text.unescape() if isinstance(text, Markup) else text
    return Markup("").join(_marked(piece) for piece in furigana(str(text)))


def _marked(piece: Ruby) -> Markup:
    if piece.reading is None:
        return escape(piece.text)
    # A reader of screens reads the word itself; it need not say it twice.
    return Markup('<ruby>{}<rp>(</rp><rt aria-hidden="true">{}</rt><rp>)</rp></ruby>').format(piece.text, piece.reading)
