"""The chat page as the server gives it."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from knowledge.disaster_notice import DisasterNotice, switch_off, switch_on
from knowledge.feedback import FeedbackRow
from knowledge.memory import Memory
from knowledge.reply import outcome_json
from knowledge.store import transaction
from web.chat import page as page_module

QUESTION = "住民票はコンビニで取れますか"


def soup(response):
    return BeautifulSoup(response.text, "html.parser")


def send(client, **form):
    return client.post("/", data={"session": "page-test", "city": "ogaki", "lang": "ja"} | form)


def test_no_cookie_and_a_strict_policy(client):
    response = client.get("/")
    assert "Set-Cookie" not in response.headers
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]


def test_nothing_inline(client):
    page = soup(send(client, message=QUESTION))
    assert not page.select("style, [style], script:not([src])")
    assert not [name for tag in page.find_all() for name in tag.attrs if name.startswith("on")]


def test_nothing_from_elsewhere(client):
    page = soup(client.get("/"))
    addresses = [tag.get("src") or tag.get("href") for tag in page.select("script, link, img, iframe")]
    assert all(address.startswith(("/", "data:,")) for address in addresses)


def test_the_same_sending_is_asked_once(client, dialogue):
    for _ in range(2):
        page = soup(send(client, session="twice", request="r1", message="二度送られる質問"))
    assert len(page.select(".turn")) == 1
    assert sum(message.text == "二度送られる質問" for message in dialogue.asked) == 1


def test_an_old_name_with_another_question_is_another_sending(client):
    send(client, session="again", request="r1", message=QUESTION)
    assert len(soup(send(client, session="again", request="r1", message="LINEで何ができますか")).select(".turn")) == 2


def test_personal_numbers_are_masked_on_the_page_too(client):
    page = soup(send(client, session="mask", message="私の電話は090-1234-5678です"))
    assert "1234" not in page.get_text()
    assert "●●●" in page.select_one(".question").get_text()


@pytest.mark.parametrize("session", ["", "x y", "a" * 65, "<b>"])
def test_a_strange_session_is_replaced(client, session):
    given = soup(client.post("/", data={"session": session, "message": QUESTION})).select_one("#ask [name=session]")["value"]
    assert given != session
    assert len(given) >= 32


def test_no_session_from_an_address_or_another_site(client):
    assert soup(client.get("/?session=planted")).select_one("#ask [name=session]")["value"] != "planted"
    page = soup(client.post("/", data={"session": "planted"}, headers={"Origin": "https://evil.example"}))
    assert page.select_one("#ask [name=session]")["value"] != "planted"


def test_another_city_begins_a_new_conversation(client):
    send(client, session="moving", message=QUESTION)
    page = soup(send(client, session="moving", city="sasebo"))
    assert page.select_one("#ask [name=session]")["value"] != "moving"
    assert not page.select(".turn")


def test_the_disaster_notice_stands_on_top(client, engine):
    switch_on(engine, DisasterNotice("大雨のため、避難所を開いています。", 1, "test", "ogaki"))
    try:
        assert "避難所を開いています" in soup(client.get("/?city=ogaki")).select_one(".banner[data-type=emergency]").get_text()
        assert not soup(client.get("/?city=sasebo")).select(".banner[data-type=emergency]")
    finally:
        switch_off(engine, "ogaki")


HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>" onload="x'


@pytest.mark.parametrize("furigana", ["", "1"])
def test_hostile_answers_are_shown_as_text(app, furigana):
    choice = {"label": HOSTILE, "message": HOSTILE}
    chart = {"title": HOSTILE, "unit": HOSTILE, "points": [{"year": HOSTILE, "target": 1, "actual": 2.5}]}
    reply = {"type": "answer", "text": HOSTILE, "entry_id": f"ogaki.{HOSTILE}", "confidence": 1, "as_of": HOSTILE, "chart": chart, "related": [choice]}
    reply |= {"citations": [{"plan": HOSTILE, "section": HOSTILE, "page": HOSTILE}]}
    turn = page_module.Turn(
        HOSTILE,
        HOSTILE,
        {"municipality": HOSTILE, "resolution": "answered", "message_id": 1, "replies": [reply, {"type": "choices", "text": HOSTILE, "choices": [choice]}]},
    )
    with app.test_request_context(f"/?furigana={furigana}"):
        shown = BeautifulSoup(page_module._shown((turn,), page_module._visit()), "html.parser")
    assert not shown.select("script, img, [onerror], [onload]")
    assert shown.select_one(".question p").get_text() == HOSTILE


def test_a_link_in_an_answer_can_be_followed(app):
    turn = page_module.Turn("r", "q", {"replies": [{"type": "text", "text": "https://www.city.example.jp/ をご覧ください。"}]})
    with app.test_request_context("/"):
        shown = BeautifulSoup(page_module._shown((turn,), page_module._visit()), "html.parser")
    assert shown.a["href"] == "https://www.city.example.jp/"


def test_an_entry_can_be_asked_from_its_page(client):
    page = soup(client.get("/?entry=ogaki.convenience-store-certificates"))
    assert page.select_one("#message")["value"] == "住民票などの証明書はコンビニで取れますか"


@pytest.mark.parametrize("query", ["city=tokyo", "lang=xx", "theme=%22%3E", "size=1", "view=x", "entry=none", "furigana=2"])
def test_strange_settings_count_as_none(client, query):
    assert client.get(f"/?{query}").status_code == 200


def test_what_is_asked_most_is_offered(client):
    for number in range(3):
        send(client, session=f"popular-{number}", message=QUESTION)
    assert "今週よく聞かれていること" in client.get("/?city=ogaki").text


def test_a_page_that_is_not_there_says_so_in_japanese(client):
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert "ページが見つかりません" in response.text


@pytest.mark.parametrize(("message", "told"), [("", "There is no question yet"), ("あ" * 501, "The question is too long")])
def test_mistakes_are_told_in_the_pages_language(client, message, told):
    assert told in soup(send(client, lang="en", message=message)).select_one("#problem").get_text()
    assert client.post("/chat/turns", data={"session": "s", "lang": "en", "message": message}).json["title"] == told


def test_forgetting_reaches_the_dialogues_memory(client, monkeypatch):
    gone = []
    monkeypatch.setattr("web.chat.talk.forget_dialogue", lambda _url, session: gone.append(session))
    client.post("/chat/forget", data={"session": "tell-nobody"})
    send(client, session="nor-here", forget="1")
    assert gone == ["tell-nobody", "nor-here"]


def test_the_embed_script_speaks_every_language(client):
    text = client.get("/embed.js").text
    assert '"ja-easy"' in text
    assert "\\u8cea\\u554f\\u3059\\u308b" in text or "質問する" in text
    assert "Ask a question" in text


def test_who_was_not_helped_is_asked_why_without_script(client, engine):
    page = soup(send(client, session="why-page", message=QUESTION))
    number = page.select_one(".mark [name=message_id]")["value"]
    asked = soup(send(client, session="why-page", message_id=number, verdict="unsolved", comment="")).select_one("#log .why")
    assert [button.get_text() for button in asked.select("[name=comment]")][1] == "内容が難しかった"
    thanked = soup(send(client, session="why-page", message_id=number, verdict="unsolved", comment="内容が難しかった"))
    assert "ありがとうございます" in thanked.select_one("#log .feedback").get_text() and not thanked.select("#log .why")
    with transaction(engine) as session:
        [row] = session.scalars(select(FeedbackRow).where(FeedbackRow.session == "why-page"))
    assert (row.verdict, row.comment) == ("unsolved", "内容が難しかった")


@pytest.mark.parametrize("mark", [{"verdict": "solved"}, {"verdict": "unsolved", "comment": "電話番号がない"}])
def test_who_was_helped_or_told_why_is_thanked(client, mark):
    number = soup(send(client, session="thanked", message=QUESTION)).select_one(".mark [name=message_id]")["value"]
    page = soup(send(client, session="thanked", message_id=number, **mark))
    assert page.select_one("#log .feedback .muted") and not page.select("#log .why")


def test_cities_are_compared_in_a_table(client, dialogue, monkeypatch):
    asked = Memory(municipality="ogaki", entry_id="ogaki.counter-no-writing", question="書かない窓口はありますか")
    compared = dialogue.live.clerk.compare("ほかの市では？", asked)
    monkeypatch.setattr(dialogue, "send", lambda _: outcome_json(compared))
    reply = soup(send(client, session="compared", message="ほかの市では？")).select_one("#log .reply")
    assert [row.th.get_text() for row in reply.select("table tr")] == ["大垣市", "佐世保市"]
    assert all(row.th["scope"] == "row" and row.td.get_text() for row in reply.select("table tr"))
    assert "：" not in reply.select_one("p").get_text() and "・" not in reply.get_text()[:40]
