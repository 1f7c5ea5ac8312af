"""The travaux that look at what is archived: audit, repair, verification."""

from __future__ import annotations

from chartrier.catalog.works.models import Work
from chartrier.catalog.works.register import Held
from chartrier.journal.checkpoint import VerifierKey
from chartrier.preservation.audit import Means, audit
from chartrier.records.tenant import Tenant
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from chartrier.wiring import Wiring


def audit_copies(archive: Wiring, tenant: Tenant, held: Held) -> None:
    """Read every copy against the journal; a campaign that was cut off goes on where it was."""
    means = Means(archive.copies, archive.settings.audit_rate)
    report = audit(
        tenant,
        means,
        by=str(held.work.person),
        repair=held.work.kind == Work.Kind.REPAIR,
        progress=lambda copy, done, total: held.tell("audit", done, total),
    )
    if report.index is not None and report.campaign is not None:
        held.package(report.campaign)
    held.end(Work.State.DONE if report.proven else Work.State.REFUSED, report.findings)


def verify_copies(archive: Wiring, tenant: Tenant, held: Held) -> None:
    """Prove every copy by its bytes and by the tenant's public key, as anybody may who has the folder."""
    report = verify_all(
        [FolderCopy(name, folder / tenant.code) for name, folder in archive.settings.copies.items()],
        keys=[VerifierKey(tenant.origin, tenant.public_key)],
        on_progress=lambda done: held.tell("verification", done.packages, done.of),
    )
    held.end(Work.State.DONE if report.proven else Work.State.REFUSED, report.findings)
