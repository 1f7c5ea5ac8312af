"""Which copies are not proven: something was found in them, and no later audit has read them well since."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.transaction import transaction

OF_A_PROOF = "VER-"
"""How the codes begin that a verification finds in what a copy holds; others say that it could not be looked at."""

OPENING = ("journal/key", "journal/checkpoint")
"""What is looked for first in a copy."""

VERIFYING = ("verify", "verification")

AUDITS = """
    (SELECT DISTINCT ON (campaign.tenant, copy->>'name')
        campaign.tenant, copy->>'name', campaign.id, campaign.began, campaign.ended,
        copy->>'state' = 'audited' AND (copy->>'unrepaired')::bigint = 0
    FROM preservation_auditcampaign campaign, jsonb_array_elements(campaign.copies) copy
    WHERE campaign.tenant = ANY (%s) AND campaign.state = 'done'
        AND (copy->>'state' IN ('audited', 'forked') OR (copy->>'unrepaired')::bigint > 0)
    ORDER BY campaign.tenant, copy->>'name', campaign.ended DESC, campaign.id DESC)
    UNION ALL
    (SELECT DISTINCT ON (tenant) tenant, '', id, began, ended, proven OR EXISTS (
        SELECT FROM jsonb_array_elements(copies) copy
        WHERE NOT (copy->>'state' = 'audited' AND (copy->>'unrepaired')::bigint = 0)
    ) FROM preservation_auditcampaign WHERE tenant = ANY (%s) AND state = 'done' ORDER BY tenant, ended DESC, id DESC)
"""
"""Of each copy, the last audit that told something of it: where it is away or behind, how it stands now says so. By no
name, of each collectivité the last audit, and whether what it did not prove, if anything, is of one of its copies.
"""

LOOKS = """
    SELECT tenant, id, kind, subject, ended, findings FROM works_work look
    WHERE tenant = ANY (%s) AND state = 'refused'
        AND (kind IN ('verify', 'verification') OR kind IN ('audit', 'repair') AND operation IS NULL)
        AND ended > (
            SELECT coalesce(min(since.began), '-infinity')
            FROM unnest(%s::bigint[], %s::timestamptz[]) since (tenant, began) WHERE since.tenant = look.tenant
        )
    ORDER BY ended DESC, id
"""
"""What was looked at and not proven since the copies were read well, and is in no journal."""

UNREAD = """
    SELECT count(*) FROM journal_journalhead head WHERE head.tenant = ANY (%s) AND head.size > 0 AND NOT EXISTS (
        SELECT FROM preservation_auditcampaign campaign
        WHERE campaign.tenant = head.tenant AND campaign.state = 'done' AND campaign.ended >= %s
    )
"""


@dataclass(frozen=True, slots=True)
class Damage:
    """What was found in a copy, when, and by which operation or travail; the last that was found."""

    copy: str
    """Empty for what concerns no copy alone."""
    found: datetime
    source: UUID
    units: frozenset[UUID] = frozenset()
    """Those that somebody had proven again, and that are not."""


def damages(tenants: Sequence[int], copies: Collection[str]) -> dict[int, list[Damage]]:
    """By collectivité, the damage of each of these copies that is not proven now; those that are proven are left out.

    A copy is proven again by an audit, or a repair, that began after the damage was found.
    """
    with transaction(tenants), connections["default"].cursor() as cursor:
        cursor.execute(AUDITS, [list(tenants), list(tenants)])
        told = cursor.fetchall()
        audits = [each for each in told if each[1] in copies]
        read = {(tenant, copy): began for tenant, copy, _, began, _, intact in audits if intact}
        # of a collectivité of which one copy was never read well, all that was ever found counts
        whole = [(of, began) for (of, _), began in read.items() if all((of, each) in read for each in copies)]
        cursor.execute(LOOKS, [list(tenants), [of for of, _ in whole], [began for _, began in whole]])
        looks = cursor.fetchall()
    found: dict[int, dict[str, Damage]] = {}
    for tenant, copy, identifier, _, ended, intact in audits:
        if not intact:
            found.setdefault(tenant, {})[copy] = Damage(copy, ended, identifier)
    for tenant, copy, identifier, _, ended, of_a_copy in told:
        if not copy and not of_a_copy and tenant not in found:
            found[tenant] = {"": Damage("", ended, identifier)}
    for tenant, identifier, kind, subject, ended, findings in looks:
        recorded = json.loads(findings) if isinstance(findings, str) else findings
        where = copies_named(recorded) & set(copies) if kind in VERIFYING else {""}
        for copy in where:
            # what is of no copy alone is proven again by an audit of any
            since = [began for (of, name), began in read.items() if of == tenant and copy in ("", name)]
            if all(began < ended for began in since):
                units = frozenset({subject}) if subject else frozenset()
                known = found.setdefault(tenant, {}).setdefault(copy, Damage(copy, ended, identifier))
                found[tenant][copy] = replace(known, units=known.units | units)
    return {tenant: sorted(each.values(), key=lambda one: one.copy) for tenant, each in found.items()}


def unread(tenants: Sequence[int], since: datetime) -> int:
    """How many collectivités keep something of which no audit was done since."""
    with transaction(tenants), connections["default"].cursor() as cursor:
        cursor.execute(UNREAD, [list(tenants), since])
        return int(cursor.fetchone()[0])


def copies_named(findings: Iterable[Mapping[str, Any]]) -> set[str]:
    """The copies in which these findings of a verification are, as they are recorded.

    Without its key or its checkpoint a copy is away: how it stands now says so, and nothing in it was looked at.
    """
    places = [
        str(each["place"].get("file") or "").partition("/")
        for each in findings
        if each["severity"] == "error" and each["code"].startswith(OF_A_PROOF)
    ]
    return {copy for copy, _, file in places if file and not file.endswith(OPENING)}
