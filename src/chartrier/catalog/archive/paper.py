"""What is on paper: linear metres and places of physical objects.

SEDA has no element for either by name. The linear metres of an object are its thickness on the shelf
(`PhysicalDimensions/Thickness`); where it stands is what the last `Event` of type `Rangement` of its unit says
(docs/decisions/0066-paper.md).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.transaction import transaction

STORED = "Rangement"
"""The `EventType` of an event that says where something stands."""

METRES = """
    CASE WHEN thick->>'#' ~ '^\\s*[+]?([0-9]{1,12}(\\.[0-9]{0,12})?|\\.[0-9]{1,12})\\s*$'
        THEN (thick->>'#')::numeric * CASE thick->>'@unit'
            WHEN 'metre' THEN 1 WHEN 'centimetre' THEN 0.01 WHEN 'CMT' THEN 0.01 WHEN 'millimetre' THEN 0.001
            WHEN 'MMT' THEN 0.001 WHEN 'micrometre' THEN 0.000001 WHEN '4H' THEN 0.000001
            WHEN 'inch' THEN 0.0254 WHEN 'INH' THEN 0.0254 WHEN 'foot' THEN 0.3048 WHEN 'FOT' THEN 0.3048 END
        END
"""
THICKNESS = "object.metadata->'PhysicalDimensions'->0->'Thickness'->0"
OF_UNITS = f"""
    SELECT link.unit, sum({METRES}) FROM archive_unitgroup link
        JOIN archive_dataobject object ON object.tenant = link.tenant AND object.object_group = link.object_group
            AND object.kind = 'physical',
        LATERAL (SELECT {THICKNESS} AS thick) dimensions
    WHERE link.tenant = %(tenant)s AND link.unit = ANY (%(units)s) GROUP BY link.unit
"""  # noqa: S608 - constants only
IN_ALL = f"""
    WITH measured AS (
        SELECT object.object_group, {METRES} AS metres FROM archive_dataobject object,
            LATERAL (SELECT {THICKNESS} AS thick) dimensions
        WHERE object.tenant = %(tenant)s AND object.kind = 'physical'
    )
    SELECT (SELECT count(DISTINCT link.unit) FROM archive_unitgroup link
            WHERE link.tenant = %(tenant)s AND link.object_group IN (SELECT object_group FROM measured)),
        count(*), coalesce(sum(metres), 0), count(*) FILTER (WHERE metres IS NULL)
    FROM measured
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Paper:
    """What a tenant has on paper. `unmeasured`: objects without linear metres."""

    units: int
    objects: int
    metres: Decimal
    unmeasured: int


def linear_metres(tenant: int, units: Collection[UUID]) -> dict[UUID, Decimal | None]:
    """The linear metres of those of the units that have physical objects of their own; None: not measured.

    Where several objects make the same unit, together.
    """
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(OF_UNITS, {"tenant": tenant, "units": list(units)})
        return dict(cursor.fetchall())


def paper(tenant: int) -> Paper:
    """All that the tenant has on paper, each object counted once."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(IN_ALL, {"tenant": tenant})
        return Paper(*cursor.fetchone())


def place_of(content: Any) -> str | None:
    """Where a unit stands, from its description; None when it is not said."""
    events = content.get("Event", ()) if isinstance(content, dict) else ()
    stored = [event for event in events if isinstance(event, dict) and STORED in map(_text, event.get("EventType", ()))]
    said = (_text(detail) for event in reversed(stored) for detail in event.get("EventDetail", ()))
    return next(filter(None, said), None)


def _text(value: Any) -> str:
    held = value.get("#", "") if isinstance(value, dict) else value
    return held.strip() if isinstance(held, str) else ""
