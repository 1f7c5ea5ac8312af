"""What tenants deposit, as the territory looks at it: when, by rule; and how much. Under the policies, as everything.

Identifiers of units begin with the instant of their versement, so that the first and the last are found by the index,
however many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.rules.codes import CATEGORY
from chartrier.catalog.transaction import transaction
from chartrier.clock import day_of
from chartrier.records.identifiers import made_at, package_of
from chartrier.rules.categories import Category

BY_RULE = """
    SELECT t.tenant, r.rule, earliest.unit, latest.unit
    FROM unnest(%(tenants)s::bigint[]) t(tenant) CROSS JOIN unnest(%(rules)s::text[]) r(rule)
    CROSS JOIN LATERAL (
        SELECT unit FROM rules_declared d WHERE d.tenant = t.tenant AND d.rule = r.rule AND d.category = %(appraisal)s
            AND d.unit < %(before)s ORDER BY unit LIMIT 1) earliest
    CROSS JOIN LATERAL (
        SELECT unit FROM rules_declared d WHERE d.tenant = t.tenant AND d.rule = r.rule AND d.category = %(appraisal)s
            AND d.unit < %(before)s ORDER BY unit DESC LIMIT 1) latest
"""
ACCEPTED = """
    SELECT tenant, min(received), max(received), count(*), coalesce(sum((operation->'counts'->>'bytes')::bigint), 0)
    FROM archive_versement
    WHERE tenant = ANY(%(tenants)s::bigint[]) AND state = 'accepted' AND received < %(until)s
        AND operation->>'operation' = 'versement'
    GROUP BY tenant
"""


@dataclass(frozen=True, slots=True)
class Deposited:
    """What a tenant deposited under one rule of DUA: the days of the first and of the last versement of it."""

    tenant: int
    rule: str
    first: date
    last: date
    several: bool
    """Whether they are two versements."""


@dataclass(frozen=True, slots=True)
class Volume:
    """All that a tenant deposited: `bytes` as they were accepted."""

    first: date
    last: date
    versements: int
    bytes: int


def deposited(tenants: Sequence[int], rules: Sequence[str], until: date) -> list[Deposited]:
    """By tenant and rule, up to the end of a day."""
    end = end_of_day(until)
    before = UUID(int=int(end.timestamp() * 1000) << 80)
    given: dict[str, Any] = {
        "tenants": sorted(tenants), "rules": list(rules), "before": before, "appraisal": CATEGORY[Category.APPRAISAL],
    }  # fmt: skip
    with transaction(sorted(tenants)), connections["default"].cursor() as cursor:
        cursor.execute(BY_RULE, given)
        return [
            Deposited(
                tenant,
                rule,
                day_of(made_at(package_of(first))),
                day_of(made_at(package_of(last))),
                package_of(first) != package_of(last),
            )
            for tenant, rule, first, last in cursor.fetchall()
        ]


def volumes(tenants: Sequence[int], until: date) -> dict[int, Volume]:
    """By tenant, up to the end of a day; none of those that have deposited nothing."""
    with transaction(sorted(tenants)), connections["default"].cursor() as cursor:
        cursor.execute(ACCEPTED, {"tenants": sorted(tenants), "until": end_of_day(until)})
        return {
            tenant: Volume(day_of(first), day_of(last), count, int(size))
            for tenant, first, last, count, size in cursor.fetchall()
        }


def end_of_day(day: date) -> datetime:
    """The first instant after a day in France."""
    eve = datetime.combine(day, time(22), UTC)
    return eve if day_of(eve) > day else eve + timedelta(hours=1)
