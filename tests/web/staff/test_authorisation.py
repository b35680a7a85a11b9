"""Every route × role × municipality: who gets in is said here, and a new route without a line fails."""

import pytest

from web.staff.people.guard import need_of
from web.staff.people.role import Role

CITY = "ogaki"
ENTRY = "ogaki.convenience-store-certificates"
INDICATOR = "ogaki.population-total"
EVERYONE, VIEWER, EDITOR, APPROVER, ADMINISTRATOR = "everyone", "viewer", "editor", "approver", "administrator"
FREE, CITY_BOUND, ALL_CITIES = "free", "city", "all"

# endpoint: who may, and whether the account must serve the city it touches, or all cities
TABLE = {
    "static": (EVERYONE, FREE),
    "sign_in": (EVERYONE, FREE),
    "try_sign_in": (EVERYONE, FREE),
    "openid_start": (EVERYONE, FREE),
    "openid_return": (EVERYONE, FREE),
    "sign_out": (VIEWER, FREE),
    "restore": (VIEWER, FREE),
    "me": (VIEWER, FREE),
    "change_password": (VIEWER, FREE),
    "set_totp": (VIEWER, FREE),
    "home": (VIEWER, FREE),
    "report": (VIEWER, FREE),
    "figures_csv": (VIEWER, FREE),
    "inbox": (VIEWER, FREE),
    "decided": (VIEWER, CITY_BOUND),
    "group_again": (EDITOR, CITY_BOUND),
    "decide_theme": (EDITOR, CITY_BOUND),
    "put_back": (EDITOR, CITY_BOUND),
    "mask_more": (EDITOR, CITY_BOUND),
    "entries": (VIEWER, FREE),
    "change_many": (EDITOR, FREE),
    "entry": (VIEWER, CITY_BOUND),
    "new_entry": (EDITOR, CITY_BOUND),
    "add_entry": (EDITOR, CITY_BOUND),
    "save_entry": (EDITOR, CITY_BOUND),
    "discard": (EDITOR, CITY_BOUND),
    "ask": (EDITOR, CITY_BOUND),
    "preview": (EDITOR, FREE),
    "entry_history": (VIEWER, CITY_BOUND),
    "roll_back_entry": (APPROVER, CITY_BOUND),
    "drafts": (VIEWER, FREE),
    "ask_many": (EDITOR, FREE),
    "reviews": (VIEWER, FREE),
    "review": (VIEWER, CITY_BOUND),
    "compare_again": (EDITOR, CITY_BOUND),
    "publish_review": (APPROVER, CITY_BOUND),
    "return_review": (APPROVER, CITY_BOUND),
    "recall_review": (EDITOR, CITY_BOUND),
    "indicators": (VIEWER, FREE),
    "new_indicator": (EDITOR, CITY_BOUND),
    "add_indicator": (EDITOR, CITY_BOUND),
    "indicator": (VIEWER, CITY_BOUND),
    "save_indicator": (EDITOR, CITY_BOUND),
    "indicator_history": (VIEWER, CITY_BOUND),
    "roll_back_indicator": (APPROVER, CITY_BOUND),
    "ask_indicator": (EDITOR, CITY_BOUND),
    "discard_indicator": (EDITOR, CITY_BOUND),
    "exchange": (VIEWER, FREE),
    "export": (VIEWER, CITY_BOUND),
    "show_import": (EDITOR, CITY_BOUND),
    "carry_out_import": (EDITOR, CITY_BOUND),
    "test_pane": (VIEWER, FREE),
    "intents": (VIEWER, FREE),
    "confusions": (VIEWER, FREE),
    "look_for_confusions": (EDITOR, FREE),
    "intent": (VIEWER, FREE),
    "export_intents": (VIEWER, FREE),
    "change_intent": (APPROVER, ALL_CITIES),
    "start_training": (APPROVER, ALL_CITIES),
    "activate_model": (ADMINISTRATOR, ALL_CITIES),
    "discard_model": (ADMINISTRATOR, ALL_CITIES),
    "suggestions": (VIEWER, FREE),
    "learn_anew": (APPROVER, ALL_CITIES),
    "decide_suggestion": (APPROVER, CITY_BOUND),
    "change_synonyms": (APPROVER, ALL_CITIES),
    "freshness": (VIEWER, FREE),
    "voices": (VIEWER, FREE),
    "check_outdated": (EDITOR, CITY_BOUND),
    "switches": (VIEWER, FREE),
    "notice_on": (APPROVER, FREE),
    "notice_off": (APPROVER, FREE),
    "maintenance_on": (ADMINISTRATOR, ALL_CITIES),
    "maintenance_off": (ADMINISTRATOR, ALL_CITIES),
    "notices.listing": (VIEWER, FREE),
    "notices.new": (EDITOR, CITY_BOUND),
    "notices.add": (EDITOR, CITY_BOUND),
    "notices.preview": (EDITOR, CITY_BOUND),
    "notices.notice": (VIEWER, CITY_BOUND),
    "notices.edit": (EDITOR, CITY_BOUND),
    "notices.save": (EDITOR, CITY_BOUND),
    "notices.trial": (EDITOR, CITY_BOUND),
    "notices.approve_notice": (APPROVER, CITY_BOUND),
    "notices.stop_notice": (EDITOR, CITY_BOUND),
    "keep": (ADMINISTRATOR, ALL_CITIES),
    "audit": (APPROVER, FREE),
    "audit_csv": (ADMINISTRATOR, ALL_CITIES),
}
ACCOUNTS = {
    "etsuran": (VIEWER, True), "henshu": (EDITOR, True), "shonin": (APPROVER, True), "kanri": (ADMINISTRATOR, True),
    "sado-etsuran": (VIEWER, False), "sado-henshu": (EDITOR, False), "sado-shonin": (APPROVER, False), "sado-kanri": (ADMINISTRATOR, False),
}  # fmt: skip
ENDING = {"sign_out", "change_password"}


