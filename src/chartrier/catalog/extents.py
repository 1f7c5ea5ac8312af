"""How much there is of archived units, gathered under any key: units, files, bytes and mètres linéaires, at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import psycopg

from chartrier.catalog.archive.entries import linear_metres
from chartrier.catalog.raw_json import json_of


@dataclass(frozen=True, slots=True)
class Extent:
    """`metres`: mètres linéaires of the things that are measured; None for none."""

    units: int = 0
    files: int = 0
    bytes: int = 0
    metres: Decimal | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "units": self.units, "files": self.files, "bytes": self.bytes,
            "metres": None if self.metres is None else str(self.metres),
        }  # fmt: skip

    @property
    def counted(self) -> list[Any]:
        """As a count keeps it (`of_count`)."""
        return [self.units, self.files, self.bytes, None if self.metres is None else str(self.metres)]

    def with_(self, other: Extent) -> Extent:
        """Both together, of things that they do not share."""
        metres = [each.metres for each in (self, other) if each.metres is not None]
        return Extent(
            self.units + other.units,
            self.files + other.files,
            self.bytes + other.bytes,
            sum(metres, Decimal(0)) if metres else None,
        )

    @classmethod
    def of_count(cls, kept: Sequence[Any]) -> Extent:
        """What `counted` was."""
        units, files, size, metres = kept
        return cls(units, files, size, None if metres is None else Decimal(metres))


GROUPED = """
    SELECT DISTINCT placed.key, link.object_group FROM placed
        JOIN archive_unitgroup link ON link.tenant = %(tenant)s AND link.unit = placed.unit
"""
MEASURED = """
    WITH RECURSIVE {placed},
    grouped AS ({grouped}),
    held AS (
        SELECT grouped.key, object.kind, object.size,
            CASE object.kind WHEN 'physical' THEN object.metadata->'PhysicalDimensions'->0 END AS dimensions
        FROM grouped
            JOIN archive_dataobject object ON object.tenant = %(tenant)s AND object.object_group = grouped.object_group
    )
    SELECT key, 'unit', NULL::jsonb, NULL::jsonb, NULL::jsonb, count(*), 0::numeric FROM placed GROUP BY key
    UNION ALL
    SELECT key, kind, dimensions->'Thickness'->0, dimensions->'Width'->0, dimensions->'Length'->0, count(*),
        coalesce(sum(size), 0)
    FROM held GROUP BY 1, 2, 3, 4, 5
"""


def extents(
    cursor: psycopg.Cursor[Any], placed: str, given: Mapping[str, Any], grouped: str = GROUPED
) -> dict[str, Extent]:
    """The extent of what is under each key, in the caller's transaction; an object that several units share, once.

    `placed` is SQL: common table expressions, the last of which is `placed (unit, key)`, a text; `given` has what it
    wants, and the `tenant`. A unit under several keys counts under each. `grouped` is SQL that gives each object group
    its keys: by default those of its units.
    """
    cursor.execute(MEASURED.format(placed=placed, grouped=grouped), dict(given))
    units: dict[str, int] = {}
    files: dict[str, int] = {}
    sizes: dict[str, int] = {}
    metres: dict[str, Decimal] = {}
    for key, kind, thickness, width, length, count, size in cursor.fetchall():
        if kind == "unit":
            units[key] = count
            continue
        sizes[key] = sizes.get(key, 0) + int(size)
        if kind == "binary":
            files[key] = files.get(key, 0) + count
        elif (each := linear_metres(*map(json_of, (thickness, width, length)))) is not None:
            metres[key] = metres.get(key, Decimal(0)) + each * count
    return {
        key: Extent(units.get(key, 0), files.get(key, 0), sizes.get(key, 0), metres.get(key))
        for key in {**units, **sizes}
    }
