"""Places that a question names, and which plans speak of them: 「大湊」 is in Mutsu, whatever city is asked."""

from knowledge.catalogue import Municipality
from knowledge.entry import Entry
from knowledge.text.city_name import CityNames
from knowledge.text.normal import normalise
from knowledge.text.tokens import place_names


def speaks_of(entry: Entry, place: str) -> bool:
    """Whether an entry names a place."""
    return any(place in normalise(text) for text in (entry.question, entry.answer, *entry.phrasings, *(text for text in vars(entry.facts).values() if text)))


def knows(city: Municipality, place: str) -> bool:
    """Whether a city's profile or one of its entries names a place."""
    return place in map(normalise, city.profile.places) or any(speaks_of(entry, place) for entry in city.current)


def owner_elsewhere(asked: str, places: CityNames, here: Municipality) -> str | None:
    """The one other city whose place is asked for, where the city asked knows no such place."""
    mentions = places.find(asked)
    owners = {mention.municipality for mention in mentions}
    if len(owners) != 1 or here.profile.id in owners:
        return None
    named = [normalise(asked)[mention.start : mention.end] for mention in mentions]
    return None if any(knows(here, place) for place in named) else owners.pop()


def about_the_place(entry: Entry, asked: str) -> bool:
    """Whether an entry names one of the places that a question names, or the question names none."""
    places = place_names(asked)
    return not places or any(speaks_of(entry, place) for place in places)
