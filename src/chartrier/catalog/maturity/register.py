"""Entering and finding assessments of maturity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chartrier.catalog.figures import Figure
from chartrier.catalog.maturity.models import Assessment as Row
from chartrier.catalog.transaction import transaction


@dataclass(frozen=True, slots=True)
class Entered:
    """The assessment of a year, when it was last answered and by whom (None: by the command line)."""

    year: int
    entered: datetime
    person: UUID | None
    score: int | None
    content: Mapping[str, Any]


def enter(tenant: int, assessment: Entered) -> None:
    """Enter the assessment of a year in the place of what was said of that year before."""
    values = {
        "entered": assessment.entered,
        "person": assessment.person,
        "score": assessment.score,
        "content": dict(assessment.content),
    }
    with transaction([tenant]):
        if not Row.objects.filter(tenant=tenant, year=assessment.year).update(**values):
            Row.objects.create(tenant=tenant, year=assessment.year, **values)


def assessments(tenant: int) -> list[Entered]:
    """All of a tenant, the newest first."""
    with transaction([tenant]):
        rows = Row.objects.filter(tenant=tenant).order_by("-year")
        return [Entered(row.year, row.entered, row.person, row.score, row.content) for row in rows]


def last_year(tenant: int) -> Figure:
    """The year of the newest of a tenant; None where there is none."""
    return Figure("SELECT max(year) FROM maturity_assessment WHERE tenant = %s", (tenant,))


def scores(tenants: Sequence[int], first: int) -> dict[int, int]:
    """The newest whole score of each of these tenants, from a year on."""
    with transaction(sorted(tenants)):
        rows = Row.objects.filter(tenant__in=tenants, year__gte=first, score__isnull=False).order_by("year")
        return dict(rows.values_list("tenant", "score"))
