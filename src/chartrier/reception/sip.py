"""The SIP made of a deposit: SEDA 2.2, its rules those of the séries in force, the same bytes for the same deposit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import UUID

from chartrier.clock import write_instant
from chartrier.packages.zip_writing import ZipWriter
from chartrier.reception.answers import Understood
from chartrier.reception.naming import day_in, title_of
from chartrier.reception.pieces import CHUNK, Piece, folders_around
from chartrier.reception.sight import SeenFile
from chartrier.records.digest import Digest
from chartrier.records.tenant import Tenant
from chartrier.seda.bordereau import Agency, Header
from chartrier.seda.versions import Version
from chartrier.seda.writer import WrittenGroup, WrittenObject, WrittenUnit, write_bordereau

VERSION = Version.V2_2
MESSAGE = "DEPOT-{}"
"""The message identifier: a deposit that is sent twice is refused the second time, as any message is."""

ROOT = "U0"
"""What the unit of the whole deposit is called in the package; below it, folders are units by their names."""

BORN_DIGITAL, DIGITISED = "Né numérique", "Numérisé à partir du papier"


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that was done to a deposit before it was let in: by whom (their opaque identifier), when, what."""

    kind: str
    at: str
    detail: str
    by: str


@dataclass(frozen=True, slots=True)
class Deposit:
    """A deposit ready to be packed. `began` is when it was prepared; `agreement` the reference of its accord; `seen`
    what was understood of its files, by name; `events` what happened to it, before it was let in.
    """

    identifier: UUID
    understood: Understood
    began: datetime
    agreement: str | None = None
    seen: Mapping[str, SeenFile] = field(default_factory=dict)
    events: Sequence[Happened] = ()


@dataclass(slots=True)
class _Folder:
    """A folder of the deposit: its units are written in order."""

    folders: dict[str, _Folder] = field(default_factory=dict)
    files: list[tuple[int, Piece]] = field(default_factory=list)


def write_sip(
    path: Path, deposit: Deposit, pieces: Sequence[Piece], tenant: Tenant, version: Version = VERSION
) -> None:
    """Write the package at `path`, a new zip of stored members, in memory that does not grow with the files.

    A file whose digest is not known is read twice: for it, which the bordereau says first, and into the zip.
    """
    digests = [Digest("sha512", piece.sha512) if piece.sha512 else _digest(piece) for piece in pieces]
    manifest, directory = path.with_suffix(".manifest"), path.with_suffix(".directory")
    with manifest.open("xb") as stream:
        write_bordereau(
            stream,
            _header(deposit, tenant),
            groups=_groups(pieces, digests),
            units=[_root(deposit, pieces, version)],
            version=version,
        )
    with path.open("xb") as out, directory.open("x+b") as kept:
        package = ZipWriter(out, kept)
        package.add("manifest.xml", manifest.stat().st_size, _chunks(manifest))
        for number, piece in enumerate(pieces, 1):
            package.add(_uri(number, piece), piece.size, piece.chunks())
        package.finish()
    manifest.unlink()
    directory.unlink()


def _header(deposit: Deposit, tenant: Tenant) -> Header:
    service = deposit.understood.service or tenant.siren
    return Header(
        message_identifier=MESSAGE.format(deposit.identifier),
        date=write_instant(deposit.began),
        comment=deposit.understood.title,
        archival_agreement=deposit.agreement,
        archival_agency=Agency(tenant.siren, tenant.name),
        transferring_agency=Agency(service, tenant.name if service == tenant.siren else None),
        originating_agency=service,
        submission_agency=service,
        code_list_versions={"MessageDigestAlgorithmCodeListVersion": "SHA-512"},
    )


def _groups(pieces: Sequence[Piece], digests: Sequence[Digest]) -> Iterator[WrittenGroup]:
    for number, (piece, digest) in enumerate(zip(pieces, digests, strict=True), 1):
        held = WrittenObject(
            f"O{number}",
            "BinaryMaster_1",
            uri=_uri(number, piece),
            digest=digest,
            # the schema wants more than zero
            size=piece.size or None,
            filename=PurePosixPath(piece.name).name,
        )
        yield WrittenGroup(f"G{number}", (held,))


