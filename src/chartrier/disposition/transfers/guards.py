"""What must hold, in the transaction of an act, of units that leave or have left."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.catalog.disposition.deciding import Region, look_at_now
from chartrier.catalog.disposition.proposed import lock_dispositions
from chartrier.catalog.rules.locking import lock_changing
from chartrier.catalog.transfers.register import changed_since
from chartrier.disposition import findings as say
from chartrier.disposition.analysing import pending_proposals
from chartrier.disposition.transfers.reading import units_under_way
from chartrier.errors import Conflict
from chartrier.records.tenant import Tenant


def require_free(cursor: Any, tenant: Tenant, units: Collection[UUID], day: date, *, but: UUID | None = None) -> Region:
    """These units are all that is there with all below them, nothing holds them, and nobody else is at it.

    From now on, until the transaction ends, it stays so. `but` is the transfer that is going on. Raises Conflict
    (DSP-007, DSP-022 to DSP-024).
    """
    lock_changing(cursor, tenant.key)
    lock_dispositions(cursor, tenant.key)
    region = look_at_now(cursor, tenant.key, units, day)
    if region.decisions.keys() != set(units):
        raise Conflict(
            say.CHANGED, what_fr="les unités ne sont plus les mêmes", what_en="the units are not the same any more"
        )
    if region.held:
        raise Conflict(say.HELD_HERE, count=len(region.held))
    if pending := pending_proposals(tenant, units):
        raise Conflict(say.PROPOSED_HERE, unit=str(min(pending, key=str)))
    if under_way := units_under_way(tenant, units, but):
        unit = min(under_way, key=str)
        raise Conflict(say.UNDER_WAY, unit=str(unit), transfer=str(under_way[unit]))
    return region


def require_unchanged(cursor: Any, tenant: Tenant, units: Collection[UUID], since: UUID) -> None:
    """No other act was about these units since this one. Raises Conflict (DSP-025)."""
    if operations := changed_since(cursor, tenant.key, units, since):
        raise Conflict(say.CHANGED_SINCE, operations=", ".join(operations))
