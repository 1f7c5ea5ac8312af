"""The entries of archives: the accepted versements in the order of the journal, and what each brought.

An entry's number is its rank in that order: it is derived, continuous, and never changes, since the journal never does.
What an entry is made of is read from the units and objects that are there: what was destroyed since has gone from it,
but for the counts of its operation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.legal_days import DAY
from chartrier.catalog.raw_json import json_of
from chartrier.catalog.transaction import transaction

CHUNK = 200
"""Entries read at a time."""
TITLES = 4
"""Titles kept of the units at the top of a versement."""
TITLE_LENGTH = 300
"""Characters kept of each."""

METRES = {
    "micrometre": Decimal("0.000001"), "4H": Decimal("0.000001"), "millimetre": Decimal("0.001"),
    "MMT": Decimal("0.001"), "centimetre": Decimal("0.01"), "CMT": Decimal("0.01"), "metre": Decimal(1),
    "inch": Decimal("0.0254"), "INH": Decimal("0.0254"), "foot": Decimal("0.3048"), "FOT": Decimal("0.3048"),
}  # fmt: skip
"""The lengths of SEDA (`MeasurementUnitsType`) in metres."""

LONGEST = Decimal(100_000)
"""Metres; a longer thing is a slip of whoever measured it, and is not counted."""


@dataclass(frozen=True, slots=True)
class Top:
    """A unit at the top of a versement."""

    title: str
    cotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `operation` is the versement's `operation.json`; empty when its package is lost."""

    number: int
    index: int
    """Of its entry in the journal."""
    versement: UUID
    day: date
    operation: dict[str, Any]
    tops: tuple[Top, ...]
    top_count: int
    units: int
    """Those that are there."""
    units_without_object: int
    """Those at the end of their branch that no object belongs to."""
    first: date | None
    last: date | None
    files: int
    size: int
    """Bytes of the files that are there."""
    physical: int
    metres: Decimal | None
    """Mètres linéaires of the things that are there and measured; None for none."""


LISTED = f"""
    SELECT entry.index, entry.package, entry.day, versement.operation
    FROM (
        SELECT tenant, index, package, {DAY.format("body->>'time'")} AS day
        FROM (SELECT tenant, index, package, convert_from(body, 'UTF8')::jsonb AS body FROM journal_journalentry
            WHERE tenant = %(tenant)s AND index > %(after)s) written
        WHERE body->>'operation' = 'versement' AND body->>'version' = 'v1'
        ORDER BY index LIMIT %(chunk)s
    ) entry
    LEFT JOIN archive_versement versement
        ON versement.tenant = %(tenant)s AND versement.id = entry.package AND versement.state = 'accepted'
    ORDER BY entry.index
"""  # noqa: S608 - a constant of ours
UNITS = """
    SELECT versement, count(*), min(coalesce(start_date, end_date)), max(coalesce(end_date, start_date)),
        count(*) FILTER (WHERE NOT EXISTS (
                SELECT FROM archive_unitgroup had WHERE had.tenant = unit.tenant AND had.unit = unit.id)
            AND NOT EXISTS (
                SELECT FROM archive_unitparent below WHERE below.tenant = unit.tenant AND below.parent = unit.id))
    FROM archive_unit unit WHERE tenant = %(tenant)s AND versement = ANY(%(versements)s) GROUP BY versement
"""
# OFFSET 0: looked up unit by unit. Joined instead, every edge of the tenant would be read again for each chunk.
TOPS = """
    SELECT versement, title, cotes, total FROM (
        SELECT versement, left(title, %(length)s) AS title,
            jsonb_build_array(content->'ArchivalAgencyArchiveUnitIdentifier',
                content->'OriginatingAgencyArchiveUnitIdentifier') AS cotes,
            row_number() OVER (PARTITION BY versement ORDER BY id) AS rank,
            count(*) OVER (PARTITION BY versement) AS total
        FROM archive_unit unit
        WHERE tenant = %(tenant)s AND versement = ANY(%(versements)s) AND NOT EXISTS (
            SELECT FROM archive_unitparent above
            WHERE above.tenant = unit.tenant AND above.unit = unit.id AND NOT above.attached OFFSET 0)
    ) top WHERE rank <= %(titles)s ORDER BY versement, rank
"""
OBJECTS = """
    SELECT versement, count(*) FILTER (WHERE kind = 'binary'), coalesce(sum(size), 0),
        count(*) FILTER (WHERE kind = 'physical')
    FROM archive_dataobject WHERE tenant = %(tenant)s AND versement = ANY(%(versements)s) GROUP BY versement
"""
DIMENSIONS = """
    SELECT versement, dimensions->'Thickness'->0, dimensions->'Width'->0, dimensions->'Length'->0, count(*)
    FROM (
        SELECT versement, metadata->'PhysicalDimensions'->0 AS dimensions FROM archive_dataobject
        WHERE tenant = %(tenant)s AND versement = ANY(%(versements)s) AND kind = 'physical'
    ) measured
    WHERE jsonb_typeof(dimensions) = 'object' GROUP BY 1, 2, 3, 4
"""


