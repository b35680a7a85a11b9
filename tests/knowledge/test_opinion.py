import pytest
from sqlalchemy import select

from knowledge.opinion import Opinion, OpinionRow, leave_opinion, withdraw_opinion
from knowledge.store import transaction

OPINION = Opinion("web:a", "ogaki", "公園にベンチを置いてほしい", "ogaki.open-data", "公園は？")


def rows(engine):
    with transaction(engine) as session:
        return [(row.text, row.question, row.withdrawn) for row in session.scalars(select(OpinionRow))]


def test_left_with_a_receipt_and_its_context(engine):
    receipt = leave_opinion(engine, OPINION)
    assert len(receipt) == 8 and not set(receipt) & set("01OI")
    assert rows(engine) == [("公園にベンチを置いてほしい", "公園は？", False)]


def test_withdrawn_once_and_erased(engine):
    receipt = leave_opinion(engine, OPINION)
    assert withdraw_opinion(engine, f" {receipt.lower()} ", session="web:a")
    assert rows(engine) == [("", None, True)]
    assert not withdraw_opinion(engine, receipt, session="web:a")


@pytest.mark.parametrize(("session", "receipt"), [("web:b", None), ("web:a", "ABCD2345"), ("web:a", "")])
def test_nobody_withdraws_what_is_not_theirs(engine, session, receipt):
    left = leave_opinion(engine, OPINION)
    assert not withdraw_opinion(engine, receipt if receipt is not None else left, session=session)
