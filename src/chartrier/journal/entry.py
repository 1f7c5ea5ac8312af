"""An entry of the journal: what one operation did, in codes, digests and counts (docs/format.md §4.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from chartrier.clock import read_instant, write_instant
from chartrier.errors import IntegrityFailure
from chartrier.journal.findings import ENTRY_MALFORMED
from chartrier.journal.strict_json import count, part, read_object, text
from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest
from chartrier.records.identifiers import made_at, package_of

FORMAT = "chartrier-entry/1"
LARGEST_ENTRY = 8192
"""Bytes."""

ACTS = frozenset(
    {
        "assentiment", "attestation", "autorisation", "communication", "conservation", "correction", "derogation",
        "droits", "elimination", "evenement", "gel", "habilitation", "imputation", "levee", "passage", "proposition",
        "publication", "referentiel", "restitution", "retrait", "saisine", "signature", "tableau", "transfert", "visa",
    }
)  # fmt: skip
"""What people decide about what is archived (docs/format.md §2.1.3)."""

ORDERS = frozenset({"elimination", "restitution", "retrait", "transfert"})
"""Acts that may change earlier packages: orders of destruction (docs/format.md §2.1.3.1)."""

OPERATIONS = ACTS | {"audit", "rejet", "reprise", "versement"}
"""What this version writes; a reader takes operations it does not know."""

CHANGEABLE = frozenset({"correction", "rejet", "transfert", "versement"})
"""The operations whose packages an order of destruction may change; those of all others are kept for ever.

Of a correction the descriptions go, of a transfert what its receiver replied of each unit, of a rejet its words.
"""

_VERSION = re.compile(r"v[1-9][0-9]{0,8}")
_OPAQUE = re.compile(r"[0-9A-Za-z:._-]{1,64}")


@dataclass(frozen=True, slots=True)
class TreeHead:
    """The root (sha256) and the number of leaves of a contents tree."""

    root: Digest
    size: int


@dataclass(frozen=True, slots=True)
class Changes:
    """The earlier packages an operation changes: how many, and the sha512 of their list, in its package."""

    count: int = 0
    digest: Digest | None = None


NO_CHANGES = Changes()


@dataclass(frozen=True, slots=True)
class Counts:
    """What the package holds; `bytes` are those of its binary objects."""

    units: int
    groups: int
    objects: int
    bytes: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One leaf of the log. `unknown` keeps the fields of a later format that was read."""

    operation: str
    package: UUID
    version: str
    inventory: Digest
    contents: TreeHead | None
    changes: Changes
    counts: Counts
    by: str
    time: datetime
    unknown: Mapping[str, Any] = field(default_factory=dict)


def time_of_entry(now: datetime, before: datetime | None, package: UUID) -> datetime:
    """The instant to write: now, but never before the previous entry nor before its package was begun (§4.1).

    A clock that was set back must not put the log out of order: it is searched by time.
    """
    return max(now, made_at(package), before or now)


def write_entry(entry: Entry) -> bytes:
    """The canonical bytes of an entry, a leaf of the log. Raises ValueError if it may not be written."""
    if entry.unknown:
        raise ValueError(f"unknown fields are read, not written: {sorted(entry.unknown)}")
    if entry.operation not in OPERATIONS:
        raise ValueError(f"unknown operation: {entry.operation}")
    data = canonical(_as_json(entry))
    # One judge of what an entry is, for writer and readers alike.
    if _read(data) != entry:
        raise ValueError("the entry would not be read back as it is")
    return data


def read_entry(data: bytes) -> Entry:
    """The entry written as `data`. Raises IntegrityFailure (JRN-001)."""
    try:
        return _read(data)
    except ValueError as error:
        raise IntegrityFailure(ENTRY_MALFORMED, why=str(error)[:200]) from None


def _as_json(entry: Entry) -> dict[str, Any]:
    contents, changes = entry.contents, entry.changes
    return {
        "format": FORMAT,
        "operation": entry.operation,
        "package": str(entry.package),
        "version": entry.version,
        "inventory": str(entry.inventory),
        "contents": None if contents is None else {"root": str(contents.root), "size": contents.size},
        "changes": {
            "count": changes.count,
            "digest": None if changes.digest is None else str(changes.digest),
        },
        "counts": asdict(entry.counts),
        "by": entry.by,
        "time": write_instant(entry.time),
    }


def _read(data: bytes) -> Entry:
    if len(data) > LARGEST_ENTRY:
        raise ValueError(f"longer than {LARGEST_ENTRY} bytes")
    record = read_object(data)
    if record.pop("format", None) != FORMAT:
        raise ValueError(f"its format is not {FORMAT}")
    entry = Entry(
        operation=_matching(_OPAQUE, text(record, "operation")),
        package=_package(text(record, "package")),
        version=_matching(_VERSION, text(record, "version")),
        inventory=_digest(text(record, "inventory"), "sha512"),
        contents=_contents(record),
        changes=_changes(part(record, "changes")),
        counts=Counts(**{name: count(part(record, "counts"), name) for name in Counts.__dataclass_fields__}),
        by=_matching(_OPAQUE, text(record, "by")),
        time=_instant(text(record, "time")),
        unknown={name: value for name, value in record.items() if name not in Entry.__dataclass_fields__},
    )
    if entry.time < made_at(entry.package):
        raise ValueError("it is dated before its package was begun")
    return entry


def _contents(record: dict[str, Any]) -> TreeHead | None:
    if "contents" in record and record["contents"] is None:
        return None
    head = part(record, "contents")
    return TreeHead(_digest(text(head, "root"), "sha256"), count(head, "size"))


def _changes(record: dict[str, Any]) -> Changes:
    changed = count(record, "count")
    if changed == 0 and record.get("digest", "") is None:
        return Changes()
    return Changes(changed, _digest(text(record, "digest"), "sha512"))


def _digest(value: str, algorithm: str) -> Digest:
    digest = Digest.read(value)
    if digest.algorithm != algorithm:
        raise ValueError(f"a {algorithm} digest is expected")
    return digest


def _package(value: str) -> UUID:
    package = UUID(value)
    if str(package) != value or package.version != 7 or package_of(package) != package:
        raise ValueError("not the identifier of a package")
    return package


def _instant(value: str) -> datetime:
    instant = read_instant(value)
    if write_instant(instant) != value:
        raise ValueError("not an instant in its one spelling")
    return instant


def _matching(pattern: re.Pattern[str], value: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError(f"“{value[:80]}” is not allowed")
    return value
