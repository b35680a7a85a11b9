"""What is published reaches a running process: its texts at once, its words with the new index."""

import re
import threading

import pytest

from knowledge import live as live_module
from knowledge.errors import SearchError
from knowledge.live import LiveClerk
from knowledge.memory import Memory
from knowledge.resolution import Resolution
from knowledge.store import EntryRow, mark_published, transaction
from tests import staff_desk

ENTRY = staff_desk.CERTIFICATES
OTHER = "ogaki.counter-no-writing"
ASKED = "コンビニで住民票を取れますか"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return staff_desk.fill(tmp_path_factory.mktemp("live") / "filled.db", staff_desk.small_catalogue())


@pytest.fixture
def live(tmp_path, filled):
    from knowledge.settings import KnowledgeSettings
    from knowledge.store import open_engine

    (tmp_path / "live.db").write_bytes(filled.read_bytes())
    engine = open_engine(f"sqlite:///{tmp_path}/live.db")
    yield LiveClerk(engine, KnowledgeSettings(tmp_path, str(engine.url), (), None))
    engine.dispose()


def publish(live, *, withdrawn=False, **changes):
    with transaction(live.engine) as session:
        row = session.get_one(EntryRow, ENTRY)
        row.body, row.withdrawn = row.body | changes, withdrawn
        mark_published(session)


def told(live, text=ASKED):
    outcome = live.clerk.answer(text, Memory(municipality="ogaki"))
    return "\n".join(reply.text for reply in outcome.replies)


def test_nothing_is_rebuilt_when_nothing_was_published(live):
    before = live.clerk
    assert not live.refresh() and live.clerk is before


def test_a_new_answer_is_told(live):
    publish(live, answer="いまは窓口だけです。")
    assert live.refresh() and "いまは窓口だけです。" in told(live)


def test_a_new_phrasing_is_found(live):
    with transaction(live.engine) as session:
        phrasings = session.get_one(EntryRow, ENTRY).body["phrasings"]
    publish(live, phrasings=[*phrasings, "ぽんぽこ紙がほしい"])
    before = live.clerk.search.search("ぽんぽこ紙がほしい", "ogaki").kept[0]
    live.refresh()
    after = live.clerk.search.search("ぽんぽこ紙がほしい", "ogaki").kept[0]
    assert after.entry_id == ENTRY and after.confidence > before.confidence


def test_texts_are_told_before_the_index_is_ready(live, monkeypatch):
    def not_yet(*_arguments, **_options):
        raise SearchError("not yet")

    publish(live, answer="いまは窓口だけです。")
    monkeypatch.setattr(live_module, "Search", not_yet)
    with pytest.raises(SearchError):
        live.refresh()
    assert "いまは窓口だけです。" in told(live)
    monkeypatch.undo()
    assert live.refresh()


def test_what_is_withdrawn_is_gone_at_once(live, monkeypatch):
    publish(live, withdrawn=True)
    search = live.clerk.search
    monkeypatch.setattr(live_module, "Search", lambda *_arguments, **_options: search)
    live.refresh()
    assert ENTRY not in str(live.clerk.answer(ASKED, Memory(municipality="ogaki")))


READERS = 4
EDITIONS = 3
EDITION = re.compile(r"第(\d)版")


def publish_edition(live, number, pair):
    """Both entries of the pair change in one publication, and one of them gets a phrasing."""
    with transaction(live.engine) as session:
        for name in pair:
            row = session.get_one(EntryRow, name)
            row.body = row.body | {"answer": f"第{number}版の答えで、窓口の案内もこの版です。"}
        certificates = session.get_one(EntryRow, ENTRY)
        certificates.body = certificates.body | {"phrasings": [*certificates.body["phrasings"], f"ぽんぽこ紙{number}がほしい"]}
        mark_published(session)


def edition(outcome):
    """The edition a reply is from, 0 for what stood there before; a reply that is of two editions, or of none, fails."""
    text = "\n".join(reply.text for reply in outcome.replies)
    found = set(EDITION.findall(text))
    assert outcome.resolution is Resolution.ANSWERED and len(found) <= 1, text
    return int(found.pop()) if found else 0


def read_on(live, pair, ended, heard):
    """Ask for both entries by one clerk, as a message does, until told to end; what goes wrong is heard too."""
    while not ended.is_set():
        try:
            clerk = live.clerk
            heard.append(tuple(edition(clerk.answer(question, Memory(municipality="ogaki"))) for question in pair.values()))
        except Exception as error:
            heard.append(error)
            return


def test_readers_hear_the_old_or_the_new_while_it_is_rebuilt(live):
    """Several threads ask while one publishes and rebuilds: no reply fails, none mixes two editions, and none goes back."""
    pair = {name: live.clerk.catalogue.entry(name).question for name in (ENTRY, OTHER)}
    ended, heard = threading.Event(), [[] for _ in range(READERS)]
    readers = [threading.Thread(target=read_on, args=(live, pair, ended, own)) for own in heard]
    for reader in readers:
        reader.start()
    try:
        for number in range(1, EDITIONS + 1):
            publish_edition(live, number, pair)
            assert live.refresh()
            assert edition(live.clerk.answer(f"ぽんぽこ紙{number}がほしい", Memory(municipality="ogaki"))) == number
    finally:
        ended.set()
        for reader in readers:
            reader.join()
    for own in heard:
        assert own and all(isinstance(one, tuple) and len(set(one)) == 1 for one in own), own[-1]
        assert own == sorted(own)
    assert len({one for own in heard for one in own}) > 1
