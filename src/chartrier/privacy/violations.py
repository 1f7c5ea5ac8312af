"""The register of violations of personal data (RGPD 33(5)): entered, completed as more is known, and what is owed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from chartrier.catalog.persons import violations as register
from chartrier.clock import Clock, write_instant
from chartrier.copies.texts import clean_text
from chartrier.errors import NotFound
from chartrier.privacy.requests.findings import NO_SUCH_VIOLATION
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.rules.persons.violation import Owed, Violation, owed, require_told

TEXTS = ("what", "data", "people", "consequences", "measures", "cnil_why", "told_why")


@dataclass(frozen=True, slots=True)
class Entered:
    """A violation of the register, and what is still owed for it."""

    kept: register.Kept
    owed: tuple[Owed, ...]

    @property
    def reference(self) -> str:
        """`VD-2026-001`: the year in which it was known, and its number in the collectivité."""
        return f"VD-{self.kept.violation.known.year}-{self.kept.number:03d}"

    @property
    def late(self) -> bool:
        return any(each.late for each in self.owed)

    def as_json(self) -> dict[str, Any]:
        violation = self.kept.violation
        return {
            "id": str(self.kept.id),
            "reference": self.reference,
            **violation.as_json(),
            "notify_by": write_instant(violation.notify_by),
            "owed": [each.duty.value for each in self.owed],
            "late": self.late,
            "versions": len(self.kept.before) + 1,
        }


def add_violation(tenant: Tenant, violation: Violation, clock: Clock) -> UUID:
    """Enter a violation; its identifier. Raises InvalidInput (VIO-001 to VIO-003)."""
    now = clock()
    cleaned = _cleaned(violation, now)
    identifier = new_package_id(now)
    register.enter(tenant.key, identifier, cleaned, now)
    return identifier


def change_violation(tenant: Tenant, identifier: UUID, by: UUID | None, clock: Clock, **members: Any) -> Violation:
    """Say these members anew; what was said before is kept. Raises NotFound (VIO-020), InvalidInput."""
    now = clock()
    changed = _cleaned(replace(violation_of(tenant, identifier, now).kept.violation, **members), now)
    register.change(tenant.key, identifier, changed, by, now)
    return changed


def violations_of(tenants: Sequence[int], now: datetime) -> list[Entered]:
    """All of these collectivités: those for which something is owed first, then the last that were known."""
    found = [Entered(each, owed(each.violation, now)) for each in register.violations_of(tenants)]
    return sorted(found, key=lambda each: not each.owed)


def violation_of(tenant: Tenant, identifier: UUID, now: datetime) -> Entered:
    """One of them. Raises NotFound (VIO-020)."""
    found = register.violation(tenant.key, identifier)
    if found is None:
        raise NotFound(NO_SUCH_VIOLATION, violation=str(identifier))
    return Entered(found, owed(found.violation, now))


def _cleaned(violation: Violation, now: datetime) -> Violation:
    texts: dict[str, Any] = {name: clean_text(getattr(violation, name)) for name in TEXTS}
    cleaned = replace(violation, **texts)
    require_told(cleaned, now)
    return cleaned
