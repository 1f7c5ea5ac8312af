"""A tenant's retention table: indicative until the Archives départementales have validated it.

A validated table is not a visa: it allows no destruction by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from chartrier.errors import Conflict, InvalidInput
from chartrier.rules.communicabilite.words import Words, day_in_words
from chartrier.rules.series import findings as say
from chartrier.rules.series.serie import Series


@dataclass(frozen=True, slots=True)
class Validation:
    """Who validated a table, when, by which letter. Raises InvalidInput without a name or a reference."""

    day: date
    by: str
    letter: str

    def __post_init__(self) -> None:
        if not self.by.strip() or not self.letter.strip():
            raise InvalidInput(say.NO_VALIDATION)


@dataclass(frozen=True, slots=True)
class IndicativeTable:
    """Series that nobody has validated: everything shown of them says « indicatif »."""

    status: ClassVar[Words] = Words("indicatif", "indicative")
    series: Mapping[str, Series]

    def validated(self, validation: Validation) -> ValidatedTable:
        """The table as validated. Raises Conflict when it is empty, or when a series awaits a decision."""
        return ValidatedTable(self.series, validation)


@dataclass(frozen=True, slots=True)
class ValidatedTable:
    """Series validated by the Archives départementales, each of them decided.

    Raises Conflict when it is empty, or when a series awaits a decision.
    """

    series: Mapping[str, Series]
    validation: Validation

    def __post_init__(self) -> None:
        if not self.series:
            raise Conflict(say.NO_SERIES)
        undecided = [series.code for series in self.series.values() if series.undecided]
        if undecided:
            raise Conflict(say.UNDECIDED, count=len(undecided), code=undecided[0])

    @property
    def status(self) -> Words:
        day, by = day_in_words(self.validation.day), self.validation.by
        return Words(
            f"validé le {day.fr} par {by} ; ce n'est pas un visa d'élimination",
            f"validated on {day.en} by {by}; it is no visa for destruction",
        )

    def changed(self, series: Iterable[Series]) -> IndicativeTable:
        """The table with these series put in: indicative again, as a whole."""
        return indicative([*self.series.values(), *series])


def indicative(series: Iterable[Series]) -> IndicativeTable:
    """A table of these series; a later one takes the place of an earlier one of the same code."""
    return IndicativeTable(MappingProxyType({each.code: each for each in series}))
