"""The first bytes of a bordereau: is it XML, without DOCTYPE, a SEDA ArchiveTransfer of a version we read?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, cast

from lxml import etree

from chartrier.records.finding import Findings, Place
from chartrier.seda import findings as kinds
from chartrier.seda.limits import Limits
from chartrier.seda.parsers import element_events, pull_parser
from chartrier.seda.versions import READABLE, Version, version_of

_STEP = 512


@dataclass(frozen=True, slots=True)
class Opening:
    """What the start of the document says."""

    version: Version
    encoding: str


def read_opening(stream: BinaryIO, file: str, limits: Limits, findings: Findings) -> Opening | None:
    """Read up to the start tag of the root; None after an error finding. Leaves the stream where it stopped."""
    parser = pull_parser(("start",))
    place = Place(file, 1)
    for _ in range(0, limits.prologue, _STEP):
        chunk = stream.read(_STEP)
        try:
            parser.feed(chunk) if chunk else parser.close()
            root = next((element for _, element in element_events(parser)), None)
        except (etree.XMLSyntaxError, LookupError) as error:
            report_not_well_formed(error, file, findings)
            return None
        if root is not None:
            return _judge(root, place, findings)
    findings.add(kinds.NOT_XML, place, detail=f"no element in the first {limits.prologue} bytes")
    return None


def _judge(root: etree._Element, place: Place, findings: Findings) -> Opening | None:
    name = etree.QName(root)
    document = root.getroottree().docinfo
    if cast("object", document.internalDTD) is not None:
        findings.add(kinds.DOCTYPE, place)
        return None
    version = version_of(name.namespace or "")
    if version is None or name.localname != "ArchiveTransfer":
        findings.add(
            kinds.NOT_A_TRANSFER, place, name=name.localname[:80], namespace=(name.namespace or "")[:120]
        )
        return None
    if version not in {str(known) for known in READABLE}:
        findings.add(kinds.VERSION, place, version=version[:20])
        return None
    return Opening(Version(version), document.encoding or "UTF-8")


_ENCODING_ERRORS = frozenset(
    {
        "ERR_INVALID_CHAR",
        "ERR_INVALID_ENCODING",
        "ERR_UNSUPPORTED_ENCODING",
        "ERR_UNKNOWN_ENCODING",
        "ERR_DOCUMENT_ENCODING",
        "I18N_CONV_FAILED",
        "I18N_NO_HANDLER",
        "I18N_EXCESS_HANDLER",
        "IO_ENCODER",
    }
)


def report_not_well_formed(error: Exception, file: str, findings: Findings) -> None:
    """Add the finding that says why libxml2 could not read on."""
    detail = str(error).splitlines()[0][:300] if str(error) else type(error).__name__
    line = getattr(error, "lineno", None) or None
    code = ""
    for entry in getattr(error, "error_log", ()):
        code = entry.type_name
    place = Place(file, line)
    if isinstance(error, LookupError) or code in _ENCODING_ERRORS:
        findings.add(kinds.ENCODING, place, detail=detail)
    elif "depth" in detail:
        findings.add(kinds.TOO_DEEP, place)
    elif any(sign in detail for sign in ("XML_PARSE_HUGE", "too long", "too big", "limit exceeded")):
        findings.add(kinds.TOO_LARGE, place, what=detail)
    else:
        findings.add(kinds.NOT_XML, place, detail=detail)
