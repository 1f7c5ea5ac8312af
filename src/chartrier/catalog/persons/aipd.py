"""What there is of each série, as far as an AIPD is concerned, and what the collectivité says of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connections

from chartrier.catalog.persons.models import AipdNote as Row
from chartrier.catalog.raw_json import json_of
from chartrier.catalog.rules.codes import CATEGORY
from chartrier.catalog.transaction import transaction
from chartrier.rules.categories import Category
from chartrier.rules.persons.aipd import AipdNote, Content

CONTENTS = """
    WITH followed AS MATERIALIZED (
        SELECT ending.tenant, ending.unit, unnest(ending.rules) AS series FROM rules_ending ending
        WHERE ending.tenant = ANY(%(tenants)s) AND ending.category = %(appraisal)s
    ), counted AS (
        SELECT tenant, series, count(DISTINCT unit) AS units FROM followed GROUP BY 1, 2
    ), seen AS MATERIALIZED (
        SELECT DISTINCT followed.tenant, followed.series, scan.object, scan.counts FROM privacy_scan scan
        JOIN archive_dataobject object ON object.tenant = scan.tenant AND object.id = scan.object
        JOIN archive_unitgroup held ON held.tenant = object.tenant AND held.object_group = object.object_group
        JOIN followed ON followed.tenant = held.tenant AND followed.unit = held.unit
        WHERE scan.tenant = ANY(%(tenants)s) AND scan.score > 0
    ), documents AS (
        SELECT tenant, series, count(*) AS documents FROM seen GROUP BY 1, 2
    ), kinds AS (
        SELECT tenant, series, jsonb_object_agg(kind, documents) AS kinds FROM (
            SELECT seen.tenant, seen.series, kind, count(*) AS documents
            FROM seen, jsonb_object_keys(seen.counts) kind GROUP BY 1, 2, 3
        ) each GROUP BY 1, 2
    )
    SELECT counted.tenant, counted.series, counted.units, coalesce(documents.documents, 0), kinds.kinds FROM counted
    LEFT JOIN documents ON documents.tenant = counted.tenant AND documents.series = counted.series
    LEFT JOIN kinds ON kinds.tenant = counted.tenant AND kinds.series = counted.series
"""


def contents(tenants: Sequence[int]) -> dict[int, dict[str, Content]]:
    """Of each tenant, by série: what is there and what was seen in it; without those of which there is nothing."""
    given: dict[str, Any] = {"tenants": list(tenants), "appraisal": CATEGORY[Category.APPRAISAL]}
    with transaction(tenants), connections["default"].cursor() as cursor:
        cursor.execute(CONTENTS, given)
        rows = cursor.fetchall()
    found: dict[int, dict[str, Content]] = {each: {} for each in tenants}
    for tenant, series, units, documents, kinds in rows:
        found[tenant][series] = Content(units, documents, json_of(kinds) or {})
    return found


def notes_of(tenants: Sequence[int]) -> dict[int, dict[str, AipdNote]]:
    """Of each tenant, what is said of its séries."""
    found: dict[int, dict[str, AipdNote]] = {each: {} for each in tenants}
    with transaction(tenants):
        for row in Row.objects.filter(tenant__in=tenants):
            found[row.tenant][row.series] = AipdNote.read(row.content)
    return found


def note(tenant: int, series: str, said: AipdNote, now: datetime) -> None:
    """Say it, or say it anew."""
    with transaction([tenant]):
        Row.objects.update_or_create(tenant=tenant, series=series, defaults={"content": said.as_json(), "changed": now})
