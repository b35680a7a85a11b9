"""How long a publish takes to show: in the web process and in the action server, for a new answer and for a new phrasing.

`python tests/benchmarks/bench_publish.py [TIMES]` starts the real stack over all knowledge, writes as publishing does and asks until
the change is there, which it is not before (that is looked at too). Prints seconds; ends with 1 when one takes over two.
"""

import sys
import tempfile
import time
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

from knowledge.store import EntryRow, mark_published, open_engine, transaction
from tests.conftest import start_stack

ENTRY = "ogaki.convenience-store-certificates"
LIMIT = 2.0
# Words that nothing else holds and that share no letter, so that only the newest phrasing can be what is found.
NONSENSE = ("ゾルペクゾル", "ミャヌゼヌゼ", "ホグリタホグ", "ケビュソビュ", "ラモニュラモ", "ヴェダイワヴェ", "ノッキフノッ", "ザトバセザト")
PAGE = "/faq/ogaki/convenience-store-certificates"


def publish(engine, **changes):
    """Write an entry's fields as publishing does; returns when that was, for the clock."""
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
    asked = NONSENSE[number]
    found_by_web, found_by_actions = (lambda: web_page(stack, "/faq/ogaki/", q=asked).count(PAGE) > 1), (lambda: chat(stack, asked).get("entry_id") == ENTRY)
    assert not found_by_web() and not found_by_actions(), f"{asked} is found before it is published"
    with transaction(engine) as session:
        phrasings = session.get_one(EntryRow, ENTRY).body["phrasings"]
    started = publish(engine, phrasings=[*phrasings, asked])
    seconds["phrasing, web"] = until(started, found_by_web)
    seconds["phrasing, actions"] = until(started, found_by_actions)
    time.sleep(4)
    return seconds


def main(times=3):
    """Publish a few times; returns the exit code."""
    with tempfile.TemporaryDirectory() as name:
        stack = start_stack(Path(name))
        stack.wait_ready()
        engine = open_engine(f"sqlite:///{name}/madoguchi.db")
        found = [measure(stack, engine, number) for number in range(times)]
        engine.dispose()
        stack.stop()
    for kind in found[0]:
        print(f"{kind:20} {' '.join(f'{seconds[kind]:6.2f}' for seconds in found)} s", flush=True)
    return int(any(seconds > LIMIT for row in found for seconds in row.values()))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
