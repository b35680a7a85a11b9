"""Every page of the staff's desk over 2,000 entries and 1,000,000 messages in SQLite: under a second at the server; grouping under ten."""

import random
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert

from knowledge.feedback import FeedbackRow
from knowledge.store import now
from tests import staff_desk
from web.message_log import MessageRow
from web.staff.figures.daily import add_up
from web.staff.questions.grouping import group_inbox

ENTRIES, MESSAGES, FEEDBACK, LIMIT = 2_000, 1_000_000, 30_000, 1.0
PAGES = (
    "", "?from=2025-11-01&to=2026-10-31", "report", "figures.csv", "entries", "entries?q=コンビニ", "entries?flag=low_rated", "entries?page=20",
    f"entries/{staff_desk.CERTIFICATES}", f"entries/{staff_desk.CERTIFICATES}/history", "entries/new?municipality=ogaki", "drafts", "reviews",
    "inbox?municipality=ogaki", "inbox/decided?municipality=ogaki", "indicators", "exchange", "test?municipality=ogaki&text=住民票をコンビニで", "intents",
    "intents/greet", "suggestions", "voices", "freshness", "switches", "audit", "me",
)  # fmt: skip


def fill_messages(engine, entries):
    """A year of questions: three in four answered, the rest spread over 40,000 wordings."""
    chance, start = random.Random(1), now() - timedelta(days=365)
    topics = ("住民票", "粗大ごみ", "保育園", "図書館", "水道料金", "駐車場", "予防接種", "国民健康保険", "道路の穴", "成人式")
    with engine.begin() as connection:
        for first in range(0, MESSAGES, 20_000):
            rows = []
            for number in range(first, first + 20_000):
                answered = chance.random() < 0.75
                rows.append(
                    {
                        "at": start + timedelta(seconds=number * 365 * 86_400 / MESSAGES),
                        "session": f"s{number // 3}",
                        "channel": chance.choice(("web", "line")),
                        "municipality": chance.choice(("ogaki", "sado")),
                        "language": chance.choice(("ja", "ja", "ja", "en")),
                        "text": f"{chance.choice(topics)}と{chance.choice(topics)}のこと{chance.randrange(400)}",
                        "resolution": "answered" if answered else chance.choice(("fallback", "clarifying", "partial")),
                        "reason": "confident_match" if answered else "below_threshold",
                        "entry_id": chance.choice(entries) if answered else None,
                        "confidence": 0.9 if answered else None,
                        "milliseconds": chance.randrange(20, 800),
                    }
                )
            connection.execute(insert(MessageRow), rows)
        marks = [
            {
                "at": start + timedelta(days=chance.random() * 365),
                "session": "s",
                "municipality": "ogaki",
                "message_id": chance.randrange(1, MESSAGES),
                "entry_id": chance.choice(entries),
                "verdict": chance.choice(("solved", "unsolved", "contradicted")),
            }
            for _ in range(FEEDBACK)
        ]
        connection.execute(insert(FeedbackRow), marks)


def timed(name, do):
    """Do something, print how long it took in seconds and how many of them on a processor, and return the first."""
    started, worked = time.perf_counter(), time.process_time()
    do()
    seconds = time.perf_counter() - started
    print(f"{name:60} {seconds:8.3f} s ({time.process_time() - worked:.3f} s of processor)", flush=True)
    return seconds


def main():
    """Fill, warm up, measure; returns the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        catalogue = staff_desk.grown_catalogue(ENTRIES)
        filled = staff_desk.fill(folder / "filled.db", catalogue)
        desk = staff_desk.open_small_desk(folder, filled, staff_desk.build_clerk_of(filled, folder))
        timed("fill 1,000,000 messages", lambda: fill_messages(desk.engine, [entry.id for entry in catalogue.entries]))
        timed("add up all messages (worker)", lambda: add_up(desk.engine, most=MESSAGES))
        grouping = timed("group the inbox (background)", lambda: group_inbox(desk.engine, "ogaki"))
        client = desk.client("kanri")
        client.get("/staff/entries?q=温める&municipality=ogaki")
        slow = {page: seconds for page in PAGES if (seconds := timed(f"/staff/{page}", lambda page=page: opened(client, page))) > LIMIT}
        staff_desk.close_desk(desk)
    print("slower than 1 s:", slow or "none")
    return int(bool(slow) or grouping > 10)


def opened(client, page):
    """Open a page, which must be there."""
    assert client.get(f"/staff/{page}").status_code == 200, page


if __name__ == "__main__":
    sys.exit(main())
