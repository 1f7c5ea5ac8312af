"""Writing OCFL 1.1: a tenant's storage root, the place of a package, and sealing a package as one object."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from chartrier.clock import write_instant
from chartrier.errors import IntegrityFailure, InvalidInput
from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest
from chartrier.records.finding import Place
from chartrier.vault.findings import STAGING_DIFFERS, TOO_MANY_FILES

LARGEST_INVENTORY = 128 * 1024 * 1024
"""Bytes, about 280,000 files: what a verifier agrees to read at once."""

LAYOUT = "0007-n-tuple-omit-prefix-storage-layout"
_TUPLE = 4

INVENTORY = "inventory.json"
SIDECAR = "inventory.json.sha512"


def storage_root_files() -> dict[str, bytes]:
    """The files of an empty OCFL storage root (OCFL 1.1 §4.1), by their path in it."""
    layout = {
        "extension": LAYOUT,
        "description": "A folder per package, its UUIDv7, in two folders of its first characters.",
    }
    config = {
        "extensionName": LAYOUT,
        "delimiter": "urn:uuid:",
        "tupleSize": _TUPLE,
        "numberOfTuples": 2,
        "zeroPadding": "left",
        "reverseObjectRoot": False,
    }
    return {
        "0=ocfl_1.1": b"ocfl_1.1\n",
        "ocfl_layout.json": canonical(layout),
        f"extensions/{LAYOUT}/config.json": canonical(config),
    }


def package_path(package: UUID) -> str:
    """Where a package lies in the storage root: `0199/a3f2/0199a3f2-…`."""
    name = str(package)
    return f"{name[:_TUPLE]}/{name[_TUPLE : 2 * _TUPLE]}/{name}"


def content_path(path: str, version: str = "v1") -> str:
    """Where a file of a package lies below its OCFL object, given its path below `content`."""
    return f"{version}/content/{path}"


def seal(
    staged: Path,
    *,
    package: UUID,
    created: datetime,
    message: str,
    files: Iterable[tuple[str, str, int]],
) -> Digest:
    """Make the folder `staged` an OCFL object with one version, and give the digest of its inventory.

    `staged/v1/content` already holds the files; `files` names each of them: its path below `content`, its
    SHA-512 in hexadecimal as computed while it was written, its size in bytes. Nothing is hashed again, and
    the same arguments give the same bytes. Raises IntegrityFailure when the folder holds anything else than
    these files, InvalidInput when there are too many of them.
    """
    listed = sorted(files)
    sizes = {path: size for path, _, size in listed}
    if len(sizes) != len(listed):
        raise ValueError("a file is listed twice")
    _check_staged(staged / "v1" / "content", sizes)
    inventory = _inventory(package, created, message, [(path, digest) for path, digest, _ in listed])
    if len(inventory) > LARGEST_INVENTORY:
        raise InvalidInput(TOO_MANY_FILES, size=len(inventory), limit=LARGEST_INVENTORY)
    digest = Digest.of("sha512", inventory)
    for folder in (staged, staged / "v1"):
        (folder / INVENTORY).write_bytes(inventory)
        (folder / SIDECAR).write_bytes(f"{digest.value} {INVENTORY}\n".encode())
    (staged / "0=ocfl_object_1.1").write_bytes(b"ocfl_object_1.1\n")
    return digest


def _inventory(package: UUID, created: datetime, message: str, files: list[tuple[str, str]]) -> bytes:
    """The inventory (OCFL 1.1 §3.5): equal files keep a path each under their one digest."""
    identifier = f"urn:uuid:{package}"
    manifest: dict[str, list[str]] = {}
    state: dict[str, list[str]] = {}
    for path, digest in files:
        manifest.setdefault(digest, []).append(content_path(path))
        state.setdefault(digest, []).append(path)
    version = {
        "created": write_instant(created),
        "message": message,
        "user": {"name": "Chartrier", "address": identifier},
        "state": state,
    }
    return canonical(
        {
            "id": identifier,
            "type": "https://ocfl.io/1.1/spec/#inventory",
            "digestAlgorithm": "sha512",
            "contentDirectory": "content",
            "head": "v1",
            "manifest": manifest,
            "versions": {"v1": version},
        }
    )


def _check_staged(content: Path, sizes: dict[str, int]) -> None:
    """Hold the folder to the list: each file there with its size, no other, no link, no empty folder."""
    found = 0
    for folder, folders, names in os.walk(content):
        below = Path(folder).relative_to(content)
        if not folders and not names:
            raise IntegrityFailure(STAGING_DIFFERS, path=str(below))
        for name in [*names, *(name for name in folders if (Path(folder) / name).is_symlink())]:
            path = (below / name).as_posix()
            status = (content / path).lstat()
            if sizes.get(path) != status.st_size or (status.st_mode & 0o170000) != 0o100000:
                raise IntegrityFailure(STAGING_DIFFERS, Place(file=path), path=path)
            found += 1
    if found != len(sizes):
        missing = next((path for path in sizes if not (content / path).exists()), "")
        raise IntegrityFailure(STAGING_DIFFERS, Place(file=missing), path=missing)
