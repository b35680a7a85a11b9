"""A topic as residents see and say it, in their language."""

from functools import lru_cache

from knowledge.language import is_foreign
from knowledge.reply import Choice
from knowledge.sentence import Sentences, languages, sentences
from knowledge.text.normal import squeeze
from knowledge.topic import TOPICS


def topic_name(topic: str, say: Sentences) -> str:
    """A topic's label in the resident's language."""
    return say.say(f"topic_name_{topic}")


def topic_choice(topic: str, say: Sentences) -> Choice:
    """A topic to tap. Easy Japanese sends the Japanese label: its own would be read as a wish."""
    name = topic_name(topic, say)
    return Choice(name, say.say("topic_message", topic=name if is_foreign(say.language) else TOPICS[topic]))


def find_topic(text: str) -> str | None:
    """The topic whose label, in any language, a message consists of, alone or as 「…について教えて」; else None."""
    said = squeeze(text).removesuffix("を教えて").removesuffix("教えて").removesuffix("について")
    return _by_label().get(said)


@lru_cache(maxsize=1)
def _by_label() -> dict[str, str]:
    return {squeeze(topic_name(topic, sentences(language))): topic for language in languages() for topic in TOPICS}