def entries(tenant: int, first: date | None = None, last: date | None = None) -> Iterator[Entry]:
    """The entries of these days (both within), in order, some at a time: memory does not grow with their number."""
    number, after = 0, -1
    while True:
        with transaction([tenant]), connections["default"].cursor() as cursor:
            cursor.execute(LISTED, {"tenant": tenant, "after": after, "chunk": CHUNK})
            rows = cursor.fetchall()
            ranked = [(number + rank, *row) for rank, row in enumerate(rows, 1)]
            wanted = [row for row in ranked if (first is None or first <= row[3]) and (last is None or row[3] <= last)]
            found = list(_with_contents(cursor, tenant, wanted))
        yield from found
        if len(rows) < CHUNK:
            return
        number, after = number + len(rows), rows[-1][0]


def _with_contents(cursor: Any, tenant: int, rows: Sequence[Any]) -> Iterator[Entry]:
    given = {
        "tenant": tenant, "versements": [row[2] for row in rows], "length": TITLE_LENGTH, "titles": TITLES,
    }  # fmt: skip
    units, objects, metres = {}, {}, {}
    tops: dict[UUID, list[Top]] = {}
    totals: dict[UUID, int] = {}
    if rows:
        cursor.execute(UNITS, given)
        units = {row[0]: row[1:] for row in cursor.fetchall()}
        cursor.execute(OBJECTS, given)
        objects = {row[0]: row[1:] for row in cursor.fetchall()}
        cursor.execute(TOPS, given)
        for versement, title, cotes, total in cursor.fetchall():
            tops.setdefault(versement, []).append(Top(title, _texts(json_of(cotes))))
            totals[versement] = total
        cursor.execute(DIMENSIONS, given)
        metres = _lengths(cursor.fetchall())
    for number, index, versement, day, operation in rows:
        count, first, last, bare = units.get(versement, (0, None, None, 0))
        files, size, physical = objects.get(versement, (0, 0, 0))
        yield Entry(
            number=number,
            index=index,
            versement=versement,
            day=day,
            operation=json_of(operation) or {},
            tops=tuple(tops.get(versement, ())),
            top_count=totals.get(versement, 0),
            units=count,
            units_without_object=bare,
            first=first,
            last=last,
            files=files,
            size=int(size),
            physical=physical,
            metres=metres.get(versement),
        )


def _lengths(rows: Sequence[Any]) -> dict[UUID, Decimal]:
    found: dict[UUID, Decimal] = {}
    for versement, thickness, width, length, count in rows:
        each = linear_metres(json_of(thickness), json_of(width), json_of(length))
        if each is not None:
            found[versement] = found.get(versement, Decimal(0)) + each * count
    return found


def linear_metres(thickness: Any, width: Any, length: Any) -> Decimal | None:
    """How much shelf a thing takes: its thickness, or else its width, or else its length (element values, §2.6).

    None when it is not measured, or not in a unit of SEDA.
    """
    measured = next((value for value in (thickness, width, length) if value is not None), None)
    if not isinstance(measured, dict):
        return None
    factor, text = METRES.get(str(measured.get("@unit", ""))), measured.get("#")
    try:
        value = Decimal(text.strip()) if isinstance(text, str) and factor is not None else None
    except InvalidOperation:
        return None
    if value is None or factor is None or not value.is_finite() or not 0 <= value * factor <= LONGEST:
        return None
    return value * factor


def _texts(value: Any) -> tuple[str, ...]:
    """The texts of lists of element values, in order."""
    found = []
    for each in value if isinstance(value, list) else ():
        for text in each if isinstance(each, list) else ():
            said = text.get("#") if isinstance(text, dict) else text
            if isinstance(said, str) and said.strip():
                found.append(said.strip()[:TITLE_LENGTH])
    return tuple(dict.fromkeys(found))
