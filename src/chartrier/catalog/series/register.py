"""The retention table of a tenant: the one in force, and those before it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from uuid import UUID

from chartrier.catalog.series.models import Tableau as Row
from chartrier.catalog.transaction import transaction
from chartrier.records.finding import Findings
from chartrier.rules.series.reading import read_series
from chartrier.rules.series.serie import Series
from chartrier.rules.series.table import IndicativeTable, Table, ValidatedTable, Validation

TABLE, VALIDATIONS = "series.csv", "validations.json"
"""The files of the package of a `tableau` (docs/format.md §2.1.3)."""

TABLES_KNOWN = 32
"""Different tables that a process remembers to have read: most collectivités have the same one."""


@dataclass(frozen=True, slots=True)
class Tableau:
    """One version. `validated` names, by the code of each line that is as it was validated, the act that did."""

    act: UUID
    number: int
    table: Table
    validated: Mapping[str, UUID]
    csv: str

    @property
    def series(self) -> Mapping[str, Series]:
        return self.table.series


def in_force(tenant: int) -> UUID | None:
    """The act of the table in force; None before there is any."""
    with transaction([tenant]):
        return Row.objects.filter(tenant=tenant).order_by("-number").values_list("id", flat=True).first()


def current(tenant: int) -> Tableau | None:
    """The table in force."""
    with transaction([tenant]):
        row = Row.objects.filter(tenant=tenant).order_by("-number").first()
        return _read(row) if row is not None else None


def tableau_of(tenant: int, act: UUID) -> Tableau | None:
    """The table that an act made, in force or not."""
    with transaction([tenant]):
        row = Row.objects.filter(tenant=tenant, id=act).first()
        return _read(row) if row is not None else None


@lru_cache(maxsize=TABLES_KNOWN)
def read_table(text: str) -> Mapping[str, Series]:
    """The series of a `series.csv` of ours. Raises ValueError for anything else."""
    findings = Findings()
    series = read_series(io.BytesIO(text.encode()), findings)
    if findings.refused:
        raise ValueError([finding.message("en") for finding in findings])
    return MappingProxyType(series)


def _read(row: Row) -> Tableau:
    series = read_table(row.table)
    given = row.validations["given"]
    lines = {code: UUID(act) for code, act in row.validations["lines"].items()}
    table: Table
    if given is not None:
        table = ValidatedTable(series, _validation(given))
    else:
        rows = Row.objects.filter(tenant=row.tenant, id__in=set(lines.values()))
        by_act = {each.id: _validation(each.validations["given"]) for each in rows}
        table = IndicativeTable(series, {code: by_act[act] for code, act in lines.items() if act in by_act})
    return Tableau(row.id, row.number, table, lines, row.table)


def _validation(given: Mapping[str, str]) -> Validation:
    return Validation(date.fromisoformat(given["day"]), given["authority"], given["letter"])
