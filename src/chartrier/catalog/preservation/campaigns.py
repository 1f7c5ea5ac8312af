"""Campaigns of audit in the database: begun, resumed, saved as they go, done with their journal entry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.legal_days import DAY
from chartrier.catalog.preservation.models import AuditCampaign
from chartrier.catalog.transaction import transaction
from chartrier.catalog.turns import turn
from chartrier.clock import read_instant

AUDITING = 0x41554449
"""First key of the advisory locks of audits ("AUDI"); the second is the tenant."""

RUNNING, DONE = AuditCampaign.State.RUNNING, AuditCampaign.State.DONE


@contextmanager
def auditing(tenant: int) -> Iterator[bool]:
    """Whether this process, for as long as the block lasts, is the only one that audits the tenant."""
    with turn(AUDITING, tenant) as ours:
        yield ours is not None


def running(tenant: int) -> AuditCampaign | None:
    """The campaign under way, or cut off."""
    with transaction([tenant]):
        return AuditCampaign.objects.filter(tenant=tenant, state=RUNNING).first()


def done(tenant: int, identifier: UUID) -> AuditCampaign | None:
    """The campaign of this package."""
    with transaction([tenant]):
        return AuditCampaign.objects.filter(tenant=tenant, id=identifier, state=DONE).first()


def last(tenant: int) -> AuditCampaign | None:
    """The campaign that was done last."""
    with transaction([tenant]):
        return AuditCampaign.objects.filter(tenant=tenant, state=DONE).order_by("-ended", "-id").first()


def last_until(tenant: int, day: date) -> AuditCampaign | None:
    """The campaign that was done last, on that day at the latest."""
    with transaction([tenant]):
        done = AuditCampaign.objects.filter(tenant=tenant, state=DONE)
        until = done.extra(where=[f"{DAY.format('ended')} <= %s"], params=[day])  # noqa: S610 - a constant of ours
        return until.order_by("-ended", "-id").first()


def done_within(tenant: int, first: datetime, end: datetime) -> list[AuditCampaign]:
    """Those that were done from an instant to before another, the oldest first."""
    with transaction([tenant]):
        done = AuditCampaign.objects.filter(tenant=tenant, state=DONE, ended__gte=first, ended__lt=end)
        return list(done.order_by("ended", "id"))


def begin(campaign: AuditCampaign) -> None:
    """Enter a new campaign; another one that was cut off is forgotten."""
    with transaction([campaign.tenant]):
        forget(campaign.tenant)
        campaign.save(force_insert=True)


def save(campaign: AuditCampaign) -> None:
    """Note how far it has come."""
    with transaction([campaign.tenant]):
        rows = AuditCampaign.objects.filter(tenant=campaign.tenant, id=campaign.id, state=RUNNING)
        rows.update(position=campaign.position, copies=campaign.copies, findings=campaign.findings)


def forget(tenant: int) -> None:
    """Forget the campaign that is not done."""
    with transaction([tenant]):
        AuditCampaign.objects.filter(tenant=tenant, state=RUNNING).delete()


def settle(cursor: psycopg.Cursor[Any], tenant: int, operation: bytes, findings: bytes) -> None:
    """Make the running campaign of this package a done one, in the caller's transaction."""
    record = json.loads(operation)
    cursor.execute(
        "DELETE FROM preservation_auditcampaign WHERE tenant = %s AND id = %s AND state = %s",
        [tenant, UUID(record["id"]), RUNNING],
    )
    _insert(cursor, tenant, record, findings.decode())


def load_audit(cursor: psycopg.Cursor[Any], tenant: int, package: UUID, content: Path) -> None:
    """Enter a done campaign from the files of its package, in the folder `content`; for a rebuild."""
    record = json.loads((content / "operation.json").read_bytes())
    if record["id"] != str(package):
        raise ValueError(f"operation.json is not that of {package}")
    _insert(cursor, tenant, record, (content / "findings.json").read_text("utf-8"))


def _insert(cursor: psycopg.Cursor[Any], tenant: int, record: dict[str, Any], findings: str) -> None:
    cursor.execute(
        "INSERT INTO preservation_auditcampaign (tenant, id, state, began, repair, head_size, head_root, copies,"
        " findings, ended, proven) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            tenant, UUID(record["id"]), DONE, read_instant(record["began"]), record["repair"],
            record["head"]["size"], bytes.fromhex(record["head"]["root"].removeprefix("sha256:")),
            json.dumps(record["copies"]), findings, read_instant(record["ended"]), record["proven"],
        ],
    )  # fmt: skip
