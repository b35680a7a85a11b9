"""LINE's settings and the webhook channels', from environment variables."""

import pytest

from web.errors import BadSetting
from web.line_settings import read_line_settings
from web.webhook_settings import WebhookSettings, read_webhook_settings


def test_everything_has_a_default():
    found = read_line_settings({})
    assert (found.quiet, found.keep_days, found.budget("ogaki"), found.areas_of("ogaki")) == ((21, 8), 30, 200, ())


def test_each_account_has_its_own():
    found = read_line_settings(
        {
            "MADOGUCHI_LINE_OGAKI_PUSH_BUDGET": "5000",
            "MADOGUCHI_LINE_OGAKI_AREAS": "墨俣, 上石津,",
            "MADOGUCHI_LINE_QUIET_HOURS": "22-7",
            "MADOGUCHI_LINE_KEEP_DAYS": "0",
        }
    )
    assert (found.budget("ogaki"), found.budget("sado"), found.areas_of("ogaki")) == (5000, 200, ("墨俣", "上石津"))
    assert (found.quiet, found.keep_days) == ((22, 7), 0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MADOGUCHI_LINE_QUIET_HOURS", "夜"),
        ("MADOGUCHI_LINE_QUIET_HOURS", "24-8"),
        ("MADOGUCHI_LINE_KEEP_DAYS", "-1"),
        ("MADOGUCHI_LINE_OGAKI_PUSH_BUDGET", "たくさん"),
    ],
)
def test_a_wrong_value_is_named(name, value):
    with pytest.raises(BadSetting, match=name):
        read_line_settings({name: value})


def test_webhook_channels():
    found = read_webhook_settings({"MADOGUCHI_WEBHOOK_TEAMS_SECRET": "0123456789abcdef", "MADOGUCHI_WEBHOOK_TEAMS_CALLBACK_URL": "https://example.org/r"})
    assert found == (WebhookSettings("teams", "0123456789abcdef", "https://example.org/r"),)


@pytest.mark.parametrize(
    "environment",
    [
        {"MADOGUCHI_WEBHOOK_TEAMS_SECRET": "short"},
        {"MADOGUCHI_WEBHOOK_LINE_SECRET": "0123456789abcdef"},
        {"MADOGUCHI_WEBHOOK_TEAMS_SECRET": "0123456789abcdef", "MADOGUCHI_WEBHOOK_TEAMS_CALLBACK_URL": "ftp://example.org"},
    ],
)
def test_wrong_channels_are_named(environment):
    with pytest.raises(BadSetting, match="MADOGUCHI_WEBHOOK"):
        read_webhook_settings(environment)
