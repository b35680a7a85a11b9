"""Accounts limited to 佐渡市 neither see nor change what is 大垣市's alone: every route is tried, whatever city the request names."""

import io
from collections import Counter

import pytest
from sqlalchemy import select

from knowledge.disaster_notice import DisasterNoticeRow
from knowledge.feedback import FeedbackRow
from knowledge.ingest.outdated import OutdatedRow
from knowledge.ingest.passage_store import DocumentRow, ProposalRow
from knowledge.opinion import OpinionRow
from knowledge.store import Base, as_json, now, transaction
from tests.staff_desk import CERTIFICATES
from tests.web.staff.test_authorisation import ENDING, address, routes
from web.line.notice.table import LineNoticeRow
from web.message_log import MessageRow
from web.staff.answers.draft import DraftRow, digest
from web.staff.answers.entry_text import flatten
from web.staff.answers.exchange_pages import ImportRow
from web.staff.answers.publication import VersionRow
from web.staff.answers.review import ReviewRow
from web.staff.figures.daily import add_up
from web.staff.jobs import JobRow
from web.staff.people.audit import Change, note
from web.staff.people.guard import need_of
from web.staff.questions.suggestion import SuggestionRow
from web.staff.questions.theme import ThemeRow
from web.staff.questions.unanswered import DecisionRow

SECRET = "大垣だけの内輪の話"
NAMES = ("sado-etsuran", "sado-henshu", "sado-shonin", "sado-kanri")
MESSAGE = {"channel": "web", "municipality": "ogaki", "language": "ja", "reason": "below_threshold", "milliseconds": 4}
THEME = {"count": 1, "this_week": 1, "last_week": 0, "why": {"opinion": 1}}


def as_stored(catalogue):
    return as_json(catalogue.entry(CERTIFICATES))


@pytest.fixture
def kept(desk, small_catalogue):
    """Something secret of 大垣市 in every table that has cities; returns the numbers that addresses and forms name."""
    body = as_stored(small_catalogue) | {"question": SECRET}
    with transaction(desk.engine) as session:
        document = DocumentRow(municipality="ogaki", title=SECRET, version=1, as_of="令和8年", file_name="x.pdf", digest="d", problems=[])
        review = ReviewRow(municipality="ogaki", title=SECRET, state="waiting", by="henshu", at=now(), comment=SECRET)
        session.add_all((document, review))
        session.flush()
        rows = {
            "draft": DraftRow(kind="entry", subject=CERTIFICATES, municipality="ogaki", body=body, base=digest(as_stored(small_catalogue)), by="henshu"),
            "suggestion_id": SuggestionRow(
                kind="phrasing", municipality="ogaki", key="k", text=SECRET, target=CERTIFICATES, why="clarified", count=2, state="open"
            ),
            "theme_id": ThemeRow(municipality="ogaki", label=SECRET, members=[{"text": SECRET, "why": "opinion", "count": 1, "key": SECRET}], **THEME),
            "decision_id": DecisionRow(municipality="ogaki", key=SECRET, text=SECRET, decision="ignored", target="", by="henshu"),
            "import_id": ImportRow(municipality="ogaki", by="henshu", name=SECRET, bodies={CERTIFICATES: body}, seen={}),
            "proposal": ProposalRow(document_id=document.id, municipality="ogaki", body={"question": SECRET}, excerpt=SECRET),
            "outdated_id": OutdatedRow(document_id=document.id, municipality="ogaki", entry_id=CERTIFICATES, section=SECRET, before=SECRET),
            "notice_id": LineNoticeRow(account="ogaki", texts={"ja": SECRET}, state="draft", author="somebody"),
        }
        others = (
            VersionRow(kind="entry", subject=CERTIFICATES, number=1, body=body, by="henshu", reason=SECRET),
            DraftRow(kind="entry", subject="ogaki.in-review", municipality="ogaki", body=body, base="", by="henshu", review_id=review.id),
            MessageRow(session="s", text=SECRET, resolution="fallback", **MESSAGE),
            FeedbackRow(session="s", municipality="ogaki", verdict="unsolved", question=SECRET, comment=SECRET),
            OpinionRow(session="s", receipt="R1", municipality="ogaki", text=SECRET),
            DisasterNoticeRow(municipality="ogaki", text=SECRET, until=now().replace(year=2099), by="shonin"),
            ThemeRow(municipality="sado", label="佐渡の話", members=[], **THEME),
        )
        session.add_all((*rows.values(), *others))
        note(session, Change("henshu", "draft_saved", SECRET, "ogaki", {"reason": SECRET}))
        session.flush()
        return {name: row.id for name, row in rows.items()} | {"review_id": review.id, "model_id": 1}


