"""What each kind of event is answered with."""

import pytest

from knowledge.disaster_notice import DisasterNotice, switch_on
from tests.line_stand_in.line_schema import problems
from tests.line_stand_in.webhook_event import event, text_event, user_id

ONE = user_id(1)
GROUP = "C" + "1" * 32


def with_token(line, kind, **fields):
    return event(kind, ONE, replyToken=line.platform.issue_token(ONE), **fields)


def message(kind, **fields):
    return {"type": kind, "id": "1", **fields}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (message("sticker", packageId="1", stickerId="2", stickerResourceType="STATIC"), "スタンプ"),
        (message("image", contentProvider={"type": "line"}), "写真"),
        (message("video", contentProvider={"type": "line"}), "動画"),
        (message("audio", contentProvider={"type": "line"}, duration=1000), "音声"),
        (message("file", fileName="a.pdf", fileSize=10), "ファイル"),
        (message("location", latitude=35.36, longitude=136.61), "場所の名前"),
        (message("hologram"), "読み取れません"),
        (message("text", text="　"), "文字で送ってください"),
        (message("text", text="あ" * 501), "500文字以内"),
        (message("text", text="使い方"), "受信設定"),
    ],
)
def test_every_message_gets_a_kind_sentence(line, content, words):
    [shown] = line.send(with_token(line, "message", message=content))
    assert words in shown["text"]


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("follow", {"follow": {"isUnblocked": False}}, "大垣市のLINE"),
        ("follow", {"follow": {"isUnblocked": True}}, "おかえりなさい"),
        ("join", {}, "メンション"),
        ("accountLink", {"link": {"result": "ok", "nonce": "n"}}, "連携の手続きは必要ありません"),
        ("postback", {"postback": {"data": "do=nothing-known"}}, "受信設定"),
        ("postback", {"postback": {"data": "\x00&&&=%"}}, "受信設定"),
    ],
)
def test_other_events_with_an_answer(line, kind, fields, words):
    [shown] = line.send(with_token(line, kind, **fields))
    assert words in shown["text"]


@pytest.mark.parametrize(
    "kind", ["beacon", "videoPlayComplete", "membership", "memberJoined", "unfollow", "leave", "module", "activated", "botSuspended", "brandNew"]
)
def test_other_events_without_an_answer(line, kind):
    assert line.send(with_token(line, kind)) == []


def in_group(line, text, mention=None):
    body = text_event(ONE, text, line.platform.issue_token(GROUP))
    body["source"] = {"type": "group", "groupId": GROUP, "userId": ONE}
    return body | {"message": body["message"] | ({"mention": {"mentionees": mention}} if mention else {})}


def test_a_group_is_answered_when_it_mentions_us(line):
    own = [{"type": "user", "index": 0, "length": 4, "isSelf": True}]
    shown = line.send(in_group(line, "@市役所 使い方", own), GROUP)
    assert "受信設定" in shown[0]["text"]


def test_a_group_that_talks_among_itself_is_left_alone(line):
    assert line.send(in_group(line, "使い方"), GROUP) == []


def test_settings_are_not_for_groups(line):
    own = [{"type": "user", "index": 0, "length": 4, "isSelf": True}]
    assert "一対一" in line.send(in_group(line, "@市役所受信設定", own), GROUP)[0]["text"]


def test_choices_can_be_tapped_or_typed_as_a_number(line):
    asked = line.say("ブロックチェーンの価格を予想して")
    items = asked[-1]["quickReply"]["items"]
    assert items[0]["action"]["text"]
    assert f"1. {items[0]['action']['label']}"[:12] in asked[-1]["text"]
    by_tap = line.say(items[0]["action"]["text"], user_id(2))
    line.say("ブロックチェーンの価格を予想して")
    by_number = line.say("１")
    assert by_number == by_tap or [m["type"] for m in by_number] == [m["type"] for m in by_tap]
    assert "「1」" not in str(by_number)


def test_an_account_of_several_cities_asks_which_and_remembers(line):
    [shown] = line.send(with_token(line, "follow", follow={"isUnblocked": False}), account="both")
    assert [item["action"]["label"] for item in shown["quickReply"]["items"]] == ["大垣市", "佐渡市"]
    assert "佐渡市についてご案内します" in line.say("2", account="both")[0]["text"]
    answered = line.say("防災の取組を教えて", account="both")
    assert "佐渡市" in str(answered)


def test_everything_sent_is_as_line_wants_it(line):
    for text in ("こんにちは", "マイナンバーカードの申請率は？", "令和6年度の目標は？", "天気は？", "受信設定", "言語", "市を選ぶ", "1"):
        messages = line.say(text)
        assert not problems("ReplyMessageRequest", {"replyToken": "t", "messages": messages})
    assert line.platform.refused == []


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("follow", {"follow": {"isUnblocked": False}}),
        ("join", {}),
        ("message", {"message": message("sticker", packageId="1", stickerId="2", stickerResourceType="STATIC")}),
        ("message", {"message": message("text", text="受信設定")}),
        ("message", {"message": message("text", text="住民票をコンビニで取れますか")}),
        ("postback", {"postback": {"data": "do=languages"}}),
    ],
)
def test_a_disaster_notice_stands_once_above_every_answer(line, kind, fields):
    switch_on(line.desk.engine, DisasterNotice("避難所を開いています。", hours=1, by="test", municipality="ogaki"))
    shown = line.send(with_token(line, kind, **fields))
    assert shown[0]["text"].startswith("避難所を開いています。")
    assert str(shown).count("避難所を開いています。") == 1 and (len(shown) > 1 or "\n" in shown[0]["text"])


def test_another_citys_notice_is_not_told(line):
    switch_on(line.desk.engine, DisasterNotice("川の水が増えています。", hours=1, by="test", municipality="sado"))
    assert "川の水" not in str(line.say("受信設定"))
