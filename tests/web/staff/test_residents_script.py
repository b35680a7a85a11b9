"""What residents send is text on every page of the desk that shows it, whatever it looks like."""

from html.parser import HTMLParser

import pytest
from sqlalchemy import select

from knowledge.feedback import Feedback, Verdict, give_feedback
from knowledge.opinion import Opinion, leave_opinion
from knowledge.store import now, transaction
from tests.staff_desk import CERTIFICATES
from web.message_log import MessageRow
from web.staff.answers.draft import DraftRow, digest, published_body
from web.staff.answers.entry_text import flatten
from web.staff.answers.review import ReviewRow
from web.staff.people.account import AccountRow
from web.staff.people.parked import ParkedRow
from web.staff.questions.grouping import group_inbox
from web.staff.questions.suggestion import SuggestionRow
from web.staff.questions.theme import ThemeRow
from web.staff.questions.unanswered import DecisionRow

SENT = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'><svg onload='alert(1)'>", "</textarea></title><script>alert(1)</script>")
PAGES = {
    "inbox": "inbox?municipality=ogaki",
    "a department's questions": "inbox?municipality=ogaki&department=市民課",
    "decided": "inbox/decided?municipality=ogaki",
    "form of a new entry": "entries/new?municipality=ogaki&question={sent}&theme={theme}&places=0",
    "draft": f"entries/{CERTIFICATES}",
    "a phrasing brought along": f"entries/{CERTIFICATES}?add={{sent}}",
    "dashboard": "?",
    "report": "report?month={month}",
    "list of reviews": "reviews",
    "review with its answer diff": "reviews/1",
    "review waiting": "reviews/2",
    "suggestions": "suggestions",
    "voices": "voices",
    "test pane": "test?municipality=ogaki&text={sent}",
    "search of entries": "entries?q={sent}",
    "form kept over a sign-in": "restore?parked=key",
}


class Read(HTMLParser):
    """What a browser would make of a page: its elements with attributes, its texts, and what its scripts hold."""

    def __init__(self, page):
        super().__init__()
        self.wrong, self.shown, self._tag = [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self._tag = tag
        self.shown += [value or "" for _, value in attrs]
        if tag == "img" or any(name.startswith("on") for name, _ in attrs):
            self.wrong.append((tag, attrs))

    def handle_endtag(self, tag):
        self._tag = ""

    def handle_data(self, data):
        self.shown.append(data)
        if self._tag == "script" and "alert" in data:
            self.wrong.append((self._tag, data))


def log(desk, sent):
    """Everything a resident can leave, and what the desk makes of it."""
    with transaction(desk.engine) as session:
        row = {"session": "s", "channel": "web", "municipality": "ogaki", "language": "ja", "reason": "x", "milliseconds": 1}
        session.add_all(MessageRow(text=sent, resolution="fallback", **row) for _ in range(3))
    give_feedback(desk.engine, Feedback("s", Verdict.CONTRADICTED, "ogaki", CERTIFICATES, sent, sent))
    leave_opinion(desk.engine, Opinion("s", "ogaki", sent, question=sent))
    group_inbox(desk.engine, "ogaki")
    reply = {"resolution": "answered", "text": sent, "choices": [sent]}
    change = {"id": "", "question": sent, "before": reply, "after": reply}
    report = {"asked": 1, "graded": 1, "changes": 1, "changed": [change], "worse": [change], "better": [change]}
    with transaction(desk.engine) as session:
        body = published_body(session, CERTIFICATES)
        session.add(ReviewRow(id=1, municipality="ogaki", title=sent, state="published", by="henshu", comment=sent, report=report))
        session.add(ReviewRow(id=2, municipality="ogaki", title=sent, state="waiting", by="henshu"))
        session.flush()
        draft = {"subject": CERTIFICATES, "municipality": "ogaki", "base": digest(body), "by": "henshu", "review_id": 2}
        session.add(DraftRow(body=body | {"question": sent, "phrasings": [*body["phrasings"], sent]}, **draft))
        for kind, target in (("phrasing", CERTIFICATES), ("synonym", sent)):
            session.add(SuggestionRow(kind=kind, municipality="ogaki", key="k", text=sent, target=target, why="clarified", count=2, state="open"))
        session.add_all(DecisionRow(municipality="ogaki", key=key, text=sent, decision="assigned", target=key, by="henshu") for key in ("市民課", sent))
        account = session.scalar(select(AccountRow.id).where(AccountRow.name == "kanri"))
        session.add(ParkedRow(key="key", account=account, path="/staff/inbox/mask", fields={"text": [sent]}))
        return session.scalar(select(ThemeRow.id))


def opened(desk, client, sent, theme):
    """The pages by name, as text."""
    names = {"sent": sent, "theme": theme, "month": f"{now():%Y-%m}"}
    for name, address in PAGES.items():
        path, _, query = address.partition("?")
        asked = [pair.partition("=")[::2] for pair in query.split("&") if pair]
        response = client.get(f"/staff/{path}", query_string={key: value.format(**names) for key, value in asked})
        assert response.status_code == 200, name
        yield name, response.text


@pytest.mark.parametrize("sent", SENT)
def test_what_residents_send_is_shown_as_text(desk, sent):
    theme = log(desk, sent)
    wrong, missing = {}, []
    for name, page in opened(desk, desk.client("kanri"), sent, theme):
        read = Read(page)
        wrong |= {name: read.wrong or "raw"} if read.wrong or sent in page else {}
        missing += [name] if not any(sent in text for text in read.shown) else []
    assert (wrong, missing) == ({}, [])


@pytest.mark.parametrize("sent", SENT)
def test_the_preview_that_the_pages_script_puts_in_holds_no_elements_of_residents(desk, sent):
    with transaction(desk.engine) as session:
        form = flatten(published_body(session, CERTIFICATES))
    form |= {"question": sent, "phrasings": f"{form['phrasings']}\n{sent}", "answer": f"{form['answer']}{sent}"}
    page = desk.post(desk.client("henshu"), "/staff/preview", **form).text
    assert Read(page).wrong == [] and sent not in page
    assert any(sent in text for text in Read(page).shown)


def test_the_reading_here_notices_what_is_not_escaped():
    assert all(Read(f"<p>{sent}</p>").wrong for sent in SENT)
