"""Every easy answer is やさしい日本語."""

from knowledge.readability import hard_parts


def test_easy_answers_are_easy(catalogue, city):
    hard = {entry.id: parts for entry in catalogue.municipalities[city].entries if (parts := hard_parts(entry.easy_answer))}
    assert not hard
