"""What is there by its classification: série, and inside it service producteur and place in the plan de classement.

A unit's série is the rule (or rules) of its DUA, inherited ones too; its service producteur is that of its versement;
its place in the plan de classement is the unit that it, or one above it, was attached to.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chartrier.catalog.extents import Extent, extents
from chartrier.catalog.legal_days import DAY
from chartrier.catalog.rules.codes import CATEGORY
from chartrier.catalog.rules.effective import effective_referential
from chartrier.catalog.rules.inherited import reading
from chartrier.rules.categories import Category

TITLE_LENGTH = 300
"""Characters kept of the title of a place in the plan."""

# Cut from the title by characters, so that no key is longer than what is read of it.
PLACED = f"""
    below (unit, heading) AS (
        SELECT unit, parent FROM archive_unitparent WHERE tenant = %(tenant)s AND attached
        UNION
        SELECT link.unit, below.heading FROM below
            JOIN archive_unitparent link
                ON link.tenant = %(tenant)s AND link.parent = below.unit AND NOT link.attached
    ),
    heading AS (
        SELECT below.unit, min(left(above.title, %(length)s)) AS title FROM below
            JOIN archive_unit above ON above.tenant = %(tenant)s AND above.id = below.heading GROUP BY below.unit
    ),
    entered AS (
        SELECT entry.package FROM (
            SELECT package, convert_from(body, 'UTF8')::jsonb AS body FROM journal_journalentry
            WHERE tenant = %(tenant)s
        ) entry
        WHERE entry.body->>'operation' = 'versement' AND {DAY.format("entry.body->>'time'")} <= %(at)s
    ),
    placed AS MATERIALIZED (
        SELECT unit.id AS unit, jsonb_build_array(
            coalesce(to_jsonb(appraisal.rules), '[]'), versement.operation->'transfer'->>'originating_agency',
            heading.title)::text AS key
        FROM archive_unit unit
            JOIN archive_versement versement
                ON versement.tenant = %(tenant)s AND versement.id = unit.versement AND versement.state = 'accepted'
            LEFT JOIN rules_ending appraisal ON appraisal.tenant = %(tenant)s AND appraisal.unit = unit.id
                AND appraisal.category = %(appraisal)s
            LEFT JOIN heading ON heading.unit = unit.id
        WHERE unit.tenant = %(tenant)s AND unit.versement IN (SELECT package FROM entered)
    )
"""  # noqa: S608 - constants of ours
DATED = f"""
    WITH RECURSIVE {PLACED},
    dated AS (
        SELECT placed.key, coalesce(start_date, end_date) AS first, coalesce(end_date, start_date) AS last,
            EXISTS (SELECT FROM archive_unitgroup had WHERE had.tenant = %(tenant)s AND had.unit = u.id) AS holds,
            EXISTS (SELECT FROM archive_unitparent b WHERE b.tenant = %(tenant)s AND b.parent = u.id) AS has_below
        FROM placed JOIN archive_unit u ON u.tenant = %(tenant)s AND u.id = placed.unit
    ),
    spanned AS (
        SELECT key, min(first) AS first, max(last) AS last, count(*) FILTER (WHERE NOT holds AND NOT has_below) AS bare,
            int4range(min(extract(year FROM first))::int, max(extract(year FROM last))::int, '[]') AS years,
            range_agg(int4range(
                extract(year FROM least(first, last))::int, extract(year FROM greatest(first, last))::int, '[]'
            )) FILTER (WHERE holds) AS covered
        FROM dated GROUP BY key
    )
    SELECT key, first, last, bare, (
        SELECT array_agg(ARRAY[lower(gap), upper(gap) - 1] ORDER BY gap)
        FROM unnest(int4multirange(years) - covered) gap
    ) FROM spanned
"""  # noqa: S608 - constants of ours


@dataclass(frozen=True, slots=True)
class Classed:
    """What is there of one série, from one service producteur, at one place of the plan de classement.

    `series`: code and label (empty when it is not known) of each rule of DUA. `missing`: the first and last of years
    within the extreme dates that no unit with an object is of. `bare`: units at the end of their branch with no object.
    """

    series: tuple[tuple[str, str], ...]
    agency: str
    heading: str
    extent: Extent
    first: date | None
    last: date | None
    bare: int
    missing: tuple[tuple[int, int], ...]


def classed(tenant: int, at: date) -> Sequence[Classed]:
    """What is there of all that had entered by the end of that day, by série; what has no série comes last."""
    given = {"tenant": tenant, "at": at, "appraisal": CATEGORY[Category.APPRAISAL], "length": TITLE_LENGTH}
    with reading(tenant) as cursor:
        cursor.execute(DATED, given)
        dates = {key: rest for key, *rest in cursor.fetchall()}
        held = extents(cursor, PLACED, given)
        referential = effective_referential(cursor, tenant)
    found = []
    for key, (first, last, bare, missing) in dates.items():
        codes, agency, heading = json.loads(key)
        series = tuple((code, rule.label if (rule := referential.get(code)) is not None else "") for code in codes)
        gaps = tuple((begins, ends) for begins, ends in missing or ())
        found.append(Classed(series, agency or "", heading or "", held[key], first, last, bare, gaps))
    return sorted(found, key=lambda each: (not each.series, each.series, each.agency, each.heading))
