"""An indicator: a named figure by fiscal year, target and actual, with its unit."""

from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from knowledge.entry import STRICT, EntryId, Source, Text, Year
from knowledge.text.fiscal_year import parse_year


@dataclass(config=STRICT)
class YearValue:
    """The planned and the reached value of one fiscal year; None where the plan has none."""

    year: Year
    target: int | float | None = None
    actual: int | float | None = None

    @property
    def fiscal_year(self) -> int:
        """The year as a number: R6 → 2024."""
        return parse_year(self.year)


@dataclass(config=STRICT)
class Indicator:
    """A figure that a plan follows over the years."""

    id: EntryId
    name: Text
    unit: str
    values: tuple[YearValue, ...]
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    aliases: tuple[Text, ...] = ()
    department: Text | None = None
    note: Text | None = None

    def of_year(self, year: int) -> YearValue | None:
        """The values of a fiscal year, or None where the plan has none."""
        return next((value for value in self.values if value.fiscal_year == year), None)
