"""Which units transfers name, by what names they left, and what has happened to them since."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.history.register import enter_history
from chartrier.catalog.rules.trying import tried
from chartrier.catalog.transaction import transaction
from chartrier.catalog.transfers.models import Taken
from chartrier.catalog.transfers.notices import enter_notices
from chartrier.records.canonical import canonical
from chartrier.records.lists import read_units

TRANSFER_FILES = ("operation.json", "units.jsonl", "notices.jsonl")
"""Of the package of every `transfert`; a list may be empty."""

NAMING = """
    SELECT DISTINCT a.id FROM history_unitact h
        JOIN acts_act a ON a.tenant = h.tenant AND a.id = h.act AND a.operation = 'transfert' AND a.subject IS NULL
    WHERE h.tenant = %s AND h.unit = ANY (%s)
"""
SINCE = """
    WITH sent AS (SELECT index FROM journal_journalentry WHERE tenant = %(tenant)s AND package = %(act)s LIMIT 1)
    SELECT a.operation FROM history_unitact h
        JOIN acts_act a ON a.tenant = h.tenant AND a.id = h.act
        JOIN journal_journalentry e ON e.tenant = h.tenant AND e.package = h.act
    WHERE h.tenant = %(tenant)s AND h.unit = ANY (%(units)s) AND e.index > (SELECT index FROM sent)
        AND a.operation <> 'transfert'
    UNION
    SELECT a.operation FROM rules_depart d
        JOIN acts_act a ON a.tenant = d.tenant AND a.id = d.act
        JOIN journal_journalentry e ON e.tenant = d.tenant AND e.package = d.act
    WHERE d.tenant = %(tenant)s AND d.unit = ANY (%(units)s) AND e.index > (SELECT index FROM sent)
"""
UNITS = "SELECT id, versement, xml_id FROM archive_unit WHERE tenant = %s AND id = ANY (%s)"
OBJECTS = """
    SELECT o.id, o.versement, o.xml_id, o.digests->>'sha512', array_agg(g.unit) FROM archive_unitgroup g
        JOIN archive_dataobject o ON o.tenant = g.tenant AND o.object_group = g.object_group
    WHERE g.tenant = %s AND g.unit = ANY (%s) GROUP BY o.tenant, o.id
"""
DESCRIBED = "SELECT id, title, start_date, end_date, versement FROM archive_unit WHERE tenant = %s AND id = ANY (%s)"


def enter_transfer(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, files: Mapping[str, bytes]) -> None:
    """The rows of a `transfert`, whose act is entered, in the caller's transaction; for a rebuild too."""
    enter_history(cursor, tenant, act, read_units(files["units.jsonl"]))
    lines = map(json.loads, files["units.jsonl"].splitlines())
    cursor.executemany(
        "INSERT INTO transfers_taken (tenant, act, unit, identifier) VALUES (%s, %s, %s, %s)",
        [(tenant, act, line["id"], line["identifier"]) for line in lines if line.get("identifier") is not None],
    )
    enter_notices(cursor, tenant, act, files["notices.jsonl"])


def taken_by(tenant: int, reply: UUID) -> dict[UUID, str]:
    """The units that the receiver took by this reply, each with what it calls it."""
    with transaction([tenant]):
        return dict(Taken.objects.filter(tenant=tenant, act=reply).values_list("unit", "identifier"))


def transfers_naming(cursor: psycopg.Cursor[Any], tenant: int, units: Collection[UUID]) -> list[UUID]:
    """The transfers (their first acts) that name one of these units, in the caller's transaction."""
    cursor.execute(NAMING, [tenant, list(units)])
    return sorted(act for (act,) in cursor.fetchall())


def changed_since(cursor: psycopg.Cursor[Any], tenant: int, units: Collection[UUID], act: UUID) -> list[str]:
    """The operations of other acts about these units that the journal has after this act: corrections, départs…"""
    cursor.execute(SINCE, {"tenant": tenant, "units": list(units), "act": act})
    return sorted(operation for (operation,) in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class LeftObject:
    """An object as it left: its name in the message, its digest, the units that have it."""

    name: str
    sha512: str | None
    units: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """By what names, in the message, units and objects left (`catalog.archive.leaving`)."""

    units: Mapping[UUID, str]
    objects: Mapping[UUID, LeftObject]


def names_in_message(tenant: int, units: Collection[UUID], versements: Iterable[UUID]) -> Left:
    """The names of these units, which came with these versements, and of their objects. Raises Unavailable."""
    ranked = sorted(versements, key=str)
    prefix = {each: f"V{rank}-" if len(ranked) > 1 else "" for rank, each in enumerate(ranked, 1)}
    with tried(tenant) as cursor:
        cursor.execute(UNITS, [tenant, list(units)])
        named = {unit: prefix.get(versement, "") + name for unit, versement, name in cursor.fetchall()}
        cursor.execute(OBJECTS, [tenant, list(units)])
        objects = {
            each: LeftObject(prefix.get(versement, "") + name, sha512, tuple(sorted(of, key=str)))
            for each, versement, name, sha512, of in cursor.fetchall()
        }
    return Left(named, objects)


def versements_of(tenant: int, units: Collection[UUID]) -> list[UUID]:
    """The versements that these units came with, ascending. Raises Unavailable."""
    with tried(tenant) as cursor:
        cursor.execute(
            "SELECT DISTINCT versement FROM archive_unit WHERE tenant = %s AND id = ANY (%s) ORDER BY 1",
            [tenant, list(units)],
        )
        return [versement for (versement,) in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Described:
    """What a notice says of a unit."""

    title: str
    start: str | None
    end: str | None
    versement: UUID


def described(tenant: int, units: Collection[UUID]) -> dict[UUID, Described]:
    """Titles and dates of these units. Raises Unavailable."""
    with tried(tenant) as cursor:
        cursor.execute(DESCRIBED, [tenant, list(units)])
        return {
            unit: Described(title, start and start.isoformat(), end and end.isoformat(), versement)
            for unit, title, start, end, versement in cursor.fetchall()
        }


def write_lines(records: Iterable[Mapping[str, Any]]) -> bytes:
    """A list of a package: one line of canonical JSON each, by ascending `id`."""
    return b"".join(canonical(dict(each)) + b"\n" for each in sorted(records, key=lambda each: str(each["id"])))
