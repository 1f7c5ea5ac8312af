"""Which texts were not looked through yet; entering what was seen in them; the documents where most was seen."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connections

from chartrier.catalog.counts.register import doubt
from chartrier.catalog.privacy.models import Scan
from chartrier.catalog.raw_json import json_of
from chartrier.catalog.transaction import transaction

SEEN_BY_SERIES = "seen"
SEEN_EDITION = 2
"""The kind of count that what is entered here changes."""

UNSEEN = """
    SELECT t.object, t.text FROM texts_text t
    WHERE t.tenant = %(tenant)s AND t.text IS NOT NULL AND (SELECT s.object FROM privacy_scan s
        WHERE s.tenant = t.tenant AND s.object = t.object AND s.edition >= %(edition)s LIMIT 1) IS NULL
    AND (%(after)s::uuid IS NULL OR t.object > %(after)s)
    ORDER BY t.object LIMIT %(limit)s
"""
WAITING = """
    SELECT count(*) FROM texts_text t
    WHERE t.tenant = %(tenant)s AND t.text IS NOT NULL AND (SELECT s.object FROM privacy_scan s
        WHERE s.tenant = t.tenant AND s.object = t.object AND s.edition >= %(edition)s LIMIT 1) IS NULL
"""
ENTER = """
    INSERT INTO privacy_scan (tenant, object, edition, score, counts, occurrences)
    SELECT t.tenant, t.object, %s, %s, %s, %s FROM texts_text t WHERE t.tenant = %s AND t.object = %s
    ON CONFLICT (tenant, object) DO UPDATE
    SET edition = excluded.edition, score = excluded.score, counts = excluded.counts, occurrences = excluded.occurrences
"""
SEEN = """
    SELECT s.object, o.filename, o.uri, s.score, s.counts, s.occurrences, u.id, u.title
    FROM privacy_scan s
    JOIN archive_dataobject o ON o.tenant = s.tenant AND o.id = s.object
    LEFT JOIN LATERAL (
        SELECT unit.id, unit.title FROM archive_unitgroup g
        JOIN archive_unit unit ON unit.tenant = g.tenant AND unit.id = g.unit
        WHERE g.tenant = o.tenant AND g.object_group = o.object_group ORDER BY unit.id LIMIT 1
    ) u ON true
    WHERE s.tenant = %(tenant)s AND s.score >= %(least)s AND (%(kind)s::text IS NULL OR s.counts ? %(kind)s)
    AND (%(unit)s::uuid IS NULL OR u.id = %(unit)s)
    ORDER BY s.score DESC, s.object LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was seen in the text of an object: see `Scan`."""

    object: UUID
    edition: int
    score: int
    counts: Mapping[str, int]
    occurrences: Sequence[tuple[str, int, int, float, str]]


@dataclass(frozen=True, slots=True)
class Seen:
    """The same with the name of the document, and the unit that has it (None: none has any more)."""

    object: UUID
    filename: str | None
    score: int
    counts: Mapping[str, int]
    occurrences: Sequence[tuple[str, int, int, float, str]]
    unit: UUID | None
    title: str | None


def unseen(tenant: int, edition: int, *, after: UUID | None, limit: int) -> list[tuple[UUID, str]]:
    """Texts that this edition of the detection has not looked through, in the order of their objects."""
    given = {"tenant": tenant, "edition": edition, "after": after, "limit": limit}
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(UNSEEN, given)
        return list(cursor.fetchall())


def doubt_seen(tenant: int) -> None:
    """What was counted of it is not what is there any more."""
    doubt(tenant, f"{SEEN_BY_SERIES}/{SEEN_EDITION}")


def enter_scans(tenant: int, scans: Sequence[Scanned]) -> None:
    """Enter what was seen. What was destroyed meanwhile is left out."""
    rows = [
        (each.edition, each.score, json.dumps(each.counts), json.dumps(each.occurrences), tenant, each.object)
        for each in scans
    ]
    try:
        with transaction([tenant]), connections["default"].cursor() as cursor:
            cursor.executemany(ENTER, rows)
            doubt_seen(tenant)
    except IntegrityError:
        # one of them was destroyed at the same instant: each by itself
        for row in rows:
            _enter_alone(tenant, row)


def _enter_alone(tenant: int, row: tuple[Any, ...]) -> None:
    try:
        with transaction([tenant]), connections["default"].cursor() as cursor:
            cursor.execute(ENTER, row)
            doubt_seen(tenant)
    except IntegrityError:
        return


def most_seen(
    tenant: int, *, least: int = 1, kind: str | None = None, unit: UUID | None = None, limit: int = 100
) -> list[Seen]:
    """The documents with the highest scores, at least `least`, with this kind of occurrence, of this unit."""
    given = {"tenant": tenant, "least": least, "kind": kind, "unit": unit, "limit": limit}
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(SEEN, given)
        rows = cursor.fetchall()
    return [
        Seen(object_, name or uri, score, json_of(counts), [tuple(each) for each in json_of(occurrences)], unit_, title)
        for object_, name, uri, score, counts, occurrences, unit_, title in rows
    ]


def count_scans(tenant: int, edition: int = 0) -> int:
    """How many documents were looked through, by this edition of the detection or a later one."""
    with transaction([tenant]):
        return Scan.objects.filter(tenant=tenant, edition__gte=edition).count()


def count_waiting(tenant: int, edition: int) -> int:
    """How many texts this edition of the detection has still to look through."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(WAITING, {"tenant": tenant, "edition": edition})
        (count,) = cursor.fetchone() or (0,)
        return int(count)
