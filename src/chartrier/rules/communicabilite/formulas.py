"""How each ground counts (code du patrimoine, L213-2): known dates in, the day of opening out.

A delay ends on its anniversary, and what ends on a day is open on that day: 50 years from 14 March 2011 open on
14 March 2061. 29 February plus 25 years is 28 February (`rules.calendar`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from chartrier.rules.calendar import Duration, Unit, end_of
from chartrier.rules.communicabilite.dates import KnownDates, Person
from chartrier.rules.communicabilite.words import Words


class Missing(StrEnum):
    """The date without which nothing can be counted."""

    LATEST_DOCUMENT = "latest-document"
    REGISTER_CLOSED = "register-closed"
    DETENTION_ENDED = "detention-ended"
    BIRTH_OR_DEATH = "birth-or-death"
    DECISION = "decision"
    RULE_START = "rule-start"


class Outcome(StrEnum):
    """From the most open to the most closed: of several grounds, the most closed holds."""

    AT_ONCE = "at-once"
    ON_A_DAY = "on-a-day"
    DATE_MISSING = "date-missing"
    NO_RULE = "no-rule"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Opening:
    """What one ground says: `day` and `delay` for ON_A_DAY, `missing` for DATE_MISSING."""

    outcome: Outcome
    day: date | None = None
    delay: Words | None = None
    missing: Missing | None = None


class Formula(Protocol):
    """One way to count."""

    def opening(self, dates: KnownDates) -> Opening: ...


class Start(StrEnum):
    """What years are counted from, persons apart."""

    LATEST_DOCUMENT = "latest-document"
    REGISTER_CLOSED = "register-closed"
    DETENTION_ENDED = "detention-ended"


@dataclass(frozen=True, slots=True)
class _StartKind:
    day: Callable[[KnownDates], date | None]
    missing: Missing
    after: Words


_STARTS = {
    Start.LATEST_DOCUMENT: _StartKind(
        lambda dates: dates.latest_document,
        Missing.LATEST_DOCUMENT,
        Words("après le document le plus récent", "after the latest document"),
    ),
    Start.REGISTER_CLOSED: _StartKind(
        lambda dates: dates.register_closed,
        Missing.REGISTER_CLOSED,
        Words("après la clôture du registre", "after the register was closed"),
    ),
    Start.DETENTION_ENDED: _StartKind(
        lambda dates: dates.detention_ended,
        Missing.DETENTION_ENDED,
        Words("après la fin de l'affectation à la détention", "after the use for detention ended"),
    ),
}

_AFTER_DEATH = Words("après le décès", "after the death")
_AFTER_BIRTH = Words("après la naissance, le décès n'étant pas connu", "after the birth, the death not being known")


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Open as soon as it exists (L213-1)."""

    def opening(self, dates: KnownDates) -> Opening:
        return Opening(Outcome.AT_ONCE)


@dataclass(frozen=True, slots=True)
class Never:
    """Closed for ever (L213-2, II)."""

    def opening(self, dates: KnownDates) -> Opening:
        return Opening(Outcome.NEVER)


@dataclass(frozen=True, slots=True)
class Dated:
    """A rule of the collectivité's own: open on the day on which it ends, which nobody knows while its start is not."""

    end: date | None
    delay: Words

    def opening(self, dates: KnownDates) -> Opening:
        if self.end is None:
            return Opening(Outcome.DATE_MISSING, missing=Missing.RULE_START)
        return Opening(Outcome.ON_A_DAY, self.end, self.delay)


@dataclass(frozen=True, slots=True)
class Years:
    """So many years from a start; `after_death` years after the last death instead, only where that is sooner.

    The death of one person among several shortens nothing. Where the start is not known, a death gives no day either.
    """

    years: int
    start: Start = Start.LATEST_DOCUMENT
    after_death: int | None = None

    def opening(self, dates: KnownDates) -> Opening:
        kind = _STARTS[self.start]
        start = kind.day(dates)
        if start is None:
            return Opening(Outcome.DATE_MISSING, missing=kind.missing)
        ordinary = _after(self.years, start, kind.after)
        last_death = _last_death(dates.persons)
        if self.after_death is None or last_death is None:
            return ordinary
        return _sooner(ordinary, _after(self.after_death, last_death, _AFTER_DEATH))


@dataclass(frozen=True, slots=True)
class Medical:
    """Years after the death; years after the birth only for whom the death is not known. The last of several holds."""

    after_death: int
    after_birth: int

    def opening(self, dates: KnownDates) -> Opening:
        each = [self._of(person) for person in dates.persons]
        if not each:
            return Opening(Outcome.DATE_MISSING, missing=Missing.BIRTH_OR_DEATH)
        return most_closed(each)

    def _of(self, person: Person) -> Opening:
        if person.death is not None:
            return _after(self.after_death, person.death, _AFTER_DEATH)
        if person.birth is not None:
            return _after(self.after_birth, person.birth, _AFTER_BIRTH)
        return Opening(Outcome.DATE_MISSING, missing=Missing.BIRTH_OR_DEATH)


def most_closed(openings: Iterable[Opening]) -> Opening:
    """The one that holds among several: the most closed, the latest day, the first of equals."""
    return max(openings, key=closedness)


_ORDER = {outcome: rank for rank, outcome in enumerate(Outcome)}


def closedness(opening: Opening) -> tuple[int, date]:
    """What openings are ordered by, the most closed last."""
    return _ORDER[opening.outcome], opening.day or date.min


def _sooner(one: Opening, other: Opening) -> Opening:
    return min(one, other, key=closedness)


def _after(years: int, start: date, after: Words) -> Opening:
    day = end_of(start, Duration(years, Unit.YEAR))
    delay = Words(f"{years} ans {after.fr}", f"{years} years {after.en}")
    return Opening(Outcome.ON_A_DAY, day, delay)


def _last_death(persons: tuple[Person, ...]) -> date | None:
    deaths = [person.death for person in persons if person.death is not None]
    return max(deaths) if deaths and len(deaths) == len(persons) else None
