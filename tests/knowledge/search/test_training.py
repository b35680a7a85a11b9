"""Lessons ask for what was taken out of the index."""

from dataclasses import replace

from knowledge.search.retriever import Retriever
from knowledge.search.training import bare_lessons, lesson, spoken_lessons
from tests.knowledge.search.conftest import DOCUMENTS


def test_a_lesson_marks_the_answers_and_the_asked_group(index):
    taught = lesson(Retriever(index), "スマホ教室", "a", {"a.class"})
    found = [index.documents[place] for place in taught.table.places]
    assert [document.id for document, mark in zip(found, taught.right, strict=True) if mark] == ["a.class"]
    assert [document.group == "a" for document in found] == [bool(mark) for mark in taught.here]


def test_without_a_group_all_count_as_asked(index):
    assert lesson(Retriever(index), "スマホ教室", None, {"a.class"}).here.all()


def test_bare_lessons_ask_a_phrasing_of_every_document_that_has_one(lexicon):
    documents = (*DOCUMENTS[:-1], replace(DOCUMENTS[-1], phrasings=()))
    lessons = bare_lessons(documents, lexicon)
    assert [taught.text for taught in lessons] == [document.phrasings[0] for document in documents[:-1]]
    assert all(taught.right.sum() == 1 and taught.here.all() for taught in lessons)


def test_spoken_lessons_ask_what_their_index_does_not_hold(lexicon):
    told = tuple(f"{number}番目の聞き方" for number in range(4))
    documents = [replace(document, phrasings=tuple(f"{document.question}の{text}" for text in told)) for document in DOCUMENTS]
    lessons = list(spoken_lessons(documents, lexicon))
    assert {taught.text[-7:] for taught in lessons} == {told[0], told[2]}
    exact = lessons[0].table.names.index("match_line")
    own = [taught.table.values[taught.right > 0, exact] for taught in lessons]
    assert max(float(value.max()) for value in own) < 1
