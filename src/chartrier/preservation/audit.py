"""An audit of one tenant, top to bottom: the journal proven, every copy read against it, one entry at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chartrier.catalog.preservation import campaigns
from chartrier.copies.copies import Copies
from chartrier.copies.orders import versions_of
from chartrier.copies.publication import publish
from chartrier.errors import ChartrierError, Conflict, IntegrityFailure
from chartrier.journal.entry import Entry, read_entry
from chartrier.preservation import findings
from chartrier.preservation.campaign import Campaign, Position, Stage
from chartrier.preservation.copy_audit import CopyAudit
from chartrier.preservation.journal_audit import audit_checkpoint, audit_journal
from chartrier.preservation.ledger import CopyCounts, Ledger
from chartrier.preservation.pace import Pace
from chartrier.preservation.package_audit import audit_package
from chartrier.preservation.proven_log import Head, ProvenLog, prove_log
from chartrier.preservation.root_audit import audit_frame, audit_strangers
from chartrier.records.finding import Finding
from chartrier.records.tenant import Tenant

Progress = Callable[[str, int, int], None]
"""Told the name of the copy, how many packages of the campaign are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Means:
    """What audits work with. `rate`: bytes read a second, None for as many as the disks give."""

    copies: Copies
    rate: int | None = None


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What an audit came to. `index` is its entry in the journal, None when there is none."""

    tenant: Tenant
    campaign: UUID | None
    index: int | None
    proven: bool
    resumed: bool
    size: int
    copies: Sequence[CopyCounts]
    findings: Sequence[dict[str, Any]]


def audit(
    tenant: Tenant,
    means: Means,
    *,
    by: str,
    repair: bool = False,
    only: Sequence[str] = (),
    progress: Progress = lambda copy, done, of: None,
) -> AuditReport:
    """Read every copy (`only` names some) against the journal, and mend them if asked.

    A campaign that was cut off is taken up where it stopped, when it is of the same copies and had the same purpose.
    Raises Conflict when another process audits this tenant, Unavailable when the database is gone.
    """
    with campaigns.auditing(tenant.key) as alone:
        if not alone:
            raise Conflict(findings.UNDER_WAY, tenant=tenant.code)
        with suppress(ChartrierError):
            # What others have committed is finished first; what is wrong with a copy is told below.
            publish(tenant, means.copies)
        names = [store.name for store in means.copies.stores if not only or store.name in only]
        unfinished = Campaign.unfinished(tenant, names, repair=repair)
        opening = Ledger([])
        log = prove_log(tenant, means.copies, unfinished.size if unfinished else 0, opening.append)
        if log is None:
            return AuditReport(tenant, None, None, False, False, 0, (), opening.findings())
        campaign, resumed = unfinished, True
        if campaign is None or not campaign.is_of(log):
            campaign, resumed = Campaign.begin(log, names, opening, repair=repair, began=means.copies.clock()), False
        _read_copies(campaign, log, means, progress)
        index = _record(campaign, log, means, by)
        ledger = campaign.ledger
        return AuditReport(
            tenant, campaign.identifier, index, ledger.proven, resumed, campaign.size, ledger.copies, ledger.findings()
        )


def _read_copies(campaign: Campaign, log: ProvenLog, means: Means, progress: Progress) -> None:
    """The copies one after the other, from the campaign's position on."""
    stores = {store.name: store for store in means.copies.stores}
    pace = Pace(means.rate)
    total = campaign.size * len(campaign.ledger.copies)
    for number, counts in enumerate(campaign.ledger.copies):
        if number < campaign.position.copy:
            continue
        head = log.heads[counts.name]
        if not _is_to_be_read(counts, head, log, campaign):
            campaign.advance(Position(number + 1))
            continue
        store = stores[counts.name]
        copy = CopyAudit(log.tenant, store, means.copies.stores, pace, campaign.ledger, counts, campaign.repair)

        def tell(done: int, name: str = counts.name, before: int = campaign.size * number) -> None:
            progress(name, before + done, total)

        _read_copy(copy, campaign, log, head, number, tell)
        campaign.advance(Position(number + 1))


def _is_to_be_read(counts: CopyCounts, head: Head, log: ProvenLog, campaign: Campaign) -> bool:
    """Whether the copy is there and of this journal; told when it is not, or is behind."""
    name, tell = counts.name, campaign.ledger.append
    if not head.there:
        counts.state = "lost"
        tell(Finding(findings.COPY_LOST, values={"copy": name, "tenant": log.tenant.code}))
        return False
    if head.checkpoint is None:
        counts.size = campaign.size
        return True
    size = head.checkpoint.size
    if not log.holds(head):
        counts.state = "forked"
        tell(Finding(findings.COPY_FORKED, values={"copy": name, "size": size}))
        return False
    if size < campaign.size and counts.state != "behind":
        counts.state = "behind"
        tell(Finding(findings.COPY_BEHIND, values={"copy": name, "size": size, "of": campaign.size}))
    counts.size = min(size, campaign.size)
    return True


def _read_copy(
    copy: CopyAudit, campaign: Campaign, log: ProvenLog, head: Head, number: int, tell: Callable[[int], None]
) -> None:
    """Frame, journal, packages in the order of the journal, strangers, checkpoint."""
    signed = head.checkpoint.size if head.checkpoint else log.size
    if campaign.position.stage is Stage.FRAME:
        audit_frame(copy)
        audit_journal(copy, log, signed)
        campaign.advance(Position(number, Stage.PACKAGES))
    if campaign.position.stage is Stage.PACKAGES:
        for index, data in enumerate(log.entries()):
            if index >= copy.counts.size:
                break
            entry = read_entry(data)
            if index < campaign.position.index or log.latest[entry.package.bytes] != index:
                continue
            _audit_package(copy, campaign, entry, log)
            campaign.advance(Position(number, Stage.PACKAGES, index + 1))
            tell(index + 1)
        campaign.advance(Position(number, Stage.STRANGERS))
    if campaign.position.stage is Stage.STRANGERS:
        audit_strangers(copy, log)
        if head.checkpoint is None:
            audit_checkpoint(copy, log)


def _audit_package(copy: CopyAudit, campaign: Campaign, entry: Entry, log: ProvenLog) -> None:
    try:
        audit_package(copy, entry, versions_of(entry, log.amended))
    except IntegrityFailure as failure:
        copy.counts.wrong += 1
        copy.counts.unrepaired += 1
        campaign.ledger.append(failure.finding)


def _record(campaign: Campaign, log: ProvenLog, means: Means, by: str) -> int | None:
    """The campaign's entry in the journal; told, and the campaign forgotten, when it cannot be made."""
    try:
        if not log.in_database:
            # What it would be appended to is not what was signed.
            raise IntegrityFailure(findings.DATABASE_DIFFERS, tenant=campaign.tenant.code)
        index = campaign.record(means.copies, by)
    except ChartrierError as error:
        campaign.ledger.append(Finding(findings.NOT_RECORDED, values=_why(error)))
        with suppress(ChartrierError):
            campaign.forget()
        return None
    try:
        publish(campaign.tenant, means.copies)
    except ChartrierError as error:
        campaign.ledger.append(Finding(findings.NOT_PUBLISHED, values=_why(error)))
    return index


def _why(error: ChartrierError) -> dict[str, str]:
    return {"why_fr": error.finding.message("fr"), "why_en": error.finding.message("en")}
