"""The transaction in which all of a tenant is counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from chartrier.catalog.rules.inherited import reading


@contextmanager
def counting(tenant: int) -> Iterator[psycopg.Cursor[Any]]:
    """A cursor under the policies of the tenant, whose plans join all with all once.

    PostgreSQL takes what a policy lets through for a row or two, whatever the tenant: it would go through all of a
    table again for each row of another (nine seconds for 400 units).
    """
    with reading(tenant) as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield cursor
