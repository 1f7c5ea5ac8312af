"""How often and how much tenants deposit: versement by versement of a rule, by day, and by hour of work.

Under the policies, as everything; each look-up goes by an index, however many units there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.rules.codes import CATEGORY
from chartrier.catalog.territory.depositing import Deposited
from chartrier.catalog.transaction import transaction
from chartrier.clock import day_of
from chartrier.records.identifiers import made_at, package_of
from chartrier.rules.categories import Category

BACKWARDS = """
    SELECT asked.tenant, asked.rule, back.unit
    FROM unnest(%(tenants)s::bigint[], %(rules)s::text[]) asked(tenant, rule)
    CROSS JOIN LATERAL (
        WITH RECURSIVE back(unit, number) AS (
            (SELECT unit, 1 FROM rules_declared d
                WHERE d.tenant = asked.tenant AND d.rule = asked.rule AND d.category = %(appraisal)s
                    AND d.unit < %(before)s ORDER BY unit DESC LIMIT 1)
            UNION ALL
            SELECT (SELECT d.unit FROM rules_declared d
                WHERE d.tenant = asked.tenant AND d.rule = asked.rule AND d.category = %(appraisal)s
                    -- the package itself: the identifiers of its units end with three bytes of their own
                    AND d.unit < (left(back.unit::text, 30) || '000000')::uuid ORDER BY unit DESC LIMIT 1), number + 1
            FROM back WHERE back.unit IS NOT NULL AND number < %(most)s
        )
        SELECT unit FROM back WHERE unit IS NOT NULL
    ) back
"""
BY_DAY = """
    SELECT tenant, (received AT TIME ZONE 'Europe/Paris')::date AS day, count(*),
        coalesce(sum((operation->'counts'->>'units')::bigint), 0)::bigint,
        coalesce(sum((operation->'counts'->>'bytes')::bigint), 0)::bigint
    FROM archive_versement
    WHERE tenant = ANY(%(tenants)s::bigint[]) AND state = 'accepted' AND received >= %(since)s AND received < %(until)s
        AND operation->>'operation' = 'versement'
    GROUP BY tenant, day ORDER BY day, tenant
"""
WORKED = """
    SELECT count(*), coalesce(sum(extract(epoch FROM w.ended - w.began)), 0)::float8,
        coalesce(sum((v.operation->'counts'->>'units')::bigint), 0)::bigint,
        coalesce(sum((v.operation->'counts'->>'bytes')::bigint), 0)::bigint
    FROM works_work w JOIN archive_versement v ON v.tenant = w.tenant AND v.id = w.operation
    WHERE w.tenant = ANY(%(tenants)s::bigint[]) AND w.kind IN ('deposit', 'package') AND w.began < w.ended
        AND w.ended >= %(since)s AND w.ended < %(until)s AND v.state = 'accepted'
"""


@dataclass(frozen=True, slots=True)
class Received:
    """What a tenant deposited on a day in France; `bytes` as they were accepted."""

    tenant: int
    day: date
    versements: int
    units: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Worked:
    """How long workers took for what they accepted: so many travaux, in so many seconds altogether."""

    works: int
    seconds: float
    units: int
    bytes: int


def days_of(found: Sequence[Deposited], before: datetime, most: int) -> dict[tuple[int, str], list[date]]:
    """By tenant and rule, the days of its last versements before an instant, no more than `most`, the newest first."""
    given: dict[str, Any] = {
        "tenants": [each.tenant for each in found],
        "rules": [each.rule for each in found],
        "before": UUID(int=int(before.timestamp() * 1000) << 80),
        "appraisal": CATEGORY[Category.APPRAISAL],
        "most": most,
    }
    days: dict[tuple[int, str], list[date]] = {}
    with transaction(sorted(set(given["tenants"]))), connections["default"].cursor() as cursor:
        cursor.execute(BACKWARDS, given)
        for tenant, rule, unit in cursor.fetchall():
            days.setdefault((tenant, rule), []).append(day_of(made_at(package_of(unit))))
    return days


def received(tenants: Sequence[int], since: datetime, until: datetime) -> list[Received]:
    """Day by day and tenant by tenant, from an instant to before another."""
    with transaction(sorted(tenants)), connections["default"].cursor() as cursor:
        cursor.execute(BY_DAY, {"tenants": sorted(tenants), "since": since, "until": until})
        return [Received(*row) for row in cursor.fetchall()]


def worked(tenants: Sequence[int], since: datetime, until: datetime) -> Worked:
    """What the workers did of these tenants' versements between two instants; those of a command are in no travail."""
    with transaction(sorted(tenants)), connections["default"].cursor() as cursor:
        cursor.execute(WORKED, {"tenants": sorted(tenants), "since": since, "until": until})
        return Worked(*cursor.fetchone())
