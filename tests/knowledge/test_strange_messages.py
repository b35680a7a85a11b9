"""Whatever is typed or pasted gets a fitting reply from the real knowledge, and never an answer to what was not asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.clerk import build_clerk
from knowledge.memory import Memory
from knowledge.resolution import Resolution
from knowledge.search.search import Search

MEMORY = Memory(municipality="ogaki")
PAGE = """<!doctype html><html><head><title>ニュース</title><script>var a = 1;</script></head><body><nav><a href="/">ホーム</a></nav>
<p>昨日の試合は3対2で終わりました。次の試合は土曜日の夜に開かれます。</p></body></html>"""
HIDDEN = "\u200b\u200d\u2060\ufeff\u202a\u202e\u202c\u2066\u2069\u00ad"

punctuation = st.text("。、.,!?！？…・「」()（）-ー~〜*#@%&/\\|<>[]{}'\"", min_size=1, max_size=200)
emoji = st.text("😀🎉🙏👍❤️🏠🚒🐟☔🇯🇵👨‍👩‍👧", min_size=1, max_size=80)
repeated = st.builds(lambda letter: letter * 500, st.characters(codec="utf-8"))
mixed = st.text(st.sampled_from("あアｱ亜aＡ1１①𠮷ßжعไ한çñ。 "), min_size=1, max_size=500)
meaningless = punctuation | emoji


@pytest.fixture(scope="module")
def clerk(catalogue):
    return build_clerk(catalogue, Search(catalogue.entries))


@settings(max_examples=60, deadline=None)
@given(text=meaningless)
def test_what_means_nothing_is_not_answered(clerk, text):
    outcome = clerk.answer(text, MEMORY)
    assert outcome.resolution not in (Resolution.ANSWERED, Resolution.PARTIAL)
    assert outcome.replies[0].text


@settings(max_examples=80, deadline=None)
@given(text=repeated | mixed | st.text(max_size=500))
def test_whatever_is_typed_gets_a_reply(clerk, text):
    outcome = clerk.answer(text, MEMORY)
    assert outcome.replies[0].text
    assert outcome.memory.municipality


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        "W" * 500,
        "草" * 500,
        "ｱﾆﾒ ﾉ ｻｲｼｭｳｶｲ ﾊ ｲﾂ",
        "Who won the match last night?",
        "昨晚的比赛谁赢了？",
        "어젯밤 경기 누가 이겼어요?",
        "Ai thắng trận đấu tối qua?",
        HIDDEN,
    ],
)
def test_what_is_of_another_world_is_declined(clerk, text):
    assert clerk.answer(text, MEMORY).resolution not in (Resolution.ANSWERED, Resolution.PARTIAL)


@pytest.mark.parametrize(
    "text",
    [
        "ｺﾝﾋﾞﾆﾃﾞ住民票ﾊﾄﾚﾏｽｶ",
        "ｼﾞｭｳﾐﾝﾋｮｳ ﾊ ｺﾝﾋﾞﾆ ﾃﾞ ﾄﾚﾏｽｶ",
        "<p>住民票は<b>コンビニ</b>で取れますか</p><script>住所()</script>",
        "コンビニで\u200b住民票\u200dは\u202e取れ\u202cますか",
        "ＣＯＮＶＥＮＩ　コンビニで住民票は取れますか？？？？？？？？？",
        "コンビニで住民票は取れますか🙏🙏🙏",
        "住民票はコンビニで取れますかーーーーーーーーーーー",
    ],
)
def test_a_question_in_strange_dress_is_the_question(clerk, text):
    assert clerk.answer(text, MEMORY).memory.entry_id == "ogaki.convenience-store-certificates"
