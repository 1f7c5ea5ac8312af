"""Counts that take long are made by the worker, so that nobody waits for them in front of a page."""

from __future__ import annotations

from django.db import connections

from chartrier.catalog import ages
from chartrier.catalog.counts.standing import ask_ahead, count_again
from chartrier.catalog.hosting import by_series, facts
from chartrier.catalog.rules import due
from chartrier.catalog.transaction import transaction

KINDS = {each.name: each for each in (*ages.KINDS, *due.KINDS, *by_series.KINDS, *facts.KINDS)}
"""By the name that jobs say."""

MANY = 5_000
"""Units of a tenant from which counting them is nothing to wait for."""


def count_kind(tenant: int, name: str) -> None:
    """Count one kind, if what is kept of it is not of now. A kind that is no more is left."""
    if (kind := KINDS.get(name)) is not None:
        count_again(tenant, kind)


def count_ahead(tenant: int) -> None:
    """Of a tenant that has much, have counted what never was."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute("SELECT FROM archive_unit WHERE tenant = %s OFFSET %s LIMIT 1", [tenant, MANY])
        has_much = bool(cursor.rowcount)
    if has_much:
        ask_ahead(tenant, KINDS.values())
