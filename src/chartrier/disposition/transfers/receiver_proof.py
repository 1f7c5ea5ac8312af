"""What the receiver proves of the bytes that it holds: a bundle of proofs, or its own list of what it verified."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chartrier.disposition import findings as say
from chartrier.errors import InvalidInput
from chartrier.journal.checkpoint import VerifierKey
from chartrier.journal.contents import read_line
from chartrier.journal.strict_json import read_object
from chartrier.records.finding import Findings
from chartrier.rules.lists import read_rows
from chartrier.verify.bundle import DOCUMENTS, KEY, verify_bundle

COLUMNS = ("identifiant", "sha512")
BUNDLE, LIST = "paquet-de-preuves", "liste"
LARGEST_KEY = 4096
"""Bytes of a public key as a bundle has it."""


@dataclass(frozen=True, slots=True)
class ReceiverProof:
    """`digests` gives the SHA-512 of each object by the receiver's identifier; `told` is what the act says of it."""

    digests: Mapping[str, str]
    told: Mapping[str, Any]


def read_proof(file: Path, keys: list[VerifierKey] | None) -> ReceiverProof:
    """Read a proof: a bundle (docs/format.md §7), verified with these keys or its own, or a CSV `identifiant;sha512`.

    Raises InvalidInput (DSP-031, DSP-032).
    """
    try:
        return _read(file, keys)
    except OSError as problem:
        raise InvalidInput(say.NOT_A_PROOF, file=file.name[:80], why=problem.strerror or "") from None


def _read(file: Path, keys: list[VerifierKey] | None) -> ReceiverProof:
    with file.open("rb") as stream:
        digest = f"sha512:{hashlib.file_digest(stream, 'sha512').hexdigest()}"
    told: dict[str, Any] = {"digest": digest, "size": file.stat().st_size}
    if zipfile.is_zipfile(file):
        report = verify_bundle(file, keys=keys)
        if not report.proven:
            first = next((found.message("fr") for found in report.findings), "")
            raise InvalidInput(say.PROOF_NOT_PROVEN, file=file.name[:80], why=first[:300])
        with zipfile.ZipFile(file) as bundle:
            with bundle.open(KEY) as stream:
                key = VerifierKey.read(stream.read(LARGEST_KEY))
            with bundle.open(DOCUMENTS) as lines:
                sealed = [read_line(read_object(line[:-1])["line"].encode()) for line in lines]
        digests = {str(each.id): each.digests["sha512"] for each in sealed if each.digests}
        told |= {"form": BUNDLE, "origin": key.name, "fingerprint": key.fingerprint, "trusted": keys is not None}
        return ReceiverProof(digests, told)
    findings = Findings()
    with file.open("rb") as stream:
        rows = [row for _, row in read_rows(stream, COLUMNS, findings, file=file.name)]
    if findings.refused or not rows:
        first = next((found.message("fr") for found in findings), "vide")
        raise InvalidInput(say.NOT_A_PROOF, file=file.name[:80], why=first[:300])
    return ReceiverProof({row["identifiant"]: row["sha512"].lower() for row in rows}, {**told, "form": LIST})
