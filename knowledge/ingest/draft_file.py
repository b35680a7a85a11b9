"""Drafts as YAML in the format of faq/*.yml, with empty answers: the checks refuse them until a person has written these."""

from collections.abc import Sequence
from typing import Any

import yaml

from knowledge.ingest.draft import Draft
from knowledge.text.fiscal_year import year_label

_HEAD = """\
# 計画から作った下書きです。このままでは公開できません（答えが空の項目は取り込み時に止まります）。
# 1件ずつ、元の文章（# の行）を確かめて、question・phrasings（5個以上）・answer・easy_answer・topic を自分の言葉で書いてください。
# 使わない下書きは消してください。書き方は docs/knowledge-format.md にあります。
"""


def draft_body(draft: Draft, entry_id: str) -> dict[str, Any]:
    """A draft with the fields of an entry; what only a person can write is empty."""
    initiative = draft.initiative
    return {
        "id": entry_id,
        "question": draft.question,
        "phrasings": [initiative.name] if initiative else [],
        "answer": "",
        "easy_answer": "",
        "topic": "",
        "initiative": initiative.name if initiative else None,
        "project_id": initiative.id if initiative else None,
        "figures": [{"name": figure.label, "value": figure.value, "unit": figure.unit} for figure in draft.figures],
        "sources": [{"section": draft.passage.section, "page": draft.passage.page}],
    }


def drafts_yaml(drafts: Sequence[Draft], municipality: str) -> str:
    """All drafts, each under the beginning of the passage that it rests on."""
    return _HEAD + "".join(_block(draft, f"{municipality}.draft-{number}") for number, draft in enumerate(drafts, 1))


def _block(draft: Draft, entry_id: str) -> str:
    years = "、".join(year_label(year) for year in draft.years)
    notes = [*draft.excerpt.splitlines(), *([f"（文中の年度: {years}）"] if years else [])]
    body = yaml.safe_dump([draft_body(draft, entry_id)], allow_unicode=True, sort_keys=False, width=160)
    return "\n" + "".join(f"# {note}\n" for note in notes) + body
