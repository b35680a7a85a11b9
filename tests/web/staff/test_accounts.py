"""The command that manages accounts."""

import io

import pytest

from web.staff.accounts import main
from web.staff.people.account import load_account


@pytest.fixture
def typed(monkeypatch):
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text + "\n"))


def test_an_account_is_added_listed_and_disabled(desk, typed, capsys):
    typed("あたらしいあいことば88")
    assert main(["add", "hanako", "--role", "approver", "--municipality", "sado"], desk.engine) == 0
    assert main(["list"], desk.engine) == 0
    assert "hanako\t承認者\tsado\t有効" in capsys.readouterr().out
    assert main(["disable", "hanako"], desk.engine) == 0
    assert load_account(desk.engine, "9:1") is None


@pytest.mark.parametrize(
    ("arguments", "password", "told"),
    [
        (["add", "henshu"], "あたらしいあいことば88", "すでにあります"),
        (["add", "taro"], "short", "12文字以上"),
        (["password", "nobody"], "あたらしいあいことば88", "ありません"),
    ],
)
def test_what_cannot_be_done_is_told(desk, typed, capsys, arguments, password, told):
    typed(password)
    assert main(arguments, desk.engine) == 1
    assert told in capsys.readouterr().out
