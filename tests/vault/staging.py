"""Packages sealed for the tests of the copies."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from chartrier.records.digest import Digest
from chartrier.records.identifiers import new_package_id
from chartrier.vault.ocfl import seal

NOW = datetime(2026, 11, 22, 20, 48, 25, 123456, tzinfo=UTC)
FILES = {
    "operation.json": b'{"format":"chartrier-package/1"}',
    "objets/a.pdf": b"the same bytes",
    "objets/b.pdf": b"the same bytes",
    "objets/empty": b"",
    "objets/long": bytes(range(256)) * 5000,
}


def new_package() -> UUID:
    return new_package_id(NOW)


def lay(folder: Path, files: dict[str, bytes]) -> list[tuple[str, str, int]]:
    """Put files under `v1/content` as a versement does, and list them."""
    listed = []
    for path, data in files.items():
        file = folder / "v1" / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        listed.append((path, hashlib.sha512(data).hexdigest(), len(data)))
    return listed


def sealed(folder: Path, package: UUID, files: dict[str, bytes] = FILES) -> Digest:
    return seal(folder, package=package, created=NOW, message="versement", files=lay(folder, files))
