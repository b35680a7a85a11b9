"""The conversation core: what happens to a message whatever the channel."""

import logging
from dataclasses import replace

import pytest
from sqlalchemy import text

from knowledge.disaster_notice import DisasterNotice, switch_off, switch_on
from knowledge.store import transaction
from tests.web.rasa_stand_in import Stalling, rasa_stand_in
from web.message_log import MessageRow
from web.rasa_client import Message, RasaClient


def ask(conversation, words, municipality="ogaki", session="s"):
    return conversation.ask(Message(session, words, municipality, "ja", "web"))


def stored(engine):
    with transaction(engine) as session:
        return [(row.text, row.resolution, row.entry_id) for row in session.query(MessageRow)]


def test_without_rasa_a_single_question_is_answered_and_the_loss_is_said(away):
    reply = ask(away, "住民票ってコンビニで取れる？")
    assert reply["resolution"] == "answered"
    assert reply["replies"][-1]["entry_id"] == "ogaki.convenience-store-certificates"
    assert "前の会話を踏まえた" in reply["replies"][0]["text"]


def test_a_personal_number_is_neither_stored_nor_logged(away, engine, caplog):
    caplog.set_level(logging.DEBUG)
    reply = ask(away, "私の番号123456789018で住民票をコンビニで取れますか")
    assert "伏せ字" in reply["replies"][0]["text"]
    assert "123456789018" not in str(stored(engine)) + caplog.text


def test_no_words_of_a_resident_are_logged(away, caplog):
    caplog.set_level(logging.INFO)
    ask(away, "ひみつの相談があります")
    assert "ひみつ" not in caplog.text


def test_an_exchange_is_remembered_with_its_outcome(away, engine):
    ask(away, "住民票ってコンビニで取れる？")
    assert stored(engine) == [("住民票ってコンビニで取れる？", "answered", "ogaki.convenience-store-certificates")]


@pytest.mark.parametrize("words", ["家が燃えています", "お父さんが倒れて息をしていない", "死にたい"])
def test_danger_comes_before_everything(away, words):
    reply = ask(away, words)
    assert (reply["resolution"], reply["reason"]) == ("handoff", "emergency")
    assert "119" in reply["replies"][0]["text"]


def test_whom_to_call_is_read_before_what_was_hidden(away):
    danger, note = ask(away, "家が燃えています。電話は090-1234-5678です")["replies"]
    assert "119" in danger["text"] and "伏せ字" in note["text"]


def test_a_disaster_notice_stands_above_replies_until_it_is_switched_off(away, engine):
    switch_on(engine, DisasterNotice("避難所を開いています。", hours=1, by="test"))
    assert ask(away, "住民票ってコンビニで取れる？")["replies"][0] == {"type": "notice", "text": "避難所を開いています。"}
    switch_off(engine, None)
    assert "避難所" not in str(ask(away, "住民票ってコンビニで取れる？"))


def test_a_notice_for_one_city_is_not_shown_in_another(away, engine):
    switch_on(engine, DisasterNotice("川の水が増えています。", hours=1, by="test", municipality="mutsu"))
    assert "川の水" not in str(ask(away, "住民票ってコンビニで取れる？"))


def test_an_expired_notice_is_not_shown(away, engine):
    switch_on(engine, DisasterNotice("終わったお知らせ。", hours=-1, by="test"))
    assert "終わった" not in str(ask(away, "住民票ってコンビニで取れる？"))


def test_a_database_that_refuses_does_not_cost_the_answer(away, engine):
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE message"))
    reply = ask(away, "住民票ってコンビニで取れる？")
    assert reply["resolution"] == "answered"
    assert "message_id" not in reply


@pytest.fixture
def stalled(away):
    """A conversation whose Rasa is stuck until the third message, and what Rasa has done."""
    slow = Stalling(until=3)
    with rasa_stand_in(slow) as server:
        rasa = RasaClient(server.url, "token", 0.5)
        yield replace(away, rasa=rasa), slow
        rasa.close()


def test_while_rasa_stalls_each_message_has_one_answer_and_later_ones_their_own(stalled, engine):
    conversation, slow = stalled
    alone = [ask(conversation, words) for words in ("住民票ってコンビニで取れる？", "電子図書館では何ができますか")]
    assert [reply["replies"][-1]["entry_id"] for reply in alone] == ["ogaki.convenience-store-certificates", "ogaki.e-library"]
    assert [part["text"] for part in ask(conversation, "いつから？")["replies"]] == ["「いつから？」について"]
    assert [row[0] for row in stored(engine)] == slow.done
