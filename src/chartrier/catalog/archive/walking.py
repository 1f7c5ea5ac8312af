"""Units one after the other, the newest first, those that pass some filters and then have some words.

For filters that most units do not pass: what they ask about is read in the order of its key, some thousands at a time,
instead of looked up for each; and only what passes is looked at for the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chartrier.catalog.archive.filters import (
    APPRAISAL,
    OBJECTS,
    OWN_SERVICE,
    SERVICE_OF_VERSEMENT,
    Filters,
    conditions_of,
)
from chartrier.catalog.archive.spans import newest_but, whose

WALK = 20_000
"""Units that are looked at in one go."""
IN_PASSING = {
    "services": """CASE WHEN unit.own IS NOT NULL THEN unit.own = ANY(%(VALUE)s) ELSE (unit.tenant, unit.versement) IN (
        SELECT served.tenant, served.id FROM served WHERE served.service = ANY(%(VALUE)s)) END""",
    "series": """CASE WHEN (unit.tenant, unit.id) IN (
        SELECT ruled.tenant, ruled.unit FROM ruled WHERE ruled.rules && %(VALUE)s::text[]) THEN true END""",
    "due_on": """CASE WHEN (unit.tenant, unit.id) IN (
        SELECT ruled.tenant, ruled.unit FROM ruled WHERE ruled.ending <= %(VALUE)s) THEN true END""",
}
"""What filters ask of other tables (`filters.BY_KEY`), of all of these units at once. Each is a set that is looked into
(CASE: never a join): how many there are of what has just come, a planner does not know.
"""
DATES = ("first", "last")
"""Filters that the row of a unit answers by itself."""
UNITS = """unit AS MATERIALIZED (
    SELECT unit.tenant, unit.id, unit.versement, {own} AS own FROM archive_unit unit WHERE {conditions}
)"""
SERVED = f"""served AS MATERIALIZED (
    SELECT each.tenant, each.id, (SELECT coalesce({SERVICE_OF_VERSEMENT}) FROM archive_versement versement
        WHERE versement.tenant = each.tenant AND versement.id = each.id) AS service
    FROM (SELECT DISTINCT unit.tenant, unit.versement FROM unit) each (tenant, id)
)"""  # noqa: S608 - constants only
RULED = f"""ruled AS MATERIALIZED (
    SELECT ruled.tenant, ruled.unit, ruled.ending, ruled.rules FROM rules_ending ruled
    WHERE {{conditions}} AND ruled.category = {APPRAISAL}
)"""  # noqa: S608 - constants only
HAVING = f"""(unit.search @@ websearch_to_tsquery('pg_catalog.french', %(words)s)
    OR %(texts)s AND (SELECT true {OBJECTS} AND EXISTS (
        SELECT FROM texts_text text WHERE text.tenant = object.tenant AND text.object = object.id
            AND text.search @@ websearch_to_tsquery('pg_catalog.french', %(words)s)) LIMIT 1) IS NOT NULL)"""  # noqa: S608 - constants only
"""Whether a unit has the words, in its description or in its documents."""
THOSE_WITH_WORDS = f"""
    SELECT passed.id FROM passed CROSS JOIN LATERAL (
        SELECT each.* FROM archive_unit each WHERE each.tenant = passed.tenant AND each.id = passed.id LIMIT 1
    ) unit WHERE {HAVING} ORDER BY passed.id DESC
"""  # noqa: S608 - constants only


def walk(
    cursor: Any, tenants: Sequence[int], words: str, filters: Filters, before: UUID, *, texts: bool
) -> tuple[list[UUID], UUID | None]:
    """Of the next `WALK` units, those that pass the filters and have the words (folded); and from where to go on."""
    conditions, given = conditions_of(filters, IN_PASSING)
    given |= {"tenants": list(tenants), "before": before, "words": words, "texts": texts}
    last = newest_but(cursor, tenants, before, WALK - 1)
    # down to that one, whatever came or went meanwhile
    statement = _statement(conditions, tenants, words=bool(words), to_the_end=last is None)
    cursor.execute(statement, {**given, "down_to": last})
    return [row[0] for row in cursor.fetchall()], last


def _statement(conditions: dict[str, str], tenants: Sequence[int], *, words: bool, to_the_end: bool) -> str:
    dates = [conditions.pop(name) for name in DATES if name in conditions]
    rest = " AND ".join(conditions.values()) or "true"
    serves = "served." in rest
    units = [whose("unit", tenants), *_between("unit.id", to_the_end), *dates]
    parts = [UNITS.format(own=OWN_SERVICE if serves else "NULL", conditions=" AND ".join(units))]
    if serves:
        parts.append(SERVED)
    if "ruled." in rest:
        ruled = [whose("ruled", tenants), *_between("ruled.unit", to_the_end)]
        parts.append(RULED.format(conditions=" AND ".join(ruled)))
    passed = f"SELECT unit.tenant, unit.id FROM unit WHERE {rest}"  # noqa: S608 - constants only
    if words:
        return f"WITH {', '.join(parts)}, passed AS MATERIALIZED ({passed}) {THOSE_WITH_WORDS}"
    return f"WITH {', '.join(parts)} SELECT passed.id FROM ({passed}) passed ORDER BY passed.id DESC"  # noqa: S608


def _between(column: str, to_the_end: bool) -> list[str]:
    return [f"{column} < %(before)s", *([] if to_the_end else [f"{column} >= %(down_to)s"])]
