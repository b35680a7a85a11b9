"""Two versions of a document side by side."""

import pytest

from knowledge.ingest.comparison import Change, compare
from knowledge.ingest.passage import Passage

AIM = Passage(("第1章", "目的"), "市民の暮らしを便利にします。", 1)
TERM = Passage(("第1章", "期間"), "令和4年度から令和9年度までです。", 2)
LIBRARY = Passage(("第2章", "図書館"), "本をネットで予約できます。", 3)
LONGER = Passage(TERM.path, "令和4年度から令和12年度までです。", 2)
MOVED = Passage(AIM.path, "市民の 暮らしを、便利にします", 9)
RENAMED = Passage(("第2章", "電子図書館"), LIBRARY.text, 3)


@pytest.mark.parametrize(
    ("before", "after", "added", "changed", "removed"),
    [
        ([AIM, TERM], [AIM, TERM], (), (), ()),
        ([AIM], [MOVED], (), (), ()),
        ([AIM], [AIM, LIBRARY], (LIBRARY,), (), ()),
        ([AIM, LIBRARY], [AIM], (), (), (LIBRARY,)),
        ([AIM, TERM], [AIM, LONGER], (), (Change(TERM, LONGER),), ()),
        ([LIBRARY], [RENAMED], (), (Change(LIBRARY, RENAMED),), ()),
        ([TERM, LIBRARY], [RENAMED, LONGER], (), (Change(LIBRARY, RENAMED), Change(TERM, LONGER)), ()),
        ([TERM, TERM], [TERM], (), (), (TERM,)),
        ([], [AIM], (AIM,), (), ()),
    ],
)
def test_compare(before, after, added, changed, removed):
    found = compare(before, after)
    assert (found.added, found.changed, found.removed) == (added, changed, removed)
    assert found.is_empty is not bool(added or changed or removed)


def test_what_was_changed_or_removed_is_touched():
    assert compare([AIM, TERM, LIBRARY], [AIM, LONGER]).touched == (TERM, LIBRARY)
