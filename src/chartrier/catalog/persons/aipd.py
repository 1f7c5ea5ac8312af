"""What there is of each série, as far as an AIPD is concerned, and what the collectivité says of it."""

from __future__ import annotations

from datetime import datetime

from django.db import connections

from chartrier.catalog.persons.models import AipdNote as Row
from chartrier.catalog.raw_json import json_of
from chartrier.catalog.rules.codes import CATEGORY
from chartrier.catalog.transaction import transaction
from chartrier.rules.categories import Category
from chartrier.rules.persons.aipd import AipdNote, Content

CONTENTS = """
    WITH followed AS (
        SELECT ending.unit, unnest(ending.rules) AS series FROM rules_ending ending
        WHERE ending.tenant = %(tenant)s AND ending.category = %(appraisal)s
    ), counted AS (
        SELECT series, count(DISTINCT unit) AS units FROM followed GROUP BY 1
    ), seen AS (
        SELECT DISTINCT followed.series, scan.object, scan.counts FROM privacy_scan scan
        JOIN archive_dataobject object ON object.tenant = scan.tenant AND object.id = scan.object
        JOIN archive_unitgroup held ON held.tenant = object.tenant AND held.object_group = object.object_group
        JOIN followed ON followed.unit = held.unit
        WHERE scan.tenant = %(tenant)s AND scan.score > 0
    ), kinds AS (
        SELECT series, jsonb_object_agg(kind, documents) AS kinds FROM (
            SELECT seen.series, kind, count(*) AS documents FROM seen, jsonb_object_keys(seen.counts) kind GROUP BY 1, 2
        ) each GROUP BY 1
    )
    SELECT counted.series, counted.units, (SELECT count(*) FROM seen WHERE seen.series = counted.series), kinds.kinds
    FROM counted LEFT JOIN kinds ON kinds.series = counted.series
"""


def contents(tenant: int) -> dict[str, Content]:
    """By série, what is there and what was seen in it; a série of which there is nothing is not in it."""
    given = {"tenant": tenant, "appraisal": CATEGORY[Category.APPRAISAL]}
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(CONTENTS, given)
        rows = cursor.fetchall()
    return {series: Content(units, documents, json_of(kinds) or {}) for series, units, documents, kinds in rows}


def notes_of(tenant: int) -> dict[str, AipdNote]:
    """What is said of each série."""
    with transaction([tenant]):
        return {row.series: AipdNote.read(row.content) for row in Row.objects.filter(tenant=tenant)}


def note(tenant: int, series: str, said: AipdNote, now: datetime) -> None:
    """Say it, or say it anew."""
    with transaction([tenant]):
        Row.objects.update_or_create(tenant=tenant, series=series, defaults={"content": said.as_json(), "changed": now})
