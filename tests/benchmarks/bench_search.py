"""Search beside bm25s and rank_bm25 on the same tokens, in one run; every question is read anew by each.

`python tests/benchmarks/bench_search.py [CORPUS QUERIES] [--train QRELS] [--sizes 1000 10000 100000] [--plot FILE]`: the five cities' own
entries with the graded questions; then a corpus of FAQ pairs, as shipped and (with --train) with the stack fitted on the queries' judgements;
corpora of other sizes, made by dealing the answers' sentences anew; a plot of cost against size. Each runs in a process of its own.
"""

import argparse
import itertools
import json
import random
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from multiprocessing import Pipe, get_context
from pathlib import Path

import bm25s
import numpy as np
from matplotlib.figure import Figure
from rank_bm25 import BM25Okapi

from knowledge.benchmark import build_index, finder_of, shipped_ranker
from knowledge.catalogue import load_catalogue
from knowledge.entry import Entry
from knowledge.search.artefacts import load_lexicon, search_folder
from knowledge.search.corpus import read_corpus, read_judged, read_queries
from knowledge.search.document import Document, document_of
from knowledge.search.learning import learn
from knowledge.search.retriever import Retriever
from knowledge.search.search import Search

Rank = Callable[[str], object]
QUESTIONS = Path(__file__).parent.parent / "questions"
ASKED = 100


@dataclass(frozen=True)
class Cost:
    """What one retriever took over one corpus: seconds to build, milliseconds a query."""

    name: str
    size: int
    build: float
    half: float
    most: float


def ours(documents: Sequence[Document]) -> Rank:
    index = build_index(documents)
    return finder_of(Retriever(index), shipped_ranker(index))


def fitted_on(queries: Path, judgements: Path) -> Callable[[Sequence[Document]], Rank]:
    return lambda documents: finder_of(*learn(build_index(documents), read_judged(queries, judgements)))


def with_bm25s(documents: Sequence[Document]) -> Rank:
    words = load_lexicon(search_folder()).analyser.terms
    retriever = bm25s.BM25()
    retriever.index([list(words(_text(document)).words) for document in documents], show_progress=False)
    return lambda text: retriever.retrieve([list(words(text).words)], k=min(10, len(documents)), show_progress=False)


def with_rank_bm25(documents: Sequence[Document]) -> Rank:
    words = load_lexicon(search_folder()).analyser.terms
    retriever = BM25Okapi([list(words(_text(document)).words) for document in documents])
    return lambda text: np.argsort(-retriever.get_scores(list(words(text).words)))[:10]


PEERS = {"bm25s": with_bm25s, "rank_bm25": with_rank_bm25}


def _text(document: Document) -> str:
    return " ".join((document.question, *document.phrasings, document.answer))


def varied(documents: Sequence[Document], size: int) -> list[Document]:
    """A corpus of any size: documents whose answers' sentences are dealt anew."""
    chance = random.Random(0)
    sentences = [part for document in documents for part in document.answer.split("。") if part]
    source = itertools.islice(itertools.cycle(documents), size)
    return [replace(document, id=str(number), answer="。".join(chance.choices(sentences, k=5))) for number, document in enumerate(source)]


def apart(name: str, build: Callable[[], Rank], size: int, queries: Sequence[str]) -> Cost:
    """`measure` in a process of its own, so that the peak of memory is this one's."""
    left, right = Pipe()
    process = get_context("fork").Process(target=lambda: right.send(measure(name, build, size, queries)))
    process.start()
    cost: Cost = left.recv()
    process.join()
    return cost


def measure(name: str, build: Callable[[], Rank], size: int, queries: Sequence[str]) -> Cost:
    """Build, warm up with ten questions, forget how they were read, ask all; prints a line."""
    started = time.perf_counter()
    rank = build()
    built = time.perf_counter() - started
    for text in queries[:10]:
        rank(text)
    load_lexicon(search_folder()).analyser.forget()
    spent = [_milliseconds(rank, text) for text in queries]
    cost = Cost(name, size, built, *np.percentile(spent, (50, 95)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:14} {size:7d} documents  build {built:7.2f} s  p50 {cost.half:7.2f} ms  p95 {cost.most:7.2f} ms  peak {memory:6.0f} MB", flush=True)
    return cost


def _milliseconds(rank: Rank, text: str) -> float:
    started = time.perf_counter()
    rank(text)
    return 1000 * (time.perf_counter() - started)


def measure_corpus(documents: Sequence[Document], queries: Sequence[str]) -> list[Cost]:
    """The peers and ours over one corpus, with the ratios."""
    costs = [apart(name, lambda build=build: build(documents), len(documents), queries) for name, build in (PEERS | {"ours": ours}).items()]
    print("  " + "  ".join(f"ours / {cost.name}: {costs[-1].most / cost.most:.2f}" for cost in costs[:-1]))
    return costs


def measure_cities(entries: Sequence[Entry]) -> None:
    """The five cities' entries with the graded questions, each asked of its city."""
    rows = [json.loads(line) for path in sorted(QUESTIONS.glob("*.jsonl")) for line in path.read_text().splitlines()]
    cities = {row["turns"][0]: row["municipality"] for row in rows}
    documents = [document_of(entry) for entry in entries]
    for name, build in PEERS.items():
        apart(name, lambda build=build: build(documents), len(documents), list(cities))
    apart("ours, cities", lambda: by_city(Search(entries), cities), len(documents), list(cities))


def by_city(search: Search, cities: dict[str, str]) -> Rank:
    return lambda text: search.search(text, cities[text])


def plot(costs: Sequence[Cost], path: Path) -> None:
    """Seconds to build and milliseconds a query against the number of documents, a line for each retriever."""
    figure = Figure(figsize=(9, 4), layout="constrained")
    for axes, name, value in zip(figure.subplots(1, 2), ("build, s", "query p95, ms"), ("build", "most"), strict=True):
        for retriever in (*PEERS, "ours"):
            found = [cost for cost in costs if cost.name == retriever]
            axes.loglog([cost.size for cost in found], [getattr(cost, value) for cost in found], marker="o", label=retriever)
        axes.set(xlabel="documents", title=name)
        axes.grid(alpha=0.3)
        axes.legend()
    figure.savefig(path, dpi=110)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("queries", type=Path, nargs="?")
    parser.add_argument("--train", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=[])
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    measure_cities(load_catalogue().entries)
    if options.queries is None:
        return
    documents, queries = read_corpus(options.corpus), list(read_queries(options.queries).values())
    measure_corpus(documents, queries)
    if options.train:
        apart("ours, fitted", lambda: fitted_on(options.queries, options.train)(documents), len(documents), queries)
    costs = [cost for size in options.sizes for cost in measure_corpus(varied(documents, size), queries[:ASKED])]
    if options.plot:
        plot(costs, options.plot)


if __name__ == "__main__":
    main()
