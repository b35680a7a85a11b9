"""Settings are read from the environment; what is missing is named with its cure; the documents list them all."""

import re
from pathlib import Path

import pytest

from web.errors import BadSetting
from web.settings import read_settings

ROOT = Path(__file__).parent.parent.parent
LEAST = {"MADOGUCHI_SECRET_KEY": "k", "MADOGUCHI_RASA_TOKEN": "t", "MADOGUCHI_LINE_KEY": "l"}
SOURCES = [*(ROOT / "web").rglob("*.py"), *(ROOT / "knowledge").rglob("*.py"), *(ROOT / "bot").rglob("*.*"), *(ROOT / "deploy").glob("*.conf")]
# Set by `make serve` itself for the processes it starts.
INNER = {"MADOGUCHI_SOCKET", "MADOGUCHI_RASA_URL", "MADOGUCHI_RASA_PORT", "MADOGUCHI_ACTIONS_PORT"}


def names_in(text):
    return set(re.findall(r"MADOGUCHI_[A-Z_]*[A-Z]", text))


def used():
    found = {name for path in SOURCES if path.suffix in (".py", ".yml", ".conf") for name in names_in(path.read_text(encoding="utf-8"))}
    beginnings = {name for name in found if any(other.startswith(f"{name}_") for other in found)}  # spelled out elsewhere
    return found - beginnings - INNER


def documented(path):
    return names_in((ROOT / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize("missing", ["MADOGUCHI_SECRET_KEY", "MADOGUCHI_RASA_TOKEN"])
def test_a_missing_setting_is_named_with_its_cure(missing):
    with pytest.raises(BadSetting, match=f"{missing} が設定されていません.*設定してください"):
        read_settings({name: value for name, value in LEAST.items() if name != missing})


def test_a_number_that_is_none_is_named():
    with pytest.raises(BadSetting, match="MADOGUCHI_RASA_TIMEOUT は数で"):
        read_settings(LEAST | {"MADOGUCHI_RASA_TIMEOUT": "すぐ"})


def test_a_line_account_needs_both_its_secrets():
    with pytest.raises(BadSetting, match="MADOGUCHI_LINE_OGAKI_CHANNEL_ACCESS_TOKEN"):
        read_settings(LEAST | {"MADOGUCHI_LINE_OGAKI_CHANNEL_SECRET": "s"})


def test_served_municipalities_can_be_limited():
    assert read_settings(LEAST | {"MADOGUCHI_MUNICIPALITIES": "ogaki, sado"}).knowledge.municipalities == ("ogaki", "sado")


@pytest.mark.parametrize("document", [".env.example", "docs/settings.md"])
def test_documents_list_every_setting(document):
    assert used() <= documented(document)


def test_the_two_documents_agree():
    assert documented(".env.example") == documented("docs/settings.md")
