import pytest

from knowledge.fact import Subject, fact, holds
from knowledge.question import read_question
from knowledge.sentence import sentences
from knowledge.text.city_name import CityNames

SAY = sentences("ja")


def subject(catalogue, name):
    entry = catalogue.entry(name)
    return Subject(entry, catalogue.indicators_of(entry), catalogue.municipalities[entry.municipality].plan)


def asked(text):
    return read_question(text, CityNames({}))


@pytest.mark.parametrize(
    ("entry", "question", "told"),
    [
        ("sasebo.generative-ai", "担当は？", "行政経営改革部"),
        ("sasebo.generative-ai", "目標は？", "1,280人"),
        ("sasebo.generative-ai", "令和8年度の目標は？", "720人"),
        ("sasebo.rpa", "実績は？", "50件"),
        ("sasebo.rpa", "令和4年度の実績は？", "38件"),
        ("mutsu.facility-reservation", "いつから？", "令和7年度"),
        ("mutsu.facility-reservation", "令和6年度は？", "構築・テスト"),
        ("nagasaki.electronic-contract", "なぜやるの？", "効率よく"),
        ("nagasaki.open-data", "どこで？", "カタログサイト"),
        ("ogaki.target-online-procedures", "どこに書いてある？", "第4章 第1節 1 (1)（52ページ）"),
        ("ogaki.counter-no-writing", "もっと詳しく", "現在行われている取組です"),
    ],
)
def test_the_fact_asked_for(catalogue, entry, question, told):
    assert told in fact(subject(catalogue, entry), asked(question), SAY)


@pytest.mark.parametrize(
    ("entry", "question"),
    [
        ("ogaki.public-wifi", "電話番号は？"),
        ("ogaki.convenience-store-certificates", "手数料はいくら？"),
        ("ogaki.convenience-store-certificates", "目標は？"),
        ("sasebo.generative-ai", "実績は？"),
        ("sado.ibis", "何羽ですか"),
        ("ogaki.measure-fire-drone", "何台ですか"),
        ("sasebo.community-centre-wifi", "担当は？"),
        ("sasebo.red-tide-2024", "監視装置は1台いくら？"),
        ("sasebo.road-flood-monitoring", "カメラは何町の何番地にある？"),
        ("sasebo.counter-no-wait", "何分短くなりますか"),
        ("mutsu.rpa", "年間何時間減りましたか"),
        ("mutsu.regional-currency-schedule", "名前はもう決まっていますか"),
    ],
)
def test_where_the_plan_is_silent_nothing_is_made_up(catalogue, entry, question):
    about = subject(catalogue, entry)
    assert fact(about, asked(question), SAY) is None
    assert not holds(about, asked(question))


@pytest.mark.parametrize(
    ("entry", "question"),
    [
        ("mutsu.gyosei-future", "どのくらいの人数で仕事をすることになりますか"),
        ("ogaki.survey-devices", "スマートフォンを持つ人は何%ですか"),
        ("sasebo.red-tide-2024", "赤潮の被害はいくらでしたか"),
    ],
)
def test_what_the_answer_itself_tells_needs_no_other_fact(catalogue, entry, question):
    assert holds(subject(catalogue, entry), asked(question))
