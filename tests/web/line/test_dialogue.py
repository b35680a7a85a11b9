"""Receiving settings, language, marks and erasing, as a resident does them in the chat."""

import pytest
from sqlalchemy import select

from knowledge.feedback import FeedbackRow
from knowledge.store import transaction
from tests.line_stand_in.webhook_event import event, postback_event, user_id
from web.line.sentence import command
from web.line.user import LineUserRow, find_user
from web.message_log import MessageRow

ONE = user_id(1)


def user(line):
    return find_user(line.desk.engine, line.desk.seal, "ogaki", line.desk.seal.name("ogaki", ONE))


def tap(line, label, messages):
    """Tap what carries this label: a quick reply or a button of the bubble."""
    action = next(action for action in actions(messages) if label in action["label"])
    if action["type"] == "message":
        return line.say(action["text"])
    return line.send(postback_event(ONE, action["data"], line.platform.issue_token(ONE)))


def actions(value):
    if isinstance(value, list):
        return [action for part in value for action in actions(part)]
    if not isinstance(value, dict):
        return []
    own = [value] if value.get("type") in ("postback", "message") and "label" in value else []
    return own + [action for part in value.values() for action in actions(part)]


@pytest.mark.parametrize(
    ("words", "order"),
    [("受信設定", "settings"), ("配信停止。", "stop"), ("ＳＴＯＰ", "stop"), ("データを消して", "erase"), ("Language", "language"), ("停止線", None)],
)
def test_steering_words(words, order):
    assert command(words) == order


def test_topics_and_area_are_chosen_by_taps(line):
    topics = tap(line, "話題を選ぶ", line.say("受信設定"))
    tap(line, "子育て", topics)
    shown = tap(line, "防災・安全", topics)
    assert "✓" in str(shown)
    areas = tap(line, "地域を選ぶ", tap(line, "選び終わった", shown))
    last = tap(line, "墨俣", areas)
    assert (user(line).wishes.notices, user(line).wishes.topics, user(line).wishes.area) == (True, ("disaster", "childcare"), "墨俣")
    assert all(word in last[0]["text"] for word in ("防災・安全、子育て", "墨俣", "日本語"))


def test_topics_can_be_chosen_by_numbers_on_a_computer(line):
    line.say("受信設定")
    topics = line.say("1")
    number = next(row.split(".")[0] for row in topics[0]["text"].splitlines() if "健康" in row)
    line.say(number)
    assert user(line).wishes.topics == ("health",)


def test_one_word_stops_notices(line):
    line.say("お知らせを受け取る")
    assert user(line).wishes.notices
    assert "止めました" in line.say("配信停止")[0]["text"]
    assert not user(line).wishes.notices


def test_the_language_is_remembered(line):
    shown = line.say("言語")
    assert "English" in tap(line, "English", shown)[0]["text"]
    assert user(line).language == "en"
    assert "Send your question" in line.say("help")[0]["text"]


@pytest.mark.parametrize(("label", "verdict", "words"), [("解決した", "solved", "ありがとう"), ("解決しない", "unsolved", "どこが足りませんでしたか")])
def test_an_answer_is_marked_once(line, label, verdict, words):
    answered = line.say("住民票をコンビニで取れますか")
    assert words in tap(line, label, answered)[0]["text"]
    assert "すでに" in tap(line, label, answered)[0]["text"]
    with transaction(line.desk.engine) as session:
        [row] = session.scalars(select(FeedbackRow))
    assert (row.verdict, row.municipality, row.entry_id) == (verdict, "ogaki", "ogaki.convenience-store-certificates")


def test_who_was_not_helped_is_asked_why_once(line):
    answered = line.say("住民票をコンビニで取れますか")
    why = tap(line, "解決しない", answered)
    assert ["知りたいことと違った" in why[0]["text"], len(actions(why))] == [True, 4]
    after = tap(line, "内容が難しかった", why)
    assert "ありがとう" in after[0]["text"] and "職員の連絡先" in str(actions(after))
    assert "すでに" in tap(line, "情報が古かった", why)[0]["text"]
    with transaction(line.desk.engine) as session:
        [row] = session.scalars(select(FeedbackRow))
    assert (row.verdict, row.comment) == ("unsolved", "内容が難しかった")


def test_a_reason_is_kept_in_japanese_whatever_the_language(line):
    tap(line, "English", line.say("言語"))
    why = tap(line, "This didn't help", line.say("Can I get certificates at a convenience store?"))
    line.say("2")
    with transaction(line.desk.engine) as session:
        [row] = session.scalars(select(FeedbackRow))
    assert "hard to understand" in why[0]["text"] and row.comment == "内容が難しかった"


@pytest.mark.parametrize("data", ["do=reason&value=reason_too_old&message=x", "do=reason&value=no_such&message=1", "do=reason&message=99999"])
def test_a_reason_without_its_mark_is_not_kept(line, data):
    assert line.send(postback_event(ONE, data, line.platform.issue_token(ONE)))
    with transaction(line.desk.engine) as session:
        assert session.scalar(select(FeedbackRow)) is None


def test_nobody_marks_an_answer_of_somebody_else(line):
    answered = line.say("住民票をコンビニで取れますか", user_id(2))
    assert "すでに" in tap(line, "解決した", answered)[0]["text"]
    with transaction(line.desk.engine) as session:
        assert session.scalar(select(FeedbackRow)) is None


def test_data_are_erased_at_once_on_request(line):
    line.say("お知らせを受け取る")
    line.say("住民票をコンビニで取れますか")
    assert "消しました" in line.say("データを消して")[0]["text"]
    with transaction(line.desk.engine) as session:
        assert session.scalar(select(LineUserRow)) is None
        assert list(session.scalars(select(MessageRow.text))) == [""]
        assert user(line).name not in session.scalar(select(MessageRow.session))


def test_a_block_is_noted_and_an_older_follow_changes_nothing(line):
    line.send(event("follow", ONE, timestamp=1000, follow={"isUnblocked": False}))
    line.send(event("unfollow", ONE, timestamp=3000))
    line.send(event("follow", ONE, timestamp=2000, follow={"isUnblocked": True}))
    with transaction(line.desk.engine) as session:
        assert session.scalar(select(LineUserRow.left_at)) is not None
