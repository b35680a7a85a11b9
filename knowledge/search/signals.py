"""The signals: what speaks for a document as the answer to a question. Cheap ones over all documents, costly ones over candidates."""

from collections.abc import Callable, Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from knowledge.search.bm25 import SOFT
from knowledge.search.gathered import Gathered, gather
from knowledge.search.index import LARGE, Index
from knowledge.search.parts import Parts
from knowledge.search.query import SHARPNESS, Query
from knowledge.search.table import standard
from knowledge.search.word_vectors import Floats, unit

Places = NDArray[np.int64]

# Part-of-speech weights above this are nouns'.
_NOUN = 0.9
_POOL = 2_000
_FEW_PARTS = 1_000
_FEEDBACK = 5
_FEEDBACK_SHARE = np.float32(0.7)


def cheap_signals(query: Query, index: Index) -> dict[str, Floats]:
    """The signals of the base score, over all documents, by name (docs/search.md explains each)."""
    told = {"soft_all": index.soft.scores(query.sharpened(), query.weight), "letters_all": index.grams_everything.scores(query.text)}
    return told | _spaces(query, index, told["soft_all"] + told["letters_all"])


def _spaces(query: Query, index: Index, told: Floats) -> dict[str, Floats]:
    """Nearness in each space. In a large corpus only of the documents that the words have told most of; the others get the least of theirs."""
    point = query.point
    pairs = {
        "answer_space": (index.cca_points, unit((point @ index.cca.question)[None])[0]),
        "topic_whole": (index.whole_points, point),
        "answer_map": (index.body_points, unit((point @ index.ridge)[None])[0]),
    }
    if len(told) <= LARGE:
        return {name: points @ wanted for name, (points, wanted) in pairs.items()}
    pool = np.sort(np.argpartition(-told, _POOL)[:_POOL])
    return {name: _spread(points[pool] @ wanted, pool, len(told)) for name, (points, wanted) in pairs.items()}


def _spread(values: Floats, places: Places, size: int) -> Floats:
    spread = np.full(size, values.min(), dtype=np.float32)
    spread[places] = values
    return spread


def costly_signals(query: Query, index: Index, places: Places, cheap: Mapping[str, Floats], wanted: Collection[str] | None = None) -> dict[str, Floats]:
    """Signals over the documents at `places`; `cheap` are the others and `base`, their score, over all documents.

    Of the signals that stand alone only those `wanted` are worked out (None: all).
    """
    alone: dict[str, Callable[[], Floats]] = {
        **_exact_signals(query, index, places),
        "soft_body": lambda: _soft(gather(index.fields.body, places), index.norms["body"][places], query),
        "topic_question": lambda: index.question_points[places] @ query.point,
        "topic_body": lambda: index.body_points[places] @ query.point,
        "topic_line": lambda: _best_part(index.line_points, index.line_parts, places, query),
        "topic_sentence": lambda: _best_sentence(query, index, places),
        "letters_line": lambda: index.best_line(index.grams_lines.scores(query.text))[places],
        "neighbours": lambda: _neighbours(index, places, cheap["soft_all"]),
        "feedback": lambda: index.whole_points[places] @ _towards_best(query, index, places, cheap["base"][places]),
    }
    return {
        **{name: work_out() for name, work_out in alone.items() if wanted is None or name in wanted},
        **_line_signals(query, index, places),
        **_match_signals(query, index, places),
        **_encoder_signal(query, index, places),
        **_about_query(query, len(places)),
        **_priors(index, places),
    }


def _exact_signals(query: Query, index: Index, places: Places) -> dict[str, Callable[[], Floats]]:
    inside = query.known >= 0
    known, pos = query.known[inside], query.pos[inside]
    every, line, body = (index.bm25[name] for name in ("all", "line", "body"))
    nouns, verbs = pos > _NOUN, pos < _NOUN
    return {
        "exact_all": lambda: every.scores(known, np.ones_like(pos))[places],
        "exact_line": lambda: index.best_line(line.scores(known, pos))[places],
        "exact_body": lambda: body.scores(known, pos)[places],
        "exact_nouns": lambda: index.best_line(line.scores(known[nouns], pos[nouns]))[places],
        "exact_verbs": lambda: every.scores(known[verbs], pos[verbs])[places],
    }


