"""A PDF signed elsewhere (PAdES): it is the bordereau, whole, and its signature is valid by the roots that are given.

Offline: nothing is fetched. Whether the signer's certificate was revoked is told by the PDF itself, or not at all.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
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


def read_roots(files: Iterable[bytes]) -> list[x509.Certificate]:
    """The certificates of these files, in PEM or DER. Raises InvalidInput when there is none, or one is none."""
    roots: list[x509.Certificate] = []
    for data in files:
        try:
            parts = [body for _, _, body in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
            for body in parts:
                certificate = x509.Certificate.load(body)
                certificate.subject.native  # noqa: B018 - reads it
                roots.append(certificate)
        except (ValueError, TypeError) as problem:
            raise InvalidInput(say.NO_ROOTS) from problem
    if not roots:
        raise InvalidInput(say.NO_ROOTS)
    return roots


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
        signature = signatures[-1]
        context = ValidationContext(
            trust_roots=list(roots), allow_fetching=False, revocation_mode="soft-fail", moment=now
        )
        status = validate_pdf_signature(signature, context)
    except (PdfError, SigningError, SignatureValidationError, PathError, ValueError, KeyError, TypeError) as problem:
        raise InvalidInput(say.SIGNATURE_INVALID, why=str(problem)[:200] or type(problem).__name__) from problem
    if status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        raise InvalidInput(say.NOT_THE_BORDEREAU, number=number)
    if not status.bottom_line:
        raise InvalidInput(say.SIGNATURE_INVALID, why=status.summary()[:200])
    certificate = status.signing_cert
    return Signed(
        certificate.subject.human_friendly,
        str(Digest.of("sha256", certificate.dump())),
        status.signer_reported_dt,
        tuple(str(Digest.of("sha256", root.dump())) for root in roots),
    )
