"""What is true of a collectivité today, as its archive knows it; what is not known is None."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chartrier.administration.status import status_of
from chartrier.catalog.ages import ages_counted_at, standing_extents_by_age
from chartrier.catalog.archive.questions import versements
from chartrier.catalog.conventions.register import conventions
from chartrier.catalog.extents import Extent
from chartrier.catalog.rules.due import COUNT_TO, count_due, count_waiting, due_counted_at, standing_extent_due
from chartrier.catalog.series.register import current
from chartrier.clock import day_of
from chartrier.cockpit.gate.standing import Standing, standings
from chartrier.copies.copies import Copies
from chartrier.records.tenant import Tenant
from chartrier.rules.age import Age
from chartrier.rules.categories import Category
from chartrier.rules.project import Readiness
from chartrier.rules.series.table import ValidatedTable


@dataclass(frozen=True, slots=True)
class Facts:
    """`due`: units whose DUA is over and of which nobody has decided, `COUNT_TO` standing for that many or more.

    `copies` are all, `in_step` those that hold everything; `entries` is the size of the journal. `validated` None: no
    tableau de gestion. `projects` None: none was ever entered.
    """

    tenant: Tenant
    made: datetime
    counted: datetime
    """When `held` and `ages` were true: before the rest, where much is counted and something was entered since."""
    held: Extent
    ages: Mapping[Age, Extent]
    due: int
    due_extent: Extent
    waiting: int
    entries: int
    copies: int
    in_step: int
    audited: date | None
    proven: bool | None
    last_deposit: date | None
    validated: bool | None
    projects: Sequence[Standing] | None
    conventions: tuple[str, ...]
    """Those that hold today."""

    @property
    def day(self) -> date:
        return day_of(self.made)

    @property
    def due_at_least(self) -> bool:
        """Whether there may be more than is said."""
        return self.due >= COUNT_TO

    @property
    def exposed(self) -> int | None:
        """Flows and projects without archiving; None: no register."""
        return self._projects(Readiness.WITHOUT)

    @property
    def at_risk(self) -> int | None:
        return self._projects(Readiness.AT_RISK)

    @property
    def alone(self) -> int:
        """Bytes of which fewer than two copies are whole and up to date."""
        return self.held.bytes if self.in_step < 2 else 0

    def _projects(self, readiness: Readiness) -> int | None:
        if self.projects is None:
            return None
        return sum(each.readiness is readiness for each in self.projects)

    def as_json(self) -> dict[str, Any]:
        return {
            "tenant": self.tenant.code,
            "name": self.tenant.name,
            "day": self.day.isoformat(),
            "counted": self.counted.isoformat(),
            "held": self.held.as_json(),
            "ages": {age.value: extent.as_json() for age, extent in self.ages.items()},
            "due": {"units": self.due, "at_least": self.due_at_least, **_amounts(self.due_extent)},
            "waiting": self.waiting,
            "entries": self.entries,
            "copies": self.copies,
            "in_step": self.in_step,
            "single_copy_bytes": self.alone,
            "audited": self.audited and self.audited.isoformat(),
            "proven": self.proven,
            "last_deposit": self.last_deposit and self.last_deposit.isoformat(),
            "validated": self.validated,
            "without_archiving": self.exposed,
            "at_risk": self.at_risk,
            "conventions": list(self.conventions),
        }


def facts_of(tenant: Tenant, copies: Copies) -> Facts:
    """Ask everything once. Nothing is written."""
    now = copies.clock()
    today = day_of(now)
    status = status_of(tenant, copies)
    ages = standing_extents_by_age(tenant.key, today)
    table = current(tenant.key)
    projects = standings(tenant)
    last = next(iter(versements([tenant.key], limit=1)), None)
    in_force = [each.name for each in conventions([tenant.key]).values() if each.holds(today)]
    return Facts(
        tenant=tenant,
        made=now,
        counted=min(filter(None, (ages_counted_at(tenant.key), due_counted_at(tenant.key))), default=now),
        held=_sum(ages),
        ages=ages,
        due=count_due(tenant.key, Category.APPRAISAL, today),
        due_extent=standing_extent_due(tenant.key, today),
        waiting=count_waiting(tenant.key, Category.APPRAISAL),
        entries=status.entries,
        copies=len(status.copies),
        in_step=sum(copy.finding is None for copy in status.copies),
        audited=day_of(status.audit.ended) if status.audit and status.audit.ended else None,
        proven=False if status.damage else status.audit.proven if status.audit else None,
        last_deposit=day_of(last.received) if last is not None else None,
        validated=None if table is None else isinstance(table.table, ValidatedTable),
        projects=projects or None,
        conventions=tuple(in_force),
    )


def _sum(ages: Mapping[Age, Extent]) -> Extent:
    metres = [each.metres for each in ages.values() if each.metres is not None]
    return Extent(
        units=sum(each.units for each in ages.values()),
        files=sum(each.files for each in ages.values()),
        bytes=sum(each.bytes for each in ages.values()),
        metres=sum(metres[1:], metres[0]) if metres else None,
    )


def _amounts(extent: Extent) -> dict[str, Any]:
    return {name: value for name, value in extent.as_json().items() if name != "units"}
