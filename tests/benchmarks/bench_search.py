"""Search beside bm25s and rank_bm25 on the same tokens in one run: python tests/benchmarks/bench_search.py CORPUS QUERIES [--sizes 1000 10000 100000]."""

import argparse
import itertools
import random
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import bm25s
import numpy as np
from rank_bm25 import BM25Okapi

from knowledge.benchmark import build_index, finder_of, shipped_ranker
from knowledge.search.artefacts import load_lexicon, search_folder
from knowledge.search.corpus import read_corpus, read_queries
from knowledge.search.document import Document
from knowledge.search.retriever import Retriever

Rank = Callable[[str], object]


def percentiles(rank: Rank, queries: Sequence[str]) -> tuple[float, float]:
    spent = []
    for text in queries:
        started = time.perf_counter()
        rank(text)
        spent.append(1000 * (time.perf_counter() - started))
    return float(np.percentile(spent, 50)), float(np.percentile(spent, 95))


def ours(documents: Sequence[Document]) -> Rank:
    index = build_index(documents)
    return finder_of(Retriever(index), shipped_ranker(index))


def with_bm25s(documents: Sequence[Document]) -> Rank:
    words = load_lexicon(search_folder()).analyser.terms
    retriever = bm25s.BM25()
    retriever.index([list(words(f"{document.question} {document.answer}").words) for document in documents], show_progress=False)
    return lambda text: retriever.retrieve([list(words(text).words)], k=min(10, len(documents)), show_progress=False)


def with_rank_bm25(documents: Sequence[Document]) -> Rank:
    words = load_lexicon(search_folder()).analyser.terms
    retriever = BM25Okapi([list(words(f"{document.question} {document.answer}").words) for document in documents])
    return lambda text: np.argsort(-retriever.get_scores(list(words(text).words)))[:10]


def varied(documents: Sequence[Document], size: int) -> list[Document]:
    """A corpus of any size: documents whose questions and answers are dealt anew."""
    chance = random.Random(0)
    sentences = [part for document in documents for part in document.answer.split("。") if part]
    source = itertools.islice(itertools.cycle(documents), size)
    return [replace(document, id=str(number), answer="。".join(chance.choices(sentences, k=5))) for number, document in enumerate(source)]


def measure(name: str, build: Callable[[Sequence[Document]], Rank], documents: Sequence[Document], queries: Sequence[str]) -> float:
    started = time.perf_counter()
    rank = build(documents)
    built = time.perf_counter() - started
    half, most = percentiles(rank, queries)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:10} {len(documents):7d} documents  build {built:7.2f} s  p50 {half:7.2f} ms  p95 {most:7.2f} ms  peak {memory:6.0f} MB", flush=True)
    return most


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=[])
    options = parser.parse_args()
    documents, queries = read_corpus(options.corpus), list(read_queries(options.queries).values())
    most = {name: measure(name, build, documents, queries) for name, build in (("bm25s", with_bm25s), ("rank_bm25", with_rank_bm25), ("ours", ours))}
    print("  ".join(f"ours / {name}: {most['ours'] / most[name]:.2f}" for name in ("bm25s", "rank_bm25")))
    for size in options.sizes:
        measure("ours", ours, varied(documents, size), queries[:100])


if __name__ == "__main__":
    main()
