"""Units that an older version took in, before there were échéances in the index."""

from __future__ import annotations

from chartrier.catalog import consequences
from chartrier.catalog.connection import dedicated
from chartrier.catalog.rules.inherited import reading
from chartrier.catalog.transaction import own_transaction

UNCOMPUTED = """
    SELECT u.id FROM archive_unit u
    WHERE u.tenant = %(tenant)s AND jsonb_path_exists(u.management, '$.*[*].Rule[*] ? (@ != "")')
        AND NOT EXISTS (SELECT FROM rules_declared d WHERE d.tenant = %(tenant)s AND d.unit = u.id)
"""


def has_uncomputed(tenant: int) -> bool:
    """Whether there is a unit that declares a rule of which the index knows nothing."""
    with reading(tenant) as cursor:
        cursor.execute(f"SELECT EXISTS ({UNCOMPUTED})", {"tenant": tenant})
        return bool((cursor.fetchone() or (False,))[0])


def compute_missing(tenant: int) -> None:
    """Compute what follows for them and for all below them, in one transaction."""
    with dedicated() as connection, own_transaction(connection, tenant) as cursor:
        cursor.execute(UNCOMPUTED, {"tenant": tenant})
        if roots := [unit for (unit,) in cursor.fetchall()]:
            consequences.graph_changed(cursor, tenant, roots)
