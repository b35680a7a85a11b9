"""A municipality: its profile, and the plan that its answers come from."""

from typing import Annotated

from pydantic import Field, StringConstraints
from pydantic.dataclasses import dataclass

from knowledge.entry import STRICT, Period, Text

MunicipalityId = Annotated[str, StringConstraints(pattern=r"^[a-z]+$")]


@dataclass(config=STRICT)
class Contact:
    """Where residents reach people; configured by the city, never taken from elsewhere."""

    label: Text
    phone: Text | None = None
    hours: Text | None = None
    url: Text | None = None


@dataclass(config=STRICT)
class Profile:
    """Who the municipality is and how people name it."""

    id: MunicipalityId
    name: Text
    reading: Text
    prefecture: Text
    description: Text
    aliases: Annotated[tuple[Text, ...], Field(min_length=1)]
    places: tuple[Text, ...] = ()
    departments: tuple[Text, ...] = ()
    languages: tuple[Text, ...] = ()
    contacts: tuple[Contact, ...] = ()


@dataclass(config=STRICT)
class Plan:
    """The document a municipality published, and as of when it speaks."""

    id: Text
    title: Text
    publisher: Text
    as_of: Text
    where: Text
    period: Period = Field(default_factory=Period)
