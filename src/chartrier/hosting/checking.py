"""The check of a tenant's hosting: what is true is asked once, then judged by the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chartrier.catalog.hosting import register
from chartrier.catalog.hosting.by_series import held, held_in_all
from chartrier.catalog.hosting.register import Entered
from chartrier.catalog.series.register import current
from chartrier.clock import day_of
from chartrier.copies.copies import Copies
from chartrier.hosting.breaches import Breach, Situation, breaches
from chartrier.hosting.placing import places
from chartrier.hosting.sensitive import sensitive_series
from chartrier.records.hosting import HostingPolicy
from chartrier.records.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Checked:
    """Where a tenant's copies are, and what is wrong with that."""

    tenant: Tenant
    situation: Situation
    breaches: Sequence[Breach]

    @property
    def grave(self) -> bool:
        """Whether one breach at least is grave."""
        return any(each.grave for each in self.breaches)


@dataclass(frozen=True, slots=True)
class Register:
    """What the operator entered, read once for several tenants."""

    offers: Sequence[Entered]
    policy: HostingPolicy


def registered() -> Register:
    """The register as it stands."""
    return Register(register.offers(), register.policy())


def check(tenant: Tenant, copies: Copies, entered: Register) -> Checked:
    """Nothing is written."""
    table = current(tenant.key)
    on = day_of(copies.clock())
    situation = Situation(
        on=on,
        places=places(tenant, copies, entered.offers),
        held=held(tenant.key, on),
        whole=held_in_all(tenant.key, on),
        policy=entered.policy,
        sensitive=sensitive_series(table.series) if table is not None else {},
    )
    return Checked(tenant, situation, breaches(situation))
