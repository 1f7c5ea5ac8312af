"""The referential in force: what was imported, completed by what other tables know."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import psycopg

from chartrier.catalog.series.rules import access_referential, series_referential
from chartrier.records.finding import Findings
from chartrier.rules.referential import EMPTY, Referential, ReferentialRule, read_referential

Provider = Callable[[psycopg.Cursor[Any], int], Referential]


def imported_referential(cursor: psycopg.Cursor[Any], tenant: int) -> Referential:
    """The last version that was imported."""
    cursor.execute(
        "SELECT content FROM rules_referential WHERE tenant = %s ORDER BY number DESC LIMIT 1",
        [tenant],
    )
    found = cursor.fetchone()
    return EMPTY if found is None else _imported(found[0])


@lru_cache(maxsize=32)
def _imported(content: str) -> Referential:
    return read_referential(io.BytesIO(content.encode()), Findings())


PROVIDERS: tuple[Provider, ...] = (access_referential, series_referential, imported_referential)
"""Where two know a rule, the first one says what it means."""


def effective_referential(cursor: psycopg.Cursor[Any], tenant: int) -> Referential:
    """All the rules that units of this tenant may declare, in the caller's transaction."""
    rules: dict[str, ReferentialRule] = {}
    for provider in PROVIDERS:
        for identifier, rule in provider(cursor, tenant).rules.items():
            rules.setdefault(identifier, rule)
    return Referential(rules)
