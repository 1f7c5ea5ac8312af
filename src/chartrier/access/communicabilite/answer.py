"""When a unit may be read, by whom, and why: one regime answers, and says that it is the one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from chartrier.access.communicabilite.findings import NO_SUCH_UNIT
from chartrier.access.inherited import rules_shown
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.graph import units_above
from chartrier.catalog.communicabilite.derogations import Opened, Recorded, derogations_of, early_openings_of
from chartrier.catalog.communicabilite.extent import latest_document
from chartrier.catalog.communicabilite.holding import access_of
from chartrier.catalog.communicabilite.known import dates_given
from chartrier.catalog.people.directory import deciding_roles
from chartrier.catalog.people.directory import person as known_person
from chartrier.catalog.rules.inherited import Inherited, inherited
from chartrier.errors import NotFound
from chartrier.records.roles import Role
from chartrier.rules.communicabilite.administrative import AdministrativeAnswer, Relation, administrative_access
from chartrier.rules.communicabilite.dates import KnownDates, together
from chartrier.rules.communicabilite.public import PublicAnswer, public_access


class Asker(StrEnum):
    """For whom it is asked; the value is what the command line takes."""

    PUBLIC = "public"
    PRODUCTEUR = "producteur"
    VERSANT = "versant"
    ARCHIVES = "archives"
    INTERESSE = "interesse"
    CONTROLE = "controle"

    @property
    def relation(self) -> Relation:
        return _RELATIONS[self]


_RELATIONS = {
    Asker.PUBLIC: Relation.STRANGER,
    Asker.PRODUCTEUR: Relation.PRODUCER,
    Asker.VERSANT: Relation.TRANSFERRING,
    Asker.ARCHIVES: Relation.ARCHIVES,
    Asker.INTERESSE: Relation.CONCERNED,
    Asker.CONTROLE: Relation.CONTROL,
}

_OF_SERVICES = frozenset({Role.CHEF_DE_SERVICE, Role.DEPOSANT, Role.LECTEUR, Role.RESPONSABLE})
ENTITLING: Mapping[Asker, frozenset[Role]] = {
    Asker.PRODUCTEUR: _OF_SERVICES,
    Asker.VERSANT: _OF_SERVICES,
    Asker.ARCHIVES: frozenset({Role.ARCHIVISTE, Role.ARCHIVISTE_ITINERANT}),
    Asker.CONTROLE: frozenset({Role.CONTROLE, Role.VISA}),
}
"""The roles for the collectivité that let somebody read under the administrative regime. Who is concerned has none:
their identity is verified instead."""


@dataclass(frozen=True, slots=True)
class PublicReading:
    """The answer of the regime of the public, and what opens besides: an early opening, a dérogation of one reader."""

    unit: UUID
    on: date
    answer: PublicAnswer
    dates: KnownDates
    early: Opened | None
    derogation: Recorded | None

    @property
    def open(self) -> bool:
        """Whether everybody may read on that day."""
        return self.answer.is_open(self.on) or self.early is not None


@dataclass(frozen=True, slots=True)
class AdministrativeReading:
    """The answer of the administrative regime. It says nothing of the public."""

    unit: UUID
    on: date
    answer: AdministrativeAnswer


def public_reading(
    tenant: int, unit: UUID, on: date, reader: str | None = None, found: Inherited | None = None
) -> PublicReading:
    """What the public may do with a unit on a day, and `reader` (an opaque identifier) by a dérogation of theirs.

    `found` is what holds for the unit, where it was read before. Raises NotFound when the tenant has no such unit.
    """
    answer, dates = public_answer(tenant, unit, found)
    opened = early_openings_of(tenant)
    granted = derogations_of(tenant, reader) if reader is not None else []
    ways = {str(each) for each in (unit, *units_above(tenant, [unit]))} if opened or granted else set()
    early = next((each for each in opened if _opens(each, ways, unit, answer, on)), None)
    derogation = next((each for each in granted if _permits(each, ways, unit, on)), None)
    return PublicReading(unit, on, answer, dates, early, derogation)


def administrative_reading(
    tenant: int, unit: UUID, on: date, asker: Asker, person: UUID | None, *, identity_verified: bool
) -> AdministrativeReading:
    """Whether somebody reads a unit by their rights. Raises NotFound when the tenant has no such unit, or there is no
    such person.
    """
    require_unit(tenant, unit)
    if person is not None:
        known_person(person)
    roles = deciding_roles(tenant, person) if person is not None else set()
    entitled = identity_verified if asker is Asker.INTERESSE else bool(roles & ENTITLING.get(asker, frozenset()))
    age = rules_shown(tenant, unit, on).age
    return AdministrativeReading(unit, on, administrative_access(asker.relation, age, entitled=entitled))


def public_answer(tenant: int, unit: UUID, found: Inherited | None = None) -> tuple[PublicAnswer, KnownDates]:
    """When the public may read a unit, and from what it was counted. Raises NotFound."""
    if found is None:
        require_unit(tenant, unit)
        found = inherited(tenant, unit)
    held = access_of(unit, found)
    counted = KnownDates(latest_document=latest_document(tenant, unit))
    dates = together([counted, dates_given(tenant, unit), held.dates])
    return public_access(held.codes, dates, held.own), dates


def require_unit(tenant: int, unit: UUID) -> None:
    """Raises NotFound."""
    if questions.unit([tenant], unit) is None:
        raise NotFound(NO_SUCH_UNIT, unit=str(unit))


def _opens(opened: Opened, ways: Iterable[str], unit: UUID, answer: PublicAnswer, on: date) -> bool:
    return unit < opened.id and any(opened.opening.opens(each, answer, on) for each in ways)


def _permits(recorded: Recorded, ways: Iterable[str], unit: UUID, on: date) -> bool:
    """What was put below a unit after it had been asked for was not asked for."""
    reader = recorded.derogation.request.reader
    return unit < recorded.id and any(recorded.derogation.permits(reader, each, on) for each in ways)
