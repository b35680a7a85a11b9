"""The settings of LINE beyond its accounts' keys, read from environment variables (docs/settings.md lists them)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from web.errors import BadSetting

DEFAULT_BUDGET = 200


@dataclass(frozen=True)
class LineSettings:
    """`key` seals what is kept of users; `quiet` are the hours (from, to; Japan's time) without notices, `tracker_url` is where Rasa remembers."""

    key: str = ""
    quiet: tuple[int, int] = (21, 8)
    keep_days: int = 30
    budgets: Mapping[str, int] | None = None
    areas: Mapping[str, tuple[str, ...]] | None = None
    tracker_url: str = ""

    def budget(self, account: str) -> int:
        """How many billed messages an account may send in a month."""
        return (self.budgets or {}).get(account, DEFAULT_BUDGET)

    def areas_of(self, account: str) -> tuple[str, ...]:
        """The areas that residents of an account may choose from."""
        return (self.areas or {}).get(account, ())


def read_line_settings(environment: Mapping[str, str]) -> LineSettings:
    """Read MADOGUCHI_LINE_KEY, …_QUIET_HOURS, …_KEEP_DAYS, and per account …_<ID>_PUSH_BUDGET and …_<ID>_AREAS."""
    return LineSettings(
        key=environment.get("MADOGUCHI_LINE_KEY", ""),
        quiet=_hours(environment.get("MADOGUCHI_LINE_QUIET_HOURS", "21-8")),
        keep_days=_whole("MADOGUCHI_LINE_KEEP_DAYS", environment.get("MADOGUCHI_LINE_KEEP_DAYS", "30")),
        budgets={city: _whole(name, value) for name, city, value in _each(environment, "_PUSH_BUDGET")},
        areas={city: tuple(area.strip() for area in value.split(",") if area.strip()) for _, city, value in _each(environment, "_AREAS")},
        tracker_url=environment.get("MADOGUCHI_TRACKER_URL", ""),
    )


def _each(environment: Mapping[str, str], suffix: str) -> list[tuple[str, str, str]]:
    pattern = re.compile(f"MADOGUCHI_LINE_([A-Z]+){suffix}")
    return [(name, match[1].lower(), value) for name, value in environment.items() if (match := pattern.fullmatch(name))]


def _whole(name: str, value: str) -> int:
    if not value.isdecimal():
        raise BadSetting(f"{name} は0以上の整数で設定してください（今の値:「{value}」）。")
    return int(value)


def _hours(value: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,2})-(\d{1,2})", value.strip())
    if not match or int(match[1]) > 23 or int(match[2]) > 23:
        raise BadSetting(f"MADOGUCHI_LINE_QUIET_HOURS は「21-8」のように、始まりと終わりの時（0〜23）で設定してください（今の値:「{value}」）。")
    return int(match[1]), int(match[2])
