"""Intents (話し方): examples, confusions, training, changing the model."""

import io
import zipfile

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from web.staff.desk import account, engine, settings, staff
from web.staff.dialogue.confusion import kept_confusions
from web.staff.dialogue.example import add_example, current_examples, filed_examples, move_example, remove_example, write_intent
from web.staff.dialogue.training import activate, confusion_file, discard, models
from web.staff.jobs import Job, current_job, start_job
from web.staff.people.audit import Change, note_alone
from web.staff.people.guard import allowed, every_city
from web.staff.people.role import Role

LABELS = {
    "ask": "質問する",
    "ask_actual": "実績を聞く",
    "ask_detail": "くわしく聞く",
    "ask_how": "方法を聞く",
    "ask_how_much": "費用を聞く",
    "ask_source": "出典を聞く",
    "ask_target": "目標を聞く",
    "ask_when": "時期を聞く",
    "ask_where": "場所を聞く",
    "ask_who": "担当・対象を聞く",
    "ask_why": "理由を聞く",
    "ask_year": "年度を聞く",
    "other_city": "別の市について聞く",
    "compare_cities": "市を比べる",
    "procedure": "手続きをたずねる",
    "choose": "選択肢を選ぶ",
    "affirm": "はい",
    "deny": "いいえ",
    "not_that": "違う",
    "correct_detail": "言い直す",
    "resolved": "解決した",
    "not_resolved": "解決しない",
    "start_over": "はじめから",
    "stop": "やめる",
    "easy_japanese": "やさしい日本語にする",
    "talk_to_human": "職員と話したい",
    "leave_opinion": "意見を送る",
    "withdraw_opinion": "意見を取り消す",
    "privacy": "個人情報について聞く",
    "greet": "あいさつ",
    "thank": "お礼",
    "goodbye": "別れのあいさつ",
    "who_are_you": "何ができるか聞く",
    "insult": "不満を言う",
    "out_of_scope": "対象外のこと",
}


@staff.get("/intents")
@allowed(Role.VIEWER)
def intents() -> str:
    """All intents, the state of training, and the models."""
    examples, filed = current_examples(engine()), filed_examples()
    changed = {name: sorted(set(texts) ^ set(filed.get(name, []))) for name, texts in examples.items()}
    job = current_job(engine(), "train", "model")
    return render_template("staff/intents.html", examples=examples, changed=changed, labels=LABELS, job=job, models=models(engine()))


@staff.get("/intents/confusions")
@allowed(Role.VIEWER)
def confusions() -> str:
    """Where examples get in each other's way, as of the last look."""
    job = current_job(engine(), "confuse", "examples")
    return render_template("staff/confusions.html", found=kept_confusions(confusion_file(settings())), job=job, labels=LABELS)


@staff.post("/intents/confusions")
@allowed(Role.EDITOR)
def look_for_confusions() -> AnyResponse:
    """Look anew, in the background."""
    start_job(engine(), current_app.extensions["staff_runner"], Job("confuse", "examples", account().name))
    return redirect(url_for("staff.confusions"))


@staff.get("/intents/<intent>")
@allowed(Role.VIEWER)
def intent(intent: str) -> str:
    """One intent's examples."""
    examples = current_examples(engine())
    if intent not in examples:
        abort(404)
    return render_template("staff/intent.html", intent=intent, texts=examples[intent], labels=LABELS, others=[name for name in examples if name != intent])


@staff.post("/intents/<intent>")
@allowed(Role.APPROVER, city_of=every_city)
def change_intent(intent: str) -> AnyResponse:
    """Add, move or remove an example."""
    action, text = request.form.get("action"), request.form.get("text", "")
    if action == "add":
        add_example(engine(), intent, text, account().name)
    elif action == "move":
        move_example(engine(), text, intent, request.form.get("target", ""), account().name)
    elif action == "remove":
        remove_example(engine(), intent, text, account().name)
    else:
        abort(400)
    flash("変えました。住民への返事に使うには、学習してください。")
    return redirect(url_for("staff.intent", intent=intent))


@staff.get("/intents.zip")
@allowed(Role.VIEWER)
def export_intents() -> Response:
    """All intents as the files of nlu_data/nlu."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, texts in current_examples(engine()).items():
            archive.writestr(f"nlu_data/nlu/{name}.yml", write_intent(name, texts))
    return Response(packed.getvalue(), mimetype="application/zip", headers={"Content-Disposition": "attachment; filename=nlu_data.zip"})


@staff.post("/training")
@allowed(Role.APPROVER, city_of=every_city)
def start_training() -> AnyResponse:
    """Train a candidate in the background; the running model goes on answering."""
    start_job(engine(), current_app.extensions["staff_runner"], Job("train", "model", account().name))
    note_alone(engine(), Change(account().name, "training_started"))
    return redirect(url_for("staff.intents"))


@staff.post("/models/<int:model_id>/activate")
@allowed(Role.ADMINISTRATOR, city_of=every_city)
def activate_model(model_id: int) -> AnyResponse:
    """Change over to a candidate."""
    activate(engine(), settings(), model_id, account().name)
    flash("新しいモデルに切り替えました。会話は続いています。")
    return redirect(url_for("staff.intents"))


@staff.post("/models/<int:model_id>/discard")
@allowed(Role.ADMINISTRATOR, city_of=every_city)
def discard_model(model_id: int) -> AnyResponse:
    """Drop a candidate."""
    discard(engine(), model_id, account().name)
    flash("モデルを破棄しました。")
    return redirect(url_for("staff.intents"))
