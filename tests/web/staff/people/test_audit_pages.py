"""The audit log's page: every change has words, and what was remembered of it is read there."""

import ast
from pathlib import Path

import pytest

from web.staff.accounts import CHANGES
from web.staff.answers.review import State
from web.staff.people.audit import Change, note_alone
from web.staff.people.audit_detail import told_detail
from web.staff.shown import ACTIONS

WEB = Path(__file__).parents[4] / "web"
# Actions that are put together; a new kind of them has to be named here.
ENDINGS = {
    "account_": CHANGES,
    "review_": (State.RETURNED.value, State.RECALLED.value),
    "line_notice_": {
        node.args[0].value
        for path in (WEB / "notices").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "note_step"
    },
}


def actions_of(node):
    if isinstance(node, ast.IfExp):
        return actions_of(node.body) | actions_of(node.orelse)
    if isinstance(node, ast.JoinedStr):
        start = node.values[0].value
        return {start + ending for ending in ENDINGS[start]}
    assert isinstance(node, ast.Constant), ast.unparse(node)
    return {node.value}


def noted_actions():
    for path in sorted(WEB.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Change":
                named = [keyword.value for keyword in node.keywords if keyword.arg == "action"]
                yield from actions_of(named[0] if named else node.args[1])


def test_every_action_noted_anywhere_has_a_label():
    found = set(noted_actions())
    assert len(found) > 30 and not found - ACTIONS.keys()


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        (None, []),
        ({"title": "直し", "reason": "急ぎのため"}, [("理由", "急ぎのため"), ("題", "直し")]),
        ({"reason": ""}, []),
        ({"withdraws": True}, [("公開をやめる", "はい")]),
        ({"subjects": ["ogaki.a", "ogaki.b"]}, [("項目", "ogaki.a、ogaki.b")]),
        ({"questions": {"from": 365, "to": 90}}, [("質問", "365 → 90")]),
        ({"role": {"from": "editor", "to": "approver"}}, [("役割", "編集者 → 承認者")]),
        ({"municipalities": {"from": [], "to": ["sado"]}}, [("担当の市", "すべての市 → sado")]),
        ({"body": {"question": "窓口はいつ開いていますか", "answer": "…"}}, [("内容", "窓口はいつ開いていますか")]),
        ({"at": "2026-11-22T00:30:00"}, [("日時", "2026-11-22 09:30")]),
        ({"new_name": 1}, [("new_name", "1")]),
    ],
)
def test_what_is_remembered_is_told_in_words(detail, told):
    assert told_detail(detail) == told


def test_the_page_shows_the_reason(desk):
    note_alone(desk.engine, Change("kanri", "published", "1", "ogaki", {"title": "直し", "reason": "計画が変わったため急いで公開"}))
    assert "理由: 計画が変わったため急いで公開" in desk.client("shonin").get("/staff/audit").text
