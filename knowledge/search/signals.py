"""The signals: what speaks for a document as the answer to a question. Cheap ones over all documents, costly ones over candidates."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from knowledge.search.index import BODY_SHARE, Index
from knowledge.search.parts import Parts
from knowledge.search.query import Query
from knowledge.search.table import standard
from knowledge.search.word_vectors import Floats, unit

Places = NDArray[np.int64]

# Part-of-speech weights above this are nouns'.
_NOUN = 0.9
_FEEDBACK = 5
_FEEDBACK_SHARE = np.float32(0.7)


def cheap_signals(query: Query, index: Index) -> dict[str, Floats]:
    """Signals over all documents, by name (docs/search.md explains each)."""
    soft_all, soft_line, soft_body = index.soft.scores(query.resemblance(), query.weight)
    best = index.best_line
    inside = query.known >= 0
    known, pos = query.known[inside], query.pos[inside]
    return {
        "exact_all": index.bm25["all"].scores(known, np.ones_like(pos)),
        "exact_line": best(index.bm25["line"].scores(known, pos)),
        "exact_body": index.bm25["body"].scores(known, pos),
        "exact_nouns": best(index.bm25["line"].scores(known[pos > _NOUN], pos[pos > _NOUN])),
        "exact_verbs": index.bm25["all"].scores(known[pos < _NOUN], pos[pos < _NOUN]),
        "soft_all": soft_all,
        "soft_line": best(soft_line),
        "soft_body": soft_body,
        **_topic_signals(query, index),
        "letters_all": index.grams_everything.scores(query.text),
        "letters_line": best(index.grams_lines.scores(query.text)),
        "line_reverse": best(_reverse(query, index)),
        "neighbours": index.neighbours @ soft_all,
    }


def _topic_signals(query: Query, index: Index) -> dict[str, Floats]:
    point = query.point
    likely_answer = unit((point @ index.ridge)[None])[0]
    question = index.question_points @ point
    body, mapped = (index.body_points @ np.column_stack((point, likely_answer))).T
    return {
        "topic_question": question,
        "topic_body": body,
        "topic_whole": ((question + BODY_SHARE * body) / index.whole_lengths).astype(np.float32),
        "answer_space": index.cca_points @ unit((point @ index.cca.question)[None])[0],
        "answer_map": mapped,
    }


def _reverse(query: Query, index: Index) -> Floats:
    """How well each line's own words are found in the question, by idf."""
    nearest = query.likeness.max(axis=0, initial=0) ** 2
    result: Floats = (index.line_words @ (index.idf * nearest)) / index.line_mass
    return result


def costly_signals(query: Query, index: Index, places: Places, base: Floats) -> dict[str, Floats]:
    """Signals over the documents at `places`; `base` is their base score."""
    fields = index.fields
    weight = query.weight / max(float(query.weight.sum()), 1e-9)
    counted = {"all": fields.everything, "body": fields.body, "line": index.spoken}
    best = {name: _best_match(query, counts, places) for name, counts in counted.items()}
    rare = np.argsort(-query.weight, kind="stable")[:3]
    signals = {f"match_{name}": (found**2) @ weight for name, found in best.items()}
    signals |= {f"cover_{name}": (found == 1) @ weight for name, found in best.items()}
    signals |= _point_signals(query, index, places, base) | _encoder_signal(query, index, places)
    signals["rare_all"] = best["all"][:, rare].min(axis=1, initial=1)
    signals["rarest_all"] = best["all"][:, rare[:1]].min(axis=1, initial=1)
    signals["rarest_line"] = best["line"][:, rare[:1]].min(axis=1, initial=1)
    return signals | _about_query(query, len(places)) | _priors(index, places)


def _about_query(query: Query, count: int) -> dict[str, Floats]:
    """What holds for the whole question: how many words it has, how much they weigh, and the share that the index doesn't know."""
    total = float(query.weight.sum())
    unknown = float(query.weight[query.known < 0].sum()) / total if total else 1.0
    told = {"asked_words": np.log1p(len(query.words)), "asked_weight": total, "asked_unknown": unknown}
    return {name: np.full(count, value, dtype=np.float32) for name, value in told.items()}


def _best_match(query: Query, counts: csr_matrix, places: Places) -> Floats:
    """For each document at `places` (row) and question word (column), how much the document's most similar word resembles it."""
    found = np.zeros((len(places), len(query.words)), dtype=np.float32)
    sizes = counts.indptr[places + 1] - counts.indptr[places]
    starts = np.cumsum(sizes) - sizes
    filled = np.flatnonzero(sizes)
    if len(filled) and len(query.words):
        # The rows' words by hand: taking rows out of a sparse matrix costs three times as much.
        words = counts.indices[np.repeat(counts.indptr[places] - starts, sizes) + np.arange(sizes.sum())]
        found[filled] = np.maximum.reduceat(query.likeness[:, words], starts[filled], axis=1).T
    return found


def _point_signals(query: Query, index: Index, places: Places, base: Floats) -> dict[str, Floats]:
    return {
        "topic_line": _best_part(index.line_points, index.line_parts, places, query),
        "topic_sentence": _best_sentence(query, index, places),
        "feedback": index.whole_points[places] @ _towards_best(query, index, places, base),
    }


def _encoder_signal(query: Query, index: Index, places: Places) -> dict[str, Floats]:
    if index.lexicon.encode is None or index.encoded is None:
        return {}
    return {"encoder": index.encoded[places] @ index.lexicon.encode([query.text])[0]}


def _best_part(points: Floats, parts: Parts, places: Places, query: Query) -> Floats:
    # One short product for each document: gathering all their parts first would copy megabytes.
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
