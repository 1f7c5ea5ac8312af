"""What an order of destruction changes and destroys, line by line (docs/format.md §2.1.3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chartrier.errors import IntegrityFailure
from chartrier.journal.findings import CHANGES_MALFORMED
from chartrier.journal.strict_json import count, part, read_object, text
from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest
from chartrier.records.identifiers import package_of

MOST_VERSIONS = 9_999
"""Of a package: a version is written by an order, and orders are few."""

CHANGES = "changes.jsonl"
DESTROYED = "destroyed.jsonl"


@dataclass(frozen=True, slots=True)
class Named:
    """A version of a package and the digest (sha512) of its inventory, as the journal names them."""

    version: str
    inventory: Digest


@dataclass(frozen=True, slots=True)
class Change:
    """A package that an order changes: the digests (sha512) of its inventory before and after, and their versions."""

    package: UUID
    version_before: str
    before: Digest
    version_after: str
    after: Digest


@dataclass(frozen=True, slots=True)
class DestroyedLine:
    """A line of contents that is no more: what the journal keeps of it. `group`, `digests`, `size` are of objects."""

    id: UUID
    kind: str
    package: UUID
    leaf: bytes
    """RFC 6962 leaf hash of its line of `contents.jsonl`."""
    group: UUID | None = None
    digests: Mapping[str, str] | None = None
    size: int | None = None


def write_change(change: Change) -> bytes:
    """The canonical line, without line feed."""
    return canonical(
        {
            "package": str(change.package),
            "version_before": change.version_before,
            "before": str(change.before),
            "version_after": change.version_after,
            "after": str(change.after),
        }
    )


def write_changes(changes: Iterable[Change]) -> bytes:
    """`changes.jsonl`, in the order of the packages: a set of changes has one spelling."""
    return b"".join(write_change(change) + b"\n" for change in sorted(changes, key=lambda each: each.package))


def read_changes(data: bytes) -> list[Change]:
    """The changes of a whole `changes.jsonl`. Raises IntegrityFailure (JRN-006)."""
    try:
        changes = [_change(line) for line in data.splitlines()]
    except ValueError as error:
        raise IntegrityFailure(CHANGES_MALFORMED, path=CHANGES, why=str(error)[:200]) from None
    if write_changes(changes) != data or len({change.package for change in changes}) != len(changes):
        raise IntegrityFailure(CHANGES_MALFORMED, path=CHANGES, why="another spelling or order")
    return changes


def write_destroyed(line: DestroyedLine) -> bytes:
    """The canonical line, without line feed."""
    record: dict[str, Any] = {
        "id": str(line.id),
        "kind": line.kind,
        "package": str(line.package),
        "leaf": f"sha256:{line.leaf.hex()}",
    }
    if line.kind != "unit":
        record |= {"group": str(line.group), "digests": dict(line.digests or {})}
    if line.kind == "binary":
        record["size"] = line.size
    return canonical(record)


def read_destroyed(data: bytes) -> DestroyedLine:
    """A line of `destroyed.jsonl`, without line feed. Raises IntegrityFailure (JRN-006)."""
    try:
        record = read_object(data)
        kind, identifier = text(record, "kind"), UUID(text(record, "id"))
        leaf = Digest.read(text(record, "leaf"))
        package = UUID(text(record, "package"))
        if leaf.algorithm != "sha256" or package != package_of(identifier):
            raise ValueError("its leaf or package is not what it should be")
        return DestroyedLine(
            id=identifier,
            kind=kind,
            package=package,
            leaf=bytes.fromhex(leaf.value),
            group=None if kind == "unit" else UUID(text(record, "group")),
            digests=None if kind == "unit" else _texts(part(record, "digests")),
            size=count(record, "size") if kind == "binary" else None,
        )
    except ValueError as error:
        raise IntegrityFailure(CHANGES_MALFORMED, path=DESTROYED, why=str(error)[:200]) from None


def _change(line: bytes) -> Change:
    record = read_object(line)
    change = Change(
        package=UUID(text(record, "package")),
        version_before=text(record, "version_before"),
        before=Digest.read(text(record, "before")),
        version_after=text(record, "version_after"),
        after=Digest.read(text(record, "after")),
    )
    if version_number(change.version_after) != version_number(change.version_before) + 1:
        raise ValueError("its versions do not follow each other")
    return change


def _texts(values: dict[str, Any]) -> dict[str, str]:
    return {name: text(values, name) for name in values}


def version_number(version: str) -> int:
    """2 for `v2`. Raises ValueError."""
    number = int(version[1:]) if version[:1] == "v" and version[1:].isdecimal() and len(version) < 6 else 0
    if not 0 < number <= MOST_VERSIONS or version != f"v{number}":
        raise ValueError(f"not a version: {version[:20]}")
    return number
