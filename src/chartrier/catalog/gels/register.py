"""Entering gels and lifting them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.archive.findings import GEL_LIFTED
from chartrier.catalog.gels.holding import recompute_held
from chartrier.catalog.history.register import enter_history
from chartrier.catalog.rules.locking import lock_changing
from chartrier.errors import Conflict
from chartrier.records.lists import read_units

GEL_FILES = ("operation.json", "gel.json", "units.jsonl")


def enter_gel(cursor: psycopg.Cursor[Any], tenant: int, gel: UUID, files: Mapping[str, bytes]) -> None:
    """The rows of a gel, whose act is entered, from the files of its package; in the caller's transaction.

    Raises Conflict when a unit is eliminated at this moment.
    """
    lock_changing(cursor, tenant)
    terms = json.loads(files["gel.json"])
    units = read_units(files["units.jsonl"])
    cursor.execute(
        "INSERT INTO gels_gel (tenant, id, name, reason, authority, review) VALUES (%s, %s, %s, %s, %s, %s)",
        [
            tenant, gel, terms["name"], terms["reason"], terms["authority"], date.fromisoformat(terms["review"]),
        ],
    )  # fmt: skip
    cursor.execute(
        "INSERT INTO gels_gelroot (tenant, gel, unit) SELECT DISTINCT %s::bigint, %s::uuid, unnest(%s::uuid[])",
        [tenant, gel, units],
    )
    enter_history(cursor, tenant, gel, units)
    recompute_held(cursor, tenant, units)


def enter_levee(cursor: psycopg.Cursor[Any], tenant: int, levee: UUID, gel: UUID) -> None:
    """The gel is lifted by this act, which is entered; likewise. Raises Conflict when it is lifted already."""
    lock_changing(cursor, tenant)
    cursor.execute(
        "UPDATE gels_gel SET lifted = %s WHERE tenant = %s AND id = %s AND lifted IS NULL", [levee, tenant, gel]
    )
    if cursor.rowcount != 1:
        raise Conflict(GEL_LIFTED, gel=str(gel))
    cursor.execute("SELECT unit FROM gels_gelroot WHERE tenant = %s AND gel = %s", [tenant, gel])
    units: Collection[UUID] = [unit for (unit,) in cursor.fetchall()]
    enter_history(cursor, tenant, levee, units)
    recompute_held(cursor, tenant, units)
