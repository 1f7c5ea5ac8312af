"""The trial return of the archives: all that a copy of an offer holds is brought elsewhere, and proven there.

What is brought is read as whoever takes their archives back would read it: bytes, and the public key of each tenant.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from chartrier.catalog.journal.publication import head
from chartrier.clock import day_of
from chartrier.errors import InvalidInput, Unavailable
from chartrier.hosting.findings import COPY_MOVES, NO_ROOM, NOT_THERE_TO_RETURN, NOTHING_TO_RETURN
from chartrier.hosting.offers import change_offer, offer_of
from chartrier.journal.checkpoint import VerifierKey
from chartrier.records.tenant import Tenant
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from chartrier.verify.report import Report

MARGIN = 256 << 20
"""Bytes that are left to whatever else is written meanwhile."""

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back of a tenant from a copy, in how long, and what is proven of it."""

    tenant: Tenant
    copy: str
    files: int
    bytes: int
    seconds: float
    report: Report

    def as_json(self) -> dict[str, Any]:
        return {
            "tenant": self.tenant.code,
            "copy": self.copy,
            "files": self.files,
            "bytes": self.bytes,
            "seconds": round(self.seconds, 1),
            "proven": self.report.proven,
        }


def drill(
    code: str,
    tenants: Sequence[Tenant],
    copies: Mapping[str, Path],
    scratch: Path,
    clock: Callable[[], datetime],
    tell: Tell,
    *,
    whole: bool,
) -> list[Returned]:
    """Bring back all that the copies of an offer hold of these tenants, into a folder of `scratch` that is removed at
    the end; where all is proven, and they are `whole`, all of the instance, the day is entered of the offer.

    Raises NotFound for the offer, InvalidInput when none of its copies is there or nothing lies in it (HEB-014), when
    one of them lacks what a journal has (HEB-050), when the room does not suffice (HEB-015); Unavailable when a copy
    changes or goes while it is read (HEB-051).
    """
    entered = offer_of(code)
    found = []
    for name in entered.offer.copies:
        for tenant in tenants:
            folder = copies[name] / tenant.code if name in copies else None
            if folder is not None and folder.is_dir():
                found.append((tenant, name, folder))
            elif head(tenant.key).size:
                # what is not there does not come back: to leave it out would prove the rest only
                raise InvalidInput(NOT_THERE_TO_RETURN, copy=name, tenant=tenant.code)
    if not found:
        raise InvalidInput(NOTHING_TO_RETURN, code=code)
    returned = []
    for number, (tenant, name, folder) in enumerate(found, 1):
        tell("return", number, len(found))
        returned.append(_bring_back(tenant, name, folder, scratch))
    if whole and all(each.report.proven for each in returned):
        change_offer(code, {"retour_essaye_le": day_of(clock()).isoformat()}, list(copies), clock())
    return returned


def _bring_back(tenant: Tenant, name: str, folder: Path, scratch: Path) -> Returned:
    began, count, size = time.monotonic(), 0, 0
    try:
        for each in folder.rglob("*"):
            if each.is_file():
                count, size = count + 1, size + each.stat().st_size
        if size + MARGIN > shutil.disk_usage(scratch).free:
            raise InvalidInput(NO_ROOM, folder=str(scratch), bytes=size + MARGIN)
        report = _proven(tenant, name, folder, scratch)
    except (OSError, shutil.Error) as problem:
        raise Unavailable(COPY_MOVES, copy=name, tenant=tenant.code, reason=str(problem)[:200]) from problem
    return Returned(tenant, name, count, size, time.monotonic() - began, report)


def _proven(tenant: Tenant, name: str, folder: Path, scratch: Path) -> Report:
    with TemporaryDirectory(dir=scratch, prefix="retour-") as away:
        there = Path(away) / tenant.code
        # bytes alone come back: neither the rights nor the owners of where they were
        left = shutil.ignore_patterns("incoming")
        shutil.copytree(folder, there, ignore=left, copy_function=shutil.copyfile, symlinks=True)
        key = VerifierKey(tenant.origin, tenant.public_key)
        return verify_all([FolderCopy(name, there)], keys=[key])
