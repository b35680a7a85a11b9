"""Evaluates search and confidence on the graded questions: python -m knowledge.evaluate. Pictures go to MADOGUCHI_DATA/evaluation."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.clerk import Clerk, build_clerk
from knowledge.evaluation.cause import explain
from knowledge.evaluation.elsewhere import asked_elsewhere
from knowledge.evaluation.grading import Result, ask, table, worst
from knowledge.evaluation.learning import confirmable, learning_curve
from knowledge.evaluation.pictures import draw_learning, draw_reliability, draw_risk_coverage
from knowledge.evaluation.trust import report, trust_in
from knowledge.search.artefacts import SPOKEN, load_confidence, load_lexicon, load_ranker, search_folder
from knowledge.search.asker import Asker, graded_trials
from knowledge.search.document import document_of
from knowledge.search.fit_confidence import risk_coverage
from knowledge.search.graded import Graded, of_part, read_graded
from knowledge.search.index import Index
from knowledge.search.retriever import retriever_for
from knowledge.search.search import Search
from knowledge.search.trials import Judge
from knowledge.settings import read_knowledge_settings


def evaluate_confidence(catalogue: Catalogue, questions: Sequence[Graded], folder: Path) -> list[str]:
    """Risk–coverage and reliability on questions that nothing was fitted or calibrated on."""
    fitted, ranker = load_confidence(search_folder()), load_ranker(search_folder(), SPOKEN)
    if not fitted or not ranker:
        return ["確信度がまだ作られていません（python -m knowledge.search.build）"]
    lexicon = load_lexicon(search_folder())
    asker = Asker(catalogue, retriever_for(ranker, Index([document_of(entry) for entry in catalogue.entries], lexicon).complete()))
    judge = Judge(ranker, fitted.domain, {}, lexicon, fitted.calibration)
    trials = graded_trials(asker, asker.lessons(questions), judge)
    trust = trust_in(fitted.calibration, trials)
    draw_risk_coverage(folder / "risk-coverage.png", risk_coverage(fitted.calibration, trials), fitted.thresholds.answer)
    draw_reliability(folder / "reliability.png", trust.sure, trust.right)
    return report(trust, fitted.thresholds)


def _say(lines: Iterable[object]) -> None:
    sys.stdout.write("\n".join(map(str, lines)) + "\n\n")
    sys.stdout.flush()


def _say_answers(clerk: Clerk, questions: Sequence[Graded]) -> None:
    results = [ask(clerk, question) for question in questions]
    _say(["## test part", *table([result for result in results if result.question.part == "test"])])
    _say(["## all parts (fit and calibrate were seen)", *table(results)])
    _say(["## the twenty worst misses", *worst(results, lambda miss: explain(clerk, miss))])
    _say(["## causes of all misses", *causes(clerk, results)])


def causes(clerk: Clerk, results: Sequence[Result]) -> list[str]:
    """How often each cause made a miss, the most frequent first."""
    count = Counter(explain(clerk, result).cause for result in results if result.verdict != "right")
    return [f"{times:3d} {cause}" for cause, times in count.most_common()]


def evaluate_elsewhere(clerk: Clerk, part: str, questions: Sequence[Graded]) -> str:
    """How often a city answers what its plan has nothing on."""
    results = [ask(clerk, question) for question in asked_elsewhere(clerk, of_part(questions, part))]
    wrong = sum(result.verdict == "wrong" for result in results)
    pointed = sum(result.outcome.reason == "other_municipality_only" for result in results)
    return f"{part:18} {len(results):4d}  answered wrongly {wrong:3d}  pointed to the other city {pointed:3d}"


def evaluate_learning(catalogue: Catalogue, questions: Sequence[Graded], folder: Path) -> list[str]:
    """How answers to the test part get better as staff confirm questions; entries start without any phrasing."""
    confirmed = confirmable(catalogue, [*of_part(questions, "fit"), *of_part(questions, "calibrate")])
    steps = learning_curve(catalogue, confirmed, of_part(questions, "test"))
    draw_learning(folder / "learning.png", steps)
    return [str(step) for step in steps]


def main() -> int:
    """The command."""
    folder = read_knowledge_settings().data / "evaluation"
    folder.mkdir(parents=True, exist_ok=True)
    catalogue, questions = load_catalogue(), read_graded()
    clerk = build_clerk(catalogue, Search(catalogue.entries))
    _say_answers(clerk, questions)
    _say(["## asked of cities that have nothing on it", *(evaluate_elsewhere(clerk, part, questions) for part in ("fit", "calibrate", "test"))])
    _say(["## confidence on the test part", *evaluate_confidence(catalogue, of_part(questions, "test"), folder)])
    _say(["## learning: the test part, by the clerk", *evaluate_learning(catalogue, questions, folder)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
