"""The disaster notice: stands above every reply on every channel while it is switched on.

`python -m knowledge.disaster_notice on TEXT --hours N [--municipality ID] --by NAME`, `… off`, `… show`.
"""

import argparse
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import DateTime, Engine, Select, String, Text, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.settings import read_knowledge_settings
from knowledge.store import Base, now, open_engine, transaction


class DisasterNoticeRow(Base):
    """A notice: for one municipality or, with None, for all; from `at` until `until` or until switched off."""

    __tablename__ = "disaster_notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str | None] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime, default=now)
    until: Mapped[datetime] = mapped_column(DateTime, index=True)
    by: Mapped[str] = mapped_column(String(80))
    off_at: Mapped[datetime | None] = mapped_column(DateTime)


@dataclass(frozen=True)
class DisasterNotice:
    """What staff switch on."""

    text: str
    hours: float
    by: str
    municipality: str | None = None


def switch_on(engine: Engine, notice: DisasterNotice) -> int:
    """Show a notice from now on, in place of an earlier one for the same municipality; returns its id."""
    switch_off(engine, notice.municipality)
    with transaction(engine) as session:
        until = now() + timedelta(hours=notice.hours)
        row = DisasterNoticeRow(municipality=notice.municipality, text=notice.text, until=until, by=notice.by)
        session.add(row)
        session.flush()
        return row.id


def switch_off(engine: Engine, municipality: str | None) -> None:
    """End the notice of a municipality (None: the one for all)."""
    with transaction(engine) as session:
        for row in session.scalars(_showing().where(DisasterNoticeRow.municipality == municipality)):
            row.off_at = now()


def current_notices(engine: Engine, municipality: str | None) -> tuple[str, ...]:
    """The texts to show now: the one for all, and the municipality's own."""
    with transaction(engine) as session:
        rows = session.scalars(_showing().where(or_(DisasterNoticeRow.municipality.is_(None), DisasterNoticeRow.municipality == municipality)))
        return tuple(row.text for row in rows)


def _showing() -> Select[DisasterNoticeRow]:
    return select(DisasterNoticeRow).where(DisasterNoticeRow.off_at.is_(None), DisasterNoticeRow.until > now()).order_by(DisasterNoticeRow.id)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="災害のお知らせを、すべての返答の上に出します。")
    parser.add_argument("action", choices=("on", "off", "show"))
    parser.add_argument("text", nargs="?", default="")
    parser.add_argument("--hours", type=float, default=24)
    parser.add_argument("--municipality")
    parser.add_argument("--by", default="command")
    options = parser.parse_args()
    engine = open_engine(read_knowledge_settings().database_url)
    if options.action == "on" and not options.text:
        parser.error("お知らせの文を書いてください")
    if options.action == "on":
        switch_on(engine, DisasterNotice(options.text, options.hours, options.by, options.municipality))
    elif options.action == "off":
        switch_off(engine, options.municipality)
    print("\n".join(current_notices(engine, options.municipality)) or "表示中のお知らせはありません")


if __name__ == "__main__":
    main()
