"""The register as it stands: each treatment with its durations, and with what its convention says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.catalog.conventions.register import conventions as conventions_of
from chartrier.catalog.series.register import current
from chartrier.catalog.treatments import register
from chartrier.catalog.treatments.holdings import stored
from chartrier.catalog.treatments.register import Version
from chartrier.clock import day_of
from chartrier.errors import NotFound
from chartrier.privacy.treatments.findings import NO_TREATMENT
from chartrier.privacy.treatments.parts import controllers_of
from chartrier.records.tenant import Tenant
from chartrier.rules.treatments.durations import Kept, durations
from chartrier.rules.treatments.treatment import Treatment


@dataclass(frozen=True, slots=True)
class Listed:
    """A treatment in the register. `controllers`: of a processor, for whom; `convention`: the name of that which says
    the part, empty for none.
    """

    version: Version
    treatment: Treatment
    kept: tuple[Kept, ...]
    controllers: tuple[str, ...]
    convention: str

    @property
    def id(self) -> UUID:
        return self.version.id

    @property
    def created(self) -> date:
        return day_of(self.version.created)

    @property
    def changed(self) -> date:
        return day_of(self.version.entered)

    def as_json(self) -> dict[str, Any]:
        return {
            "id": str(self.id),
            **self.treatment.as_json(),
            "number": self.version.number,
            "created": self.created.isoformat(),
            "changed": self.changed.isoformat(),
            "controllers": list(self.controllers),
            "kept": [
                {
                    "series": each.code or None,
                    "title": each.title,
                    "active": each.active.fr,
                    "intermediate": each.intermediate.fr,
                    "final": each.final.fr,
                }
                for each in self.kept
            ],
        }


def register_of(tenant: Tenant) -> list[Listed]:
    """All that stands, by reference."""
    return _listed(tenant, register.standing(tenant.key))


def treatment_of(tenant: Tenant, identifier: UUID) -> Listed:
    """One of them, as it stands. Raises NotFound, for one that was taken out too."""
    last = next(reversed(register.versions(tenant.key, identifier)), None)
    if last is None or last.treatment is None:
        raise NotFound(NO_TREATMENT, reference=str(identifier))
    return _listed(tenant, [last])[0]


def treatment_named(tenant: Tenant, reference: str) -> Listed:
    """The one with this reference, or this identifier. Raises NotFound."""
    for version in register.standing(tenant.key):
        if version.treatment is not None and reference in (version.treatment.reference, str(version.id)):
            return _listed(tenant, [version])[0]
    raise NotFound(NO_TREATMENT, reference=reference[:80])


def _listed(tenant: Tenant, versions: Collection[Version]) -> list[Listed]:
    said = [(version, version.treatment) for version in versions if version.treatment is not None]
    table = current(tenant.key)
    series = table.series if table is not None else {}
    active = stored(tenant.key, {code for _, each in said for code in each.series}) if said else {}
    known = conventions_of([tenant.key])
    return [
        Listed(
            version,
            each,
            durations(each, series, active),
            controllers_of(each, tenant, known) if each.processes else (),
            known[each.convention].name if each.convention in known else "",
        )
        for version, each in said
    ]
