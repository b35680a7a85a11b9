"""A reply as LINE messages; everything is checked against LINE's own description."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.line_stand_in.line_schema import problems
from web.line.messages import plain, render, without_bubbles
from web.line.offer import Offer
from web.line.sentence import line_languages, line_sentences

JA = line_sentences("ja")
CITATION = {"plan": "大垣市スマートシティ推進計画（素案）", "section": "第2章 第1節 4 (1)", "page": 25}
CHART = {
    "title": "オンライン手続の数",
    "unit": "件",
    "points": [{"year": "令和6年度", "target": 1040.0, "actual": None}, {"year": "令和7年度", "target": 1234567.5, "actual": 12}],
}


def answered(text="はい。取れます。", **fields):
    bubble = {"type": "answer", "text": text, "entry_id": "ogaki.x", "as_of": "令和3年度時点の計画", "citations": [CITATION], "chart": None, "related": []}
    return {"resolution": "answered", "message_id": 7, "replies": [bubble | fields]}


def choices(count, label="質問"):
    return {"type": "choices", "text": "どれですか。", "choices": [{"label": f"{label}{n}", "message": f"{label}{n}" * 30} for n in range(count)]}


def wrong(messages):
    return problems("ReplyMessageRequest", {"replyToken": "t", "messages": list(messages)})


@pytest.mark.parametrize("language", line_languages())
@pytest.mark.parametrize(
    "reply",
    [
        answered(),
        answered(chart=CHART),
        answered("長い文です。" * 300),
        answered("長い文です。" * 1500, chart=CHART),
        answered(related=[{"label": "印鑑証明も取れますか" * 9, "message": "印鑑証明も取れますか" * 40}]),
        {"resolution": "clarifying", "replies": [choices(5)]},
        {"resolution": "fallback", "replies": [{"type": "notice", "text": "😀" * 6000}, choices(20), choices(3)]},
        {"resolution": "smalltalk", "replies": [{"type": "text", "text": f"{n}。"} for n in range(12)]},
        {"resolution": "smalltalk", "replies": []},
        {"resolution": "error", "replies": [{"type": "text", "text": ""}]},
    ],
)
def test_every_reply_is_as_line_wants_it(reply, language):
    assert not wrong(render(reply, line_sentences(language)).messages)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(("text", "notice", "choices", "answer")), st.text(max_size=300).map(lambda text: text * 20), st.integers(0, 15)), max_size=9
    )
)
def test_any_reply_is_as_line_wants_it(bubbles):
    reply = {"resolution": "answered", "message_id": 1, "replies": []}
    for kind, text, count in bubbles:
        extra = {"citations": [CITATION], "as_of": "令和3年度"} if kind == "answer" else {}
        reply["replies"].append({"type": kind, "text": text, "choices": choices(count)["choices"], **extra})
    assert not wrong(render(reply, JA).messages)


def test_a_cited_answer_is_a_bubble_with_sources_figures_and_marks():
    [message] = render(answered(chart=CHART), JA).messages
    shown = str(message["contents"])
    assert all(words in shown for words in ("はい。取れます。", "第2章 第1節 4 (1)", "25ページ", "令和3年度時点の計画", "1,040", "1,234,567.5", "―", "（件）"))
    assert [button["action"]["displayText"] for button in message["contents"]["footer"]["contents"]] == ["解決した", "解決しない"]


@pytest.mark.parametrize("change", [{"resolution": "fallback"}, {"message_id": None}])
def test_only_a_remembered_answer_can_be_marked(change):
    [message] = render(answered() | change, JA).messages
    assert "footer" not in message["contents"]


def test_choices_are_numbered_and_tappable():
    rendered = render({"resolution": "clarifying", "replies": [choices(3)]}, JA)
    assert "1. 質問0\n2. 質問1\n3. 質問2" in rendered.messages[-1]["text"]
    assert [item["action"]["label"] for item in rendered.messages[-1]["quickReply"]["items"]] == ["質問0", "質問1", "質問2"]


def test_a_choice_too_long_for_a_message_action_is_taken_by_number():
    action = plain("どれですか", [Offer("長い", text="あ" * 301)]).messages[0]["quickReply"]["items"][0]["action"]
    assert (action["type"], action["data"]) == ("postback", "do=take&number=1")


def test_without_bubbles_the_words_and_choices_stay():
    related = [{"label": "次の質問", "message": "次の質問"}]
    [first, second] = without_bubbles(render(answered(related=related), JA).messages)
    assert first == {"type": "text", "text": "はい。取れます。"}
    assert second["quickReply"]["items"]


def test_the_sdk_sends_what_was_rendered():
    from linebot.v3.messaging import ReplyMessageRequest

    messages = list(render(answered(chart=CHART, related=[{"label": "次", "message": "次"}]), JA).messages)
    assert ReplyMessageRequest.from_dict({"replyToken": "t", "messages": messages}).to_dict()["messages"] == messages
