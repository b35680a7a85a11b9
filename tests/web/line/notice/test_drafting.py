"""What staff may do with a notice, and in which order."""

import pytest

from tests.web.line.notice.crowd import AUTHOR, SECOND, join, written
from web.line.errors import NoticeError
from web.line.notice.audience import Segment
from web.line.notice.drafting import Draft, approve, change, digest, find, forecast, stop, text_of_entry, write
from web.line.notice.table import NoticeState
from web.line.user import Wishes


@pytest.mark.parametrize(
    ("segment", "reached"),
    [
        (Segment(), 4),
        (Segment(topics=("childcare",)), 3),
        (Segment(topics=("health", "childcare")), 4),
        (Segment(areas=("墨俣",)), 3),
        (Segment(languages=("en",)), 1),
        (Segment(topics=("childcare",), areas=("上石津",), languages=("ja",)), 2),
        (Segment(disaster=True), 5),
    ],
)
def test_who_is_reached(line, segment, reached):
    join(line, 1, Wishes(True))
    join(line, 2, Wishes(True, ("childcare",), "墨俣"))
    join(line, 3, Wishes(True, ("health",), "墨俣"))
    join(line, 4, Wishes(True, ("childcare",), "上石津"), language="en")
    join(line, 5, Wishes(False))
    join(line, 6, Wishes(True), left=True)
    found = forecast(line.desk.engine, line.desk.settings, Draft("ogaki", {"ja": "お知らせ"}, segment))
    expected = reached - 1 if segment == Segment(topics=("childcare",), areas=("上石津",), languages=("ja",)) else reached
    assert (found.recipients, found.billed, found.budget_left) == (expected, expected, 200)


@pytest.mark.parametrize(
    "draft",
    [
        Draft("ogaki", {}),
        Draft("ogaki", {"ja": "　"}),
        Draft("ogaki", {"ja": "あ" * 1801}),
        Draft("ogaki", {"ja": "お知らせ", "en": "a" * 1801}),
        Draft("ogaki", {"ja": "お知らせ"}, Segment(topics=("weather",))),
        Draft("ogaki", {"ja": "お知らせ"}, Segment(languages=("tlh",))),
    ],
)
def test_what_cannot_be_sent_is_not_kept(line, draft):
    with pytest.raises(NoticeError, match="ください"):
        write(line.desk.engine, draft, who=AUTHOR)


@pytest.mark.parametrize("who", [AUTHOR, f" {AUTHOR.upper()} "])
def test_nobody_approves_their_own_notice(line, who):
    number = written(line)
    with pytest.raises(NoticeError, match="ほかの職員"):
        approve(line.desk.engine, number, who=who)
    assert find(line.desk.engine, number).state is NoticeState.DRAFT


def test_a_change_after_approval_needs_approval_anew(line):
    number = written(line)
    approve(line.desk.engine, number, who=SECOND)
    change(line.desk.engine, number, Draft("ogaki", {"ja": "書き直し"}), who=SECOND)
    with pytest.raises(NoticeError):
        approve(line.desk.engine, number, who=SECOND)
    approve(line.desk.engine, number, who=AUTHOR)
    assert [(who, act) for _, who, act in find(line.desk.engine, number).acts] == [
        (AUTHOR, "drafted"),
        (SECOND, "approved"),
        (SECOND, "changed"),
        (AUTHOR, "approved"),
    ]


def test_what_is_stopped_stays_stopped(line):
    number = written(line)
    stop(line.desk.engine, number, who=SECOND)
    with pytest.raises(NoticeError, match="今の状態"):
        approve(line.desk.engine, number, who=SECOND)


def test_an_unknown_number_is_said_so(line):
    with pytest.raises(NoticeError, match="お知らせ 99 はありません"):
        find(line.desk.engine, 99)


def test_an_entry_gives_its_texts(line):
    texts = text_of_entry(line.desk.catalogue.entry("ogaki.convenience-store-certificates"))
    assert "コンビニ" in texts["ja"]
    assert texts["ja-easy"]


@pytest.mark.parametrize("step", ["approve", "change"])
def test_only_what_was_seen_is_approved_or_replaced(line, step):
    number = written(line)
    seen = digest(find(line.desk.engine, number).draft)
    change(line.desk.engine, number, Draft("ogaki", {"ja": "あとから直した文"}), who=AUTHOR)
    with pytest.raises(NoticeError, match="書き直されました"):
        if step == "approve":
            approve(line.desk.engine, number, who=SECOND, seen=seen)
        else:
            change(line.desk.engine, number, Draft("ogaki", {"ja": "古い画面の文"}), who=SECOND, seen=seen)
    assert find(line.desk.engine, number).draft.texts["ja"] == "あとから直した文"
    approve(line.desk.engine, number, who=SECOND, seen=digest(find(line.desk.engine, number).draft))
