"""The header of a transfer: the children of `ArchiveTransfer` but the package, and `ManagementMetadata`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from chartrier.seda.bordereau import Agency, Header
from chartrier.seda.limits import TooLarge
from chartrier.seda.opening import TRANSFER
from chartrier.seda.values import ElementValue, descendants, first_child, text_of


class Head(Protocol):
    """Takes what a message says outside its descriptions, element by element."""

    @property
    def message(self) -> str:
        """The name of the root element."""

    @property
    def places(self) -> Mapping[str, tuple[str, ...]]:
        """The elements to read whole, with the names of those around them, the root's apart, from the outside."""

    def take(self, name: str, value: ElementValue, line: int | None) -> None:
        """One of these elements, or `ManagementMetadata`. Raises TooLarge."""


HEADER_ELEMENTS = frozenset(
    {
        "Comment",
        "Date",
        "MessageIdentifier",
        "Signature",
        "ArchivalAgreement",
        "CodeListVersions",
        "RelatedTransferReference",
        "TransferRequestReplyIdentifier",
        "ArchivalAgency",
        "TransferringAgency",
    }
)
"""Those that are children of `ArchiveTransfer` itself."""

_COMMENT = 4_000


class TransferHead:
    """Puts what the elements say into the header of a bordereau."""

    message = TRANSFER
    places: Mapping[str, tuple[str, ...]] = dict.fromkeys(HEADER_ELEMENTS, ())

    def __init__(self, header: Header, limit: int) -> None:
        self._header = header
        self._limit = limit

    def take(self, name: str, value: ElementValue, line: int | None) -> None:
        read_header_element(self._header, name, value, line)
        if length_of(self._header) > self._limit:
            raise TooLarge(f"en-tête (header) > {self._limit} caractères (characters)")


def read_header_element(header: Header, name: str, value: ElementValue, line: int | None) -> None:
    """Put what one element of the header says into the header."""
    text = text_of(value) or ""
    match name:
        case "Comment":
            header.comment = "\n".join(filter(None, (header.comment, text)))[:_COMMENT]
        case "Date":
            header.date = text
        case "MessageIdentifier":
            header.message_identifier = text
        case "ArchivalAgreement":
            header.archival_agreement = text or None
        case "CodeListVersions":
            header.code_list_versions = {
                child: text_of(held) or "" for child, held in descendants(value) if child.endswith("Version")
            }
        case "ArchivalAgency":
            header.archival_agency = read_agency(value, line)
        case "TransferringAgency":
            header.transferring_agency = read_agency(value, line)
        case "ManagementMetadata":
            _read_management(header, value)


def length_of(header: Header) -> int:
    """Characters of the texts that replies and operations repeat."""
    agencies = [agency for agency in (header.archival_agency, header.transferring_agency) if agency]
    texts = (
        header.date,
        header.message_identifier,
        header.comment,
        header.archival_agreement,
        header.originating_agency,
        header.submission_agency,
        header.archival_profile,
        *header.code_list_versions.values(),
        *(text for agency in agencies for text in (agency.identifier, agency.name)),
    )
    return sum(len(text) for text in texts if text)


def read_agency(value: ElementValue, line: int | None) -> Agency:
    """An organisation; its identifier is empty when it gives none."""
    described = first_child(value, "OrganizationDescriptiveMetadata") or ""
    names = (text_of(held) for name, held in descendants(described) if name.rpartition("}")[2] == "Name")
    return Agency(text_of(first_child(value, "Identifier")) or "", next(filter(None, names), None), line)


def _read_management(header: Header, value: ElementValue) -> None:
    def text(name: str) -> str | None:
        return text_of(first_child(value, name)) or None

    header.archival_profile = text("ArchivalProfile")
    header.service_level = text("ServiceLevel")
    header.acquisition_information = text("AcquisitionInformation")
    header.legal_status = text("LegalStatus")
    header.originating_agency = text("OriginatingAgencyIdentifier")
    header.submission_agency = text("SubmissionAgencyIdentifier")
    header.management = value
