"""Erasing what names persons in requests that are closed for five years.

The register of requests is of the public archives of the collectivité: what goes, goes under the visa of the Archives
départementales (Code du patrimoine L212-2), which is asked for on paper; its reference is noted. A request stays as
long as what it granted holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chartrier.catalog.persons import requests as register
from chartrier.catalog.persons.situations import situations
from chartrier.clock import Clock, day_of
from chartrier.copies.texts import clean_text
from chartrier.errors import Conflict
from chartrier.privacy.requests.findings import NOT_ERASABLE, NOTHING_TO_ERASE
from chartrier.privacy.requests.opening import require_past
from chartrier.privacy.requests.standing import Standing, standing_of, standings
from chartrier.records.tenant import Tenant
from chartrier.rules.persons.request import Said, Step, erase, kept_until
from chartrier.rules.persons.rights import Outcome, Right

HOLDING = (Right.ERASURE, Right.OBJECTION)
"""Rights of which what was granted holds as long as the record is there: it leaves, or is not published."""


@dataclass(frozen=True, slots=True)
class Over:
    """Requests that are closed for five years: those that may be erased, and those whose decisions still hold."""

    erasable: tuple[Standing, ...]
    holding: tuple[Standing, ...]


def over(tenant: Tenant, today: date) -> Over:
    """Those of a collectivité, the oldest first."""
    found = sorted(
        (
            each
            for each in standings([tenant.key], today)
            if each.closed is not None and each.step is not Step.ERASED and kept_until(each.closed) < today
        ),
        key=lambda each: (each.closed or today, each.reference),
    )
    held = _holding(tenant, [each for each in found if each.asked.right in HOLDING], today)
    return Over(tuple(each for each in found if each.id not in held), tuple(each for each in found if each.id in held))


def erase_over(tenant: Tenant, visa: Said, clock: Clock, only: Iterable[UUID] | None = None) -> list[Standing]:
    """Erase those that may be, or these of them; what is left of each. `visa`: its reference, and its day.

    Raises InvalidInput without its reference (DDP-011) or of a day to come (DDP-009), NotFound (DDP-020), Conflict
    (DDP-032, DDP-033).
    """
    require_past(visa.day, clock)
    now = clock()
    today = day_of(now)
    found = {each.id: each for each in over(tenant, today).erasable}
    wanted = list(found if only is None else dict.fromkeys(only))
    for each in wanted:
        if each not in found:
            raise Conflict(NOT_ERASABLE, request=standing_of(tenant, each, today).reference)
    if not wanted:
        raise Conflict(NOTHING_TO_ERASE)
    said = Said(visa.day, clean_text(visa.text))
    register.erase(tenant.key, {each: erase(found[each].asked, said) for each in wanted}, now)
    return [standing_of(tenant, each, today) for each in wanted]


def _holding(tenant: Tenant, found: list[Standing], today: date) -> set[UUID]:
    """Those that granted something of records which are there."""
    granted = {
        request: [each.unit for each in lines if each.mark.decision and each.mark.decision.outcome is Outcome.GRANTED]
        for request, lines in register.found_of([tenant.key], [each.id for each in found if each.act]).items()
    }
    units = [unit for each in granted.values() for unit in each]
    there = situations(tenant.key, units, today, served=tenant.custody.service is not None)
    return {request for request, each in granted.items() if any(unit in there for unit in each)}
