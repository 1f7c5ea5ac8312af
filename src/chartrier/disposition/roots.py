"""The certificates by which signatures given elsewhere are checked, as their files have them."""

from __future__ import annotations

from collections.abc import Iterable

from asn1crypto import pem, x509

from chartrier.disposition import findings as say
from chartrier.errors import InvalidInput


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
