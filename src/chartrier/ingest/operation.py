"""What was done and on what it depended: `operation.json`, `findings.json`, the reply, and the journal's entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chartrier import __version__
from chartrier.clock import write_instant
from chartrier.ingest.submission import Submission
from chartrier.journal.entry import Changes, Counts, Entry, TreeHead, time_of_entry
from chartrier.records.acquisition import read_acquisition
from chartrier.records.digest import Digest
from chartrier.records.finding import Findings, Severity
from chartrier.records.tenant import Tenant
from chartrier.rules.reading import ruling_part

FORMAT = "chartrier-package/1"


@dataclass(slots=True)
class Operation:
    """One versement or rejet, as its package tells it (docs/format.md §2.1). `contents` is set once it is written."""

    identifier: UUID
    tenant: Tenant
    received: datetime
    controlled: datetime
    by: str
    container: dict[str, Any]
    transfer: dict[str, Any] | None
    bordereau: dict[str, Any] | None
    counts: Counts
    findings: Findings
    series: UUID | None
    """The act of the retention table in force when it was controlled."""
    contents: TreeHead | None = None

    @property
    def accepted(self) -> bool:
        return not self.findings.refused

    @property
    def code(self) -> str:
        """The operation's code in its package and in the journal."""
        return "versement" if self.accepted else "rejet"

    @classmethod
    def of(
        cls,
        submission: Submission,
        identifier: UUID,
        tenant: Tenant,
        received: datetime,
        controlled: datetime,
        by: str,
        series: UUID | None,
    ) -> Operation:
        """What the controls concluded. A rejection counts its findings, and nothing as taken in."""
        accepted = not submission.findings.refused
        return cls(
            identifier=identifier,
            tenant=tenant,
            received=received,
            controlled=controlled,
            by=by,
            container=_container(submission),
            transfer=_transfer(submission, accepted=accepted),
            bordereau=_bordereau(submission),
            counts=_counts(submission, accepted=accepted),
            findings=submission.findings,
            series=series,
        )

    def as_json(self) -> dict[str, Any]:
        contents = self.contents
        return {
            "format": FORMAT,
            "id": str(self.identifier),
            "operation": self.code,
            "tenant": self.tenant.code,
            "received": write_instant(self.received),
            "controlled": write_instant(self.controlled),
            "by": self.by,
            "software": {"name": "Chartrier", "version": __version__},
            "container": self.container,
            "transfer": self.transfer,
            "bordereau": self.bordereau,
            "counts": {
                "units": self.counts.units,
                "groups": self.counts.groups,
                "objects": self.counts.objects,
                "bytes": self.counts.bytes,
            },
            "contents": contents and {"root": str(contents.root), "size": contents.size},
            "settings": self.tenant.policy.as_json(),
            "series": self.series and str(self.series),
        }

    def entry(self, inventory: Digest, now: datetime, before: datetime | None) -> Entry:
        """The journal's entry, at `now` or at the instant of the entry `before` when the clock was set back."""
        return Entry(
            operation=self.code,
            package=self.identifier,
            version="v1",
            inventory=inventory,
            contents=self.contents,
            changes=Changes(),
            counts=self.counts,
            by=self.by,
            time=time_of_entry(now, before, self.identifier),
        )


def _container(submission: Submission) -> dict[str, Any]:
    package = submission.package
    return {"kind": package and package.kind, "size": package and package.size}


def _transfer(submission: Submission, *, accepted: bool) -> dict[str, Any] | None:
    bordereau = submission.bordereau
    if bordereau is None:
        return None
    header = bordereau.header
    return {
        "seda_version": bordereau.version,
        "message_identifier": header.message_identifier,
        "date": header.date,
        "archival_agreement": header.archival_agreement,
        "archival_agency": header.archival_agency and header.archival_agency.identifier,
        "transferring_agency": header.transferring_agency and header.transferring_agency.identifier,
        "originating_agency": header.originating_agency,
        "submission_agency": header.submission_agency,
        "archival_profile": header.archival_profile,
        "acquisition": read_acquisition(header.acquisition_information).value,
        "comment": header.comment,
        "management": ruling_part(header.management) if accepted else None,
    }


def _bordereau(submission: Submission) -> dict[str, Any] | None:
    file = submission.bordereau_file
    if file is None:
        return None
    return {"name": file.name, "digest": str(file.digest), "size": file.size}


def _counts(submission: Submission, *, accepted: bool) -> Counts:
    bordereau = submission.bordereau if accepted else None
    severities = [finding.severity for finding in submission.findings]
    return Counts(
        units=len(bordereau.units) if bordereau else 0,
        groups=len(bordereau.groups) if bordereau else 0,
        objects=len(bordereau.objects) if bordereau else 0,
        bytes=submission.bytes if bordereau else 0,
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
    )
