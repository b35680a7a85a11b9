"""Examples of intents: those of nlu_data, with what staff added and removed on top."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import yaml
from sqlalchemy import DateTime, Engine, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.catalogue import read_yaml
from knowledge.settings import ROOT
from knowledge.store import Base, now, transaction
from web.staff.errors import Refused
from web.staff.people.audit import Change, note

FOLDER = ROOT / "nlu_data" / "nlu"
MAX_CHARACTERS = 200

Examples = dict[str, list[str]]


class ExampleRow(Base):
    """A change to the files' examples: `added` True adds one, False removes one."""

    __tablename__ = "staff_example"
    __table_args__ = (UniqueConstraint("intent", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    intent: Mapped[str] = mapped_column(String(40), index=True)
    text: Mapped[str] = mapped_column(String(200))
    added: Mapped[bool]
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(DateTime, default=now)


def filed_examples(folder: Path = FOLDER) -> Examples:
    """The examples of the repository's files, by intent."""
    found: Examples = {}
    for path in sorted(folder.glob("*.yml")):
        for block in (read_yaml(path) or {}).get("nlu", []):
            lines = str(block.get("examples", "")).splitlines()
            found.setdefault(block.get("intent", ""), []).extend(line.strip().removeprefix("-").strip() for line in lines if line.strip())
    found.pop("", None)
    return found


def current_examples(engine: Engine) -> Examples:
    """The files' examples with the staff's changes."""
    with transaction(engine) as session:
        rows = session.scalars(select(ExampleRow).order_by(ExampleRow.id)).all()
    found = filed_examples()
    for row in rows:
        texts = found.setdefault(row.intent, [])
        if row.added and row.text not in texts:
            texts.append(row.text)
        elif not row.added and row.text in texts:
            texts.remove(row.text)
    return found


def add_example(engine: Engine, intent: str, text: str, by: str) -> None:
    """Add an example; Refused when it is empty, too long, of no known intent, or stands under another."""
    text = " ".join(text.split())
    current = current_examples(engine)
    if intent not in current or not text or len(text) > MAX_CHARACTERS or text.startswith("-"):
        raise Refused(f"例文は1〜{MAX_CHARACTERS}文字で、一覧にある話し方に加えてください。")
    other = next((name for name, texts in current.items() if text in texts), None)
    if other is not None:
        raise Refused(f"「{text}」は、すでに「{other}」の例文です。移すときは「移す」を使ってください。")
    with transaction(engine) as session:
        _change(session, intent, text, added=True, by=by)


def remove_example(engine: Engine, intent: str, text: str, by: str) -> None:
    """Take an example away; Refused when the intent would keep fewer than two."""
    texts = current_examples(engine).get(intent, [])
    if text not in texts:
        raise Refused("その例文は、もうありません。一覧を開き直してください。")
    if len(texts) <= 2:
        raise Refused("話し方には、例文が2つ以上必要です。先に別の例文を加えてください。")
    with transaction(engine) as session:
        _change(session, intent, text, added=False, by=by)


def move_example(engine: Engine, text: str, source: str, target: str, by: str) -> None:
    """Put an example under another intent."""
    if target not in current_examples(engine):
        raise Refused("移す先の話し方を選んでください。")
    remove_example(engine, source, text, by)
    add_example(engine, target, text, by)


def _change(session: Session, intent: str, text: str, *, added: bool, by: str) -> None:
    row = session.scalar(select(ExampleRow).where(ExampleRow.intent == intent, ExampleRow.text == text))
    row = row or ExampleRow(intent=intent, text=text)
    row.added, row.by, row.at = added, by, now()
    session.add(row)
    note(session, Change(by, "example_changed", intent, None, {"text": text, "added": added}))


def write_intent(intent: str, texts: list[str]) -> str:
    """One intent as a file of nlu_data/nlu."""
    return 'version: "3.1"\n\nnlu:\n' + _block(intent, texts)


def write_all(examples: Mapping[str, list[str]]) -> str:
    """All intents as one training file; read back once, so that no example can break it."""
    text = 'version: "3.1"\n\nnlu:\n' + "".join(_block(intent, texts) for intent, texts in examples.items())
    assert len(yaml.safe_load(text)["nlu"]) == len(examples)
    return text


def _block(intent: str, texts: list[str]) -> str:
    return f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts)
