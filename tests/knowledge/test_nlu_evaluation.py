import json

import pytest

from knowledge.nlu_evaluation import NluEvaluationError, cross_validate, read_score

TINY = {
    "greet": ["こんにちは", "おはようございます", "こんばんは", "はじめまして"],
    "thank": ["ありがとう", "助かりました", "感謝します", "どうもありがとう"],
    "stop": ["やめる", "キャンセルして", "中止したい", "ストップ"],
}


@pytest.fixture
def tiny(tmp_path):
    """A file with a few examples of three intents."""
    path = tmp_path / "tiny.yml"
    parts = [f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts) for intent, texts in TINY.items()]
    path.write_text('version: "3.1"\n\nnlu:\n' + "".join(parts), encoding="utf-8")
    return path


def test_cross_validation_leaves_report_and_confusion_matrix(tmp_path, tiny):
    folder = tmp_path / "evaluation" / "nlu"
    score = cross_validate(folder, folds=2, examples=tiny)
    assert set(TINY) <= set(score.f1)
    assert 0 <= score.macro_f1 <= 1
    assert (folder / "intent_confusion_matrix.png").stat().st_size > 1000


def test_a_run_that_fails_names_its_log(tmp_path):
    with pytest.raises(NluEvaluationError, match=r"rasa\.log"):
        cross_validate(tmp_path, folds=2, examples=tmp_path / "missing.yml")


def test_the_commonest_confusion_comes_first(tmp_path):
    row = {"f1-score": 0.5, "confused_with": {}}
    (tmp_path / "intent_report.json").write_text(json.dumps({"greet": row, "thank": row | {"f1-score": 0.4}, "macro avg": {"f1-score": 0.45}, "accuracy": 0.5}))
    errors = [{"intent": true, "intent_prediction": {"name": predicted}} for true, predicted in [("greet", "thank"), ("thank", "greet"), ("thank", "greet")]]
    (tmp_path / "intent_errors.json").write_text(json.dumps(errors))
    score = read_score(tmp_path)
    assert score.macro_f1 == 0.45
    assert list(score.f1) == ["thank", "greet"]
    assert score.confusions == ((("thank", "greet"), 2), (("greet", "thank"), 1))


def test_no_report_is_said(tmp_path):
    with pytest.raises(NluEvaluationError, match="評価の結果"):
        read_score(tmp_path)
