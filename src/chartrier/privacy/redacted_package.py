"""The SIP by which a redacted copy is archived: a unit below that of the original, which nothing changes.

The copy has the usage `Dissemination` and says of which unit it is a version; the list of what was hidden, without what
it was, is a unit beside it, and never open by itself. Both have the rules of the original, and go with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from chartrier.clock import day_of, write_instant
from chartrier.packages.zip_writing import ZipWriter
from chartrier.privacy.made import Made
from chartrier.records.digest import Digest
from chartrier.records.tenant import Tenant
from chartrier.redaction.grounds import GROUNDS
from chartrier.seda.bordereau import Agency, Header
from chartrier.seda.versions import Version
from chartrier.seda.writer import WrittenGroup, WrittenObject, WrittenUnit, write_bordereau

MESSAGE = "OCCULTATION-{}"
"""The message identifier: a copy that is sent twice is refused the second time, as any message is."""
OPEN_TO_ALL = "AR038"
"""The general rule of L213-1."""
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class RedactedDeposit:
    """A copy ready to be packed. `identifier` names the message; `unit` is that of the original; `agency` the service
    producteur of the original; `by`, an opaque identifier, whoever looked at the copy and let it go.
    """

    identifier: UUID
    unit: UUID
    agency: str | None
    made: Made
    motive: str
    open: bool
    at: datetime
    by: str
    agreement: str | None = None


def write_redacted_package(path: Path, deposit: RedactedDeposit, copy: Path, register: Path, tenant: Tenant) -> None:
    """Write the package at `path`, a new zip of stored members."""
    held = (("content/000001" + deposit.made.suffix, copy), ("content/000002.csv", register))
    manifest, directory = path.with_suffix(".manifest"), path.with_suffix(".directory")
    with manifest.open("xb") as stream:
        write_bordereau(
            stream,
            _header(deposit, tenant),
            groups=_groups(held, deposit),
            units=[_original(deposit)],
            version=Version.V2_2,
            vitam=True,
        )
    with path.open("xb") as out, directory.open("x+b") as kept:
        package = ZipWriter(out, kept)
        for name, file in (("manifest.xml", manifest), *held):
            package.add(name, file.stat().st_size, _chunks(file))
        package.finish()
    manifest.unlink()
    directory.unlink()


def _header(deposit: RedactedDeposit, tenant: Tenant) -> Header:
    return Header(
        message_identifier=MESSAGE.format(deposit.identifier),
        date=write_instant(deposit.at),
        comment="Copie occultée",
        archival_agreement=deposit.agreement,
        archival_agency=Agency(tenant.siren, tenant.name),
        transferring_agency=Agency(tenant.siren, tenant.name),
        originating_agency=deposit.agency or tenant.siren,
        submission_agency=tenant.siren,
        code_list_versions={"MessageDigestAlgorithmCodeListVersion": "SHA-512"},
    )


def _groups(held: tuple[tuple[str, Path], ...], deposit: RedactedDeposit) -> Iterator[WrittenGroup]:
    usages = ("Dissemination_1", "BinaryMaster_1")
    names = (f"copie-occultee{deposit.made.suffix}", "occultations.csv")
    for number, ((uri, file), usage, name) in enumerate(zip(held, usages, names, strict=True), 1):
        written = WrittenObject(
            f"O{number}", usage, uri=uri, digest=_digest(file), size=file.stat().st_size, filename=name
        )
        yield WrittenGroup(f"G{number}", (written,))


def _original(deposit: RedactedDeposit) -> WrittenUnit:
    """The unit that is here already: its words are not read again."""
    management: dict[str, Any] = {"UpdateOperation": [{"SystemId": [str(deposit.unit)]}]}
    content: dict[str, Any] = {"DescriptionLevel": ["Item"], "Title": ["Original"]}
    return WrittenUnit("E0", content, management, units=[_copy(deposit), _register(deposit)])


def _copy(deposit: RedactedDeposit) -> WrittenUnit:
    made = deposit.made
    grounds = " ; ".join(f"{GROUNDS[code].sentence.fr} ({count})" for code, count in made.grounds)
    passages = "1 passage est occulté" if made.hidden == 1 else f"{made.hidden} passages sont occultés"
    content: dict[str, Any] = {
        "DescriptionLevel": ["Item"],
        "Title": [f"{made.title} (copie occultée)" if made.title else "Copie occultée"],
        "Description": [f"Copie de communication : {passages}. {grounds}."],
        "RelatedObjectReference": [{"IsVersionOf": [{"RepositoryArchiveUnitPID": [str(deposit.unit)]}]}],
        "Event": [_event(deposit, code, count) for code, count in made.grounds],
    }
    management: dict[str, Any] | None = None
    if deposit.open:
        day = day_of(deposit.at).isoformat()
        rule = {"Rule": [OPEN_TO_ALL], "StartDate": [day], "PreventInheritance": ["true"]}
        management = {"AccessRule": [rule]}
    return WrittenUnit("U1", content, management, group="G1")


def _event(deposit: RedactedDeposit, code: str, count: int) -> dict[str, Any]:
    motive = f" Motif : {deposit.motive}" if deposit.motive else ""
    return {
        "EventType": ["Occultation"],
        "EventDateTime": [write_instant(deposit.at)],
        "EventDetail": [f"{GROUNDS[code].sentence.fr} : {count}.{motive}"],
        "LinkingAgentIdentifier": [{"LinkingAgentIdentifierValue": [deposit.by]}],
    }


def _register(deposit: RedactedDeposit) -> WrittenUnit:
    content: dict[str, Any] = {
        "DescriptionLevel": ["Item"],
        "Title": ["Relevé des occultations"],
        "Description": ["Où et pourquoi quelque chose est occulté dans la copie ; jamais ce que c'était."],
    }
    return WrittenUnit("U2", content, group="G2")


def _digest(file: Path) -> Digest:
    digest = hashlib.sha512()
    for chunk in _chunks(file):
        digest.update(chunk)
    return Digest("sha512", digest.hexdigest())


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk
