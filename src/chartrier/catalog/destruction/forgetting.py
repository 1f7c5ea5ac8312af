"""What no copy holds, and has words of what an order destroys: forgotten in the transaction that makes it a fact.

Rows that refer to an object (its text, its small picture, what was seen of personal data in it) go by themselves. What
is here is about people's work: it stays as work that was done, and says no more what it was done with. Of the packages
that an order changes it says nothing at all, as `redaction` does.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.destruction.redaction import redacted_findings

WORKS = """
    WITH wrote AS (SELECT id, subject FROM works_work WHERE tenant = %(tenant)s AND operation = ANY (%(packages)s))
    SELECT id, findings FROM wrote JOIN works_work USING (id) WHERE tenant = %(tenant)s
    UNION ALL
    SELECT others.id, others.findings FROM works_work others
    WHERE others.tenant = %(tenant)s AND others.subject IN (SELECT subject FROM wrote)
        AND others.id NOT IN (SELECT id FROM wrote)
"""
"""Those that wrote the packages, and those that tried or checked the same deposits."""

DRAFTS = """
    UPDATE deposits_draft SET answers = '{}', comments = '[]', corrections = '[]', announced = NULL
    WHERE tenant = %(tenant)s AND state = 'left' AND work = ANY (%(works)s)
"""

REDACTIONS = """
    SELECT id, findings FROM redactions_redaction r WHERE tenant = %(tenant)s AND (operation = ANY (%(packages)s)
        OR EXISTS (SELECT FROM destruction_destroyed d
            WHERE d.tenant = r.tenant AND d.act = %(act)s AND d.id IN (r.unit, r.object)))
"""
"""Those of documents that go, and those that go themselves."""


def forget_words(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, packages: Collection[UUID]) -> None:
    """Empty, in the caller's transaction, what travaux, deposits and redacted copies say of what an order destroys.

    The order's lists are entered before. `packages` are those that it changes. May be repeated.
    """
    given: dict[str, Any] = {"tenant": tenant, "act": act, "packages": list(packages)}
    works = cursor.execute(WORKS, given).fetchall()
    for identifier, findings in works:
        cursor.execute(
            "UPDATE works_work SET title = '', reason = '', findings = %s WHERE tenant = %s AND id = %s",
            [_withdrawn(findings), tenant, identifier],
        )
    if works:
        cursor.execute(DRAFTS, {**given, "works": [identifier for identifier, _ in works]})
    for identifier, findings in cursor.execute(REDACTIONS, given).fetchall():
        cursor.execute(
            "UPDATE redactions_redaction SET findings = %s,"
            " made = CASE WHEN made IS NULL THEN NULL ELSE jsonb_set(made, '{title}', '\"\"') END"
            " WHERE tenant = %s AND id = %s",
            [_withdrawn(findings), tenant, identifier],
        )


def _withdrawn(findings: list[dict[str, Any]]) -> str:
    return json.dumps(redacted_findings(findings))
