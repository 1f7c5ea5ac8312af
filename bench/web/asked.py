"""What a page asks of the database: each statement, whoever sends it, by Django's connection or by psycopg's own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

READS = ("SELECT", "WITH")
SETTING = ("set_config('app.tenants'", "current_setting('app.tenants', true)")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with its values, and the seconds it took there."""

    text: str
    values: Any
    seconds: float

    @property
    def is_setting(self) -> bool:
        """Whether it says for which tenants a transaction is, rather than asks for anything."""
        return any(each in self.text for each in SETTING)

    @property
    def reads(self) -> bool:
        return self.text.lstrip().upper().startswith(READS) and not self.is_setting and "FOR UPDATE" not in self.text


@contextmanager
def asked_meanwhile() -> Iterator[list[Statement]]:
    """All statements of this process while the block lasts, in order. Not for two at a time."""
    found: list[Statement] = []
    execute = psycopg.Cursor.execute

    def noted(self: Any, query: Any, params: Any = None, **given: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(self, query, params, **given)
        finally:
            text = query.decode() if isinstance(query, bytes) else str(query)
            found.append(Statement(text, params, time.perf_counter() - began))

    psycopg.Cursor.execute = noted  # type: ignore[method-assign]
    try:
        yield found
    finally:
        psycopg.Cursor.execute = execute  # type: ignore[method-assign]
