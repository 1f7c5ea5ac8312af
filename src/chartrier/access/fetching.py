"""Reading a document back: its bytes are checked against their digest while they are read, copy after copy."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from chartrier.access.findings import (
    COPY_DAMAGED,
    NO_COPY_THERE,
    NO_GOOD_COPY,
    NOT_FOUND,
    NOTHING_TO_READ,
    SEVERAL_TO_READ,
    TARGET_EXISTS,
    TARGET_UNWRITABLE,
)
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.models import DataObject
from chartrier.errors import Conflict, IntegrityFailure, InvalidInput, NotFound, Unavailable
from chartrier.records.finding import Findings
from chartrier.records.identifiers import package_of
from chartrier.vault.store import Store

CHUNK = 1 << 20
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
    if found is None and questions.unit(tenants, identifier) is None:
        if questions.versement(tenants, identifier) is not None:
            raise NotFound(NOTHING_TO_READ, identifier=str(identifier), usage="")
        raise NotFound(NOT_FOUND, identifier=str(identifier))
    candidates = [found] if found is not None else questions.objects_of(tenants, identifier)
    candidates = [each for each in candidates if each.path is not None]
    usages = [usage] if usage is not None else [*PREFERRED, *(each.usage for each in candidates)]
    chosen: list[DataObject] = []
    for wanted in usages if found is None or usage is not None else [found.usage]:
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


def fetch_to_file(copies: Sequence[Store], found: DataObject, target: Path) -> Fetched:
    """Write the object to a new file: it appears whole and proven, or not at all.

    Raises Conflict when the file exists, InvalidInput when it cannot be made, and what `fetch` raises.
    """
    with new_file(target) as file:
        return fetch(copies, found, file)


@contextmanager
def new_file(target: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name when the block ends well. Raises Conflict, InvalidInput."""
    partial = target.with_name(f".chartrier-{secrets.token_hex(8)}")
    try:
        if target.is_symlink() or target.exists():
            raise FileExistsError
        with partial.open("xb") as file:
            yield file
        _appear(partial, target)
    except FileExistsError:
        raise Conflict(TARGET_EXISTS, path=str(target)) from None
    except OSError:
        raise InvalidInput(TARGET_UNWRITABLE, path=str(target)) from None
    finally:
        with suppress(OSError):
            partial.unlink()


def _appear(partial: Path, target: Path) -> None:
    """Give a file its name, never replacing one that was made meanwhile."""
    try:
        os.link(partial, target)
    except FileExistsError:
        raise
    except OSError:
        # no hard links there (a USB key): claim the name first, then fill it at once
        target.open("xb").close()
        partial.replace(target)


def fetch(copies: Sequence[Store], found: DataObject, out: BinaryIO) -> Fetched:
    """Write the object's bytes to a seekable file, from the first copy where they have their digest.

    Raises IntegrityFailure when no copy has them, Unavailable when no copy is there; `out` must be thrown away then.
    """
    findings = Findings()
    absent = 0
    for copy in copies:
        out.seek(0)
        out.truncate()
        try:
            if _read(copy, found, out) == found.digests.get("sha512"):
                return Fetched(found, copy.name, findings)
        except IntegrityFailure:
            pass
        except Unavailable:
            absent += 1
        findings.add(COPY_DAMAGED, copy=copy.name, identifier=str(found.id))
    if absent == len(copies):
        raise Unavailable(NO_COPY_THERE, identifier=str(found.id))
    raise IntegrityFailure(NO_GOOD_COPY, identifier=str(found.id))


def _read(copy: Store, found: DataObject, out: BinaryIO) -> str:
    """Write the bytes that a copy gives; their SHA-512. Raises IntegrityFailure, Unavailable."""
    tenant, package = f"{found.tenant:09d}", package_of(found.id)
    digest = hashlib.sha512()
    with copy.open(tenant, package, found.path or "", found.pack_offset or 0, found.pack_length) as source:
        for chunk in _chunks(source):
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest()


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    """What can be read: where a disk fails the bytes end, and their digest tells."""
    while True:
        try:
            chunk = source.read(CHUNK)
        except OSError:
            return
        if not chunk:
            return
        yield chunk
