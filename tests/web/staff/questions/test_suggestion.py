"""Suggestions from what residents came to after they were asked back, and from answers that were near ties."""

import pytest
from sqlalchemy import select

from knowledge.search.search import Search
from knowledge.store import transaction
from knowledge.synonym_store import stored_synonyms
from tests.staff_desk import CERTIFICATES, PASSWORD
from web.message_log import MessageRow
from web.staff.answers.draft import DraftRow
from web.staff.people.account import NewAccount, add_account
from web.staff.people.password import hash_password
from web.staff.people.role import Role
from web.staff.questions.suggestion import SuggestionRow, suggest

COMMON = {"channel": "web", "municipality": "ogaki", "language": "ja", "milliseconds": 1}
ASKED = "附票ってどこ"
TIE = {"session": "t", "text": ASKED, "resolution": "answered", "reason": "confident_match", "entry_id": CERTIFICATES, "confidence": 0.5}


def clarify(desk, sessions, text=ASKED, entry_id=CERTIFICATES):
    with transaction(desk.engine) as work:
        for name in sessions:
            work.add(MessageRow(session=name, text=text, resolution="clarifying", reason="close_scores", **COMMON))
            work.flush()
            work.add(MessageRow(session=name, text="1", resolution="answered", reason="follow_up", entry_id=entry_id, confidence=1.0, **COMMON))
            work.flush()


def answer(desk, *differences):
    """Answers that were near ties, each with what is different about it."""
    with transaction(desk.engine) as work:
        work.add_all(MessageRow(**COMMON | TIE | difference) for difference in differences)


def kept(desk, kind="phrasing"):
    with transaction(desk.engine) as session:
        rows = session.scalars(select(SuggestionRow).where(SuggestionRow.kind == kind).order_by(SuggestionRow.id))
        return [(row.text, row.target, row.why, row.count, row.state) for row in rows]


def decide(desk, decision, kind="phrasing", name="shonin"):
    with transaction(desk.engine) as session:
        number = session.scalar(select(SuggestionRow.id).where(SuggestionRow.kind == kind))
    return desk.post(desk.client(name), f"/staff/suggestions/{number}", decision=decision)


def test_what_led_once_to_an_entry_is_not_proposed(desk, small_catalogue):
    clarify(desk, ["a"])
    assert suggest(desk.engine, "ogaki", small_catalogue) == 0


def test_what_led_twice_to_the_same_entry_is_proposed_once(desk, small_catalogue):
    clarify(desk, ["a", "b"])
    first = suggest(desk.engine, "ogaki", small_catalogue)
    assert suggest(desk.engine, "ogaki", small_catalogue) == first
    assert kept(desk) == [(ASKED, CERTIFICATES, "clarified", 2, "open")]


def test_taking_one_makes_a_draft(desk, small_catalogue):
    clarify(desk, ["a", "b"])
    suggest(desk.engine, "ogaki", small_catalogue)
    decide(desk, "take")
    with transaction(desk.engine) as session:
        assert ASKED in session.scalar(select(DraftRow)).body["phrasings"]


def test_dismissing_makes_none_and_is_kept(desk, small_catalogue):
    clarify(desk, ["a", "b"])
    suggest(desk.engine, "ogaki", small_catalogue)
    decide(desk, "dismiss")
    clarify(desk, ["c"])
    suggest(desk.engine, "ogaki", small_catalogue)
    assert kept(desk) == [(ASKED, CERTIFICATES, "clarified", 2, "dismissed")]
    assert f"「{ASKED}」" not in desk.client("shonin").get("/staff/suggestions").text
    with transaction(desk.engine) as session:
        assert session.scalar(select(DraftRow)) is None


def test_a_suggestion_is_decided_once(desk, small_catalogue):
    clarify(desk, ["a", "b"])
    suggest(desk.engine, "ogaki", small_catalogue)
    decide(desk, "dismiss")
    assert decide(desk, "take").status_code == 409


