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
from chartrier.catalog.archive.spans import down_to, newest_but, stretches, whose

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
MOST = 8
"""Stretches that are read one by one; more of them are read as one, with what is under way between them."""
UNITS = "SELECT unit.tenant, unit.id, unit.versement, {own} AS own FROM archive_unit unit WHERE {conditions}"
SERVED = f"""served AS MATERIALIZED (
    SELECT each.tenant, each.id, (SELECT coalesce({SERVICE_OF_VERSEMENT}) FROM archive_versement versement
        WHERE versement.tenant = each.tenant AND versement.id = each.id) AS service
    FROM (SELECT DISTINCT unit.tenant, unit.versement FROM unit) each (tenant, id)
)"""  # noqa: S608 - constants only
RULED = f"""SELECT ruled.tenant, ruled.unit, ruled.ending, ruled.rules FROM rules_ending ruled
    WHERE {{conditions}} AND ruled.category = {APPRAISAL}"""  # noqa: S608 - constants only
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
    between = stretches(cursor, tenants, before)
    last = newest_but(cursor, tenants, between, WALK - 1)
    if last is not None:
        # down to that one, whatever came or went meanwhile
        between = down_to(between, last)
    if len(between) > MOST:
        between = [(between[0][0], between[-1][1])]
    for number, (upper, lower) in enumerate(between):
        given |= {f"upper_{number}": upper, f"lower_{number}": lower}
    statement = _statement(conditions, tenants, len(between), words=bool(words))
    cursor.execute(statement, {**given, "tenants": list(tenants), "words": words, "texts": texts})
    return [row[0] for row in cursor.fetchall()], last


def _statement(conditions: dict[str, str], tenants: Sequence[int], between: int, *, words: bool) -> str:
    dates = [conditions.pop(name) for name in DATES if name in conditions]
    rest = " AND ".join(conditions.values()) or "true"
    serves = "served." in rest
    own = OWN_SERVICE if serves else "NULL"
    parts = [_each("unit", UNITS, "unit.id", [whose("unit", tenants), *dates], between, own=own)]
    if serves:
        parts.append(SERVED)
    if "ruled." in rest:
        parts.append(_each("ruled", RULED, "ruled.unit", [whose("ruled", tenants)], between))
    passed = f"SELECT unit.tenant, unit.id FROM unit WHERE {rest}"  # noqa: S608 - constants only
    if words:
        return f"WITH {', '.join(parts)}, passed AS MATERIALIZED ({passed}) {THOSE_WITH_WORDS}"
    return f"WITH {', '.join(parts)} SELECT passed.id FROM ({passed}) passed ORDER BY passed.id DESC"  # noqa: S608


def _each(name: str, select: str, column: str, conditions: Sequence[str], between: int, **more: str) -> str:
    """A set of what lies in each stretch, read in the order of the key."""
    within = (
        " AND ".join([*conditions, f"{column} < %(upper_{number})s", f"{column} > %(lower_{number})s"])
        for number in range(between)
    )
    selects = " UNION ALL ".join(select.format(conditions=each, **more) for each in within)
    return f"{name} AS MATERIALIZED ({selects})"
