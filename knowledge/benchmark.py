"""Ranks any FAQ corpus with the product's own search: python -m knowledge.benchmark CORPUS QUERIES RUN [--train QUERIES QRELS]."""

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from knowledge.errors import KnowledgeError
from knowledge.search.artefacts import BARE, SPOKEN, load_lexicon, load_ranker, search_folder
from knowledge.search.corpus import read_corpus, read_judged, read_queries
from knowledge.search.document import Document
from knowledge.search.index import Index
from knowledge.search.learning import learn
from knowledge.search.ranker import UNFITTED, Ranker
from knowledge.search.retriever import Retriever

_LISTED = 100

# Fewer judged queries than this can't fit three learners.
_LEAST_JUDGED = 20

Finder = Callable[[str], list[str]]


def shipped_ranker(index: Index) -> Ranker:
    """The ranker that was fitted at build time for corpora of this kind; the base score where none was built."""
    return load_ranker(search_folder(), BARE if index.is_bare else SPOKEN) or UNFITTED


def finder_of(retriever: Retriever, ranker: Ranker) -> Finder:
    """A function from a question to document ids, best first."""

    def find(text: str) -> list[str]:
        table = retriever.table(text)
        order = np.argsort(-ranker.scores(table), kind="stable")[:_LISTED]
        return [retriever.index.documents[place].id for place in table.places[order]]

    return find


def build_index(documents: Sequence[Document]) -> Index:
    """The product's index over a corpus."""
    return Index(documents, load_lexicon(search_folder())).complete()


def _prepare(options: argparse.Namespace) -> Finder:
    started = time.perf_counter()
    index = build_index(read_corpus(options.corpus))
    _say(f"index build {time.perf_counter() - started:.2f} s, {len(index.documents)} documents")
    if not options.train:
        return finder_of(Retriever(index), shipped_ranker(index))
    judged = read_judged(*options.train)
    if len(judged) < _LEAST_JUDGED:
        _say(f"only {len(judged)} judged queries: the shipped ranker is used")
        return finder_of(Retriever(index), shipped_ranker(index))
    started = time.perf_counter()
    retriever, stack = learn(index, judged)
    _say(f"ranker fit {time.perf_counter() - started:.2f} s")
    return finder_of(retriever, stack)


def _rank(find: Finder, queries: dict[str, str]) -> dict[str, list[str]]:
    run, spent = {}, []
    for name, text in queries.items():
        started = time.perf_counter()
        run[name] = find(text)
        spent.append(1000 * (time.perf_counter() - started))
    if spent:
        _say(f"per query p50 {np.percentile(spent, 50):.1f} ms, p95 {np.percentile(spent, 95):.1f} ms over {len(spent)} queries")
    return run


def _questions(documents: Sequence[Document]) -> dict[str, str]:
    return {document.id: document.question for document in documents}


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m knowledge.benchmark", description=__doc__)
    parser.add_argument("corpus", type=Path, help='{id: "Question: …\\nAnswer: …"}')
    parser.add_argument("queries", type=Path, help="{query id: text}")
    parser.add_argument("run", type=Path, help="written: {query id: [document ids, best first]}")
    parser.add_argument("--train", nargs=2, type=Path, metavar=("QUERIES", "QRELS"), help="fit the ranker on these judgements first")
    parser.add_argument("--entries-as-questions", action="store_true", help="ask every entry's own question instead of QUERIES; each should find itself")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 2 when a file can't be read."""
    options = _options(arguments)
    try:
        find = _prepare(options)
        queries = _questions(read_corpus(options.corpus)) if options.entries_as_questions else read_queries(options.queries)
    except KnowledgeError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    options.run.write_text(json.dumps(_rank(find, queries), ensure_ascii=False), encoding="utf-8")
    _say(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
