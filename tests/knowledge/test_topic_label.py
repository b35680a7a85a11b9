import pytest

from knowledge.sentence import languages, sentences
from knowledge.topic import TOPICS
from knowledge.topic_label import find_topic, topic_choice, topic_name


def test_the_japanese_names_are_those_of_the_topics():
    assert {topic: topic_name(topic, sentences("ja")) for topic in TOPICS} == TOPICS


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("topic", TOPICS)
def test_what_a_tap_sends_names_its_topic(language, topic):
    choice = topic_choice(topic, sentences(language))
    assert [find_topic(said) for said in (choice.label, choice.message)] == [topic, topic]


@pytest.mark.parametrize(("text", "topic"), [("子育てについて教えて", "childcare"), ("防災・安全", "disaster"), ("子育てアプリ", None)])
def test_what_residents_type(text, topic):
    assert find_topic(text) == topic
