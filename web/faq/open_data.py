"""All answers that are valid today as open data: CSV for spreadsheets (with a byte order mark) and JSON."""

import csv
from io import StringIO
from typing import Any

from flask import Response, jsonify

from knowledge.catalogue import Municipality
from knowledge.entry import Entry
from knowledge.topic import TOPICS
from web.faq.blueprint import city_or_404, faq, settings
from web.faq.page import faq_address

COLUMNS = ("ID", "質問", "回答", "やさしい日本語の回答", "分類", "取組名", "担当部署", "出典", "計画の時点", "URL")
# A spreadsheet would run a cell that begins so as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@faq.get("/faq/<name>/questions.csv")
def as_csv(name: str) -> Response:
    """One row for each answer."""
    city = city_or_404(name)
    table = StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in _row(city, entry)] for entry in city.current)
    return Response("\ufeff" + table.getvalue(), mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}-faq.csv"'})


@faq.get("/faq/<name>/questions.json")
def as_json_file(name: str) -> Response:
    """The answers with their sources, and under which licence."""
    city = city_or_404(name)
    return jsonify(
        {
            "municipality": city.profile.name,
            "plan": city.plan.title,
            "as_of": city.plan.as_of,
            "licence": settings().data_licence,
            "questions": [_question(city, entry) for entry in city.current],
        }
    )


def _row(city: Municipality, entry: Entry) -> tuple[str, ...]:
    return (
        entry.id,
        entry.question,
        entry.answer.strip(),
        entry.easy_answer.strip(),
        TOPICS[entry.topic],
        entry.initiative or "",
        entry.department or "",
        " / ".join(_source(city, source.section, source.page) for source in entry.sources),
        city.plan.as_of,
        faq_address(entry, external=True),
    )


def _question(city: Municipality, entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "question": entry.question,
        "answer": entry.answer.strip(),
        "easy_answer": entry.easy_answer.strip(),
        "topic": TOPICS[entry.topic],
        "initiative": entry.initiative,
        "department": entry.department,
        "sources": [{"plan": city.plan.title, "section": source.section, "page": source.page} for source in entry.sources],
        "url": faq_address(entry, external=True),
    }


def _source(city: Municipality, section: str, page: int | str | None) -> str:
    return f"{city.plan.title} {section}" + (f" {page}ページ" if page else "")


def _cell(value: str) -> str:
    return "'" + value if value.startswith(_FORMULA) else value
