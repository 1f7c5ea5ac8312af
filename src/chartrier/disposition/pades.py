"""A PDF signed elsewhere (PAdES): it is the bordereau, whole, and its signature is valid by the roots that are given.

Offline: nothing is fetched. Whether the signer's certificate was revoked is told by the PDF itself, or not at all.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError

from chartrier.clock import write_instant
from chartrier.disposition import findings as say
from chartrier.errors import InvalidInput
from chartrier.records.digest import Digest


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed, as their certificate says, when as they say, by which roots."""

    subject: str
    certificate: str
    """SHA-256 of it."""
    at: datetime | None
    roots: tuple[str, ...]
    """SHA-256 of each."""

    def as_json(self) -> dict[str, Any]:
        at = self.at and write_instant(self.at)
        return {"subject": self.subject, "certificate": self.certificate, "at": at, "roots": list(self.roots)}


def check_signed(pdf: bytes, bordereau: bytes, number: str, roots: Sequence[x509.Certificate], now: datetime) -> Signed:
    """The last signature of a PDF that begins with the bordereau, byte for byte.

    It must cover the whole file, be the only thing added to the bordereau but for signatures before it, and be valid
    at `now` by one of the roots. Raises InvalidInput.
    """
    if not pdf.startswith(bordereau):
        raise InvalidInput(say.NOT_THE_BORDEREAU, number=number)
    try:
        reader, before = PdfFileReader(io.BytesIO(pdf)), PdfFileReader(io.BytesIO(bordereau))
        signatures = reader.embedded_regular_signatures
        if not signatures or reader.total_revisions - before.total_revisions != len(signatures):
            raise InvalidInput(say.NOT_THE_BORDEREAU, number=number)
        if not _only_signed(reader, before):
            raise InvalidInput(say.NOT_THE_BORDEREAU, number=number)
        status = _status(signatures[-1], roots, now)
    except _UNREADABLE as problem:
        raise InvalidInput(say.SIGNATURE_INVALID, why=str(problem)[:200] or type(problem).__name__) from problem
    if status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        raise InvalidInput(say.NOT_THE_BORDEREAU, number=number)
    return _signed(status, roots)


def check_letter(pdf: bytes, roots: Sequence[x509.Certificate], now: datetime) -> Signed:
    """The last signature of a letter, which must cover the whole file and be valid at `now`. Raises InvalidInput."""
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
        if not signatures:
            raise InvalidInput(say.SIGNATURE_INVALID, why="—")
        status = _status(signatures[-1], roots, now)
    except _UNREADABLE as problem:
        raise InvalidInput(say.SIGNATURE_INVALID, why=str(problem)[:200] or type(problem).__name__) from problem
    if status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        raise InvalidInput(say.SIGNATURE_INVALID, why=status.summary()[:200])
    return _signed(status, roots)


_UNREADABLE = (
    PdfError,
    SigningError,
    SignatureValidationError,
    PathError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
)


def _status(signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], now: datetime) -> PdfSignatureStatus:
    context = ValidationContext(trust_roots=list(roots), allow_fetching=False, revocation_mode="soft-fail", moment=now)
    return validate_pdf_signature(signature, context)


def _signed(status: PdfSignatureStatus, roots: Sequence[x509.Certificate]) -> Signed:
    if not status.bottom_line:
        raise InvalidInput(say.SIGNATURE_INVALID, why=status.summary()[:200])
    certificate = status.signing_cert
    return Signed(
        certificate.subject.human_friendly,
        str(Digest.of("sha256", certificate.dump())),
        status.signer_reported_dt,
        tuple(str(Digest.of("sha256", root.dump())) for root in roots),
    )


SIGNED_ROOT = frozenset({"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms", "/Version"})
SIGNED_PAGE = frozenset({"/Annots", "/Tabs"})
"""What a signature changes of the catalog and of the page where it is."""


def _only_signed(reader: PdfFileReader, before: PdfFileReader) -> bool:
    """Whether what was added changes no object of the document but its catalog and pages, and of these nothing but
    what a signature needs.
    """
    later = range(before.total_revisions, reader.total_revisions)
    added = {reference.idnum for revision in later for reference in reader.xrefs.explicit_refs_in_revision(revision)}
    old = {
        reference.idnum
        for revision in range(before.total_revisions)
        for reference in before.xrefs.explicit_refs_in_revision(revision)
    }
    pages = [_pages(each) for each in (before, reader)]
    may_change = {before.root_ref.idnum, *pages[0]}
    if info := before.trailer.raw_get("/Info") if "/Info" in before.trailer else None:
        may_change.add(info.idnum)
    if metadata := before.root.raw_get("/Metadata") if "/Metadata" in before.root else None:
        may_change.add(metadata.idnum)
    return (
        added & old <= may_change
        and list(pages[0]) == list(pages[1])
        and _same(before.root, reader.root, SIGNED_ROOT)
        and all(_same(page, pages[1][number], SIGNED_PAGE) for number, page in pages[0].items())
    )


def _pages(reader: PdfFileReader) -> dict[int, Any]:
    """The pages by the number of their object, in order."""
    found: dict[int, Any] = {}
    left = [reader.root.raw_get("/Pages")]
    while left:
        reference = left.pop(0)
        node = reference.get_object()
        if "/Kids" in node:
            kids = node["/Kids"]
            left = [*(kids.raw_get(position) for position in range(len(kids))), *left]
        else:
            found[reference.idnum] = node
    return found


def _same(one: Any, other: Any, but: frozenset[str]) -> bool:
    """Whether two dictionaries have the same entries, references as they stand, but for these."""
    names = {*one, *other} - but
    return all(name in one and name in other and one.raw_get(name) == other.raw_get(name) for name in names)
