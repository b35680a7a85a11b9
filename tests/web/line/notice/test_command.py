"""`python -m web.line.notice` from the first draft to the report."""

import pytest

from knowledge.store import now
from tests.web.line.notice.crowd import join
from tests.web.line.worker_process import worker_environment
from web.line.notice.__main__ import main
from web.line.notice.sending import send_due_notices


@pytest.fixture
def command(line, tmp_path, monkeypatch, capsys):
    base = line.app.extensions["settings"].line_api_base
    for name, value in worker_environment(tmp_path, base, MADOGUCHI_LINE_QUIET_HOURS="0-0").items():
        monkeypatch.setenv(name, value)

    def run(*words):
        code = main(list(words))
        told = capsys.readouterr()
        return code, (told.out + told.err).strip()

    return run


def test_a_notice_from_draft_to_report(line, command):
    person = join(line, 1)
    assert (
        command("--by", "佐藤", "write", "ogaki", "--text", "断水のお知らせです。")[1]
        == "お知らせ 1 を下書きしました。届く人 1人、課金 1通、今月の残り 100000通。"
    )
    assert command("--by", "佐藤", "approve", "1") == (1, "自分が書いたお知らせは承認できません。ほかの職員に承認を頼んでください。")
    assert command("--by", "鈴木", "approve", "1")[0] == 0
    send_due_notices(line.desk, clock=now().replace(hour=3))
    assert [sent.to for sent in line.platform.sent] == [person]
    assert command("report", "1")[1].startswith("対象 1人：送信 1")
    assert "鈴木  approved" in command("show", "1")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show", "9"), "お知らせ 9 はありません"),
        (("--by", "", "write", "ogaki", "--text", "あ"), "--by で"),
        (("--by", "佐藤", "write", "ogaki", "--entry", "ogaki.nothing"), "id をお確かめください"),
        (("--by", "佐藤", "write", "ogaki", "--text", "あ", "--topics", "天気"), "一覧から選んでください"),
    ],
)
def test_mistakes_are_one_line(line, command, words, told):
    code, said = command(*words)
    assert (code, told in said, said.count("\n")) == (1, True, 0)


def test_what_is_left_this_month(line, command):
    line.platform.quota = 500
    assert command("quota", "ogaki")[1] == "今月の残り：この製品の上限で 100000通、LINEの契約で 500通。"


def test_a_notice_is_looked_at_in_lines_look(line, command, tmp_path):
    command("--by", "佐藤", "write", "ogaki", "--text", "断水<b>のお知らせ", "--languages", "ja,en")
    assert command("preview", "1", str(tmp_path / "look.html"))[0] == 0
    shown = (tmp_path / "look.html").read_text(encoding="utf-8")
    assert all(words in shown for words in ("断水&lt;b&gt;のお知らせ", "【大垣市からのお知らせ】", "配信停止", "English"))
    code, said = command("preview", "1", str(tmp_path / "nowhere" / "look.html"))
    assert (code, "書き込める場所" in said) == (1, True)
