"""The header of a transfer: the children of `ArchiveTransfer` but the package, and `ManagementMetadata`."""

from __future__ import annotations

from lxml import etree

from chartrier.seda.bordereau import Agency, Header
from chartrier.seda.values import element_value

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

_COMMENT = 4_000


def read_header_element(
    header: Header, name: str, element: etree._Element, line: int | None, prefix: str
) -> None:
    """Put what one element of the header says into the header."""
    text = (element.text or "").strip()
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
                etree.QName(child).localname: (child.text or "").strip() for child in element
            }
        case "ArchivalAgency":
            header.archival_agency = _agency(element, line, prefix)
        case "TransferringAgency":
            header.transferring_agency = _agency(element, line, prefix)
        case "ManagementMetadata":
            _read_management(header, element, prefix)


def _agency(element: etree._Element, line: int | None, prefix: str) -> Agency:
    identifier = element.findtext(f"{prefix}Identifier") or ""
    name = next((child.text for child in element.iter("{*}Name") if child.text), None)
    return Agency(identifier.strip(), name, line)


def _read_management(header: Header, element: etree._Element, prefix: str) -> None:
    def text(name: str) -> str | None:
        return (element.findtext(f"{prefix}{name}") or "").strip() or None

    header.archival_profile = text("ArchivalProfile")
    header.service_level = text("ServiceLevel")
    header.acquisition_information = text("AcquisitionInformation")
    header.legal_status = text("LegalStatus")
    header.originating_agency = text("OriginatingAgencyIdentifier")
    header.submission_agency = text("SubmissionAgencyIdentifier")
    header.management = element_value(element, prefix)
