"""What is said instead of an answer whose dates are over, or not yet come."""

from knowledge.calendar import today
from knowledge.entry import Entry
from knowledge.sentence import sentences
from knowledge.wording import question_of


def told_out_of_date(entry: Entry, city: str, language: str) -> str:
    """That the entry's information ended, or when it begins, and that the city's office knows; `city` is its name for people."""
    say = sentences(language)
    over = entry.over_on(today())
    day = entry.valid_until if over else entry.valid_from
    told = say.say("expired" if over else "not_yet", question=question_of(entry, language), date=f"{day:%Y年%-m月%-d日}")
    return "\n".join((told, say.say("ask_city_directly", city=city)))
