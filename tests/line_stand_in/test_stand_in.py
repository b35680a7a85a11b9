"""The stand-in is as strict as LINE, and plays LINE's faults on demand."""

import httpx
import pytest

from tests.line_stand_in.line_schema import REASON, described
from tests.line_stand_in.platform_state import Platform
from tests.line_stand_in.stand_in import ACCESS_TOKEN, create_stand_in, running

pytestmark = pytest.mark.skipif(not described(), reason=REASON)

KEY = "123e4567-e89b-12d3-a456-426614174000"
HELLO = [{"type": "text", "text": "こんにちは"}]
PUSH = {"to": "U1", "messages": HELLO}


@pytest.fixture
def platform():
    return Platform()


@pytest.fixture
def call(platform):
    with running(create_stand_in(platform)) as address:

        def post(path, body, *, method="POST", token=ACCESS_TOKEN, **headers):
            return httpx.request(method, address + path, json=body, headers={"Authorization": f"Bearer {token}", **headers}, trust_env=False)

        yield post


@pytest.mark.parametrize(
    ("path", "body", "headers", "status"),
    [
        ("message/push", PUSH, {}, 200),
        ("message/push", PUSH, {"token": "wrong"}, 401),
        ("message/shout", PUSH, {}, 404),
        ("message/push", PUSH | {"surprise": 1}, {}, 400),
        ("message/push", {"to": "U1", "messages": HELLO * 6}, {}, 400),
        ("message/push", {"to": "U1", "messages": [{"type": "text", "text": "😀" * 2501}]}, {}, 400),
        ("message/push", PUSH, {"X-Line-Retry-Key": "mine"}, 400),
        ("message/multicast", {"to": ["U1"] * 501, "messages": HELLO}, {}, 400),
        ("message/reply", {"replyToken": "unknown", "messages": HELLO}, {}, 400),
        ("message/validate/push", {"messages": HELLO}, {}, 200),
        ("message/validate/multicast", {"messages": [{"type": "text"}]}, {}, 400),
        ("chat/loading/start", {"chatId": "U1", "loadingSeconds": 20}, {}, 202),
        ("richmenu/validate", {"surprise": 1}, {}, 400),
    ],
)
def test_what_line_takes_and_refuses(call, path, body, headers, status):
    assert call(f"/v2/bot/{path}", body, **headers).status_code == status


def test_a_reply_takes_no_retry_key(call, platform):
    body = {"replyToken": platform.issue_token("U1"), "messages": HELLO}
    assert call("/v2/bot/message/reply", body, **{"X-Line-Retry-Key": KEY}).status_code == 400
    assert call("/v2/bot/message/reply", body).status_code == 200


def test_a_used_retry_key_gets_409_and_the_first_calls_id(call, platform):
    answers = [call("/v2/bot/message/push", PUSH, **{"X-Line-Retry-Key": KEY}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[1].headers["X-Line-Accepted-Request-Id"]
    assert len(platform.sent) == 1


def test_an_old_token_is_refused(call, platform):
    platform.token_seconds = 0.0
    assert call("/v2/bot/message/reply", {"replyToken": platform.issue_token("U1"), "messages": HELLO}).json() == {"message": "Invalid reply token"}


@pytest.mark.parametrize(("after", "sent"), [(False, 0), (True, 1)])
def test_a_fault_is_played_before_or_after_acting(call, platform, after, sent):
    platform.fail("/push", 500, after=after)
    assert call("/v2/bot/message/push", PUSH).status_code == 500
    assert len(platform.sent) == sent
    assert call("/v2/bot/message/push", PUSH).status_code == 200


def test_profile_content_and_quota(call, platform):
    platform.quota = 5
    assert call("/v2/bot/profile/U1", None, method="GET").json()["displayName"]
    assert call("/v2/bot/message/quota", None, method="GET").json() == {"type": "limited", "value": 5}
    assert call("/v2/bot/message/1/content", None, method="GET").content.startswith(b"\x89PNG")