def test_near_ties_are_proposed_as_phrasings(desk, small_catalogue):
    answer(desk, {}, {"confidence": 0.6})
    assert suggest(desk.engine, "ogaki", small_catalogue) == 1
    assert kept(desk) == [(ASKED, CERTIFICATES, "near_tie", 2, "open")]


@pytest.mark.parametrize(
    "difference",
    [
        {"confidence": 0.61}, {"confidence": None}, {"resolution": "partial"}, {"reason": "follow_up"}, {"channel": "staff"}, {"municipality": "sado"},
        {"entry_id": None}, {"entry_id": "ogaki.gone"}, {"text": "住民票などの証明書はコンビニで取れますか？"}, {"text": ""}, {"text": "？"},
    ],
)  # fmt: skip
def test_what_is_no_near_tie_or_a_phrasing_already_is_not_proposed(desk, small_catalogue, difference):
    answer(desk, difference, difference)
    assert suggest(desk.engine, "ogaki", small_catalogue) == 0


def test_wordings_that_differ_in_marks_alone_count_together(desk, small_catalogue):
    answer(desk, {}, {"text": f"{ASKED}？"})
    clarify(desk, ["a"])
    suggest(desk.engine, "ogaki", small_catalogue)
    assert [(target, count) for _text, target, _why, count, _state in kept(desk)] == [(CERTIFICATES, 3)]


def test_what_led_to_another_citys_entry_is_not_proposed(desk, small_catalogue):
    """The resident went on to another city: its staff can't be asked to approve it here."""
    other = next(entry.id for entry in small_catalogue.entries if entry.municipality == "sado")
    clarify(desk, ["a", "b"], entry_id=other)
    assert suggest(desk.engine, "ogaki", small_catalogue) == 0


def test_an_unknown_word_is_proposed_as_a_synonym_of_what_it_led_to(desk, small_catalogue):
    clarify(desk, ["a"], "ファミマで証明書は取れますか")
    clarify(desk, ["b"], "ファミマで住民票がほしい")
    suggest(desk.engine, "ogaki", small_catalogue)
    assert kept(desk, "synonym") == [("ファミマ", "マイナンバーカードの利活用", "clarified", 2, "open")]


def test_a_word_that_led_there_once_or_is_known_is_no_synonym(desk, small_catalogue):
    clarify(desk, ["a"], "ファミマで証明書は取れますか")
    clarify(desk, ["b", "c"], "コンビニで証明書は取れますか")
    suggest(desk.engine, "ogaki", small_catalogue)
    assert kept(desk, "synonym") == []


@pytest.mark.parametrize(("name", "status", "stored"), [("kanri", 302, (("マイナンバーカードの利活用", "ファミマ"),)), ("ogaki-shonin", 403, ())])
def test_a_synonym_counts_for_every_city_and_is_taken_by_who_serves_all(desk, small_catalogue, name, status, stored):
    add_account(desk.engine, NewAccount("ogaki-shonin", "o", Role.APPROVER, ("ogaki",), hash_password(PASSWORD, "nobody")))
    clarify(desk, ["a", "b"], "ファミマで証明書は取れますか")
    suggest(desk.engine, "ogaki", small_catalogue)
    assert decide(desk, "take", "synonym", name).status_code == status
    assert stored_synonyms(desk.engine) == stored


def test_synonyms_of_the_staff_reach_the_search(desk, small_catalogue, tmp_path, monkeypatch):
    """In a data folder of its own: an index that another one grew from keeps that one's word vectors, and so other scores."""
    monkeypatch.setenv("MADOGUCHI_DATA", str(tmp_path / "empty"))
    desk.post(desk.client("kanri"), "/staff/synonyms", words="コンビニ、ファミマ")
    plain, taught = (Search(small_catalogue.entries, synonyms=words) for words in ((), stored_synonyms(desk.engine)))

    def score(search):
        return next(c.score for c in search.search("ファミマ", "ogaki").kept if c.entry_id == CERTIFICATES)

    assert score(plain) == 0 < score(taught)
