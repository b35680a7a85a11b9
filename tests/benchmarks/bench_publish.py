"""How long a publish takes to show: in the web process and in the action server, for a new answer and for a new phrasing.

`python tests/benchmarks/bench_publish.py [TIMES]` starts the real stack over all knowledge, publishes as the desk does (draft, review,
answer diff, approval by a second account) and asks until the change is there, which it is not before (that is looked at too).
Prints seconds from the approval; ends with 1 when one takes over two. The last two lines, for which there is no bar, are of a phrasing
that comes past the desk's answer diff (an import, a version brought back), so that its index is not on the shelf yet.
"""

import os
import sys
import tempfile
import time
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

from knowledge.store import EntryRow, mark_published, open_engine, transaction
from tests.conftest import start_stack
from web.staff.answers.draft import Edit, Seen, digest, published_body, save_draft
from web.staff.answers.publication import publish as approve
from web.staff.answers.review import Request, ask_review
from web.staff.jobs import Job, start_job
from web.staff.people.account import Account
from web.staff.people.role import Role
from web.staff.work import carry_out

ENTRY = "ogaki.convenience-store-certificates"
LIMIT = 2.0
# Words that nothing else holds and that share no letter, so that only the newest phrasing can be what is found.
NONSENSE = ("ゾルペクゾル", "ミャヌゼヌゼ", "ホグリタホグ", "ケビュソビュ", "ラモニュラモ", "ヴェダイワヴェ", "ノッキフノッ", "ザトバセザト")
PAGE = "/faq/ogaki/convenience-store-certificates"


def publish(engine, **changes):
    """Publish new values of an entry's fields through the desk; returns when it was approved, for the clock."""
    with transaction(engine) as session:
        body = published_body(session, ENTRY)
    draft = save_draft(engine, Edit(ENTRY, body | changes, "hen", Seen(0, digest(body))))
    review = ask_review(engine, [draft.id], Request("ogaki", "ベンチマーク", "hen"))
    start_job(engine, lambda job: carry_out(engine, None, job), Job("compare", str(review), "hen"))
    approve(engine, review, Account(1, "sho", "承認者", Role.ADMINISTRATOR, ()), reason="測るため")
    return time.perf_counter()


def write(engine, **changes):
    """Write an entry's fields past the desk; returns when that was."""
    with transaction(engine) as session:
        row = session.get_one(EntryRow, ENTRY)
        row.body = row.body | changes
        mark_published(session)
    return time.perf_counter()


def until(started, shows):
    """Seconds from `started` until something shows."""
    while not shows():
        time.sleep(0.05)
    return time.perf_counter() - started


def web_page(stack, path, **form):
    """A page of the web process."""
    with urllib.request.urlopen(stack.url + path, urllib.parse.urlencode(form).encode() if form else None, timeout=30) as response:
        return response.read().decode()


def chat(stack, text):
    """A reply of the action server, through Rasa."""
    return stack.ask(uuid.uuid4().hex, text, "ogaki")["replies"][0]


def measure(stack, engine, number):
    """The seconds of one publish of each kind, by name."""
    mark = f"これは{number}回目の答えです。"
    started = publish(engine, answer=mark)
    seconds = {"answer, web": until(started, lambda: mark in web_page(stack, PAGE))}
    seconds["answer, actions"] = until(started, lambda: mark in chat(stack, "住民票をコンビニで取れますか")["text"])
    time.sleep(4)
    for way, make in (("phrasing", publish), ("past the desk", write)):
        seconds |= measure_phrasing(stack, engine, NONSENSE[2 * number + (make is write)], way, make)
    return seconds


def measure_phrasing(stack, engine, asked, way, make):
    """The seconds until a new phrasing is found, in both processes, by name."""
    found_by_web, found_by_actions = (lambda: web_page(stack, "/faq/ogaki/", q=asked).count(PAGE) > 1), (lambda: chat(stack, asked).get("entry_id") == ENTRY)
    assert not found_by_web() and not found_by_actions(), f"{asked} is found before it is published"
    with transaction(engine) as session:
        phrasings = session.get_one(EntryRow, ENTRY).body["phrasings"]
    started = make(engine, phrasings=[*phrasings, asked])
    seconds = {f"{way}, {where}": until(started, found) for where, found in (("web", found_by_web), ("actions", found_by_actions))}
    time.sleep(4)
    return seconds


def main(times=3):
    """Publish a few times; returns the exit code."""
    with tempfile.TemporaryDirectory() as name:
        stack = start_stack(Path(name))
        stack.wait_ready()
        os.environ["MADOGUCHI_DATA"] = str(stack.data)
        engine = open_engine(f"sqlite:///{name}/madoguchi.db")
        found = [measure(stack, engine, number) for number in range(times)]
        engine.dispose()
        stack.stop()
    for kind in found[0]:
        print(f"{kind:20} {' '.join(f'{seconds[kind]:6.2f}' for seconds in found)} s", flush=True)
    return int(any(seconds > LIMIT for row in found for kind, seconds in row.items() if not kind.startswith("past")))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
