"""What one city's plan tells is asked of a city whose plan doesn't."""

from dataclasses import replace

import pytest

from knowledge.catalogue import Catalogue
from knowledge.evaluation.elsewhere import asked_elsewhere
from tests import staff_desk


@pytest.fixture
def clerk(clerk_finding, small_catalogue):
    """佐渡市 has nothing on certificates."""
    sado = small_catalogue.municipalities["sado"]
    without = tuple(entry for entry in sado.entries if entry.concept != "convenience-store-certificates")
    return replace(clerk_finding(), catalogue=Catalogue(small_catalogue.municipalities | {"sado": replace(sado, entries=without)}))


def test_a_question_is_asked_where_it_must_not_be_answered(clerk, asking):
    (asked,) = asked_elsewhere(clerk, [asking()])
    assert (asked.municipality, asked.expect, asked.kind) == ("sado", "abstain", "elsewhere")


def test_a_city_whose_own_entry_tells_it_is_not_asked(clerk, asking):
    entry = clerk.catalogue.municipalities["sado"].entries[0]
    assert not asked_elsewhere(clerk, [asking(must=((entry.question[-4:], entry.answer[:12]),))])


@pytest.mark.parametrize("changes", [{"turns": ("大垣市では？",)}, {"turns": ("一", "二")}, {"expect": "abstain"}, {"municipality": None}])
def test_what_names_its_city_or_leans_on_a_conversation_is_left_out(clerk, asking, changes):
    assert not asked_elsewhere(clerk, [asking(**changes)])


def test_nobody_knows_of_an_entry_without_a_concept(clerk, asking):
    plain = next(entry for entry in clerk.catalogue.municipalities["ogaki"].entries if entry.concept is None)
    assert plain.id != staff_desk.CERTIFICATES and not asked_elsewhere(clerk, [asking(entries=(plain.id,))])
