"""Where the projects of a collectivité stand: what they declare, beside what the archive knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.administration.accords import accord_for
from chartrier.catalog.acts.entered import EnteredAct, acts_going_on
from chartrier.catalog.archive.questions import versement
from chartrier.catalog.projects import register
from chartrier.catalog.series.register import Tableau, current
from chartrier.catalog.tenants import services
from chartrier.cockpit.findings import NO_SUCH_PROJECT
from chartrier.errors import NotFound
from chartrier.records.tenant import Tenant
from chartrier.rules.project import Check, Project, Readiness, Reality, checks, readiness

PASSAGE = "passage"
"""The operation by which a decision on a project is entered."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a project: `accord`, `reserve` or `refus`, by whom, on which day; `index`: of its entry."""

    act: UUID
    what: str
    by: str
    day: date
    index: int
    readiness: Readiness
    until: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A project before the gate. `decisions`: the oldest first."""

    id: UUID
    project: Project
    checks: tuple[Check, ...]
    readiness: Readiness
    decisions: tuple[Decision, ...]

    @property
    def settled(self) -> int:
        return sum(check.settled for check in self.checks)

    def as_json(self) -> dict[str, Any]:
        return {
            "id": str(self.id),
            **self.project.as_json(),
            "readiness": self.readiness.value,
            "checks": {each.point.value: each.settled for each in self.checks},
            "decisions": [
                {
                    "act": str(each.act),
                    "decision": each.what,
                    "by": each.by,
                    "day": each.day.isoformat(),
                    "entry": each.index,
                    "readiness": each.readiness.value,
                    "until": each.until and each.until.isoformat(),
                }
                for each in self.decisions
            ],
        }


def standings(tenant: Tenant) -> list[Standing]:
    """All projects: those without archiving first, then those at risk, by name within."""
    found = register.projects_of(tenant.key)
    decided = acts_going_on(tenant.key, list(found), [PASSAGE])
    table = current(tenant.key)
    order = [Readiness.WITHOUT, Readiness.AT_RISK, Readiness.READY]
    made = [_standing(tenant, table, each, project, decided) for each, project in found.items()]
    return sorted(made, key=lambda each: (order.index(each.readiness), each.project.name.casefold()))


def standing_of(tenant: Tenant, identifier: UUID) -> Standing:
    """One project. Raises NotFound."""
    project = register.project(tenant.key, identifier)
    if project is None:
        raise NotFound(NO_SUCH_PROJECT, project=str(identifier))
    decided = acts_going_on(tenant.key, [identifier], [PASSAGE])
    return _standing(tenant, current(tenant.key), identifier, project, decided)


def _standing(
    tenant: Tenant,
    table: Tableau | None,
    identifier: UUID,
    project: Project,
    decided: Mapping[UUID, Sequence[EnteredAct]],
) -> Standing:
    found = checks(project, _reality(tenant, table, project))
    decisions = tuple(_decision(each) for each in decided.get(identifier, ()))
    return Standing(identifier, project, found, readiness(found), decisions)


def _reality(tenant: Tenant, table: Tableau | None, project: Project) -> Reality:
    series = table.series if table is not None else {}
    known = frozenset(code for code in project.series if code in series)
    tried = versement([tenant.key], project.test) if project.test is not None else None
    return Reality(
        table=table is not None,
        known=known,
        undecided=frozenset(code for code in known if series[code].dua_undecided),
        accord=_allowed(tenant, project),
        test=None if tried is None else str(tried.state),
    )


def _allowed(tenant: Tenant, project: Project) -> bool:
    """Whether the service that will deposit is entered, open, and allowed all these series."""
    service = services.service(tenant.key, project.agency) if project.agency else None
    if service is None or service.closed or not service.transferring:
        return False
    bound = accord_for(tenant.key, project.agency).series
    return not bound or set(project.series) <= bound


def _decision(act: EnteredAct) -> Decision:
    until = act.record.get("until")
    return Decision(
        act=act.id,
        what=act.record["decision"],
        by=act.by,
        day=act.day,
        index=act.index,
        readiness=Readiness(act.record["readiness"]),
        until=date.fromisoformat(until) if until else None,
    )
