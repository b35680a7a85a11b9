"""Reviews: what is to be published, what would change for residents, and the decision."""

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from knowledge.store import transaction
from web.staff.answers import comparison
from web.staff.answers.draft import DraftRow, published_body
from web.staff.answers.publication import publish, schedule
from web.staff.answers.publish_check import is_fresh
from web.staff.answers.review import OPEN, Request, ReviewRow, State, ask_review, city_of_review, close_review, drafts_in
from web.staff.answers.text_diff import diff_bodies
from web.staff.desk import account, engine, my_cities, staff
from web.staff.errors import Refused
from web.staff.jobs import FAILED, current_job
from web.staff.people.guard import allowed
from web.staff.people.role import Role
from web.staff.wanted_moment import wanted_moment

SHOWN = 50
_LISTED = 200


def review_city(values: object) -> str | None:
    """The municipality of the review an address names; 404 when there is none."""
    number = dict(values)["review_id"] if isinstance(values, dict) else 0
    return city_of_review(engine(), number) or abort(404)


def start_comparison(review_id: int) -> None:
    """Have the answer diff computed."""
    comparison.start_comparison(engine(), current_app.extensions["staff_runner"], review_id, account().name)


@staff.get("/drafts")
@allowed(Role.VIEWER)
def drafts() -> str:
    """Drafts that nobody was asked to review yet."""
    with transaction(engine()) as session:
        chosen = select(DraftRow).where(DraftRow.review_id.is_(None), DraftRow.municipality.in_(my_cities())).order_by(DraftRow.at.desc())
        rows = session.scalars(chosen.limit(5_000)).all()
    return render_template("staff/drafts.html", rows=rows)


@staff.post("/drafts/review")
@allowed(Role.EDITOR)
def ask_many() -> Response:
    """Ask for the review of several drafts of one city together."""
    numbers = [int(text) for text in request.form.getlist("chosen") if text.isdigit()]
    with transaction(engine()) as session:
        rows = [row for number in numbers if (row := session.get(DraftRow, number))]
    cities = {row.municipality for row in rows}
    if len(cities) != 1:
        raise Refused("同じ市の下書きを選んでください。")
    city = cities.pop()
    if not account().serves(city):
        abort(403)
    title = request.form.get("title", "").strip() or f"{len(rows)}件の変更"
    number = ask_review(engine(), numbers, Request(city, title, account().name, request.form.get("comment", "")[:2000]))
    start_comparison(number)
    flash("確認を依頼しました。実際の質問での比較を始めています。")
    return redirect(url_for("staff.review", review_id=number))


@staff.get("/reviews")
@allowed(Role.VIEWER)
def reviews() -> str:
    """All reviews of the person's cities, open ones first."""
    with transaction(engine()) as session:
        chosen = select(ReviewRow).where(ReviewRow.municipality.in_(my_cities())).order_by(ReviewRow.id.desc()).limit(_LISTED)
        rows = sorted(session.scalars(chosen), key=lambda row: State(row.state) not in (State.WAITING, State.SCHEDULED))
    return render_template("staff/reviews.html", rows=rows, states={state.value: state.label for state in State})


@staff.get("/reviews/<int:review_id>")
@allowed(Role.VIEWER, city_of=review_city)
def review(review_id: int) -> str:
    """One review: text diff, answer diff, decision."""
    _renew_comparison(review_id)
    with transaction(engine()) as session:
        row = session.get_one(ReviewRow, review_id)
        rows = drafts_in(session, review_id)
        changes = [(draft, diff_bodies(published_body(session, draft.subject, draft.kind), draft.body, draft.kind)) for draft in rows[:SHOWN]]
        fresh = is_fresh(session, row)
    job = current_job(engine(), comparison.KIND, str(review_id))
    state = State(row.state)
    return render_template("staff/review.html", row=row, state=state, changes=changes, count=len(rows), fresh=fresh, job=job, decidable=_decidable(row))


def _renew_comparison(review_id: int) -> None:
    """Whoever opens a review with an old comparison gets a new one; after a failure only by the button, so that it does not fail on and on."""
    with transaction(engine()) as session:
        row = session.get_one(ReviewRow, review_id)
        wanted = row.state in OPEN and not is_fresh(session, row)
    job = current_job(engine(), comparison.KIND, str(review_id))
    if wanted and account().may_edit and (job is None or job.state != FAILED):
        start_comparison(review_id)


def _decidable(row: ReviewRow) -> bool:
    return row.state == State.WAITING.value and account().may(Role.APPROVER)


@staff.post("/reviews/<int:review_id>/compare")
@allowed(Role.EDITOR, city_of=review_city)
def compare_again(review_id: int) -> Response:
    """Compute the answer diff again."""
    start_comparison(review_id)
    return redirect(url_for("staff.review", review_id=review_id))


@staff.post("/reviews/<int:review_id>/publish")
@allowed(Role.APPROVER, city_of=review_city)
def publish_review(review_id: int) -> Response:
    """Publish now, or at the time given."""
    reason, wanted = request.form.get("reason", "").strip()[:2000], request.form.get("at", "")
    if wanted:
        schedule(engine(), review_id, account(), wanted_moment(wanted, "公開する日時"), reason=reason)
        flash("公開を予約しました。")
    else:
        publish(engine(), review_id, account(), reason=reason)
        flash("公開しました。2秒ほどで、すべての窓口の返答が変わります。")
    return redirect(url_for("staff.review", review_id=review_id))


@staff.post("/reviews/<int:review_id>/return")
@allowed(Role.APPROVER, city_of=review_city)
def return_review(review_id: int) -> Response:
    """Send a review back with a reason."""
    reason = request.form.get("reason", "").strip()[:2000]
    if not reason:
        raise Refused("差し戻す理由を書いてください。")
    close_review(engine(), review_id, State.RETURNED, by=account().name, reason=reason)
    flash("差し戻しました。下書きは残っています。")
    return redirect(url_for("staff.reviews"))


@staff.post("/reviews/<int:review_id>/recall")
@allowed(Role.EDITOR, city_of=review_city)
def recall_review(review_id: int) -> Response:
    """Take a review back to go on editing."""
    close_review(engine(), review_id, State.RECALLED, by=account().name)
    flash("依頼を取り下げました。下書きを直せます。")
    return redirect(url_for("staff.drafts"))
