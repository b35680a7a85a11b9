"""An entry: one question with its phrasings, answer, facts and sources."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.dataclasses import dataclass

from knowledge.text.fiscal_year import parse_year

STRICT = ConfigDict(extra="forbid", frozen=True)

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
EntryId = Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z0-9][a-z0-9-]*$")]
Year = Annotated[str, StringConstraints(pattern=r"^([RH]\d{1,2}|\d{4})$")]


class Status(StrEnum):
    """How far a thing has come, as the plan says."""

    RUNNING = "running"
    PLANNED = "planned"
    CONSIDERING = "considering"
    STUDYING = "studying"
    FINISHED = "finished"


@dataclass(config=STRICT)
class Source:
    """Where in the municipality's plan a fact stands."""

    section: Text
    page: int | str | None = None


@dataclass(config=STRICT)
class Period:
    """Fiscal years from–to, each as the plan's code (R5) or None where it doesn't say."""

    from_: Annotated[Year | None, Field(alias="from")] = None
    to: Year | None = None


@dataclass(config=STRICT)
class Step:
    """What happens in one fiscal year."""

    year: Year
    text: Text

    @property
    def fiscal_year(self) -> int:
        """The year as a number: R6 → 2024."""
        return parse_year(self.year)


@dataclass(config=STRICT)
class Figure:
    """A figure that no indicator holds; the value is kept as the plan writes it."""

    name: Text
    value: Text
    unit: str = ""


@dataclass(config=STRICT)
class Facts:
    """What the plan says on an aspect, each a sentence that stands alone."""

    what: Text | None = None
    how: Text | None = None
    where: Text | None = None
    when: Text | None = None
    who: Text | None = None
    cost: Text | None = None
    hours: Text | None = None
    contact: Text | None = None
    example: Text | None = None
    reason: Text | None = None


@dataclass(config=STRICT)
class Translation:
    """The question and answer in another language."""

    question: Text
    answer: Text


@dataclass(config=STRICT)
class Entry:
    """One answerable thing; docs/knowledge-format.md explains every field."""

    id: EntryId
    question: Text
    phrasings: Annotated[tuple[Text, ...], Field(min_length=5)]
    answer: Text
    easy_answer: Text
    topic: Text
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    concept: Text | None = None
    initiative: Text | None = None
    project_id: Text | None = None
    department: Text | None = None
    status: Status | None = None
    period: Period = Field(default_factory=Period)
    schedule: tuple[Step, ...] = ()
    facts: Facts = Field(default_factory=Facts)
    figures: tuple[Figure, ...] = ()
    indicators: tuple[EntryId, ...] = ()
    related: tuple[EntryId, ...] = ()
    only_with: tuple[Text, ...] = ()
    translations: dict[str, Translation] = Field(default_factory=dict)
    valid_from: date | None = None
    valid_until: date | None = None
    confirm_by: date | None = None

    @property
    def municipality(self) -> str:
        """The municipality's id, the first part of the entry's."""
        return self.id.partition(".")[0]

    def valid_on(self, day: date) -> bool:
        """Whether the answer may be given on a day."""
        return (self.valid_from is None or self.valid_from <= day) and not self.over_on(day)

    def over_on(self, day: date) -> bool:
        """Whether the last day of the answer has passed."""
        return self.valid_until is not None and self.valid_until < day
