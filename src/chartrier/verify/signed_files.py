"""Step (11): the files of an act are those that were signed with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chartrier.errors import IntegrityFailure
from chartrier.journal.changes import Change
from chartrier.journal.entry import Entry
from chartrier.records.finding import NOWHERE
from chartrier.verify import findings
from chartrier.verify.package import Package
from chartrier.verify.reader import shown

NOT_SIGNED = frozenset({"operation.json", "findings.json", "signature.json"})
"""Files of an act that its `files` do not name: what is signed itself, what no act has anything in, the signature."""

_FIRST = "v1/"


def require_signed(entry: Entry, record: Mapping[str, Any], digests: Mapping[str, str], *, every: bool = True) -> None:
    """Files of an act, by path below `content` with SHA-512 in hexadecimal, against `files` of its `operation.json`.

    `every`: all of them are given; otherwise only some. Raises IntegrityFailure (VER-075 when nothing is said of
    files, VER-078).
    """
    signed = signed_files(entry, record)
    given = {path: f"sha512:{digest}" for path, digest in digests.items() if path not in NOT_SIGNED}
    for path in sorted({*given, *signed} if every else given):
        if given.get(path) != signed.get(path):
            raise _differs(entry, path)


def signed_files(entry: Entry, record: Mapping[str, Any]) -> Mapping[str, str]:
    """`files` of an act: path below `content`, digest as `sha512:…`. Raises IntegrityFailure (VER-075)."""
    signed = record.get("files")
    if not isinstance(signed, dict) or not all(isinstance(digest, str) for digest in signed.values()):
        told = {"package": str(entry.package), "operation": entry.operation, "by": entry.by}
        raise IntegrityFailure(findings.ACT_MALFORMED, NOWHERE, **told, why="files")
    return signed


def require_files(package: Package, record: Mapping[str, Any], first: Change | None) -> None:
    """The files that the inventory of an act's package has, against those that were signed.

    `first` is what the oldest order made of the package, None where none did. Orders may have taken words out of it
    since: a file of a later version is theirs, signed in its turn as their `changes.jsonl`, when they began from the
    package as the entry has it. Raises IntegrityFailure (VER-075, VER-078).
    """
    amended = first is not None and first.before == package.entry.inventory
    signed = signed_files(package.entry, record)
    found = {}
    for path, below in package.state.items():
        of_an_order = amended and not below.startswith(_FIRST) and path in signed and path not in NOT_SIGNED
        found[path] = signed[path].removeprefix("sha512:") if of_an_order else package.manifest[below]
    require_signed(package.entry, record, found)


def _differs(entry: Entry, path: str) -> IntegrityFailure:
    told = {"package": str(entry.package), "operation": entry.operation, "path": shown(path)}
    return IntegrityFailure(findings.ACT_FILE_DIFFERS, NOWHERE, **told)
