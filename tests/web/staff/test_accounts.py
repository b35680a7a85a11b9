"""The command that manages accounts."""

import io

import pytest

from web.staff.accounts import main
from web.staff.people.account import load_account


def test_a_city_left_out_by_the_settings_is_not_served(desk, capsys, monkeypatch):
    monkeypatch.setenv("MADOGUCHI_MUNICIPALITIES", "ogaki")
    assert main(["cities", "henshu", "--municipality", "sado"], desk.engine) == 1
    assert "ogaki のどれか" in capsys.readouterr().out


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


def listed(desk, capsys, name):
    capsys.readouterr()
    main(["list"], desk.engine)
    return next(line for line in capsys.readouterr().out.splitlines() if line.startswith(f"{name}\t"))


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["role", "henshu", "--role", "approver"], "henshu\t承認者\tすべての市"),
        (["cities", "henshu", "--municipality", "sado"], "henshu\t編集者\tsado"),
        (["cities", "henshu", "--municipality", "sado", "--municipality", "ogaki"], "henshu\t編集者\tsado,ogaki"),
        (["cities", "sado-henshu", "--all"], "sado-henshu\t編集者\tすべての市"),
    ],
)
def test_role_and_cities_are_changed(desk, capsys, arguments, shown):
    assert main(arguments, desk.engine) == 0
    assert listed(desk, capsys, arguments[1]).startswith(shown)


def test_a_new_role_counts_in_open_windows_after_signing_in_again(desk):
    client = desk.client("henshu")
    assert main(["role", "henshu", "--role", "viewer"], desk.engine) == 0
    assert client.get("/staff/me").status_code == 302
    assert desk.client("henshu").get("/staff/entries/new?municipality=ogaki").status_code == 403


def test_what_changed_is_noted(desk):
    main(["role", "henshu", "--role", "approver"], desk.engine)
    page = desk.client("kanri").get("/staff/audit").text
    assert "役割を変更" in page and "編集者 → 承認者" in page


@pytest.mark.parametrize(
    ("arguments", "password", "told"),
    [
        (["add", "henshu"], "あたらしいあいことば88", "すでにあります"),
        (["add", "taro"], "short", "12文字以上"),
        (["password", "nobody"], "あたらしいあいことば88", "ありません"),
        (["add", "taro", "--municipality", "tokyo"], "あたらしいあいことば88", "市「tokyo」は取り扱っていません"),
        (["add", "taro", "--municipality", "大垣市"], "あたらしいあいことば88", "ogaki、sado のどれか"),
        (["add", "taro", "--role", "boss"], "あたらしいあいことば88", "役割「boss」はありません"),
        (["add"], "あたらしいあいことば88", "名前を付けてください"),
        (["role", "henshu"], "", "--role で役割を"),
        (["role", "henshu", "--role", "boss"], "", "役割「boss」はありません"),
        (["cities", "henshu"], "", "--all を付けてください"),
        (["cities", "henshu", "--all", "--municipality", "sado"], "", "--all を付けてください"),
        (["cities", "henshu", "--municipality", "tokyo"], "", "市「tokyo」は取り扱っていません"),
    ],
)
def test_what_cannot_be_done_is_told(desk, typed, capsys, arguments, password, told):
    typed(password)
    assert main(arguments, desk.engine) == 1
    said = capsys.readouterr().out
    assert told in said and said.count("\n") == 1
