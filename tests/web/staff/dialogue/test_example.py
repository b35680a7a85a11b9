"""Examples of intents: changes on top of the files, conflicts, export."""

import io
import zipfile

import pytest
import yaml

from web.staff.dialogue.example import add_example, current_examples, filed_examples, move_example, remove_example, write_all
from web.staff.dialogue.find_confusion import find_confusions
from web.staff.errors import Refused


def test_changes_lie_on_top_of_the_files(desk):
    first = filed_examples()["greet"][0]
    add_example(desk.engine, "greet", "まいどおおきに", "kanri")
    remove_example(desk.engine, "greet", first, "kanri")
    now = current_examples(desk.engine)["greet"]
    assert "まいどおおきに" in now and first not in now
    add_example(desk.engine, "greet", first, "kanri")
    assert first in current_examples(desk.engine)["greet"]


def test_an_example_is_moved(desk):
    text = filed_examples()["thank"][0]
    move_example(desk.engine, text, "thank", "goodbye", "kanri")
    now = current_examples(desk.engine)
    assert text in now["goodbye"] and text not in now["thank"]


@pytest.mark.parametrize(("intent", "text"), [("greet", ""), ("nothing", "やあ"), ("greet", "あ" * 201), ("greet", "- 箇条書き")])
def test_what_is_no_example_is_refused(desk, intent, text):
    with pytest.raises(Refused):
        add_example(desk.engine, intent, text, "kanri")


def test_the_same_words_under_two_intents_are_refused(desk):
    with pytest.raises(Refused, match="すでに"):
        add_example(desk.engine, "goodbye", filed_examples()["greet"][0], "kanri")


@pytest.mark.parametrize("text", ["[大垣](municipality)", "a: b # c", '"引用"', "{x}", "改行\n- intent: evil"])
def test_no_example_breaks_the_training_file(desk, text):
    add_example(desk.engine, "ask", text, "kanri")
    examples = current_examples(desk.engine)
    blocks = yaml.safe_load(write_all(examples))["nlu"]
    assert [block["intent"] for block in blocks] == list(examples)


def test_the_export_holds_the_files_of_nlu_data(desk):
    packed = desk.client("etsuran").get("/staff/intents.zip").data
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {f"nlu_data/nlu/{intent}.yml" for intent in filed_examples()} == set(archive.namelist())


def test_conflicting_examples_are_found():
    examples = {"greet": ["こんにちは", "おはよう", "やあ", "どうも"], "goodbye": ["さようなら", "こんにちは。", "またね", "じゃあね"]}
    assert [(pair.intent, pair.other_intent) for pair in find_confusions(examples).pairs] == [("greet", "goodbye")]


def test_the_shipped_examples_tell_their_intents_apart():
    assert find_confusions(filed_examples()).right > 0.75
