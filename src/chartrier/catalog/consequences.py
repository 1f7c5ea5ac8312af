"""What follows from a change, written in the transaction that makes it a fact: there is no job for it at night.

Whoever changes the graph, what units declare or what rules mean calls this, in `facts` and in the loader alike. What
follows for other tables is added here.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.archive.loading import load_units
from chartrier.catalog.gels.holding import hold_attached, recompute_held
from chartrier.catalog.rules.declaring import TransferRules
from chartrier.catalog.rules.loading import LoadedRules
from chartrier.catalog.rules.locking import lock_changing
from chartrier.catalog.rules.recomputing import Recomputing


def graph_changed(cursor: psycopg.Cursor[Any], tenant: int, roots: Iterable[UUID]) -> None:
    """Compute anew all that follows for these units and for all below them: their links or what they declare changed.

    Units that are there no more are left out.
    """
    changed = list(roots)
    lock_changing(cursor, tenant)
    recomputing = Recomputing(cursor, tenant)
    recomputing.from_units(changed)
    recomputing.compute()
    recomputing.write()
    recompute_held(cursor, tenant, changed)


def rules_changed(cursor: psycopg.Cursor[Any], tenant: int, rules: Iterable[str]) -> None:
    """Compute anew all that follows from rules that mean something else now, wherever units declare them."""
    changed = list(rules)
    lock_changing(cursor, tenant)
    if not changed:
        return
    recomputing = Recomputing(cursor, tenant)
    recomputing.from_rules(changed)
    recomputing.compute()
    recomputing.write()


def units_gone(cursor: psycopg.Cursor[Any], tenant: int, units: Iterable[UUID]) -> None:
    """Forget what followed for units that are deleted. Départs that were given stay, as the acts that gave them."""
    gone = list(units)
    lock_changing(cursor, tenant)
    for table in ("rules_ending", "rules_declared", "communicabilite_unitdates"):
        cursor.execute(f"DELETE FROM {table} WHERE tenant = %s AND unit = ANY(%s)", [tenant, gone])  # noqa: S608


def load_ruled_units(
    cursor: psycopg.Cursor[Any],
    tenant: int,
    versement: UUID,
    file: Path,
    transfer: TransferRules,
    *,
    attested: bool = False,
) -> None:
    """The units of a versement into the index (`load_units`), with all that follows from their rules."""
    rules = LoadedRules(tenant, versement, transfer)
    load_units(cursor, tenant, versement, file, attested=attested, also=rules.take)
    rules.write(cursor)
    if rules.attached:
        hold_attached(cursor, tenant, versement)
