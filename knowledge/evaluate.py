"""Evaluates search and confidence on the graded questions: python -m knowledge.evaluate. Pictures go to MADOGUCHI_DATA/evaluation."""

import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.clerk import build_clerk
from knowledge.evaluation.grading import Result, ask, table, worst
from knowledge.evaluation.pictures import draw_learning, draw_reliability, draw_risk_coverage
from knowledge.search.artefacts import SPOKEN, load_confidence, load_lexicon, load_ranker, search_folder
from knowledge.search.confidence import Confidence
from knowledge.search.document import Document, document_of
from knowledge.search.fit_confidence import Trial, risk_coverage
from knowledge.search.graded import Graded, acceptable, read_graded
from knowledge.search.index import Index
from knowledge.search.ranker import UNFITTED, Ranker
from knowledge.search.retriever import Retriever, retriever_for
from knowledge.search.search import Search
from knowledge.search.trials import Asker, Judge, graded_trials
from knowledge.settings import read_knowledge_settings

_CONFIRMED_STEPS = (0, 50, 200)


def evaluate_answers(catalogue: Catalogue, questions: Sequence[Graded]) -> list[Result]:
    """Every question through the clerk, with the search as shipped."""
    clerk = build_clerk(catalogue, Search(catalogue.entries))
    return [ask(clerk, question) for question in questions]


def evaluate_confidence(catalogue: Catalogue, questions: Sequence[Graded], folder: Path) -> list[str]:
    """Risk–coverage and reliability on questions that nothing was fitted or calibrated on."""
    fitted, ranker = load_confidence(search_folder()), load_ranker(search_folder(), SPOKEN)
    if not fitted or not ranker:
        return ["確信度がまだ作られていません（python -m knowledge.search.build）"]
    lexicon = load_lexicon(search_folder())
    index = Index([document_of(entry) for entry in catalogue.entries], lexicon).complete()
    asked = Asker(catalogue, retriever_for(ranker, index)).lessons(questions)
    return _confidence_report(fitted, graded_trials(asked, Judge(ranker, fitted.domain, {}, lexicon)), folder)


def _confidence_report(fitted: Confidence, trials: Sequence[Trial], folder: Path) -> list[str]:
    curve = risk_coverage(fitted.calibration, trials)
    sure = fitted.calibration.probability(np.array([trial.evidence for trial in trials], dtype=np.float32))
    right = np.array([trial.right for trial in trials], dtype=np.float32)
    draw_risk_coverage(folder / "risk-coverage.png", curve, fitted.thresholds.answer)
    draw_reliability(folder / "reliability.png", sure, right)
    point = min(curve, key=lambda each: abs(each.threshold - fitted.thresholds.answer))
    brier = float(((sure - right) ** 2).mean())
    return [f"threshold {point.threshold:.2f}: answered {point.answered:.1%}, wrong {point.wrong:.1%} of {len(trials)}; Brier score {brier:.3f}"]


def evaluate_learning(catalogue: Catalogue, taught: Sequence[Graded], asked: Sequence[Graded], folder: Path) -> list[str]:
    """How often the right entry comes first as staff confirm more questions; entries start without any phrasing."""
    pairs = [(question.turns[0], sorted(answers)[0]) for question in taught if len(answers := _answers(question, catalogue)) == 1]
    pairs += [(text, entry.id) for number in range(3) for entry in catalogue.entries for text in entry.phrasings[number : number + 1]]
    random.Random(0).shuffle(pairs)
    steps = [*_CONFIRMED_STEPS, len(pairs)]
    right = {count: _first_right(catalogue, pairs[:count], asked) for count in steps}
    draw_learning(folder / "learning.png", right)
    return [f"{count:5d} confirmed questions: right first {share:.1%}" for count, share in right.items()]


def _answers(question: Graded, catalogue: Catalogue) -> frozenset[str]:
    single = question.expect == "answer" and len(question.turns) == 1 and question.municipality
    return acceptable(question, catalogue.entries) if single else frozenset()


def _first_right(catalogue: Catalogue, confirmed: Iterable[tuple[str, str]], asked: Sequence[Graded]) -> float:
    phrasings: dict[str, tuple[str, ...]] = {}
    for text, name in confirmed:
        phrasings[name] = (*phrasings.get(name, ()), text)
    documents = [_bare(document_of(entry), phrasings) for entry in catalogue.entries]
    ranker = _ranker()
    retriever = retriever_for(ranker, Index(documents, load_lexicon(search_folder())).complete())
    judged = [(question, answers) for question in asked if (answers := _answers(question, catalogue))]
    return float(np.mean([_first(retriever, ranker, question) in answers for question, answers in judged])) if judged else 0.0


def _bare(document: Document, phrasings: dict[str, tuple[str, ...]]) -> Document:
    return replace(document, phrasings=phrasings.get(document.id, ()))


def _ranker() -> Ranker:
    return load_ranker(search_folder(), SPOKEN) or UNFITTED


def _first(retriever: Retriever, ranker: Ranker, question: Graded) -> str:
    found = retriever.table(question.turns[0], question.municipality)
    here = retriever.index.groups[found.places] == question.municipality
    best = found.places[np.argmax(np.where(here, ranker.scores(found), -np.inf))]
    return str(retriever.index.documents[best].id)


def _say(lines: Iterable[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n\n")
    sys.stdout.flush()


def main() -> int:
    """The command."""
    folder = read_knowledge_settings().data / "evaluation"
    folder.mkdir(parents=True, exist_ok=True)
    catalogue, questions = load_catalogue(), read_graded()
    parts = {part: [question for question in questions if question.part == part] for part in ("fit", "calibrate", "test")}
    results = evaluate_answers(catalogue, questions)
    _say(["## test part", *table([result for result in results if result.question.part == "test"])])
    _say(["## all parts (fit and calibrate were seen)", *table(results)])
    _say(["## worst misses of the test part", *worst([result for result in results if result.question.part == "test"])])
    _say(["## confidence on the test part", *evaluate_confidence(catalogue, parts["test"], folder)])
    _say(["## learning", *evaluate_learning(catalogue, [*parts["fit"], *parts["calibrate"]], parts["test"], folder)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
