"""LINE's answers, good and bad, as our own errors."""

import socket

import pytest

from tests.line_stand_in.platform_state import Platform
from tests.line_stand_in.stand_in import ACCESS_TOKEN, create_stand_in, running
from web.line import api as api_module
from web.line.api import LineApi
from web.line.errors import LineBusy, LineError, LineRefused, LineSilent, TokenRefused
from web.line.messages import plain, render
from web.line.notice.notice_message import notice_messages
from web.line.sentence import line_languages, line_sentences

HELLO = list(plain("こんにちは").messages)


@pytest.fixture
def api(platform):
    with running(create_stand_in(platform)) as address:
        yield LineApi(ACCESS_TOKEN, address)


def test_a_token_works_once(api, platform):
    token = platform.issue_token("U1")
    api.reply(token, HELLO)
    with pytest.raises(TokenRefused):
        api.reply(token, HELLO)


def test_a_used_retry_key_is_as_good_as_sent(api, platform):
    for _ in range(3):
        api.push("U1", HELLO, retry_key="123e4567-e89b-12d3-a456-426614174000")
    assert len(platform.sent) == 1


@pytest.mark.parametrize(("status", "error"), [(429, LineBusy), (500, LineBusy), (503, LineBusy), (400, LineRefused), (401, LineRefused), (403, LineRefused)])
def test_failures(api, platform, status, error):
    platform.fail("/push", status)
    with pytest.raises(error):
        api.push("U1", HELLO, retry_key="123e4567-e89b-12d3-a456-426614174000")


@pytest.mark.parametrize("status", [400, 500])
def test_a_failure_carries_lines_number_for_the_call(api, platform, status):
    platform.fail("/push", status)
    with pytest.raises(LineError, match=r"x-line-request-id=[0-9a-f]{8}-"):
        api.push("U1", HELLO, retry_key="123e4567-e89b-12d3-a456-426614174000")


def test_how_long_line_asks_us_to_wait(api, platform):
    platform.fail("/push", 429, headers={"Retry-After": "7"})
    with pytest.raises(LineBusy) as caught:
        api.push("U1", HELLO, retry_key="123e4567-e89b-12d3-a456-426614174000")
    assert caught.value.retry_after == 7.0


def test_the_monthly_limit_is_no_reason_to_try_again(api, platform):
    platform.quota = 0
    with pytest.raises(LineRefused, match="monthly limit"):
        api.push("U1", HELLO, retry_key="123e4567-e89b-12d3-a456-426614174000")


def test_no_answer_may_mean_anything(api, platform, monkeypatch):
    monkeypatch.setattr(api_module, "READ_SECONDS", 0.2)
    platform.fail("/reply", 0, after=True, seconds=1.0)
    with pytest.raises(LineSilent):
        api.reply(platform.issue_token("U1"), HELLO)
    assert len(platform.sent) == 1


def test_no_connection_means_not_sent():
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with pytest.raises(LineBusy):
            LineApi(ACCESS_TOKEN, f"http://127.0.0.1:{nobody.getsockname()[1]}").reply("t", HELLO)


@pytest.mark.parametrize("messages", [[], HELLO * 6, [{"type": "text", "text": "あ" * 5001}], [{"type": "text"}], [{"type": "hologram"}]])
def test_line_checks_messages_without_sending_them(api, platform, messages):
    api.check(HELLO)
    with pytest.raises(LineRefused):
        api.check(messages)
    assert platform.sent == []


@pytest.mark.parametrize(("quota", "used", "left"), [(None, 5, None), (200, 5, 195), (3, 5, 0)])
def test_what_line_still_allows(quota, used, left):
    platform = Platform()
    platform.quota, platform.used = quota, used
    with running(create_stand_in(platform)) as address:
        assert LineApi(ACCESS_TOKEN, address).messages_left() == left


def test_line_finds_nothing_wrong_with_what_the_product_says(api, platform):
    chart = {"title": "手続の数", "unit": "件", "points": [{"year": "令和6年度", "target": 1040.0, "actual": None}]}
    citation = {"plan": "計画", "section": "第2章", "page": 25}
    answer = {"type": "answer", "text": "はい。", "entry_id": "ogaki.x", "as_of": "令和3年度", "citations": [citation], "chart": chart}
    choices = {"type": "choices", "text": "どれですか。", "choices": [{"label": f"質問{n}", "message": f"質問{n}"} for n in range(15)]}
    for language in line_languages():
        reply = {"resolution": "answered", "message_id": 1, "replies": [answer, choices]}
        api.check(render(reply, line_sentences(language)).messages)
        api.check(notice_messages({"ja": "断水のお知らせです。"}, language, "大垣市"))
    assert platform.refused == []
