"""The look of every page: design tokens, base style sheet and base template, after the Digital Agency's design system."""

from flask import Blueprint

from web.chart import draw, written
from web.language import LANGUAGES, chosen_language, tag_of
from web.ruby import furigana_on, ruby

design = Blueprint("design", __name__, template_folder="templates", static_folder="static", static_url_path="/design/static")
design.add_app_template_filter(ruby, "ruby")
design.add_app_template_global(draw, "draw_chart")
design.add_app_template_global(written, "written_value")
design.add_app_template_global(tag_of, "tag_of")


@design.app_context_processor
def page_language() -> dict[str, object]:
    """What every template may use: the page's language, those on offer, and whether furigana are on."""
    return {"language": chosen_language(), "languages": LANGUAGES, "furigana": furigana_on()}


__all__ = ["design"]
