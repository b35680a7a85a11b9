"""Builds what search needs beside the entries: word vectors, rankers, calibration. Run: python -m knowledge.search.build"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.errors import KnowledgeError
from knowledge.search.artefacts import BARE, SPOKEN, fitted_folder, load_lexicon, save_confidence, save_ranker, search_folder
from knowledge.search.asker import Asker, teachable
from knowledge.search.choosing import fit_bare, fit_better, fit_plain
from knowledge.search.confidence import Confidence
from knowledge.search.document import document_of
from knowledge.search.export_vectors import export_vectors
from knowledge.search.fit_confidence import calibrate, choose_answer, choose_clarify, fit_weights, offers, risk_coverage
from knowledge.search.graded import Graded, of_part, read_graded
from knowledge.search.index import Index, Lexicon
from knowledge.search.lessons import Lessons
from knowledge.search.material import Material, gather
from knowledge.search.ranker import LinearRanker, Ranker
from knowledge.search.ranking import Thresholds
from knowledge.search.retriever import Retriever, with_memory
from knowledge.search.stack import Stack
from knowledge.search.training import Lesson, bare_lessons, spoken_lessons
from knowledge.search.trials import judge_for, read_negatives
from knowledge.search.word_vectors import vectors_exist

Fit = Callable[[Sequence[Lesson]], LinearRanker | Stack]

# A graded question was written by somebody who had not seen the phrasings; it teaches more than one of them.
_GRADED_REPEATS = 4

# With fewer confirmed questions than this there is too little for the stack to learn from.
ENOUGH_CONFIRMED = 200


def build(folder: Path) -> None:
    """Write the artefacts under `folder`; word vectors that are there already stay."""
    if not vectors_exist(folder):
        _say(f"単語ベクトルを書き出しています（{folder}）…")
        _say(f"単語ベクトル: {export_vectors(folder)}語")
    build_models(folder, load_catalogue(), load_lexicon(folder))


def build_models(folder: Path, catalogue: Catalogue, lexicon: Lexicon, *, confirmed: int = 0) -> None:
    """Fit and write the rankers, the calibration and the thresholds; with an encoder once without it and once with it.

    `confirmed`: how many of the phrasings staff have confirmed; with enough of them the stack is tried too.
    """
    documents = [document_of(entry) for entry in catalogue.entries]
    over, fit = (with_memory, fit_better) if confirmed >= ENOUGH_CONFIRMED else (Retriever, fit_plain)
    _say(f"検索の順位付けを学習しています（{len(documents)}項目）…")
    asker = Asker(catalogue, over(Index(documents, lexicon).complete()))
    material = gather(asker, list(spoken_lessons(documents, lexicon, over)), read_graded())
    lessons = Lessons(bare_lessons(documents, lexicon), material.spoken, teachable(material.fit) * _GRADED_REPEATS)
    _fit_all(folder, material, lessons.without_encoder(), fit, confirmed)
    if lexicon.encode:
        _say("エンコーダーを加えて、もう一度学習しています…")
        _fit_all(fitted_folder(folder, lexicon.encode), material, lessons, fit, confirmed)


def _fit_all(folder: Path, material: Material, lessons: Lessons, fit: Fit, confirmed: int) -> None:
    """Written together at the end, so that nobody who serves meanwhile takes a new ranker with an old confidence."""
    bare, ranker = fit_bare(lessons.bare), fit([*lessons.spoken, *lessons.graded])
    _say("確信度を較正しています…")
    confidence, measured = fit_confidence(material, ranker)
    save_ranker(folder, BARE, bare)
    save_ranker(folder, SPOKEN, ranker)
    save_confidence(folder, confidence, measured | {"confirmed": float(confirmed)})


def fit_confidence(material: Material, ranker: Ranker) -> tuple[Confidence, dict[str, float]]:
    """Fit, calibrate and choose the thresholds, each on its own part of the material (docs/search.md); returns also what was measured."""
    asker, known = material.asker, of_part(read_graded(), "fit")
    judge = judge_for(ranker, _inside(asker, known), (*read_negatives(), *_outside(known)), asker.retriever.index.lexicon)
    plain = fit_weights(material.to_fit(judge))
    sure = replace(judge, calibration=plain)
    calibration, held = calibrate(plain, material.to_calibrate(sure)), material.held(sure)
    answer = choose_answer(risk_coverage(calibration, held))
    offered = offers(calibration, [*material.asked(sure), *material.to_calibrate(sure)], answer.threshold)
    clarify = choose_clarify(offered, answer.threshold)
    measured = {"questions": float(len(held)), "answered": answer.answered, "wrong": answer.wrong}
    measured |= {"offers": float(clarify.offers), "offers_holding": clarify.holding}
    _say(f"答えるしきい値 {answer.threshold}（較正用{len(held)}問: 回答{answer.answered:.0%} 誤り{answer.wrong:.1%}）")
    _say(f"聞き返すしきい値 {clarify.threshold}（選択肢{clarify.offers}回のうち正答を含むもの{clarify.holding:.0%}）")
    return Confidence(calibration, Thresholds(answer.threshold, clarify.threshold), judge.domain), measured


def _inside(asker: Asker, known: Sequence[Graded]) -> tuple[str, ...]:
    """Three phrasings of every entry, and the questions of the fit part that have an answer."""
    phrasings = (text for entry in asker.catalogue.entries for text in entry.phrasings[:3])
    return (*phrasings, *(question.turns[0] for question in known if question.expect == "answer"))


def _outside(known: Sequence[Graded]) -> tuple[str, ...]:
    return tuple(question.turns[0] for question in known if question.kind == "out_of_scope")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> int:
    """The command; 1 with one line where a file is bad or the folder can't be written."""
    try:
        build(search_folder())
    except (KnowledgeError, OSError) as error:
        sys.stderr.write(" ".join(str(error).split()) + "\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
