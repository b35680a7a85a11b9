"""Changing the model: a stand-in for Rasa's HTTP API that can be well or ill."""

import threading
from types import SimpleNamespace

import pytest
from flask import Flask, request
from werkzeug.serving import make_server

from knowledge.store import transaction
from tests.staff_desk import close_desk, open_small_desk
from web.staff.dialogue.example import filed_examples
from web.staff.dialogue.intent_pages import LABELS
from web.staff.dialogue.training import ACTIVE, FAILED, READY, ModelRow, activate, examples_to_test, folders_of
from web.staff.errors import Refused


@pytest.fixture
def rasa():
    """GET /status, PUT /model and POST /model/parse as Rasa 3.6 has them, and our channel; `ill` reads everything as a greeting, `silent` says nothing."""
    app, state = Flask("rasa"), SimpleNamespace(model="madoguchi.tar.gz", loaded=[], ill=False, silent=False)
    intents = {text: intent for intent, texts in filed_examples().items() for text in texts}

    @app.put("/model")
    def load():
        state.model = request.json["model_file"].rsplit("/", 1)[1]
        state.loaded.append(state.model)
        return "", 204

    @app.get("/status")
    def status():
        return {"model_file": f"/x/{state.model}", "model_id": "1"}

    @app.post("/webhooks/madoguchi/webhook")
    def answer():
        return [] if state.silent else [{"custom": {"resolution": "smalltalk"}}]

    @app.post("/model/parse")
    def parse():
        return {"intent": {"name": "greet" if state.ill else intents[request.json["text"]]}}

    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    state.url = f"http://127.0.0.1:{server.port}"
    yield state
    server.shutdown()
    server.server_close()


@pytest.fixture
def desk(tmp_path, filled_file, small_clerk, rasa):
    found = open_small_desk(tmp_path, filled_file, small_clerk, MADOGUCHI_RASA_URL=rasa.url)
    yield found
    close_desk(found)


@pytest.fixture
def candidate(desk):
    places = folders_of(desk.app.extensions["settings"], 1)
    for path, content in ((places.served, b"old"), (places.job / "candidate.tar.gz", b"new")):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    with transaction(desk.engine) as session:
        session.add(
            ModelRow(id=1, path=str(places.job / "candidate.tar.gz"), state=READY, by="kanri", examples=1, report={"before": {}, "after": {"right": 1}})
        )
    return places


def state_of(desk):
    with transaction(desk.engine) as session:
        return session.get_one(ModelRow, 1).state


def test_a_healthy_candidate_is_served_and_survives_a_restart(desk, candidate, rasa):
    activate(desk.engine, desk.app.extensions["settings"], 1, "kanri")
    assert (rasa.model, candidate.served.read_bytes(), candidate.previous.read_bytes(), state_of(desk)) == ("candidate.tar.gz", b"new", b"old", ACTIVE)


@pytest.mark.parametrize("fault", ["ill", "silent"])
def test_an_ill_one_gives_way_to_the_old(desk, candidate, rasa, fault):
    setattr(rasa, fault, True)
    with pytest.raises(Refused, match="元のモデルに戻しました"):
        activate(desk.engine, desk.app.extensions["settings"], 1, "kanri")
    assert rasa.loaded == ["candidate.tar.gz", "madoguchi.tar.gz"]
    assert (candidate.served.read_bytes(), state_of(desk)) == (b"old", FAILED)


def test_what_was_decided_is_not_decided_again(desk, candidate):
    client = desk.client("kanri")
    desk.post(client, "/staff/models/1/discard")
    assert desk.post(client, "/staff/models/1/activate").status_code == 409


def test_models_are_tested_on_all_that_staff_added_and_some_of_the_rest():
    filed = [f"例{n}" for n in range(100)]
    chosen = examples_to_test({"greet": [*filed, "まいど"]}, {"greet": filed})["greet"]
    assert chosen[0] == "まいど" and 30 <= len(chosen) <= 41


def test_every_intent_has_a_name_for_people():
    assert set(LABELS) == set(filed_examples())
