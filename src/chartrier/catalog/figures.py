"""Figures that a page shows together: each subject says which it wants, and one statement asks for all of them."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connections
from django.db.models import QuerySet

from chartrier.catalog.transaction import transaction

_NAMED = re.compile(r"%\((\w+)\)s")
Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of some tenants: a scalar query, whose `%s` stand for `values` in order."""

    query: str
    values: tuple[Any, ...] = ()

    @classmethod
    def count(cls, rows: QuerySet[Any]) -> Figure:
        """How many rows there are."""
        query, values = rows.order_by().values("tenant").query.sql_with_params()
        return cls(f"SELECT count(*) FROM ({query}) counted", tuple(values))  # noqa: S608 - Django wrote it

    @classmethod
    def of(cls, query: str, given: Mapping[str, Any]) -> Figure:
        """The value of a query whose values have names (`%(tenant)s`)."""
        return cls(_NAMED.sub("%s", query), tuple(given[name] for name in _NAMED.findall(query)))


def figures(tenants: Sequence[int], asked: Mapping[Name, Figure]) -> dict[Name, Any]:
    """The value of each figure, under its name."""
    if not asked:
        return {}
    statement = f"SELECT {', '.join(f'({each.query})' for each in asked.values())}"
    with transaction(tenants), connections["default"].cursor() as cursor:
        cursor.execute(statement, [value for each in asked.values() for value in each.values])
        return dict(zip(asked, cursor.fetchone(), strict=True))
