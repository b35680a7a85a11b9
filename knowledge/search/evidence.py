"""What tells whether a candidate really holds the answer: absolute evidence, where ranking needs only order."""

import numpy as np

from knowledge.search.table import Places, Table
from knowledge.search.word_vectors import Floats

_TAKEN = (
    "match_all match_line match_body cover_all cover_line line_reverse rare_all rarest_all rarest_line topic_line topic_whole topic_sentence "
    "answer_space answer_map asked_words asked_unknown asked_weight"
).split()
_SHARES = ("soft_line", "soft_all", "exact_line", "letters_line")

# Beyond this a question is as far out of, or in, the city's world as it can be.
_FAR = 4.0

# The signals that evidence is made of.
TOLD = frozenset((*_TAKEN, *_SHARES))
EVIDENCE = (*_TAKEN, *(f"{name}_share" for name in _SHARES), "lead", "lead_elsewhere", "score", "domain")


def evidence_of(table: Table, scores: Floats, here: Floats, domain: float) -> Floats:
    """A row per candidate, a column per name of EVIDENCE; `here` marks the asked city's candidates (1) from the others (0)."""
    weight = np.maximum(table.column("asked_weight"), 1e-6)
    taken = [table.column(name) for name in _TAKEN]
    shares = [table.column(name) / weight for name in _SHARES]
    own, other = lead_over(scores, here, same=True), lead_over(scores, here, same=False)
    result: Floats = np.column_stack([*taken, *shares, own, other, scores, np.full(len(scores), np.clip(domain, -_FAR, _FAR))]).astype(np.float32)
    return result


def lead_over(scores: Floats, here: Floats, *, same: bool) -> Floats:
    """How far each candidate is above the best other one on its own side (`same`) or on the other side; 0 where there is none."""
    result = np.zeros(len(scores), dtype=np.float32)
    for side in (0, 1):
        mine, others = np.flatnonzero(here == side), np.flatnonzero((here == side) if same else (here != side))
        if len(mine) and len(others) > same:
            result[mine] = scores[mine] - _best_other(scores, mine, others)
    return result


def _best_other(scores: Floats, mine: Places, others: Places) -> Floats:
    order = others[np.argsort(-scores[others], kind="stable")]
    first = scores[order[0]]
    second = scores[order[1]] if len(order) > 1 else first
    result: Floats = np.where(mine == order[0], second, first).astype(np.float32)
    return result