def routes(app):
    return {rule.endpoint.removeprefix("staff."): rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("staff.")}


def test_every_route_has_a_line(desk):
    assert set(routes(desk.app)) == set(TABLE)


def test_every_route_names_its_need(desk):
    assert not [name for name in routes(desk.app) if need_of_route(desk, name) is None]


def need_of_route(desk, name):
    with desk.app.app_context():
        return need_of(f"staff.{name}")


def address(desk, rule, numbers):
    names = {"entry_id": INDICATOR if "indicator" in rule.endpoint else ENTRY, "kind": "csv", "intent": "greet", "filename": "staff.css", **numbers}
    with desk.app.test_request_context():
        return rule.build({name: names[name] for name in rule.arguments}, append_unknown=False)[1]


@pytest.fixture
def numbers(desk):
    """A review, a theme, a suggestion, a notice of 大垣市, so that addresses lead somewhere."""
    from knowledge.store import now, transaction
    from web.line.notice.table import LineNoticeRow
    from web.staff.answers.review import ReviewRow
    from web.staff.questions.suggestion import SuggestionRow
    from web.staff.questions.theme import ThemeRow

    with transaction(desk.engine) as session:
        review = ReviewRow(municipality=CITY, title="試し", state="published", by="henshu", at=now())
        theme = ThemeRow(municipality=CITY, label="問い", count=1, this_week=0, last_week=0, why={}, members=[])
        suggestion = SuggestionRow(kind="phrasing", municipality=CITY, key="k", text="t", target=ENTRY, why="clarified", count=2, state="taken")
        notice = LineNoticeRow(account=CITY, texts={"ja": "断水です。"}, state="draft", author="somebody")
        session.add_all((review, theme, suggestion, notice))
        session.flush()
        kept = {"review_id": review.id, "theme_id": theme.id, "suggestion_id": suggestion.id, "notice_id": notice.id}
        return kept | {"import_id": 99, "model_id": 99, "outdated_id": 99}


@pytest.mark.parametrize("name", ACCOUNTS)
def test_who_gets_in(desk, numbers, name):
    role, serves_all = ACCOUNTS[name]
    desk.app.extensions["staff_runner"] = lambda _job: None
    client = desk.client(name)
    token = desk.token(client)
    wrong = []
    for endpoint, rule in routes(desk.app).items():
        if endpoint in ENDING or endpoint == "openid_start":
            continue
        needed, bound = TABLE[endpoint]
        may = needed == EVERYONE or (Role(role).covers(Role(needed)) and (serves_all or bound == FREE))
        method = "POST" if "POST" in rule.methods else "GET"
        form = {"csrf_token": token, "municipality": CITY if bound == CITY_BOUND else "" if serves_all else "sado", "id": ENTRY if serves_all else "sado.x"}
        options = {"data": form} if method == "POST" else {"query_string": {"municipality": CITY} if bound == CITY_BOUND else {}}
        status = client.open(address(desk, rule, numbers), method=method, **options).status_code
        if (status == 403) == may:
            wrong.append((endpoint, status, may))
    assert not wrong


def test_without_signing_in_every_closed_route_leads_to_the_sign_in_page(desk, numbers):
    client = desk.client(None)
    closed = {name: rule for name, rule in routes(desk.app).items() if TABLE[name][0] != EVERYONE}
    for rule in closed.values():
        response = client.open(address(desk, rule, numbers), method="POST" if "POST" in rule.methods else "GET")
        assert response.status_code == 302 and "/staff/sign-in" in response.location


@pytest.mark.parametrize("endpoint", [name for name, (needed, _) in TABLE.items() if needed != EVERYONE])
def test_a_post_without_the_pages_token_changes_nothing(desk, numbers, endpoint):
    rule = routes(desk.app)[endpoint]
    if "POST" in rule.methods:
        client = desk.client("kanri")
        assert client.post(address(desk, rule, numbers), data={"municipality": CITY}).status_code == 400
