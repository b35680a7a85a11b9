"""Reads a retrieval benchmark's files: corpus, queries, judgements."""

import json
from collections.abc import Mapping
from pathlib import Path

from knowledge.errors import BadFile
from knowledge.search.confirmed import Confirmed
from knowledge.search.document import Document

_QUESTION, _ANSWER = "Question:", "\nAnswer:"


def read_json(path: Path) -> dict[str, object]:
    """A JSON object; BadFile when it is none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BadFile(path.name, "-", "-", str(error)) from error
    if not isinstance(content, dict):
        raise BadFile(path.name, "-", "-", "JSONのオブジェクトではありません")
    return content


def read_corpus(path: Path) -> tuple[Document, ...]:
    """Question and answer texts by id, as documents."""
    return tuple(document_from(name, str(text)) for name, text in read_json(path).items())


def document_from(name: str, text: str) -> Document:
    """One document; a text without the two marks is all question."""
    question, _, answer = text.partition(_ANSWER)
    return Document(name, question.removeprefix(_QUESTION).strip(), answer.strip())


def read_queries(path: Path) -> dict[str, str]:
    """{query id: text}."""
    return {name: str(text) for name, text in read_json(path).items()}


def read_judged(queries: Path, qrels: Path) -> list[Confirmed]:
    """The queries that have judgements, with their graded documents."""
    texts, judged = read_queries(queries), read_json(qrels)
    return [Confirmed(texts[name], _grades(grades)) for name, grades in judged.items() if name in texts and isinstance(grades, Mapping)]


def _grades(grades: Mapping[str, object]) -> dict[str, float]:
    return {name: float(str(grade)) for name, grade in grades.items()}
