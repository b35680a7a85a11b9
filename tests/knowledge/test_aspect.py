import pytest

from knowledge.aspect import Aspect, aspect_words, find_aspect, find_counter


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("それっていつから？", Aspect.WHEN),
        ("スマホ教室はどこでやっているの", Aspect.PLACE),
        ("講習会はどこですか", Aspect.PLACE),
        ("どこで使えますか", Aspect.WHERE),
        ("担当は？", Aspect.DEPARTMENT),
        ("どこの課がやってるの", Aspect.DEPARTMENT),
        ("担当部署を教えてください", Aspect.DEPARTMENT),
        ("誰が使えるの", Aspect.WHO),
        ("基本目標はいくつありますか", Aspect.QUANTITY),
        ("台数は？", Aspect.QUANTITY),
        ("目標は何件ですか", Aspect.TARGET),
        ("どこまで増やすつもり？", Aspect.TARGET),
        ("実績はどうでした", Aspect.ACTUAL),
        ("手数料はいくら", Aspect.COST),
        ("何時まで使えますか", Aspect.HOURS),
        ("持ち物は？", Aspect.REQUIREMENT),
        ("電話番号を教えて", Aspect.CONTACT),
        ("会場の住所は", Aspect.PLACE),
        ("どこに書いてある？", Aspect.SOURCE),
        ("何ページ？", Aspect.SOURCE),
        ("もっと詳しく", Aspect.DETAIL),
        ("なぜやるの", Aspect.REASON),
        ("例えば？", Aspect.EXAMPLE),
        ("どうやって使うの", Aspect.HOW),
        ("どこで使えますか", Aspect.WHERE),
        ("だれ向け？", Aspect.WHO),
        ("目的は何ですか", Aspect.REASON),
        ("これは何ですか", Aspect.WHAT),
        ("何人ですか", Aspect.QUANTITY),
        ("コンビニで住民票は取れますか", Aspect.WHAT),
    ],
)
def test_what_is_asked_about(text, aspect):
    assert find_aspect(text) is aspect


def test_the_words_of_the_aspect_are_taken_out():
    assert "いつ" not in aspect_words("電子契約はいつから")


@pytest.mark.parametrize(("text", "counter"), [("何件ですか", "件"), ("台数は？", "台"), ("人数を教えて", "人"), ("目標は？", ""), ("何人も来た", "")])
def test_what_is_counted(text, counter):
    assert find_counter(text) == counter
