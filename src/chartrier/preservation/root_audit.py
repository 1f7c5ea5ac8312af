"""What frames the packages of a copy: the tenant's folder, the OCFL storage root; and no package but the journal's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from uuid import UUID

from chartrier.catalog.journal import reservation
from chartrier.errors import IntegrityFailure
from chartrier.preservation import findings
from chartrier.preservation.copy_audit import CopyAudit
from chartrier.preservation.damage import Damage, Wanted
from chartrier.preservation.folder_audit import audit_folder, in_the_way
from chartrier.preservation.proven_log import ProvenLog
from chartrier.vault.ocfl import storage_root_files
from chartrier.vault.version import MARKER, MARKER_BYTES
from chartrier.verify.package import package_folder
from chartrier.verify.reader import Item

PACKAGES = "packages"
EXTENSIONS = "packages/extensions"
MADE = frozenset({PACKAGES, "journal", "incoming"})
"""The folders that a tenant's folder is made with."""

FOLDERS = MADE | {"aside", "journals"}
"""What a tenant's folder has in it (docs/format.md §1)."""

ASKED_AT_ONCE = 1_000
_TUPLE = re.compile(r"[0-9a-f]{4}")
_DECLARATION = re.compile(r"0=chartrier_[0-9]+")


def audit_frame(copy: CopyAudit) -> None:
    """Meet every damage of the tenant's folder and of the storage root's own files."""
    missing = set(MADE)
    files = {MARKER: Wanted.of(MARKER, MARKER_BYTES)}
    for item in _strangers(copy, "", files):
        if item.kind == "folder" and item.path in FOLDERS:
            missing.discard(item.path)
        elif item.kind != "file" or not _DECLARATION.fullmatch(item.path):
            copy.meet(Damage(findings.FILE_UNKNOWN, item.path, aside=True))
    own = {f"{PACKAGES}/{path}": Wanted.of(f"{PACKAGES}/{path}", data) for path, data in storage_root_files().items()}
    extensions = {path: wanted for path, wanted in own.items() if path.startswith(f"{EXTENSIONS}/")}
    for item in _strangers(copy, PACKAGES, {path: wanted for path, wanted in own.items() if path not in extensions}):
        if item.kind != "folder" or not (item.path == EXTENSIONS or _is_tuple(item)):
            copy.meet(Damage(findings.FILE_UNKNOWN, item.path, aside=True))
    audit_folder(copy, EXTENSIONS, extensions)
    for path in sorted(missing):
        copy.meet(Damage(findings.FOLDER_ABSENT, path, prepare=True))


def _strangers(copy: CopyAudit, folder: str, own: dict[str, Wanted]) -> Iterator[Item]:
    """Meet every damage of the files that a folder has of its own; give all else that lies in it."""
    missing = dict(own)
    for item in _items(copy, folder):
        wanted = missing.pop(item.path, None)
        if wanted is None:
            yield item
        elif item.kind != "file":
            copy.meet(Damage(findings.NOT_A_FILE, item.path, aside=True, restore=[wanted]))
        else:
            copy.counts.files += 1
            for path in list(copy.store.open_to_others(copy.tenant.code, item.path)):
                copy.meet(Damage(findings.OPEN_TO_OTHERS, path, rights=True))
            if (wrong := copy.differs(wanted)) is not None:
                copy.meet(Damage(wrong, item.path, restore=[wanted]))
    for wanted in missing.values():
        copy.meet(Damage(findings.FILE_ABSENT, wanted.path, restore=[wanted]))


def audit_strangers(copy: CopyAudit, log: ProvenLog) -> None:
    """Meet whatever lies where packages lie and is none that the journal names."""
    found = _packages(copy)
    while some := list(islice(found, ASKED_AT_ONCE)):
        unknown = [package for package in some if package.bytes not in log.latest]
        # Another process may have acquired it since the log was proven: first seen, then asked.
        later = reservation.entered(copy.tenant.key, unknown) if unknown else set()
        for package in unknown:
            if package not in later:
                copy.meet(Damage(findings.NEVER_ACQUIRED, package_folder(package), package, aside=True))


def _packages(copy: CopyAudit) -> Iterator[UUID]:
    """The packages there are; what lies between them and is no folder of theirs is met."""
    for top in _items(copy, PACKAGES):
        if top.kind != "folder" or not _is_tuple(top):
            continue
        for inner in _items(copy, top.path):
            if inner.kind != "folder" or not _is_tuple(inner):
                copy.meet(Damage(findings.FILE_UNKNOWN, inner.path, aside=True))
                continue
            for item in _items(copy, inner.path):
                package = _identifier(item)
                if package is None:
                    copy.meet(Damage(findings.FILE_UNKNOWN, item.path, aside=True))
                else:
                    yield package


def _items(copy: CopyAudit, folder: str) -> list[Item]:
    try:
        return list(copy.reader.items(folder))
    except (IntegrityFailure, OSError):
        copy.meet(Damage(findings.FILE_UNREADABLE, in_the_way(copy.reader, folder), aside=True))
        return []


def _is_tuple(item: Item) -> bool:
    return _TUPLE.fullmatch(item.path.rpartition("/")[2]) is not None


def _identifier(item: Item) -> UUID | None:
    """The package whose folder this is, at its place."""
    try:
        package = UUID(item.path.rpartition("/")[2])
    except ValueError:
        return None
    return package if item.kind == "folder" and package_folder(package) == item.path else None
