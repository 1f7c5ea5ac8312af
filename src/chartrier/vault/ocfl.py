"""Writing OCFL 1.1: a tenant's storage root, the place of a package, sealing it as one object, one version more."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
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
    manifest = _digest_block((content_path(path), digest) for path, digest in files)
    state = _digest_block(files)
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


def amended_inventory(
    before: bytes, *, author: UUID, created: datetime, message: str, gone: Collection[str], changed: Mapping[str, str]
) -> bytes:
    """The inventory after one more version, in which the files `gone` are no more and those `changed` are others.

    Paths below `content`; `changed` gives the new SHA-512 of each. `author` is the operation that orders it. What goes
    leaves the states of the earlier versions too: OCFL wants the manifest to have whatever a state names, and the bytes
    are to be nowhere. The same arguments give the same bytes.
    """
    record: dict[str, Any] = json.loads(before)
    number = int(record["head"][1:]) + 1
    head = f"v{number}"
    leaving = {*gone, *changed}
    kept: dict[str, tuple[str, int, str]] = {}
    for digest, paths in record["manifest"].items():
        for path in paths:
            version, _, logical = path.partition("/content/")
            if logical not in leaving:
                kept[path] = logical, int(version[1:]), digest
    versions = {}
    for name, block in record["versions"].items():
        state = [(logical, digest) for logical, since, digest in kept.values() if since <= int(name[1:])]
        versions[name] = {**block, "state": _digest_block(state)}
    now = [(logical, digest) for logical, _, digest in kept.values()]
    versions[head] = {
        "created": write_instant(created),
        "message": message,
        "user": {"name": "Chartrier", "address": f"urn:uuid:{author}"},
        "state": _digest_block([*now, *changed.items()]),
    }
    manifest = [(path, digest) for path, (_, _, digest) in kept.items()]
    new = [(content_path(path, head), digest) for path, digest in changed.items()]
    return canonical({**record, "head": head, "manifest": _digest_block([*manifest, *new]), "versions": versions})


def _digest_block(files: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Paths under their digests, in one order."""
    block: dict[str, list[str]] = {}
    for path, digest in sorted(files):
        block.setdefault(digest, []).append(path)
    return block


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
