import pytest

from knowledge.emergency import emergency_outcome, find_emergency
from knowledge.memory import Memory


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("隣の家が燃えてる", "fire"),
        ("台所の鍋から火が出た", "fire"),
        ("ガスのにおいがひどい", "fire"),
        ("父が倒れました、意識がない", "injury"),
        ("子どもがボタン電池を飲み込んだ", "injury"),
        ("目の前で人が車にはねられました", "injury"),
        ("階段から落ちて頭から血が出てる", "injury"),
        ("もう死にたい", "self_harm"),
        ("消えてしまいたいです", "self_harm"),
        ("隣の部屋の子が毎晩泣き叫んでいる", "child_abuse"),
        ("お父さんに殴られてます", "child_abuse"),
        ("子どもが殴られている", "child_abuse"),
        ("赤ちゃんが叩かれています", "child_abuse"),
        ("夫が子どもを殴る", "child_abuse"),
        ("夫に殴られました", "violence_at_home"),
        ("知らない人が家に入ってきた", "crime"),
        ("キャッシュカードを渡してしまいました", "crime"),
        ("後をつけられてる", "crime"),
        ("駅前で殴られました", "crime"),
        ("友だちが殴られている", "crime"),
        ("釣りの人が海に落ちた", "sea"),
        ("母がいなくなって帰ってこない", "missing"),
        ("裏山で土砂崩れが起きました", "disaster"),
        ("家が浸水してきた", "disaster"),
        ("助けて！", "help"),
        ("目の前で人がはねられました", "injury"),
        ("My house is on fire!", "fire"),
        ("着火了", "fire"),
        ("Please call an ambulance, my father is not breathing", "injury"),
        ("請叫救護車", "injury"),
        ("남편이 저를 때려요", "violence_at_home"),
        ("muốn chết", "self_harm"),
        ("cứu tôi", "help"),
        ("人が死にそう、助けて", "injury"),
        ("Fire!", "fire"),
        ("死にたい。もう計画も立てた", "self_harm"),
        ("自殺を計画している", "self_harm"),
        ("首を吊りたい", "self_harm"),
        ("生きているのがつらいです", "self_harm"),
        ("会社で人が倒れた", "injury"),
        ("火事です！消防団を呼んで", "fire"),
        ("火事です 消防団を呼んで", "fire"),
        ("夫に殴られた 対策を教えて", "violence_at_home"),
        ("空き巣に入られた 対策を知りたい", "crime"),
        ("He is in pain and bleeding", "injury"),
        ("my neighbour hits his kid again", "child_abuse"),
        ("Tai nạn, anh ấy bất tỉnh", "injury"),
    ],
)
def test_danger_told_outright_or_in_passing(text, kind):
    assert find_emergency(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "消防団のドローンについて教えて",
        "火事のとき消防団はドローンを使いますか",
        "救急車の適正利用の取組は？",
        "認知症の家族が行方不明になったとき探すのを助けるアプリはありますか",
        "道路の冠水を予測するシステムはありますか",
        "児童虐待の対策は計画にありますか",
        "子どもが暴力を受けた件数は？",
        "暴力を受けた人を支える取組は？",
        "子どもが太鼓を叩く教室はありますか",
        "個人情報が盗まれないか心配",
        "税金泥棒",
        "公園の防犯カメラは何台？",
        "自殺対策の計画はありますか",
        "土砂崩れのハザードマップは？",
        "火災予防の取り組みを教えて",
        "熱中症対策は？",
        "手続きが多くて死にそう",
        "システムが止まったらどうなりますか",
        "街路樹の木が倒れそう",
        "子どもの欠席を学校に連絡できますか",
        "Does the fire brigade use drones?",
        "火事 訓練",
        "自殺 対策",
        "自殺を考える人を支える取組は？",
        "自殺防止の計画は何に書いてありますか",
        "会社が倒れたときの支援は",
        "救急隊のAIは意識がない人をどう見分けますか",
        "首都圏からの移住は",
    ],
)
def test_look_alikes_are_no_emergency(text):
    assert find_emergency(text) is None


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("fire", "119"),
        ("injury", "119"),
        ("crime", "110"),
        ("child_abuse", "189"),
        ("violence_at_home", "#8008"),
        ("sea", "118"),
        ("self_harm", "0120-279-338"),
        ("missing", "110"),
        ("disaster", "119"),
        ("help", "119"),
    ],
)
def test_whom_to_call(kind, number):
    memory = Memory(municipality="ogaki")
    outcome = emergency_outcome(kind, memory)
    assert (outcome.reason, outcome.memory) == ("emergency", memory)
    assert number in outcome.replies[0].text


# Asked as a city's question, but nobody can tell: these get the number to call.
SOUND_LIKE_DANGER = {"物忘れのひどい夫が外に出たまま戻らない", "認知症の母が家に帰ってこない", "近所の子の泣き声が心配、機械で危険に気づけんとやろか"}


def test_what_the_cities_answer_is_not_taken_for_danger(catalogue):
    asked = {text for entry in catalogue.entries for text in (entry.question, *entry.phrasings)}
    assert {text for text in asked if find_emergency(text)} <= SOUND_LIKE_DANGER
