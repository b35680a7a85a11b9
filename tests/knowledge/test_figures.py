"""No answer names a year or a figure that its entry does not hold."""

from knowledge.backing import unbacked_figures


def test_every_figure_is_backed(catalogue, city):
    plan, entries = catalogue.municipalities[city].plan, catalogue.municipalities[city].entries
    unbacked = {entry.id: found for entry in entries if (found := unbacked_figures(entry, catalogue.indicators_of(entry), plan))}
    assert not unbacked


def test_every_indicator_belongs_to_an_entry(catalogue, city):
    used = {name for entry in catalogue.municipalities[city].entries for name in entry.indicators}
    assert not [indicator.id for indicator in catalogue.municipalities[city].indicators if indicator.id not in used]
