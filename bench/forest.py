"""A forest of very many units with rules at several levels, put straight into the index of a tenant.

Ten units at the top, ten below each of them, and so on: a million units are six levels deep.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg

from bench.archive import Archive
from chartrier import wiring
from chartrier.catalog.connection import socket_address
from chartrier.records.identifiers import member_id, new_package_id

BRANCHES = 10
TABLE = """RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement
DUA-LONGUE,AppraisalRule,Du sommet,,{years},Year
DUA-BREVE,AppraisalRule,D'un dossier,,5,Year
ACCES,AccessRule,D'une pièce,,25,Year
DUC,StorageRule,Base active,,1,Year
"""
FIRST_DAY = date(2000, 1, 1)
Row = tuple[UUID, UUID | None, str | None]


def table(years: int) -> str:
    """The referential, with this duration for the rule that every unit holds."""
    return TABLE.format(years=years)


def forest(package: UUID, units: int) -> Iterator[Row]:
    """Each unit, the one above it, and its `Management` as JSON."""
    for number in range(units):
        parent = number // BRANCHES - 1
        yield (
            member_id(package, number + 1),
            member_id(package, parent + 1) if parent >= 0 else None,
            json.dumps(held) if (held := _management(number, units)) else None,
        )


def _management(number: int, units: int) -> dict[str, Any]:
    day = (FIRST_DAY + timedelta(days=number % 9_000)).isoformat()
    if number < BRANCHES:
        return {"AppraisalRule": [{"Rule": ["DUA-LONGUE"], "StartDate": [day], "FinalAction": ["Destroy"]}]}
    if number < units // 100 and number % 7 == 0:
        return {"AppraisalRule": [{"Rule": ["DUA-BREVE"], "StartDate": [day]}], "StorageRule": [{"Rule": ["DUC"]}]}
    if number % 5 == 0:
        return {"AccessRule": [{"Rule": ["ACCES"], "StartDate": [day]}]}
    return {}


def plant(archive: Archive, tenant: int, units: int) -> UUID:
    """Put the forest there as the superuser does, without computing anything; its versement."""
    package = new_package_id(datetime.now(UTC))
    address = socket_address(archive.socket, "postgres", archive.superuser_password, wiring.DATABASE)
    with psycopg.connect(**address) as connection, connection.cursor() as cursor:
        # what it refers to is there: it is not looked up two million times
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "INSERT INTO archive_versement (tenant, id, state, received, operation, findings, inventory)"
            " VALUES (%s, %s, 'accepted', now(), %s, '[]', 'sha512:00')",
            [tenant, package, json.dumps({"transfer": {"originating_agency": "BANC"}})],
        )
        with cursor.copy(
            "COPY archive_unit"
            " (tenant, versement, id, xml_id, line, content, management, title, title_key, search, top) FROM STDIN"
        ) as copy:
            for unit, parent, management in forest(package, units):
                top = parent is None
                copy.write_row((tenant, package, unit, "U", 1, "{}", management, f"Pièce {unit}", "", "", top))
        with cursor.copy("COPY archive_unitparent (tenant, unit, parent, attached) FROM STDIN") as copy:
            for unit, parent, _ in forest(package, units):
                if parent is not None:
                    copy.write_row((tenant, unit, parent, False))
    with psycopg.connect(**address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE archive_unit, archive_unitparent")
    return package
