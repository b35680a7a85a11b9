"""Suggestions from what residents came to after they were asked back."""

from sqlalchemy import select

from knowledge.store import transaction
from tests.staff_desk import CERTIFICATES
from web.message_log import MessageRow
from web.staff.answers.draft import DraftRow
from web.staff.questions.suggestion import SuggestionRow, suggest


def clarify(desk, sessions, text="附票ってどこ"):
    common = {"channel": "web", "municipality": "ogaki", "language": "ja", "milliseconds": 1}
    with transaction(desk.engine) as work:
        for name in sessions:
            work.add(MessageRow(session=name, text=text, resolution="clarifying", reason="close_scores", **common))
            work.flush()
            work.add(MessageRow(session=name, text="1", resolution="answered", reason="follow_up", entry_id=CERTIFICATES, confidence=1.0, **common))
            work.flush()


def test_what_led_twice_to_the_same_entry_is_proposed_once(desk, small_catalogue):
    clarify(desk, ["a"])
    assert suggest(desk.engine, "ogaki", small_catalogue) == 0
    clarify(desk, ["b"])
    first = suggest(desk.engine, "ogaki", small_catalogue)
    assert first >= 1 and suggest(desk.engine, "ogaki", small_catalogue) == first


def test_taking_one_makes_a_draft_and_dismissing_is_kept(desk, small_catalogue):
    clarify(desk, ["a", "b"])
    suggest(desk.engine, "ogaki", small_catalogue)
    with transaction(desk.engine) as session:
        number = session.scalar(select(SuggestionRow.id).where(SuggestionRow.kind == "phrasing"))
        assert session.scalar(select(DraftRow)) is None
    desk.post(desk.client("shonin"), f"/staff/suggestions/{number}", decision="take")
    with transaction(desk.engine) as session:
        assert "附票ってどこ" in session.scalar(select(DraftRow)).body["phrasings"]


def test_synonyms_of_the_staff_reach_the_search(desk, small_catalogue):
    from knowledge.search.search import Search
    from knowledge.synonym_store import stored_synonyms

    desk.post(desk.client("kanri"), "/staff/synonyms", words="コンビニ、べんりや")
    words = stored_synonyms(desk.engine)
    assert words == (("コンビニ", "べんりや"),)
    plain, taught = Search(small_catalogue.entries), Search(small_catalogue.entries, synonyms=words)
    asked = "べんりやで証明書"

    def score(search):
        return next((c.confidence for c in search.search(asked, "ogaki").kept if c.entry_id == CERTIFICATES), 0)

    assert score(taught) >= score(plain)
