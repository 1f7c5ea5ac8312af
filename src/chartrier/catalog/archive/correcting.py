"""The descriptions, rules and places of units as corrections left them: the last one wins (docs/format.md §2.1.3).

Units and edges are changed in the transaction that enters the correction's act, and in no other: the policies of the
tables look for that act.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import psycopg
from django.db import connections

from chartrier.catalog.archive.findings import HELD_IN_PLACE, KEPT_IN_PLACE, UNIT_CHANGED, WOULD_CYCLE
from chartrier.catalog.archive.graph import unit_in_a_cycle
from chartrier.catalog.archive.loading import copy_rows, drawn_out
from chartrier.catalog.consequences import graph_changed
from chartrier.catalog.gels.holding import held_now, recompute_held
from chartrier.catalog.history.register import enter_history
from chartrier.catalog.rules.impact import Impact, impact_of_units
from chartrier.catalog.rules.locking import lock_changing
from chartrier.catalog.rules.rearranging import unit_kept_in_place
from chartrier.catalog.rules.trying import tried
from chartrier.catalog.transaction import transaction
from chartrier.clock import day_of
from chartrier.errors import Conflict
from chartrier.records.canonical import canonical
from chartrier.records.identifiers import new_package_id
from chartrier.records.lists import read_units

CORRECTION_FILES = ("operation.json", "before.jsonl", "units.jsonl")

CURRENT = """
    SELECT unit.id, unit.content::text, unit.management::text, ARRAY (
        SELECT edge.parent FROM archive_unitparent edge
        WHERE edge.tenant = unit.tenant AND edge.unit = unit.id ORDER BY edge.parent)
    FROM archive_unit unit WHERE unit.tenant = %s AND unit.id = ANY (%s) ORDER BY unit.id
"""
CORRECTED = """
    CREATE TEMPORARY TABLE correcting_unit (
        record jsonb, title text, title_key text, start_date date, end_date date, title_words text, words text
    ) ON COMMIT DROP
"""
MOVED = """
    CREATE TEMPORARY TABLE correcting_unit_moved (unit uuid) ON COMMIT DROP;
    CREATE TEMPORARY TABLE correcting_edge (unit uuid, parent uuid) ON COMMIT DROP
"""
UPDATE_UNITS = """
    UPDATE archive_unit SET content = unit.content, management = unit.management, title = correcting_unit.title,
        title_key = correcting_unit.title_key, start_date = correcting_unit.start_date,
        end_date = correcting_unit.end_date, corrected = %(act)s,
        search = setweight(to_tsvector('pg_catalog.french', title_words), 'A')
            || setweight(to_tsvector('pg_catalog.french', words), 'B')
    FROM correcting_unit, jsonb_to_record(record) AS unit (id uuid, content jsonb, management jsonb)
    WHERE archive_unit.tenant = %(tenant)s AND archive_unit.id = unit.id
"""
DELETE_EDGES = """
    DELETE FROM archive_unitparent edge USING correcting_unit_moved moved
    WHERE edge.tenant = %(tenant)s AND edge.unit = moved.unit AND NOT EXISTS (
        SELECT FROM correcting_edge wanted WHERE wanted.unit = edge.unit AND wanted.parent = edge.parent)
"""
INSERT_EDGES = """
    INSERT INTO archive_unitparent (tenant, unit, parent, attached)
    SELECT %(tenant)s, unit.id, parent.id, unit.versement <> parent.versement
    FROM correcting_edge wanted
        JOIN archive_unit unit ON unit.tenant = %(tenant)s AND unit.id = wanted.unit
        JOIN archive_unit parent ON parent.tenant = %(tenant)s AND parent.id = wanted.parent
    ON CONFLICT DO NOTHING
"""
UPDATE_TOPS = """
    UPDATE archive_unit unit SET top = NOT EXISTS (
        SELECT FROM archive_unitparent edge WHERE edge.tenant = unit.tenant AND edge.unit = unit.id)
    FROM correcting_unit_moved moved WHERE unit.tenant = %(tenant)s AND unit.id = moved.unit
