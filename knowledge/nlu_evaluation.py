"""How well messages are understood: python -m knowledge.nlu_evaluation runs Rasa's cross-validation and keeps its report.

Report, errors and confusion matrix lie under MADOGUCHI_DATA/evaluation/nlu.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.settings import ROOT, read_knowledge_settings

_REPORT, _ERRORS, _LOG = "intent_report.json", "intent_errors.json", "rasa.log"
_QUIET = {"PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}


class NluEvaluationError(KnowledgeError):
    """Rasa's cross-validation could not be carried out."""


@dataclass(frozen=True)
class NluScore:
    """What cross-validation found: macro F1, F1 per intent, and (true, predicted) intents by how often they were confused."""

    macro_f1: float
    f1: dict[str, float]
    confusions: tuple[tuple[tuple[str, str], int], ...]


def cross_validate(folder: Path, *, folds: int = 5, examples: Path = ROOT / "nlu_data" / "nlu") -> NluScore:
    """Run `rasa test nlu --cross-validation` in Rasa's own environment; takes minutes. NluEvaluationError when it fails."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _REPORT).unlink(missing_ok=True)
    (folder / _ERRORS).unlink(missing_ok=True)
    with (folder / _LOG).open("w", encoding="utf-8") as log:
        ended = subprocess.run(_command(folder, folds, examples), cwd=ROOT, env=os.environ | _QUIET, stdout=log, stderr=subprocess.STDOUT, check=False)
    if ended.returncode:
        raise NluEvaluationError(f"rasa test nlu が終わりませんでした。{folder / _LOG} を見てください")
    return read_score(folder)


def _command(folder: Path, folds: int, examples: Path) -> list[str]:
    where = ["--config", "bot/config.yml", "--domain", "bot", "--nlu", str(examples), "--out", str(folder)]
    return [str(ROOT / ".venv-rasa" / "bin" / "python"), "-W", "ignore", "-m", "rasa", "test", "nlu", "--cross-validation", "--folds", str(folds), *where]


def read_score(folder: Path) -> NluScore:
    """The score that Rasa left in a folder; NluEvaluationError when there is none."""
    try:
        report = json.loads((folder / _REPORT).read_text(encoding="utf-8"))
        # Rasa writes no file of errors when there is none.
        errors = json.loads((folder / _ERRORS).read_text(encoding="utf-8")) if (folder / _ERRORS).exists() else []
    except (OSError, ValueError) as error:
        raise NluEvaluationError(f"{folder}: 評価の結果がありません") from error
    confused = Counter((each["intent"], each["intent_prediction"]["name"]) for each in errors)
    return NluScore(report["macro avg"]["f1-score"], _per_intent(report), tuple(confused.most_common()))


def _per_intent(report: dict[str, object]) -> dict[str, float]:
    rows = {name: row for name, row in report.items() if isinstance(row, dict) and "confused_with" in row}
    return {name: row["f1-score"] for name, row in sorted(rows.items(), key=lambda item: item[1]["f1-score"])}


def main() -> None:
    """Cross-validate and print macro F1, the weakest intents and the commonest confusions."""
    folder = read_knowledge_settings().data / "evaluation" / "nlu"
    score = cross_validate(folder)
    weakest = "  ".join(f"{name} {f1:.2f}" for name, f1 in list(score.f1.items())[:10])
    confusions = "  ".join(f"{true}→{predicted} {count}" for (true, predicted), count in score.confusions[:10])
    sys.stdout.write(f"NLU macro F1 {score.macro_f1:.3f} ({len(score.f1)} intents)\nweakest: {weakest}\nconfused: {confusions}\n{folder}\n")


if __name__ == "__main__":
    main()
