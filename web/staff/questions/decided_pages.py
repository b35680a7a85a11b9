"""What was decided on questions, to look up or put back; and hiding more of a question."""

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy import delete, select
from werkzeug.wrappers import Response

from knowledge.store import transaction
from web.kept_words.masking import Masking, mask_everywhere
from web.staff.desk import account, engine, staff
from web.staff.errors import Refused
from web.staff.people.audit import Change, note
from web.staff.people.guard import allowed, asked_city
from web.staff.people.role import Role
from web.staff.questions.deciding import DECISIONS
from web.staff.questions.unanswered import DecisionRow


@staff.get("/inbox/decided")
@allowed(Role.VIEWER, city_of=asked_city)
def decided() -> str:
    """What was decided lately in a city, to look up or put back."""
    city = request.args["municipality"]
    with transaction(engine()) as session:
        rows = session.scalars(select(DecisionRow).where(DecisionRow.municipality == city).order_by(DecisionRow.id.desc()).limit(300)).all()
    return render_template("staff/decided.html", rows=rows, city=city, decisions=DECISIONS)


@staff.post("/inbox/back")
@allowed(Role.EDITOR, city_of=asked_city)
def put_back() -> Response:
    """Forget a decision: the question shows again with the next grouping."""
    city, number = request.form["municipality"], request.form.get("decision_id", 0, type=int)
    with transaction(engine()) as session:
        session.execute(delete(DecisionRow).where(DecisionRow.id == number, DecisionRow.municipality == city))
        note(session, Change(account().name, "inbox_decided", f"decision {number}", city, {"decision": "put_back"}))
    flash("次にまとめ直したときから、受け箱に戻ります。")
    return redirect(url_for("staff.decided", municipality=city))


@staff.post("/inbox/mask")
@allowed(Role.EDITOR, city_of=asked_city)
def mask_more() -> Response:
    """Hide part of a stored question for good, wherever it is kept."""
    city, text, hidden = request.form["municipality"], request.form.get("text", ""), request.form.get("hidden", "").strip()
    if not hidden or hidden not in text:
        raise Refused("伏せ字にする部分を、質問の文のとおりに入力してください。")
    with transaction(engine()) as session:
        mask_everywhere(session, Masking(city, text, hidden))
        note(session, Change(account().name, "text_masked", "question", city, {"characters": len(hidden)}))
    flash("伏せ字にしました。")
    return redirect(url_for("staff.inbox", municipality=city))
