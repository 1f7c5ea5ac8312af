"""Packages of the archive that no entry of the journal attests: set aside, never deleted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from uuid import UUID

from chartrier.catalog.journal.reservation import entered
from chartrier.copies.copies import Copies
from chartrier.errors import ChartrierError
from chartrier.preservation import findings as say
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant
from chartrier.verify.package import package_folder
from chartrier.verify.reader import CopyReader

BATCH = 1000
"""Packages asked about at a time."""


def set_strangers_aside(tenant: Tenant, copies: Copies, findings: Findings) -> None:
    """Move to `aside/`, in each copy, every package that the database's journal does not name.

    A package lies in `packages/` only once its entry is committed: what is listed first and judged after is not one
    that another process just acquired.
    """
    for store in copies.stores:
        try:
            packages = _packages(store.reader(tenant.code))
            while batch := list(islice(packages, BATCH)):
                for package in sorted(set(batch) - entered(tenant.key, batch)):
                    store.set_aside(tenant.code, package_folder(package))
                    findings.add(say.STRANGER_SET_ASIDE, copy=store.name, package=str(package))
        except ChartrierError as error:
            findings.append(error.finding)


def _packages(reader: CopyReader) -> Iterator[UUID]:
    for top in reader.items("packages"):
        if top.kind == "folder" and top.path != "packages/extensions":
            for inner in reader.items(top.path):
                if inner.kind == "folder":
                    for found in reader.items(inner.path):
                        package = _identifier(found.path)
                        if package is not None and package_folder(package) == found.path:
                            yield package


def _identifier(path: str) -> UUID | None:
    try:
        return UUID(path.rpartition("/")[2])
    except ValueError:
        return None
