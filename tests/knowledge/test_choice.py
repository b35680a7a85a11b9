import pytest

from knowledge.choice import find_choice, find_number, means_none

LABELS = ("市税はスマホで払えますか", "窓口でキャッシュレスは使えますか", "施設の予約はネットでできますか")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2),
        ("２番", 2),
        ("②", 2),
        ("二つ目", 2),
        ("ふたつめ", 2),
        ("三番目のやつ", 3),
        ("1番でお願いします", 1),
        ("一番上", 1),
        ("最後の", -1),
        ("1億円", None),
        ("最初から", None),
        ("上下水道", None),
    ],
)
def test_numbers(text, number):
    assert find_number(text) == number


@pytest.mark.parametrize(
    ("text", "place"),
    [("1", 0), ("最後", 2), ("5", None), ("市税", None), ("市税は", 0), ("キャッシュレス", 1), ("ネットでできますか", 2), ("ますか", None), ("予算", None)],
)
def test_which_label_is_taken(text, place):
    assert find_choice(text, LABELS) == place


@pytest.mark.parametrize(("text", "none"), [("どれでもない", True), ("この中にはありません", True), ("どれも違う", True), ("施設の予約", False)])
def test_none_of_them(text, none):
    assert means_none(text, "どれでもない") is none
