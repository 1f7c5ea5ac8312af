"""Reading a document back: its bytes are checked against their digest while they are read, copy after copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from chartrier.access.findings import NOT_FOUND, NOTHING_TO_READ, SEVERAL_TO_READ
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.models import DataObject
from chartrier.copies.documents import Located, read_proven
from chartrier.errors import InvalidInput, NotFound
from chartrier.records.finding import Findings
from chartrier.vault.store import Store

PREFERRED = ("BinaryMaster", "Dissemination", "TextContent", "Thumbnail")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was read, from which copy; `findings` names the copies that were not intact."""

    object: DataObject
    copy: str
    findings: Findings


def readable_object(tenants: Sequence[int], identifier: UUID, usage: str | None) -> DataObject:
    """The binary object that an identifier stands for: itself, or that of the unit with this usage, latest version.

    Without `usage`, the first of BinaryMaster, Dissemination, TextContent, Thumbnail that the unit has.
    Raises NotFound, or InvalidInput when several objects answer.
    """
    found = questions.data_object(tenants, identifier)
    if found is not None:
        return readable(found, usage)
    if questions.unit(tenants, identifier) is None:
        if questions.versement(tenants, identifier) is not None:
            raise NotFound(NOTHING_TO_READ, identifier=str(identifier), usage="")
        raise NotFound(NOT_FOUND, identifier=str(identifier))
    candidates = [each for each in questions.objects_of(tenants, identifier) if each.path is not None]
    chosen: list[DataObject] = []
    for wanted in [usage] if usage is not None else [*PREFERRED, *(each.usage for each in candidates)]:
        chosen = [each for each in candidates if each.usage == wanted]
        if chosen:
            break
    latest = max((each.version or 0 for each in chosen), default=0)
    chosen = [each for each in chosen if (each.version or 0) == latest]
    if not chosen:
        raise NotFound(NOTHING_TO_READ, identifier=str(identifier), usage=f" ({usage})" if usage else "")
    if len(chosen) > 1:
        choices = ", ".join(f"{each.id} ({each.filename or each.usage})" for each in chosen[:10])
        raise InvalidInput(SEVERAL_TO_READ, identifier=str(identifier), choices=choices)
    return chosen[0]


def readable(found: DataObject, usage: str | None) -> DataObject:
    """An object itself, where it has bytes, and this usage if one is wanted. Raises NotFound."""
    if found.path is None or usage not in (None, found.usage):
        raise NotFound(NOTHING_TO_READ, identifier=str(found.id), usage=f" ({usage})" if usage else "")
    return found


def name_of(found: DataObject) -> str:
    """What a file that is handed out is called: as its sender called it, without its folders."""
    sent = found.filename or found.uri or ""
    return sent.replace("\\", "/").rpartition("/")[2] or str(found.id)


def fetch(copies: Sequence[Store], found: DataObject, out: BinaryIO) -> Fetched:
    """Write the object's bytes to a seekable file, from the first copy where they have their digest.

    Raises IntegrityFailure when no copy has them, Unavailable when no copy is there; `out` must be thrown away then.
    """

    def take(chunks: Iterator[bytes]) -> None:
        out.seek(0)
        out.truncate()
        for chunk in chunks:
            out.write(chunk)

    findings = Findings()
    located = Located(
        tenant=f"{found.tenant:09d}",
        id=found.id,
        path=found.path or "",
        offset=found.pack_offset or 0,
        length=found.pack_length,
        sha512=found.digests.get("sha512", ""),
    )
    return Fetched(found, read_proven(copies, located, take, findings), findings)
