"""Judging what is asked for as a package, unit by unit, as a reading is judged: one regime, and what it refuses, named.

By rights, all goes that is asked for. To the public, a unit goes when it and all below it are open to everybody, or to
that reader by a dérogation that lets copies be made, and likewise every other unit that has one of their documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from chartrier.access.communicabilite.answer import public_reading
from chartrier.catalog.archive.below import of_same_documents, with_all_below
from chartrier.catalog.archive.questions import unit as known_unit
from chartrier.rules.communicabilite.regime import Regime
from chartrier.rules.communicabilite.words import Words

CHUNK = 1_000

READING_ONLY = Words(
    "la dérogation est pour lire, non pour reproduire", "the dérogation is for reading, not for making copies"
)
WITHIN = Words("elle contient une unité fermée", "it contains a unit that is closed")
ELSEWHERE = Words(
    "un de ses documents est aussi celui d'une unité fermée", "one of its documents is also that of a closed unit"
)


@dataclass(frozen=True, slots=True)
class By:
    """By what right a package is asked for. `public`: under the regime of the public, for `reader` where one is named;
    else by the rights of who hands it out, which nothing bounds: a role for one service decides nothing.
    """

    public: bool = False
    reader: str | None = None

    @property
    def regime(self) -> Regime:
        """The one that applies."""
        return Regime.PUBLIC if self.public else Regime.ADMINISTRATIVE


@dataclass(frozen=True, slots=True)
class Refused:
    """A unit that does not go, and why, without a full stop."""

    unit: UUID
    title: str
    why: Words

    @property
    def name(self) -> str:
        """How people know it."""
        return f"{self.title} ({self.unit})" if self.title else str(self.unit)


@dataclass(slots=True)
class Judgement:
    """What goes and what does not, of the units that were asked for; `derogations`: those by which some of it goes."""

    admitted: list[UUID] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    derogations: dict[UUID, UUID] = field(default_factory=dict)


def judge(tenant: int, units: Sequence[UUID], by: By, today: date) -> Judgement:
    """Each of the units, with all that is below it. One that is not there is admitted: whoever writes says so."""
    done = Judgement()
    if by.public:
        _for_the_public(tenant, units, by.reader, today, done)
    else:
        done.admitted = list(units)
    return done


def _for_the_public(tenant: int, units: Sequence[UUID], reader: str | None, today: date, done: Judgement) -> None:
    answers: dict[UUID, Words | None] = {}
    derogations: dict[UUID, UUID] = {}

    def why_not(unit: UUID) -> Words | None:
        if unit not in answers:
            answers[unit] = closed_to_the_public(tenant, unit, today, reader, derogations)
        return answers[unit]

    for unit in units:
        if known_unit([tenant], unit) is None:
            done.admitted.append(unit)
            continue
        why = why_not(unit)
        if why is None:
            below = list(with_all_below(tenant, unit))
            if any(why_not(each) is not None for each in below):
                why = WITHIN
            elif any(why_not(each) is not None for some in _chunks(below) for each in of_same_documents(tenant, some)):
                why = ELSEWHERE
        if why is None:
            done.admitted.append(unit)
        else:
            done.refused.append(Refused(unit, _title(tenant, unit), why))
    done.derogations = derogations


def closed_to_the_public(
    tenant: int, unit: UUID, today: date, reader: str | None, derogations: dict[UUID, UUID] | None = None
) -> Words | None:
    """Why the public, or this reader of it, may not have a copy of a unit; None: they may. A dérogation by which they
    may is noted in `derogations`.
    """
    reading = public_reading(tenant, unit, today, reader)
    if reading.derogation is not None and not reading.open:
        decision = reading.derogation.derogation.decision
        if decision is None or not decision.reproduction:
            return READING_ONLY
        if derogations is not None:
            derogations[unit] = reading.derogation.id
        return None
    if not reading.open:
        return Words(reading.answer.sentence("fr"), reading.answer.sentence("en"))
    return None


def _title(tenant: int, unit: UUID) -> str:
    found = known_unit([tenant], unit)
    return found.title if found is not None else ""


def _chunks(units: Iterable[UUID]) -> Iterable[list[UUID]]:
    some: list[UUID] = []
    for each in units:
        some.append(each)
        if len(some) == CHUNK:
            yield some
            some = []
    if some:
        yield some
