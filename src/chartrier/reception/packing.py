"""The package of a deposit: the SIP made of its files and its answers, or the one that was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.models import Draft
from chartrier.copies.staging import open_staging
from chartrier.errors import InvalidInput
from chartrier.packages.budget import Budget
from chartrier.reception import agreed
from chartrier.reception.answers import Answers, Understood
from chartrier.reception.corrections import ACCEPTED, told
from chartrier.reception.deposits import PACKAGE, not_one_package, read
from chartrier.reception.means import DepositMeans
from chartrier.reception.pieces import Piece, opened_pieces
from chartrier.reception.sip import Deposit, Happened, write_sip
from chartrier.reception.understanding import understood_of
from chartrier.reception.uploads import require_whole
from chartrier.records.collectivite import Agreement
from chartrier.records.finding import Findings
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant

LET_IN, CORRECTED = "Acceptation par un archiviste", "Correction avant acceptation"
"""What the package calls what an archivist did."""


@contextmanager
def packed(draft: Draft, tenant: Tenant, means: DepositMeans) -> Iterator[Path]:
    """The package of a draft, for as long as the block lasts: the SIP made of its files, or the one that was sent.

    Raises InvalidInput when its answers or its files are no more what they were when it was confirmed.
    """
    if draft.form == PACKAGE:
        uploads = register.uploads_of(draft.tenant, draft.id)
        if refusals := not_one_package(uploads):
            raise InvalidInput(refusals[0].kind, refusals[0].place, **refusals[0].values)
        (upload,) = uploads
        with open_staging(means.staging, new_package_id(means.clock())) as place:
            # under its own name: what the controls say names it
            named = place.folder / Path(upload.name).name
            named.symlink_to(means.yard.place(upload.tenant, upload.id, upload.name))
            yield named
        return
    findings = Findings()
    understood = read(draft, tenant, means.clock(), findings)
    with _pieces(draft, tenant, means, findings) as (pieces, folder):
        _raise_first(findings)
        assert understood is not None
        sip = folder / "sip.zip"
        write_sip(sip, _deposit(draft, tenant, understood, means), pieces, tenant)
        yield sip


def pack_files(
    path: Path,
    files: Sequence[tuple[str, Path]],
    deposit: Deposit,
    tenant: Tenant,
    budget: Budget,
    findings: Findings,
    agreement: Agreement | None = None,
) -> None:
    """The same of files that lie on this machine: for commands. Nothing is written with findings that refuse, those of
    the accord among them; it bounds kinds and sizes here, formats only where files are read beforehand.
    """
    with opened_pieces(files, budget=budget, scratch=path.parent, findings=findings) as pieces:
        if agreement is not None:
            size = sum(piece.size for piece in pieces)
            findings.extend(agreed.of_kind(agreement, deposit.understood.kind))
            findings.extend(agreed.of_size(agreement, tenant, deposit.identifier, size, deposit.began))
        if not findings.refused:
            write_sip(path, deposit, pieces, tenant)


def _deposit(draft: Draft, tenant: Tenant, understood: Understood, means: DepositMeans) -> Deposit:
    uploads = register.uploads_of(draft.tenant, draft.id)
    seen = understood_of(uploads, {}, tenant, Findings()).files
    events = [
        Happened(LET_IN if each["what"] == ACCEPTED else CORRECTED, each["at"], told(each, "fr"), each["by"])
        for each in draft.corrections
    ]
    reference = agreed.agreement_of(tenant, understood.service, means).reference
    return Deposit(draft.id, understood, draft.created, reference, {each.name: each for each in seen}, events)


@contextmanager
def _pieces(
    draft: Draft, tenant: Tenant, means: DepositMeans, findings: Findings
) -> Iterator[tuple[list[Piece], Path]]:
    uploads = [each for each in require_whole(draft, means.yard, findings) if each.whole]
    files = [(upload.name, means.yard.place(tenant.key, upload.id, upload.name)) for upload in uploads]
    aside = {name for name, each in Answers.read(draft.answers).pieces.items() if each.aside}
    with (
        open_staging(means.staging, new_package_id(means.clock())) as place,
        opened_pieces(
            files, budget=means.budget, scratch=place.folder, findings=findings,
            digests={upload.name: upload.sha512 for upload in uploads}, aside=aside,
        ) as pieces,
    ):  # fmt: skip
        yield pieces, place.folder


def _raise_first(findings: Findings) -> None:
    for finding in findings:
        if findings.refused and finding.severity == "error":
            raise InvalidInput(finding.kind, finding.place, **finding.values)
