"""docs/line.md names a test for each of LINE's recommendations; every one of them exists."""

import re

import pytest

from knowledge.settings import ROOT

HERE = ROOT / "tests" / "web" / "line"
TEXT = (ROOT / "docs" / "line.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)::(\w+)`", TEXT)))


def test_the_table_is_there():
    assert len(NAMED) > 25


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_named_test_exists(file, name):
    path = ROOT / file if file.startswith("tests/") else HERE / file
    assert f"\ndef {name}(" in path.read_text(encoding="utf-8")
