"""The versions of the imported referential: entering one, with all that follows, and reading them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog import consequences
from chartrier.catalog.rules import findings as say
from chartrier.catalog.rules.effective import effective_referential
from chartrier.catalog.rules.impact import Impact, impact_of_rules
from chartrier.catalog.rules.locking import lock_changing
from chartrier.catalog.rules.models import Referential as Row
from chartrier.catalog.rules.trying import tried
from chartrier.catalog.transaction import transaction
from chartrier.errors import Conflict
from chartrier.records.finding import Findings
from chartrier.rules.referential import Referential, ReferentialRule

REFERENTIAL = "referentiel.csv"
"""In the package of a `referentiel`."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version, from 1; `content` is its canonical CSV."""

    number: int
    act: UUID
    content: str


def enter_referential(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, content: str) -> None:
    """Put a new version in force, in the caller's transaction; every échéance follows. For a rebuild too."""
    lock_changing(cursor, tenant)
    before = effective_referential(cursor, tenant)
    _insert(cursor, tenant, act, content)
    after = effective_referential(cursor, tenant)
    consequences.rules_changed(cursor, tenant, differing(before, after))


def replace_referential(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, content: str) -> None:
    """The same, unless a rule in use does not bear it: raises Conflict."""
    lock_changing(cursor, tenant)
    before = effective_referential(cursor, tenant)
    findings = Findings()
    enter_referential(cursor, tenant, act, content)
    _require_kept(cursor, tenant, before, effective_referential(cursor, tenant), findings)
    for finding in findings:
        raise Conflict(finding.kind, finding.place, **finding.values)


def what_would_change(
    tenant: int, act: UUID, content: str, today: date, findings: Findings
) -> tuple[list[str], list[Impact]]:
    """The identifiers whose meaning would differ and what that would move; nothing is written.

    A rule in use that does not bear the change is a finding.
    """
    with tried(tenant) as cursor:
        before = effective_referential(cursor, tenant)
        _insert(cursor, tenant, act, content)
        after = effective_referential(cursor, tenant)
        _require_kept(cursor, tenant, before, after, findings)
        changed = differing(before, after)
        return changed, [] if findings.refused else impact_of_rules(cursor, tenant, changed, today)


def versions(tenant: int) -> list[Version]:
    """The oldest first."""
    with transaction([tenant]):
        rows = Row.objects.filter(tenant=tenant).order_by("number")
        return [Version(row.number, row.act, row.content) for row in rows]


def differing(before: Referential, after: Referential) -> list[str]:
    """The identifiers that do not mean the same in both, whatever their words."""
    names = sorted({*before.rules, *after.rules})
    return [name for name in names if _meaning(before.get(name)) != _meaning(after.get(name))]


def _meaning(rule: ReferentialRule | None) -> tuple[Any, ...] | None:
    return None if rule is None else (rule.category, rule.duration, rule.unlimited, rule.count_from)


def _require_kept(
    cursor: psycopg.Cursor[Any], tenant: int, before: Referential, after: Referential, findings: Findings
) -> None:
    suspects = dict(_unbearable(before, after))
    cursor.execute(
        "SELECT rule, count(DISTINCT unit) FROM rules_declared WHERE tenant = %s AND rule = ANY(%s)"
        " GROUP BY rule ORDER BY rule",
        [tenant, list(suspects)],
    )
    for name, units in cursor.fetchall():
        findings.add(suspects[name], rule=name, units=units)


def _unbearable(before: Referential, after: Referential) -> Iterator[tuple[str, Any]]:
    for name, was in before.rules.items():
        now = after.get(name)
        if now is None:
            yield name, say.RULE_REMOVED
        elif now.category is not was.category:
            yield name, say.RULE_OF_ANOTHER_CATEGORY
        elif (now.duration is None) != (was.duration is None):
            yield name, say.RULE_SWITCHED


def _insert(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, content: str) -> None:
    cursor.execute(
        "INSERT INTO rules_referential (tenant, number, act, content)"
        " SELECT %(tenant)s, 1 + coalesce(max(number), 0), %(act)s, %(content)s"
        " FROM rules_referential WHERE tenant = %(tenant)s",
        {"tenant": tenant, "act": act, "content": content},
    )
