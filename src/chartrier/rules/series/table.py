"""A tenant's retention table: indicative until the Archives départementales have validated it.

Validation is of lines: one that has changed since is indicative again, and so is the table as a whole. A validated
table is not a visa: it allows no destruction by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import ClassVar, TypeAlias

from chartrier.errors import Conflict, InvalidInput
from chartrier.rules.communicabilite.words import Words, day_in_words
from chartrier.rules.series import findings as say
from chartrier.rules.series.serie import Series

INDICATIVE = Words("indicatif", "indicative")


@dataclass(frozen=True, slots=True)
class Validation:
    """Who validated a table, when, by which letter. Raises InvalidInput without a name or a reference."""

    day: date
    by: str
    letter: str

    def __post_init__(self) -> None:
        if not self.by.strip() or not self.letter.strip():
            raise InvalidInput(say.NO_VALIDATION)

    @property
    def words(self) -> Words:
        """What is said of everything that it covers."""
        day = day_in_words(self.day)
        return Words(
            f"validé le {day.fr} par {self.by} ; ce n'est pas un visa d'élimination",
            f"validated on {day.en} by {self.by}; it is no visa for destruction",
        )


Validations: TypeAlias = Mapping[str, Validation]
"""By the code of the series."""


@dataclass(frozen=True, slots=True)
class IndicativeTable:
    """Series that are not, as a whole, what anybody validated: the table says « indicatif ».

    `unchanged` are the lines that still are what the Archives départementales validated, each with that validation.
    """

    status: ClassVar[Words] = INDICATIVE
    series: Mapping[str, Series]
    unchanged: Validations = field(default_factory=lambda: MappingProxyType({}))

    def status_of(self, code: str) -> Words:
        """What is said of one series."""
        validation = self.unchanged.get(code)
        return INDICATIVE if validation is None else validation.words

    def validated(self, validation: Validation) -> ValidatedTable:
        """The table as validated. Raises Conflict when it is empty, or when a series awaits a decision."""
        return ValidatedTable(self.series, validation)

    def replaced(self, series: Iterable[Series]) -> IndicativeTable:
        """A table of these series instead: those that have not changed keep their validation."""
        return _after(self.series, self.unchanged, series)


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
        return self.validation.words

    @property
    def unchanged(self) -> Validations:
        """Every line, as validated."""
        return MappingProxyType(dict.fromkeys(self.series, self.validation))

    def status_of(self, code: str) -> Words:
        """What is said of one series."""
        return self.status if code in self.series else INDICATIVE

    def validated(self, validation: Validation) -> ValidatedTable:
        """The same table, validated again."""
        return ValidatedTable(self.series, validation)

    def replaced(self, series: Iterable[Series]) -> IndicativeTable:
        """A table of these series instead: indicative as a whole; those that have not changed keep their validation."""
        return _after(self.series, self.unchanged, series)


Table: TypeAlias = IndicativeTable | ValidatedTable


def indicative(series: Iterable[Series]) -> IndicativeTable:
    """A table of these series; a later one takes the place of an earlier one of the same code."""
    return IndicativeTable(MappingProxyType({each.code: each for each in series}))


def _after(before: Mapping[str, Series], validations: Validations, series: Iterable[Series]) -> IndicativeTable:
    after = indicative(series).series
    unchanged = {code: given for code, given in validations.items() if after.get(code) == before[code]}
    return IndicativeTable(after, MappingProxyType(unchanged))