"""
HELD_BELOW = """
    WITH RECURSIVE below(start, unit) AS (
        SELECT start, start FROM unnest(%(units)s::uuid[]) start
        UNION
        SELECT below.start, edge.unit FROM below JOIN archive_unitparent edge
            ON edge.tenant = %(tenant)s AND edge.parent = below.unit
    ) SELECT start FROM below JOIN gels_heldunit held ON held.tenant = %(tenant)s AND held.unit = below.unit
      ORDER BY start LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Described:
    """A unit as it is described now: `content` and `management` are element values (docs/format.md §2.6)."""

    id: UUID
    content: Any
    management: Any
    parents: tuple[UUID, ...]
    """Ascending; of its own package and of others."""

    def line(self) -> bytes:
        """The unit's line in `units.jsonl` and `before.jsonl` of a correction."""
        parents = [str(parent) for parent in self.parents]
        record = {"id": str(self.id), "content": self.content, "management": self.management, "parents": parents}
        return canonical(record) + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Described:
        """What `line` wrote."""
        record = json.loads(line)
        parents = tuple(UUID(parent) for parent in record["parents"])
        return cls(UUID(record["id"]), record["content"], record["management"], parents)


def described(tenant: int, units: Collection[UUID]) -> dict[UUID, Described]:
    """Those of the units that are there, as they are described now."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        return {unit.id: unit for unit in _described(cursor.cursor, tenant, units)}


def seda_versions(tenant: int, units: Collection[UUID]) -> dict[UUID, str]:
    """The version of SEDA in which each of the units was received (`2.1`)."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT unit.id, versement.operation->'transfer'->>'seda_version' FROM archive_unit unit"
            " JOIN archive_versement versement ON versement.tenant = unit.tenant AND versement.id = unit.versement"
            " WHERE unit.tenant = %s AND unit.id = ANY (%s)",
            [tenant, list(units)],
        )
        return dict(cursor.fetchall())


def _described(cursor: Any, tenant: int, units: Collection[UUID]) -> Iterable[Described]:
    cursor.execute(CURRENT, [tenant, list(units)])
    for identifier, content, management, parents in cursor.fetchall():
        yield Described(identifier, json.loads(content), json.loads(management or "null"), tuple(parents))


def enter_correction(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, files: Mapping[str, bytes]) -> None:
    """The rows of a correction, whose act is entered, from the files of its package; in the caller's transaction."""
    changed = _enter(cursor, tenant, act, files)
    if changed.ruled or changed.moved:
        graph_changed(cursor, tenant, [*changed.ruled, *changed.moved])


