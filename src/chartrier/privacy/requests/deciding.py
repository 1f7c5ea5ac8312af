"""Deciding record by record what becomes of a request, as the age of each lets one; whoever signs decides last."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from chartrier.catalog.archive.questions import unit as unit_of
from chartrier.catalog.persons import requests as register
from chartrier.catalog.persons.situations import situations
from chartrier.clock import Clock, day_of
from chartrier.copies.texts import clean_text
from chartrier.errors import InvalidInput
from chartrier.privacy.requests.findings import NO_SUCH_ANNEX, NO_UNIT_NAMED, UNIT_NOT_FOUND
from chartrier.privacy.requests.opening import open_one
from chartrier.records.tenant import Tenant
from chartrier.rules.persons.rights import LineDecision, require_lawful


def decide_lines(
    tenant: Tenant, identifier: UUID, units: Collection[UUID], decision: LineDecision, clock: Clock
) -> int:
    """Decide the same of these units, of those that concern the person; without any, of all those that have no
    decision yet. How many. All or none: what the law does not allow for one of them is refused (DDP-001 to DDP-007).

    Raises NotFound, Conflict, InvalidInput.
    """
    found = open_one(tenant, identifier)
    lines = {each.unit: each.mark for each in register.found_of([tenant.key], [identifier])[identifier]}
    wanted = list(units) or [unit for unit, mark in lines.items() if mark.concerns and mark.decision is None]
    if not wanted:
        raise InvalidInput(NO_UNIT_NAMED)
    decision = replace(decision, why=clean_text(decision.why))
    if decision.annexed is not None and unit_of([tenant.key], decision.annexed) is None:
        raise InvalidInput(NO_SUCH_ANNEX, unit=str(decision.annexed))
    placed = situations(tenant.key, wanted, day_of(clock()), served=tenant.custody.service is not None)
    for unit in wanted:
        if unit not in lines or not lines[unit].concerns or unit not in placed:
            raise InvalidInput(UNIT_NOT_FOUND, unit=str(unit))
        require_lawful(found.asked.right, placed[unit].situation, decision, str(unit))
    return register.decide(tenant.key, identifier, wanted, decision)
