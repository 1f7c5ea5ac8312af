"""Entering what is put online and withdrawn, and finding what is online."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.publications.models import Publication as Row
from chartrier.catalog.raw_json import json_of
from chartrier.catalog.transaction import transaction
from chartrier.clock import read_instant

SAID, DATA = "publication.json", "jeu"
"""The files of the package of a `publication`: what it says, and the bytes of a dataset that it puts online."""


class What(StrEnum):
    """What may be put online; the value is what acts write."""

    PORTAL = "portail"
    SERIES = "serie"
    RECORD = "fiche"
    DATASET = "jeu"


class Step(StrEnum):
    """What an act does to it."""

    ONLINE = "mise-en-ligne"
    CORRECTED = "correction"
    WITHDRAWN = "retrait"


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a thing stands: see the row. `content` is what its last act said of it."""

    tenant: int
    what: What
    name: str
    first: UUID
    act: UUID
    online: bool
    issued: datetime
    changed: datetime
    content: Mapping[str, Any]


def enter_publication(
    cursor: psycopg.Cursor[Any], tenant: int, record: Mapping[str, Any], said: bytes, data: bytes | None
) -> None:
    """What this act says, which is entered; `record` is its `operation.json`.

    In the caller's transaction, for a rebuild too.
    """
    began, act = read_instant(record["began"]), UUID(record["id"])
    cursor.execute(
        "INSERT INTO publications_publication"
        " (tenant, what, name, first, act, online, issued, changed, content, data)"
        " VALUES (%(tenant)s, %(what)s, %(name)s, %(act)s, %(act)s, %(online)s, %(began)s, %(began)s,"
        " %(said)s, %(data)s)"
        " ON CONFLICT (tenant, what, name) DO UPDATE SET act = excluded.act, online = excluded.online,"
        " changed = excluded.changed, content = excluded.content, data = excluded.data",
        {
            "tenant": tenant, "what": record["what"], "name": record["name"], "act": act,
            "online": record["step"] != Step.WITHDRAWN, "began": began, "said": said.decode(), "data": data,
        },
    )  # fmt: skip


def publications(tenant: int, what: What | None = None) -> list[Publication]:
    """All of a tenant, or those of one kind, by name."""
    with transaction([tenant]):
        rows = Row.objects.defer("data").filter(tenant=tenant).order_by("what", "name")
        return [_read(row) for row in (rows if what is None else rows.filter(what=what))]


def publication(tenant: int, what: What, name: str) -> Publication | None:
    with transaction([tenant]):
        row = Row.objects.defer("data").filter(tenant=tenant, what=what, name=name).first()
        return _read(row) if row is not None else None


def withdrawn_records(tenant: int, units: Collection[UUID]) -> set[UUID]:
    """Those of the units that were withdrawn one by one."""
    with transaction([tenant]):
        rows = Row.objects.filter(tenant=tenant, what=What.RECORD, online=False, name__in=list(map(str, units)))
        return {UUID(name) for name in rows.values_list("name", flat=True)}


def data_of(tenant: int, name: str) -> bytes | None:
    """The bytes of a dataset that is online."""
    with transaction([tenant]):
        rows = Row.objects.filter(tenant=tenant, what=What.DATASET, name=name, online=True)
        found = rows.values_list("data", flat=True).first()
        return None if found is None else bytes(found)


def open_portals(tenants: Collection[int]) -> list[int]:
    """Those of these tenants whose portal is open."""
    with transaction(list(tenants)):
        rows = Row.objects.filter(tenant__in=list(tenants), what=What.PORTAL, online=True)
        return list(rows.order_by("tenant").values_list("tenant", flat=True))


def _read(row: Row) -> Publication:
    return Publication(
        row.tenant, What(row.what), row.name, row.first, row.act, row.online, row.issued, row.changed,
        json_of(row.content),
    )  # fmt: skip
