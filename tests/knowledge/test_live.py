"""What is published reaches a running process: its texts at once, its words with the new index."""

import pytest

from knowledge import live as live_module
from knowledge.errors import SearchError
from knowledge.live import LiveClerk
from knowledge.memory import Memory
from knowledge.store import EntryRow, mark_published, transaction
from tests import staff_desk

ENTRY = staff_desk.CERTIFICATES
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
