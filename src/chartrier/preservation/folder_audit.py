"""A folder of a copy held to the list of files that must be in it: each there, proven; nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from uuid import UUID

from chartrier.errors import IntegrityFailure
from chartrier.preservation import findings
from chartrier.preservation.copy_audit import CopyAudit
from chartrier.preservation.damage import Damage, Wanted
from chartrier.verify.reader import CopyReader, Item


def audit_folder(copy: CopyAudit, folder: str, expected: Mapping[str, Wanted], package: UUID | None = None) -> None:
    """Meet every damage at and below `folder`; `expected` has every file of it by its path."""
    missing = dict.fromkeys(expected)
    folders = {str(parent) for path in expected for parent in PurePosixPath(path).parents}
    for path in list(copy.store.open_to_others(copy.tenant.code, folder)):
        if path in folders or path in expected:
            copy.meet(Damage(findings.OPEN_TO_OTHERS, path, package, rights=True))
    for item in _known_and_strangers(copy, folder, folders, package):
        wanted = expected.get(item.path)
        missing.pop(item.path, None)
        if wanted is None:
            copy.meet(Damage(findings.FILE_UNKNOWN, item.path, package, aside=True))
        elif item.kind != "file":
            copy.meet(Damage(findings.NOT_A_FILE, item.path, package, aside=True, restore=[wanted]))
        else:
            copy.counts.files += 1
            if (wrong := copy.differs(wanted)) is not None:
                copy.meet(Damage(wrong, item.path, package, restore=[wanted]))
    for path in missing:
        # what stood in the way of a folder was set aside, and the files below it are put back here
        copy.meet(Damage(findings.FILE_ABSENT, path, package, restore=[expected[path]]))


def _known_and_strangers(copy: CopyAudit, folder: str, folders: set[str], package: UUID | None) -> Iterator[Item]:
    """What lies below, entering only folders that must be there. One that cannot be listed is a damage of its own."""
    try:
        items = list(copy.reader.items(folder))
    except (IntegrityFailure, OSError):
        copy.meet(Damage(findings.FILE_UNREADABLE, in_the_way(copy.reader, folder), package, aside=True))
        return
    for item in items:
        if item.path in folders and item.kind == "folder":
            yield from _known_and_strangers(copy, item.path, folders, package)
        else:
            yield item


def in_the_way(reader: CopyReader, folder: str) -> str:
    """The first part of a path that is no folder (a file, a link); the folder itself when all are."""
    above = ""
    for part in folder.split("/"):
        path = f"{above}/{part}" if above else part
        try:
            kinds = {item.path: item.kind for item in reader.items(above)}
        except (IntegrityFailure, OSError):
            return above or folder
        if kinds.get(path) != "folder":
            return path
        above = path
    return folder
