"""What waits for a data protection officer, across the collectivités that they serve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chartrier.clock import day_of
from chartrier.privacy.aipd import Looked, looked_at
from chartrier.privacy.requests.standing import Standing, standings
from chartrier.privacy.violations import Entered, violations_of
from chartrier.records.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Desk:
    """Of one collectivité: the requests that are open, the violations for which something is owed, the séries in which
    sensitive data were seen, those whose AIPD is to be looked at.
    """

    tenant: Tenant
    requests: tuple[Standing, ...]
    violations: tuple[Entered, ...]
    sensitive: tuple[Looked, ...]
    aipd: tuple[Looked, ...]

    @property
    def pressing(self) -> int:
        """How much of it is urgent or late."""
        return sum(each.urgent for each in self.requests) + len(self.violations)


def desk_of(tenant: Tenant, now: datetime) -> Desk:
    """What waits in one collectivité."""
    looked = looked_at(tenant)
    return Desk(
        tenant,
        tuple(each for each in standings(tenant, day_of(now)) if each.closed is None),
        tuple(each for each in violations_of(tenant, now) if each.owed),
        tuple(each for each in looked if each.content.kinds.get("special") or each.content.kinds.get("nir")),
        tuple(each for each in looked if each.to_look_at),
    )


def desks(tenants: Sequence[Tenant], now: datetime) -> list[Desk]:
    """Of each, where most presses first."""
    found = [desk_of(tenant, now) for tenant in tenants]
    return sorted(found, key=lambda each: (-each.pressing, -len(each.requests), each.tenant.name))
