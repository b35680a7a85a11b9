"""The linear ranker learns an order and explains it."""

import numpy as np

from knowledge.search.fit_ranker import fit_linear
from knowledge.search.fit_stack import fit_stack
from knowledge.search.table import Table, spans, standard


def tables(count=40, seed=0):
    random = np.random.RandomState(seed)
    made, right = [], []
    for _ in range(count):
        values = random.rand(12, 3).astype(np.float32)
        made.append(Table(np.arange(12), ("base", "good", "noise"), values))
        right.append((values[:, 1] == values[:, 1].max()).astype(np.float32))
    return made, right


def test_learns_which_signal_counts():
    made, right = tables()
    ranker = fit_linear(made, right)
    (table,), (answer,) = tables(1, seed=9)
    assert {reason.signal for reason in ranker.reasons(table, [int(np.argmax(answer))])[0][:1]} == {"good"}
    assert ranker.standing[1] + ranker.span[1] > abs(ranker.standing[2]) + abs(ranker.span[2])


def test_the_stack_is_deterministic():
    made, right = tables()
    (table,), _ = tables(1, seed=9)
    assert fit_stack(made, right).scores(table).tolist() == fit_stack(made, right).scores(table).tolist()


def test_constant_signals_say_nothing():
    same = np.ones((4, 2), dtype=np.float32)
    assert not standard(same).any() and not spans(same).any()
    assert standard(same[:0]).shape == (0, 2)


def test_a_shipped_ranker_advises_the_stack():
    made, right = tables()
    table, _ = made[0], right[0]
    advised = fit_stack(made, right, advisers=[fit_linear(made, right)]).scores(table)
    assert advised.shape == (len(table.places),)
    assert advised.tolist() != fit_stack(made, right).scores(table).tolist()
