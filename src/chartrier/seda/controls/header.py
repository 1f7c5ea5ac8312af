"""Controls of the header: identifiers and agencies are there, dates exist."""

from __future__ import annotations

from collections.abc import Iterator

from chartrier.records.finding import Finding, Place
from chartrier.seda import findings as kinds
from chartrier.seda.bordereau import Bordereau
from chartrier.seda.moments import is_date


def header_is_filled(bordereau: Bordereau, file: str) -> Iterator[Finding]:
    """A message identifier; an archival agreement, which is only missed."""
    header = bordereau.header
    if not header.message_identifier:
        yield Finding(kinds.EMPTY_FIELD, Place(file, header.line), {"name": "MessageIdentifier"})
    if not header.archival_agreement:
        yield Finding(kinds.NO_AGREEMENT, Place(file, header.line))


def agencies_are_named(bordereau: Bordereau, file: str) -> Iterator[Finding]:
    """The archival and the transferring agency; the originating one, which is only missed."""
    header = bordereau.header
    agencies = {"ArchivalAgency": header.archival_agency, "TransferringAgency": header.transferring_agency}
    for name, agency in agencies.items():
        if agency is None or not agency.identifier:
            line = agency.line if agency else header.line
            yield Finding(kinds.EMPTY_FIELD, Place(file, line), {"name": f"{name}/Identifier"})
    if not header.originating_agency:
        yield Finding(kinds.NO_ORIGINATING_AGENCY, Place(file, header.line))


def transfer_date_exists(bordereau: Bordereau, file: str) -> Iterator[Finding]:
    header = bordereau.header
    if header.date is not None and not is_date(header.date):
        yield Finding(kinds.BAD_DATE, Place(file, header.line), {"name": "Date", "value": header.date[:40]})
