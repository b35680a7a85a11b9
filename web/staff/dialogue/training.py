"""Training a candidate model beside the running one, testing both, and changing over with a way back."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, DateTime, Engine, String, select
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.settings import ROOT
from knowledge.store import Base, now, transaction
from web.settings import Settings
from web.staff.dialogue.example import Examples, current_examples, filed_examples, write_all
from web.staff.dialogue.model import answers, load, parse, status
from web.staff.errors import Refused, StaffError, Unavailable
from web.staff.jobs import JobRow, tell_job
from web.staff.people.audit import Change, note

READY, ACTIVE, RETIRED, DISCARDED, FAILED = "ready", "active", "retired", "discarded", "failed"
_RASA = ROOT / ".venv-rasa" / "bin" / "python"
_SECONDS = 1_800
_TESTED = 40
_LEAST_RIGHT = 0.9


class ModelRow(Base):
    """A trained model: where it lies, from how many examples, how it and the running one did in the test."""

    __tablename__ = "staff_model"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(300))
    state: Mapped[str] = mapped_column(String(12), index=True)
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(DateTime, default=now)
    examples: Mapped[int]
    report: Mapped[dict[str, Any]] = mapped_column(JSON)


@dataclass(frozen=True)
class Folders:
    """Where models lie: the one served from the start, the one before it, and a job's own folder."""

    served: Path
    previous: Path
    job: Path


def folders_of(settings: Settings, job_id: int) -> Folders:
    """The places of a job's files under the data folder."""
    data = settings.knowledge.data
    return Folders(data / "models" / "madoguchi.tar.gz", data / "models" / "previous.tar.gz", data / "training" / str(job_id))


def confusion_file(settings: Settings) -> Path:
    """Where the last look for confusions is kept."""
    return settings.knowledge.data / "training" / "confusions.json"


def train(engine: Engine, settings: Settings, job_id: int) -> None:
    """Train on the current examples, test the result and the served model on some of them, and keep the candidate."""
    places, examples = folders_of(settings, job_id), current_examples(engine)
    _write_data(places.job, examples)
    tell_job(engine, job_id, percent=5, line=f"例文 {sum(map(len, examples.values()))} 件で学習しています（1分ほど）")
    candidate = _train(places.job)
    tell_job(engine, job_id, percent=55, line="新しいモデルを試しています")
    after = _test(places.job, candidate, "candidate")
    before: dict[str, Any] = {}
    if places.served.is_file():
        tell_job(engine, job_id, percent=80, line="今のモデルを同じ例文で試しています")
        before = _test(places.job, places.served, "served")
    with transaction(engine) as session:
        by = session.get_one(JobRow, job_id).by
        report = {"before": before, "after": after}
        session.add(ModelRow(path=str(candidate), state=READY, by=by, at=now(), examples=sum(map(len, examples.values())), report=report))
    tell_job(engine, job_id, line="終わりました。下の比較を見て、使うかどうかを決めてください。")


def _write_data(folder: Path, examples: Examples) -> None:
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    (data / "nlu.yml").write_text(write_all(examples), encoding="utf-8")
    (folder / "tested.yml").write_text(write_all(examples_to_test(examples, filed_examples())), encoding="utf-8")
    for path in (ROOT / "nlu_data").glob("*.yml"):
        shutil.copy(path, data / path.name)


def examples_to_test(examples: Examples, filed: Examples) -> Examples:
    """What models are tested on: all that staff added, and of each intent some forty others, spread evenly; all would take minutes."""
    return {intent: _chosen(texts, set(filed.get(intent, ()))) for intent, texts in examples.items()}


