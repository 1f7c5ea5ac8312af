"""Who computes échéances while who changes what they follow from: many versements at once, or one change."""

from __future__ import annotations

from typing import Any

import psycopg

RULING = 0x52554C45
"""First key of the advisory locks ("RULE"); the second is the tenant."""


def lock_changing(cursor: psycopg.Cursor[Any], tenant: int) -> None:
    """Until the transaction ends nobody else computes or changes: what is written agrees with all that is committed.

    To be taken before the journal's head, which every transaction locks last.
    """
    cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [RULING, tenant])


def lock_computing(cursor: psycopg.Cursor[Any], tenant: int) -> None:
    """Until the transaction ends nobody changes what échéances follow from; others may compute too."""
    cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [RULING, tenant])