def of_ogaki(desk, kept):
    """Every row that speaks of 大垣市, and the work started on it."""
    with transaction(desk.engine) as session:
        rows = [repr(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
        found = [row for row in rows if "ogaki" in row or (SECRET in row and "'sado'" not in row)]
        jobs = session.scalars(select(JobRow).where(JobRow.subject.in_(("ogaki", str(kept["review_id"]))))).all()
    return Counter([*found, f"{len(jobs)} jobs"])


def harmful(kept, small_catalogue):
    """A form that would do something on any page, had its sender a say in 大垣市."""
    new = {"id": "ogaki.leak", "question": "新しい問い", "phrasings": "\n".join(f"新しい言い方{number}" for number in range(5)), "concept": ""}
    chosen = {"chosen": [CERTIFICATES, str(kept["draft"])], "decision_id": str(kept["decision_id"]), "proposal": str(kept["proposal"])}
    words = {"decision": "ignored", "target": CERTIFICATES, "text": SECRET, "hidden": "内輪", "reason": "理由", "hours": "1", "number": "1"}
    return flatten(as_stored(small_catalogue)) | new | chosen | words | {"field": "withdraw", "value": "", "code": "1"}


# The address's city, and the form's.
NAMED = ((None, None), ("ogaki", "ogaki"), ("sado", "ogaki"), ("ogaki", "sado"), ("sado", "sado"), ("", ""))


def tried(desk, kept, client, form):
    """Every route, with every pair of cities named: the endpoint, the cities, and what came back."""
    token = desk.token(client)
    for endpoint, rule in routes(desk.app).items():
        if endpoint in ENDING or endpoint.startswith("openid"):
            continue
        path = address(desk, rule, kept)
        for asked, sent in NAMED:
            query = {"municipality": asked, "proposal": kept["proposal"]} if asked is not None else {}
            if "POST" not in rule.methods:
                yield endpoint, (asked, sent), client.get(path, query_string=query)
                continue
            data = form | {"csrf_token": token, "file": (io.BytesIO(b"id\n"), "x.csv")} | ({"municipality": sent} if sent is not None else {})
            yield endpoint, (asked, sent), client.post(path, query_string=query, data=data, content_type="multipart/form-data")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_another_city_is_seen_or_changed(desk, kept, small_catalogue, name):
    desk.app.extensions["staff_runner"] = lambda _job: None
    client = desk.client(name)
    add_up(desk.engine)  # the dashboard counts every city's questions, whoever opens it
    before, form = of_ogaki(desk, kept), harmful(kept, small_catalogue)
    seen = [(endpoint, cities) for endpoint, cities, response in tried(desk, kept, client, form) if SECRET.encode() in response.data]
    assert not seen
    after = of_ogaki(desk, kept)
    assert not after - before and not before - after


def test_who_serves_the_city_does_see_them(desk, kept):
    """Otherwise the test above would prove nothing."""
    client = desk.client("kanri")
    paths = (
        "drafts",
        "reviews",
        "audit",
        "suggestions",
        "inbox?municipality=ogaki",
        "inbox/decided?municipality=ogaki",
        "switches",
        "freshness",
        "home",
        "voices",
    )
    shown = [path for path in paths if SECRET in client.get(f"/staff/{path.replace('home', '')}").text]
    assert shown == list(paths)


def test_a_form_is_held_to_the_city_that_the_view_reads(desk):
    """The guard once read the address's city where the view read the form's."""
    client = desk.client("sado-henshu")
    for endpoint, rule in routes(desk.app).items():
        with desk.app.app_context():
            need = need_of(f"staff.{endpoint}")
        if "POST" in rule.methods and getattr(need.city_of, "__name__", "") == "asked_city":
            path = address(desk, rule, {"import_id": 1, "outdated_id": 1})
            assert desk.post(client, f"{path}?municipality=sado", municipality="ogaki").status_code == 403, endpoint


def own_suggestion(session):
    row = SuggestionRow(kind="phrasing", municipality="sado", key="k", text="よその言い方", target=CERTIFICATES, why="clarified", count=2, state="open")
    session.add(row)
    session.flush()
    return f"/staff/suggestions/{row.id}", {"decision": "take"}


def own_theme(session):
    asked = "よその言い方"
    row = ThemeRow(municipality="sado", label=asked, members=[{"text": asked, "why": "fallback", "count": 1, "key": asked}], **THEME)
    session.add(row)
    session.flush()
    return f"/staff/inbox/{row.id}", {"decision": "phrasing", "target": CERTIFICATES, "chosen": [asked]}


def own_and_others_drafts(session):
    rows = [DraftRow(kind="entry", subject=f"{city}.x", municipality=city, body=None, base="", by="henshu") for city in ("sado", "ogaki")]
    session.add_all(rows)
    session.flush()
    return "/staff/drafts/review", {"chosen": [row.id for row in rows]}


@pytest.mark.parametrize(("make", "status"), [(own_suggestion, 403), (own_theme, 403), (own_and_others_drafts, 409)], ids=str)
def test_what_is_ones_own_is_no_way_to_another_citys_entries(desk, make, status):
    with transaction(desk.engine) as session:
        path, form = make(session)
    assert desk.post(desk.client("sado-shonin"), path, **form).status_code == status
    with transaction(desk.engine) as session:
        assert not session.scalars(select(DraftRow).where(DraftRow.subject == CERTIFICATES)).all() and not session.scalars(select(ReviewRow)).all()
