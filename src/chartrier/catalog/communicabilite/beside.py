"""What opens units beside their access rules, as it stands on a day: early openings, and dérogations of readers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chartrier.catalog.communicabilite.derogations import derogations_of, early_openings_of


@dataclass(frozen=True, slots=True)
class Beside:
    """Pairs of a unit and the act that names it: all below it that was there before the act is opened too."""

    early: tuple[tuple[UUID, UUID], ...] = ()
    granted: tuple[tuple[UUID, UUID], ...] = ()


def beside_rules(tenant: int, on: date) -> Beside:
    """Of a tenant."""
    early = [
        (UUID(unit), opened.id)
        for opened in early_openings_of(tenant)
        if opened.opening.decided <= on
        for unit in opened.opening.units
    ]
    granted = [
        (UUID(unit), recorded.id)
        for recorded in derogations_of(tenant)
        if (decision := recorded.derogation.decision) is not None
        and decision.day <= on
        and (decision.until is None or on <= decision.until)
        for unit in decision.units
    ]
    return Beside(tuple(early), tuple(granted))