def _chosen(texts: list[str], filed: set[str]) -> list[str]:
    old = [text for text in texts if text in filed]
    return [*(text for text in texts if text not in filed), *old[:: len(old) // _TESTED + 1]]


def _train(folder: Path) -> Path:
    """The model's name tells the job, so that Rasa's status tells which model it serves."""
    name = f"model-{folder.name}"
    _rasa(
        "train",
        "--config",
        "bot/config.yml",
        "--domain",
        "bot",
        "--data",
        str(folder / "data"),
        "--out",
        str(folder),
        "--fixed-model-name",
        name,
        "--force",
    )
    return folder / f"{name}.tar.gz"


def _test(folder: Path, model: Path, name: str) -> dict[str, Any]:
    out = folder / f"test-{name}"
    _rasa("test", "nlu", "--model", str(model), "--nlu", str(folder / "tested.yml"), "--domain", "bot", "--out", str(out), "--no-plot")
    report = json.loads((out / "intent_report.json").read_text(encoding="utf-8"))
    path = out / "intent_errors.json"
    errors = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    shown = [{"text": e["text"], "intent": e["intent"], "taken_for": e["intent_prediction"]["name"]} for e in errors]
    return {"right": report["accuracy"], "errors": shown[:100]}


def _rasa(*arguments: str) -> None:
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONPATH": str(ROOT),
    }
    command = [str(_RASA), "-W", "ignore", "-m", "rasa", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False)
    if done.returncode:
        raise Unavailable(f"rasa {arguments[0]} が途中で止まりました: {done.stderr.strip()[-500:]}")


def activate(engine: Engine, settings: Settings, model_id: int, by: str) -> None:
    """Serve a candidate; when it fails its check, serve the one before again and say so."""
    model = ready_model(engine, model_id)
    places = folders_of(settings, model_id)
    if places.served.is_file():
        shutil.copy(places.served, places.previous)
    try:
        load(settings, Path(model.path))
        check_health(settings, Path(model.path), current_examples(engine))
    except StaffError as error:
        _return(settings, places)
        _mark(engine, model_id, FAILED, Change(by, "model_discarded", str(model_id), None, {"reason": str(error)}))
        raise Refused(f"新しいモデルの確認がうまくいかなかったため、元のモデルに戻しました（{error}）") from error
    _put_in_place(Path(model.path), places.served)
    with transaction(engine) as session:
        for row in session.scalars(select(ModelRow).where(ModelRow.state == ACTIVE)):
            row.state = RETIRED
    _mark(engine, model_id, ACTIVE, Change(by, "model_activated", str(model_id)))


def check_health(settings: Settings, model: Path, examples: Examples) -> None:
    """Unavailable unless Rasa serves this model, reads nearly all of one example of each intent right, and answers."""
    if Path(status(settings).get("model_file", "")).name != model.name:
        raise Unavailable("新しいモデルが読み込まれていません")
    chosen = [(intent, texts[0]) for intent, texts in sorted(examples.items())]
    right = sum(parse(settings, text).get("intent", {}).get("name") == intent for intent, text in chosen)
    if right < _LEAST_RIGHT * len(chosen):
        raise Unavailable(f"確かめの例文 {len(chosen)} 件のうち {right} 件しか正しく読み取れません")
    if not answers(settings, chosen[0][1]):
        raise Unavailable("新しいモデルが返事をしません")


def _return(settings: Settings, places: Folders) -> None:
    """The supervisor starts Rasa with the served file anyway, so a Rasa that is away now comes back with the old model."""
    try:
        load(settings, places.served)
    except Unavailable:
        return


def _put_in_place(model: Path, served: Path) -> None:
    """Rasa's next start takes this file; it is whole at every moment."""
    waiting = served.with_suffix(".new")
    shutil.copy(model, waiting)
    os.replace(waiting, served)


def discard(engine: Engine, model_id: int, by: str) -> None:
    """Drop a candidate and its file."""
    model = ready_model(engine, model_id)
    Path(model.path).unlink(missing_ok=True)
    _mark(engine, model_id, DISCARDED, Change(by, "model_discarded", str(model_id)))


def ready_model(engine: Engine, model_id: int) -> ModelRow:
    """A candidate that waits for a decision; Refused when there is none such."""
    with transaction(engine) as session:
        model = session.get(ModelRow, model_id)
    if model is None or model.state != READY or not Path(model.path).is_file():
        raise Refused("このモデルは、もう使えません。学習し直してください。")
    return model


def _mark(engine: Engine, model_id: int, state: str, change: Change) -> None:
    with transaction(engine) as session:
        session.get_one(ModelRow, model_id).state = state
        note(session, change)


def models(engine: Engine) -> Sequence[ModelRow]:
    """The last models, newest first."""
    with transaction(engine) as session:
        return session.scalars(select(ModelRow).order_by(ModelRow.id.desc()).limit(10)).all()
