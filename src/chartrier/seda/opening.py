"""The first bytes of a document: is it XML, without DOCTYPE, a SEDA message of a version we read?"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import BinaryIO, cast

from lxml import etree

from chartrier.records.finding import Findings, Place
from chartrier.seda import findings as kinds
from chartrier.seda.limits import Limits
from chartrier.seda.parsers import TooDeep, element_events, pull_parser
from chartrier.seda.versions import Version, version_of

TRANSFER = "ArchiveTransfer"

_STARTS = (b"<", b"\xff\xfe<\0", b"\xfe\xff\0<")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Opening:
    """What the start of the document says; `message` is the name of its root element."""

    message: str
    version: Version
    encoding: str


def begins_as_xml(head: bytes) -> bool:
    """Whether these first bytes of a file may be those of an XML document, in UTF-8 or UTF-16."""
    return head.removeprefix(_BYTE_ORDER_MARK).lstrip().startswith(_STARTS)


def read_opening(
    stream: BinaryIO,
    file: str,
    limits: Limits,
    findings: Findings,
    *,
    messages: Collection[str] = (TRANSFER,),
) -> Opening | None:
    """Read up to the start tag of the root, one of `messages`; None after an error finding.

    Leaves the stream where it stopped.
    """
    try:
        root = _root(stream, limits)
    except (etree.XMLSyntaxError, LookupError) as error:
        report_not_well_formed(error, file, findings)
        return None
    if root is None:
        findings.add(kinds.NOT_XML, Place(file, 1), detail=f"no element in the first {limits.prologue} bytes")
        return None
    return _judge(root, Place(file, 1), findings, messages)


def announced_version(stream: BinaryIO, limits: Limits) -> Version | None:
    """The version that the root's own tag names, whatever the message and whatever is wrong after that tag.

    None where there is no such tag, or it names no version that we know.
    """
    try:
        root = _root(stream, limits)
    except (etree.XMLSyntaxError, LookupError):
        return None
    version = version_of(_name_of(root)[0]) if root is not None else None
    return next((known for known in Version if version == known), None)


def _root(stream: BinaryIO, limits: Limits) -> etree._Element | None:
    """The root element, just begun; None when it is not among the first bytes."""
    parser = pull_parser(("start",))
    start = stream.read(limits.prologue)
    # Tag by tag: what comes after the root's own tag is not looked at here.
    for piece in re.findall(rb"[^>]*>|[^>]+", start):
        parser.feed(piece)
        for _, root in element_events(parser):
            return root
    if len(start) < limits.prologue:
        parser.close()
    # A document of one tag tells it only once closed.
    return next((root for _, root in element_events(parser)), None)


def _name_of(element: etree._Element) -> tuple[str, str]:
    """Namespace and local name. A hostile namespace may hold braces, which QName refuses; a local name has none."""
    namespace, _, local = str(element.tag).rpartition("}")
    return namespace[1:], local


def _judge(root: etree._Element, place: Place, findings: Findings, messages: Collection[str]) -> Opening | None:
    namespace, local = _name_of(root)
    document = root.getroottree().docinfo
    if cast("object", document.internalDTD) is not None:
        findings.add(kinds.DOCTYPE, place)
        return None
    version = version_of(namespace)
    if version is None or local not in messages:
        kind = kinds.NOT_A_TRANSFER if tuple(messages) == (TRANSFER,) else kinds.NOT_A_MESSAGE
        findings.add(kind, place, name=local[:80], namespace=namespace[:120])
        return None
    if version not in {str(known) for known in Version}:
        findings.add(kinds.VERSION, place, version=version[:20])
        return None
    return Opening(local, Version(version), document.encoding or "UTF-8")


_SHOWN = 300
_SIZE_SIGNS = ("XML_PARSE_HUGE", "too long", "too big", "limit exceeded")
_ENCODING_ERRORS = frozenset(
    {
        etree.ErrorTypes.ERR_INVALID_CHAR,
        etree.ErrorTypes.ERR_INVALID_ENCODING,
        etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
        etree.ErrorTypes.ERR_UNKNOWN_ENCODING,
        etree.ErrorTypes.I18N_CONV_FAILED,
        etree.ErrorTypes.I18N_NO_HANDLER,
    }
)
_WORDS = re.compile(
    r"^(?:line \d+: b['\"])?(.*?)(?:, line \d+, column \d+)?(?:['\"])?(?: \((?:<string>, )?line \d+\))?$"
)


def report_not_well_formed(error: Exception, file: str, findings: Findings) -> None:
    """Add the finding that says why libxml2, reading without a schema, could not read on."""
    said = str(error).replace("\n", " ").strip() or type(error).__name__
    match = _WORDS.match(said)
    detail = (match[1] if match else said)[:_SHOWN].strip()
    place = Place(file, getattr(error, "lineno", None) or None)
    if isinstance(error, LookupError) or getattr(error, "code", None) in _ENCODING_ERRORS:
        findings.add(kinds.ENCODING, place, detail=detail)
    elif isinstance(error, TooDeep) or "Excessive depth" in detail:
        findings.add(kinds.TOO_DEEP, place)
    elif any(sign in detail for sign in _SIZE_SIGNS):
        findings.add(kinds.TOO_LARGE, place, what=detail)
    else:
        findings.add(kinds.NOT_XML, place, detail=detail)
