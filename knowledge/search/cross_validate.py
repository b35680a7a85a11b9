"""Cross-validates the fitted stack on a benchmark: python -m knowledge.search.cross_validate CORPUS QUERIES QRELS."""

import argparse
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from knowledge.search.artefacts import load_lexicon, search_folder
from knowledge.search.confirmed import Confirmed
from knowledge.search.corpus import read_corpus, read_judged
from knowledge.search.index import Index
from knowledge.search.learning import learn
from knowledge.search.retriever import Retriever
from knowledge.search.stack import Stack


def ndcg(grades: Mapping[str, float], found: Sequence[str], depth: int = 10) -> float:
    """NDCG with linear gain over the first `depth` documents."""
    ideal = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(name, 0) for name in found[:depth]]) / ideal if ideal else 0.0


def _gain(values: Sequence[float]) -> float:
    return sum(value / math.log2(place + 2) for place, value in enumerate(values))


def cross_validate(index: Index, judged: Sequence[Confirmed], *, folds: int = 5, seed: int = 0) -> list[float]:
    """Each question's nDCG@10 under a stack that was fitted without its fold."""
    order = np.random.RandomState(seed).permutation(len(judged))
    results = []
    for fold in range(folds):
        asked = set(order[fold::folds].tolist())
        retriever, stack = learn(index, [question for number, question in enumerate(judged) if number not in asked])
        results += [_one(judged[number], retriever, stack) for number in sorted(asked)]
    return results


def _one(question: Confirmed, retriever: Retriever, stack: Stack) -> float:
    table = retriever.table(question.text)
    order = np.argsort(-stack.scores(table), kind="stable")
    return ndcg(question.grades, [retriever.index.documents[place].id for place in table.places[order]])


def main() -> int:
    """The command; prints the mean nDCG@10 for each seed."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.search.cross_validate", description=__doc__)
    for name in ("corpus", "queries", "qrels"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seeds", type=int, default=1, help="how many ways to cut the folds")
    options = parser.parse_args()
    index = Index(read_corpus(options.corpus), load_lexicon(search_folder())).complete()
    judged = read_judged(options.queries, options.qrels)
    for seed in range(options.seeds):
        sys.stdout.write(f"seed {seed}: nDCG@10 {np.mean(cross_validate(index, judged, folds=options.folds, seed=seed)):.4f}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
