"""Step (11): each act is signed by a person whom the journal had entitled to it before."""

from __future__ import annotations

from base64 import b64decode
from typing import Any, NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chartrier.errors import IntegrityFailure
from chartrier.journal.entry import ACTS, Entry
from chartrier.journal.strict_json import read_object, text
from chartrier.records.actor import SIGNED
from chartrier.records.competence import BY_SYSTEM, is_competent
from chartrier.records.finding import NOWHERE, FindingKind
from chartrier.records.habilitation import Habilitation
from chartrier.verify import findings, steps
from chartrier.verify.package import Package
from chartrier.verify.report import Recorder

SYSTEM = "system"
_OPERATION = "operation.json"
_SIGNATURE = "signature.json"
_HABILITATION = "habilitation"
_LARGEST_OPERATION = 16 << 20
_LARGEST_SIGNATURE = 4096


class Signature(NamedTuple):
    """What `signature.json` says."""

    by: str
    key: bytes
    signature: bytes


class Deciders:
    """Who may decide for a tenant, as the entries judged so far have it. To be given every act, in their order."""

    def __init__(self, tenant: str) -> None:
        self._tenant = tenant
        self._known: dict[UUID, Habilitation] = {}
        self.acts = 0
        """Judged so far."""

    @classmethod
    def of(cls, origin: str) -> Deciders:
        """For the log of this origin, which names its tenant (docs/format.md §4)."""
        return cls(origin.split("/")[-2] if "/" in origin else "")

    def judge(self, entry: Entry, operation: bytes, signature: bytes | None) -> None:
        """Judge an act from the bytes of its `operation.json` and `signature.json`, and learn what it entitles to.

        Raises IntegrityFailure (VER-070 to VER-076): nothing is learnt from it then.
        """
        self.acts += 1
        record = self._record(entry, operation)
        if entry.by != SYSTEM:
            self._require_signed(entry, record, operation, signature)
        elif entry.operation not in BY_SYSTEM:
            raise _refused(findings.ACT_OF_THE_SYSTEM, entry)
        if entry.operation == _HABILITATION:
            try:
                given = Habilitation.read(record)
            except ValueError as problem:
                raise _refused(findings.ACT_MALFORMED, entry, why=str(problem)[:200]) from None
            self._known[given.person] = given

    def habilitation_of(self, person: UUID) -> Habilitation | None:
        """What the journal says so far of a person."""
        return self._known.get(person)

    def _record(self, entry: Entry, operation: bytes) -> dict[str, Any]:
        try:
            record = read_object(operation)
        except ValueError as problem:
            raise _refused(findings.ACT_MALFORMED, entry, why=str(problem)[:200]) from None
        expected = {
            "id": str(entry.package),
            "operation": entry.operation,
            "tenant": self._tenant,
            "by": entry.by,
        }
        for field, value in expected.items():
            if record.get(field) != value:
                raise _refused(findings.ACT_ELSEWHERE, entry, field=field)
        return record

    def _require_signed(self, entry: Entry, record: dict[str, Any], operation: bytes, data: bytes | None) -> None:
        if data is None:
            raise _refused(findings.ACT_UNSIGNED, entry)
        try:
            signature = _read_signature(data)
            known = self._known.get(UUID(entry.by))
        except ValueError as problem:
            raise _refused(findings.ACT_MALFORMED, entry, why=str(problem)[:200]) from None
        if signature.by != entry.by:
            raise _refused(findings.ACT_UNSIGNED, entry)
        if known is None or known.public_key != signature.key:
            raise _refused(findings.ACT_KEY_UNKNOWN, entry)
        try:
            Ed25519PublicKey.from_public_bytes(signature.key).verify(signature.signature, SIGNED + operation)
        except InvalidSignature:
            raise _refused(findings.ACT_SIGNATURE_WRONG, entry) from None
        if not is_competent(known.roles, entry.operation, record.get("form")):
            raise _refused(findings.ACT_NOT_PERMITTED, entry)


def verify_act(package: Package, deciders: Deciders, recorder: Recorder) -> None:
    """(11) A package whose inventory is proven, when it is an act's."""
    entry = package.entry
    if entry.operation not in ACTS:
        return
    with recorder.attempt(steps.ACTS, package.folder):
        operation = package.copy.read(package.where(_OPERATION), _LARGEST_OPERATION)
        signature = None
        if _SIGNATURE in package.state:
            signature = package.copy.read(package.where(_SIGNATURE), _LARGEST_SIGNATURE)
        deciders.judge(entry, operation or b"", signature)


def _read_signature(data: bytes) -> Signature:
    record = read_object(data)
    if text(record, "algorithm") != "ed25519":
        raise ValueError("another algorithm than ed25519")
    key, signature = (b64decode(text(record, name), validate=True) for name in ("key", "signature"))
    return Signature(text(record, "by"), key, signature)


def _refused(kind: FindingKind, entry: Entry, **values: str) -> IntegrityFailure:
    told = {"package": str(entry.package), "operation": entry.operation, "by": entry.by, **values}
    return IntegrityFailure(kind, NOWHERE, **told)