def _line_signals(query: Query, index: Index, places: Places) -> dict[str, Floats]:
    """Soft BM25 of the candidates' lines, and how well each line's own words are found in the question, by idf; the best line counts."""
    rows, starts = index.line_parts.of(places)
    gathered = gather(index.fields.lines, rows)
    found = gathered.sums((index.idf * query.nearest**2)[gathered.words]) / index.line_mass[rows]
    soft = _soft(gathered, index.norms["line"][rows], query)
    return {"soft_line": np.maximum.reduceat(soft, starts), "line_reverse": np.maximum.reduceat(found, starts)}


def _soft(gathered: Gathered, norms: Floats, query: Query) -> Floats:
    # Most words of a document resemble none of the question's.
    hit = np.flatnonzero(query.nearest[gathered.words])
    frequency = gathered.tally(hit, query.likeness[:, gathered.words[hit]] ** SHARPNESS * gathered.counts[hit])
    result: Floats = query.weight @ (frequency * (SOFT.k1 + 1) / (frequency + norms))
    return result


def _neighbours(index: Index, places: Places, soft_all: Floats) -> Floats:
    near = gather(index.neighbours, places)
    return near.sums(near.counts * soft_all[near.words])


def _match_signals(query: Query, index: Index, places: Places) -> dict[str, Floats]:
    fields = index.fields
    weight = query.weight / max(float(query.weight.sum()), 1e-9)
    counted = {"all": fields.everything, "body": fields.body, "line": index.spoken}
    best = {name: _best_match(query, gather(counts, places)) for name, counts in counted.items()}
    rare = np.argsort(-query.weight, kind="stable")[:3]
    signals = {f"match_{name}": (found**2) @ weight for name, found in best.items()}
    signals |= {f"cover_{name}": (found == 1) @ weight for name, found in best.items()}
    signals["rare_all"] = best["all"][:, rare].min(axis=1, initial=1)
    signals["rarest_all"] = best["all"][:, rare[:1]].min(axis=1, initial=1)
    signals["rarest_line"] = best["line"][:, rare[:1]].min(axis=1, initial=1)
    return signals


def _about_query(query: Query, count: int) -> dict[str, Floats]:
    """What holds for the whole question: how many words it has, how much they weigh, and the share that the index doesn't know."""
    total = float(query.weight.sum())
    unknown = float(query.weight[query.known < 0].sum()) / total if total else 1.0
    told = {"asked_words": np.log1p(len(query.words)), "asked_weight": total, "asked_unknown": unknown}
    return {name: np.full(count, value, dtype=np.float32) for name, value in told.items()}


def _best_match(query: Query, gathered: Gathered) -> Floats:
    """For each document (row) and question word (column), how much the document's most similar word resembles it."""
    return gathered.greatest(query.likeness[:, gathered.words]).T


def _encoder_signal(query: Query, index: Index, places: Places) -> dict[str, Floats]:
    if index.lexicon.encode is None or index.encoded is None:
        return {}
    return {"encoder": index.encoded[places] @ index.lexicon.encode([query.text])[0]}


def _best_part(points: Floats, parts: Parts, places: Places, query: Query) -> Floats:
    rows, starts = parts.of(places)
    if len(rows) <= _FEW_PARTS:
        best: Floats = np.maximum.reduceat(points[rows] @ query.point, starts)
        return best
    # One short product for each document: gathering very many parts first would copy megabytes.
    return np.array([(points[part] @ query.point).max() for part in parts.spans(places)], dtype=np.float32)


def _best_sentence(query: Query, index: Index, places: Places) -> Floats:
    if index.sentence_points is not None:
        return _best_part(index.sentence_points, index.sentence_parts, places, query)
    rows, starts = index.sentence_parts.of(places)
    result: Floats = np.maximum.reduceat(index.read_sentences(rows) @ query.point, starts)
    return result


def _towards_best(query: Query, index: Index, places: Places, base: Floats) -> Floats:
    """The question's place, moved towards the five best candidates so far."""
    best = np.argsort(-base, kind="stable")[:_FEEDBACK]
    share = np.exp(standard(base)[best] / 2)
    moved = query.point + _FEEDBACK_SHARE * (share / share.sum()) @ index.whole_points[places[best]]
    result: Floats = unit(moved[None])[0]
    return result


def _priors(index: Index, places: Places) -> dict[str, Floats]:
    return {name: values[places] for name, values in index.priors.items()}