def correct_units(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, files: Mapping[str, bytes], today: date) -> None:
    """The same, decided now: nothing of it may have changed since it was shown.

    Raises Conflict when a unit is no more as `before.jsonl` says (CAT-082), would be above itself (CAT-083), or moves
    though a gel (CAT-084) or a rule in force today (CAT-087) holds it or something below it.
    """
    changed = _decide(cursor, tenant, act, files, today)
    if changed.ruled or changed.moved:
        graph_changed(cursor, tenant, [*changed.ruled, *changed.moved])


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would follow: the échéances that would move, and the units that a gel would hold where they moved to."""

    impacts: Sequence[Impact]
    held: frozenset[UUID]


def rehearse(tenant: int, files: Mapping[str, bytes], moment: datetime) -> Rehearsal:
    """Do what `correct_units` would, look, then undo it: raises the Conflict that it would raise now."""
    act = new_package_id(moment)
    with tried(tenant) as cursor:
        cursor.execute(
            "INSERT INTO acts_act (tenant, id, operation, by, began, record)"
            " VALUES (%s, %s, 'correction', 'system', %s, '{}')",
            [tenant, act, moment],
        )
        today = day_of(moment)
        changed = _decide(cursor, tenant, act, files, today)
        impacts, _ = impact_of_units(cursor, tenant, {*changed.ruled, *changed.moved}, today)
        recompute_held(cursor, tenant, changed.moved)
        return Rehearsal(impacts, frozenset(held_now(cursor, tenant, changed.moved)))


@dataclass(frozen=True, slots=True)
class _Changed:
    """The units that other rules, or other parents, make differ for all below them."""

    ruled: Sequence[UUID]
    moved: Sequence[UUID]


def _decide(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, files: Mapping[str, bytes], today: date) -> _Changed:
    """All but what follows from it. Raises Conflict."""
    lock_changing(cursor, tenant)
    before, after = (list(map(Described.read, files[name].splitlines())) for name in CORRECTION_FILES[1:])
    present = {unit.id: unit for unit in _described(cursor, tenant, [unit.id for unit in before])}
    for unit in before:
        if present.get(unit.id) != unit:
            raise Conflict(UNIT_CHANGED, unit=str(unit.id))
    _require_there(cursor, tenant, {parent for unit in after for parent in unit.parents})
    moved = [new.id for old, new in zip(before, after, strict=True) if old.parents != new.parents]
    if (held := _held_in_place(cursor, tenant, moved)) is not None:
        raise Conflict(HELD_IN_PLACE, unit=str(held))
    if moved and (kept := unit_kept_in_place(cursor, tenant, moved, today)) is not None:
        raise Conflict(KEPT_IN_PLACE, unit=str(kept))
    changed = _enter(cursor, tenant, act, files)
    if (circular := unit_in_a_cycle(cursor, tenant, moved)) is not None:
        raise Conflict(WOULD_CYCLE, unit=str(circular))
    return changed


def _enter(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, files: Mapping[str, bytes]) -> _Changed:
    lock_changing(cursor, tenant)
    units = read_units(files["units.jsonl"])
    # where a unit was destroyed later, its identifier alone is left
    lines = [line for line in files["units.jsonl"].splitlines() if b'"content":' in line]
    after = [Described.read(line) for line in lines]
    before = [Described.read(line) for line in files["before.jsonl"].splitlines() if b'"content":' in line]
    given = {"tenant": tenant, "act": act}
    cursor.execute("DROP TABLE IF EXISTS correcting_unit, correcting_unit_moved, correcting_edge")
    cursor.execute(CORRECTED)
    rows = ((line.decode(), *drawn_out(unit.content)) for line, unit in zip(lines, after, strict=True))
    copy_rows(cursor, "correcting_unit", rows)
    cursor.execute("ANALYZE correcting_unit")
    cursor.execute(UPDATE_UNITS, given)
    enter_history(cursor, tenant, act, units)
    pairs = list(zip(before, after, strict=True))
    changed = _Changed(
        [new.id for old, new in pairs if old.management != new.management],
        [new.id for old, new in pairs if old.parents != new.parents],
    )
    if changed.moved:
        _move(cursor, [new for old, new in pairs if old.parents != new.parents], given)
    return changed


def _move(cursor: psycopg.Cursor[Any], units: Sequence[Described], given: Mapping[str, Any]) -> None:
    cursor.execute(MOVED)
    copy_rows(cursor, "correcting_unit_moved", ((unit.id,) for unit in units))
    copy_rows(cursor, "correcting_edge", ((unit.id, parent) for unit in units for parent in unit.parents))
    for table in ("correcting_unit_moved", "correcting_edge"):
        cursor.execute(f"ANALYZE {table}")
    for statement in (DELETE_EDGES, INSERT_EDGES, UPDATE_TOPS):
        cursor.execute(statement, given)


def _held_in_place(cursor: psycopg.Cursor[Any], tenant: int, units: Collection[UUID]) -> UUID | None:
    """One of these units that a gel holds, or something below it; None when none is."""
    cursor.execute(HELD_BELOW, {"tenant": tenant, "units": list(units)})
    found = cursor.fetchone()
    return found[0] if found else None


def _require_there(cursor: psycopg.Cursor[Any], tenant: int, units: Collection[UUID]) -> None:
    """The units that edges lead to, locked where they are: an élimination waits, or has been."""
    cursor.execute(
        "SELECT id FROM archive_unit WHERE tenant = %s AND id = ANY (%s) FOR KEY SHARE", [tenant, list(units)]
    )
    there = {unit for (unit,) in cursor.fetchall()}
    for unit in units:
        if unit not in there:
            raise Conflict(UNIT_CHANGED, unit=str(unit))