def _root(deposit: Deposit, pieces: Sequence[Piece], version: Version) -> WrittenUnit:
    understood = deposit.understood
    tree, around = _Folder(), folders_around(piece.name for piece in pieces)
    for number, piece in enumerate(pieces, 1):
        folder = tree
        for part in PurePosixPath(piece.name).parts[around:-1]:
            folder = folder.folders.setdefault(part, _Folder())
        folder.files.append((number, piece))
    days = [day for piece in pieces if (day := _described(piece, deposit)[1]) is not None]
    content: dict[str, Any] = {
        "DescriptionLevel": ["File"],
        "Title": [understood.title],
        "Description": [f"{understood.kind.fr}. {DIGITISED if understood.digitised else BORN_DIGITAL}."],
        **_dates(understood.year, days),
    }
    if deposit.events:
        content["Event"] = [_event(each, version) for each in deposit.events]
    numbers = iter(range(1, 1 << 24))
    return WrittenUnit(ROOT, content, _management(understood), units=list(_units(tree, numbers, deposit)))


def _event(happened: Happened, version: Version) -> dict[str, Any]:
    """SEDA 2.1 has no place of its own for who did it."""
    by: dict[str, Any] = {"LinkingAgentIdentifier": [{"LinkingAgentIdentifierValue": [happened.by]}]}
    return {
        "EventType": [happened.kind],
        "EventDateTime": [happened.at],
        "EventDetail": [happened.detail],
        **({"EventDetailData": [happened.by]} if version is Version.V2_1 else by),
    }


def _units(folder: _Folder, numbers: Iterator[int], deposit: Deposit) -> Iterator[WrittenUnit]:
    for name, below in folder.folders.items():
        content: dict[str, Any] = {"DescriptionLevel": ["File"], "Title": [name]}
        yield WrittenUnit(f"U{next(numbers)}", content, units=list(_units(below, numbers, deposit)))
    for number, piece in folder.files:
        title, day = _described(piece, deposit)
        content = {"DescriptionLevel": ["Item"], "Title": [title]}
        if day is not None:
            content |= {"StartDate": [day.isoformat()], "EndDate": [day.isoformat()]}
        yield WrittenUnit(f"U{next(numbers)}", content, group=f"G{number}")


def _described(piece: Piece, deposit: Deposit) -> tuple[str, date | None]:
    """Title and day of a file: as somebody answered, else as it was understood, else as its name says."""
    seen = deposit.seen.get(piece.name)
    title, day = (seen.title, seen.day) if seen is not None else (title_of(piece.name), day_in(piece.name))
    answer = deposit.understood.pieces.get(piece.name)
    if answer is None:
        return title, day
    return answer.title or title, day if answer.day is None else answer.read_day


def _dates(year: int | None, days: Sequence[date]) -> dict[str, list[str]]:
    """From the answer; else from the days of the files."""
    if year is not None:
        return {"StartDate": [f"{year}-01-01"], "EndDate": [f"{year}-12-31"]}
    if days:
        return {"StartDate": [min(days).isoformat()], "EndDate": [max(days).isoformat()]}
    return {}


def _management(understood: Understood) -> dict[str, Any]:
    """The rules of the séries: the code is the rule. A DUA whose start is not known waits for its event."""
    series = understood.kind.series
    rule: dict[str, Any] = {"Rule": [series.code], "FinalAction": [series.final_action]}
    if (start := understood.kind.start(understood.year, understood.event)) is not None:
        rule["StartDate"] = [start.isoformat()]
    management: dict[str, Any] = {"AppraisalRule": [rule]}
    if series.access:
        management["AccessRule"] = [{"Rule": list(series.access)}]
    return management


def _uri(number: int, piece: Piece) -> str:
    """A name of ours: the sender's is in `Filename`."""
    suffix = PurePosixPath(piece.name).suffix
    safe = suffix.lower() if suffix.isascii() and suffix[1:].isalnum() and len(suffix) <= 12 else ""
    return f"content/{number:06d}{safe}"


def _digest(piece: Piece) -> Digest:
    digest = hashlib.sha512()
    for chunk in piece.chunks():
        digest.update(chunk)
    return Digest("sha512", digest.hexdigest())


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk
