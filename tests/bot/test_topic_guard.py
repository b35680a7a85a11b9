"""Small talk about something that no small talk of ours is about is searched, and evaluation still sees what it was read as."""

import pytest

VOCABULARY = {"thank": ["親切", "案内", "息子", "有り難う"], "who_are_you": ["使い方", "質問"]}
READ = {
    "small talk": ("親切な案内をありがとう", "thank", 0.99, "thank"),
    "a word like one that was learnt": ("娘への親切な案内をありがとう", "thank", 0.45, "thank"),
    "two strange words, doubtful": ("ドローンと図書をありがとう", "thank", 0.8, "nlu_fallback"),
    "two strange words, surely": ("ドローンと図書をありがとう", "thank", 0.97, "thank"),
    "three strange words, surely": ("証明とドローンと図書をありがとう", "thank", 0.99, "nlu_fallback"),
    "one strange word, doubtful": ("ドローンの使い方の質問", "who_are_you", 0.65, "nlu_fallback"),
    "one strange word, fairly": ("ドローンの使い方の質問", "who_are_you", 0.75, "who_are_you"),
    "what is searched anyway": ("図書館の証明書のドローン", "ask_when", 0.5, "ask_when"),
    "what is refused only after a search": ("図書館の証明書のドローン", "out_of_scope", 0.5, "out_of_scope"),
}


@pytest.fixture(scope="module")
def found(in_rasa):
    given = {"vocabulary": VOCABULARY, "read": [read[:3] for read in READ.values()]}
    return dict(zip(READ, in_rasa("topic_guard", given), strict=True))


@pytest.mark.parametrize("case", READ)
def test_what_is_strange_to_an_intent_falls_back(found, case):
    _, read, _, expected = READ[case]
    intent, ranking = found[case]
    assert intent == expected
    assert ranking == ([intent] if intent != read else []) + [read, "other"]
