"""The bytes of a package in two copies, durable: small objects in packs, the same files, the same syncs as a versement.

The packs are those of `docs/format.md` §2.5, by a writer of our own; both copies are written from the same memory, a
thread each.
"""

from __future__ import annotations

import ctypes
import os
import struct
import time
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from chartrier.ingest.examination import SMALL
from chartrier.ingest.packs import LARGEST_PACK
from chartrier.ingest.placement import MANY
from chartrier.vault.durability import SYNC_EACH

PATHS = ("objects", "papers", "copies")
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
DATE = 1 << 5 | 1
"""1980-01-01, as zip writes days."""


def measure(objects: Path, papers: Path, copies: Path) -> dict[str, Any]:
    """`objects` holds the binary objects, `papers` all else that a package of them holds."""
    held = [(path.name, path.read_bytes()) for path in sorted(objects.iterdir())]
    others = [
        (str(path.relative_to(papers)), path.read_bytes()) for path in sorted(papers.rglob("*")) if path.is_file()
    ]
    began = time.perf_counter()
    files: list[tuple[str, list[bytes]]] = [*packed(held), *((name, [data]) for name, data in others)]
    folders = [copies / "a" / "package", copies / "b" / "package"]
    with ThreadPoolExecutor(len(folders)) as pool:
        list(pool.map(lambda folder: write_durably(folder, files), folders))
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "files": len(files), "bytes": sum(len(part) for _, parts in files for part in parts)}


def packed(held: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, list[bytes]]]:
    """The files that these objects become: packs of the small ones where they are many, the others by themselves."""
    small = [(name, data) for name, data in held if len(data) < SMALL]
    if len(small) <= MANY:
        small = []
    alone = held if not small else [(name, data) for name, data in held if len(data) >= SMALL]
    yield from ((f"v1/content/objets/{name}", [data]) for name, data in alone)
    batch: list[tuple[str, bytes]] = []
    size, number = 22, 1
    for name, data in small:
        room = len(data) + 76 + 2 * len(name)
        if batch and size + room > LARGEST_PACK:
            yield f"v1/content/objets-{number:04d}.zip", list(stored_zip(batch))
            batch, size, number = [], 22, number + 1
        batch.append((name, data))
        size += room
    if batch:
        yield f"v1/content/objets-{number:04d}.zip", list(stored_zip(batch))


def stored_zip(members: Sequence[tuple[str, bytes]]) -> Iterator[bytes]:
    """A plain zip of stored members, in pieces."""
    directory = bytearray()
    place = 0
    for name, data in members:
        encoded, crc, size = name.encode(), zlib.crc32(data), len(data)
        yield _LOCAL.pack(b"PK\3\4", 20, 0, 0, 0, DATE, crc, size, size, len(encoded), 0) + encoded
        yield data
        directory += _CENTRAL.pack(
            b"PK\1\2", 20, 3, 20, 0, 0, 0, 0, DATE, crc, size, size, len(encoded), 0, 0, 0, 0, 0o100644 << 16, place
        )
        directory += encoded
        place += _LOCAL.size + len(encoded) + size
    yield bytes(directory)
    yield _END.pack(b"PK\5\6", 0, 0, len(members), len(members), len(directory), place, 0)


def write_durably(folder: Path, files: Sequence[tuple[str, list[bytes]]]) -> None:
    """Write the files of one copy; on return they are on the disk, by the policy of `vault/durability.py`."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    root = os.open(folder.parent, os.O_RDONLY | os.O_DIRECTORY)
    each = len(files) <= SYNC_EACH
    folders = dict.fromkeys([folder, *sorted({(folder / path).parent for path, _ in files})])
    for below in folders:
        below.mkdir(parents=True, exist_ok=True)
    for path, pieces in files:
        descriptor = os.open(folder / path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        _write(descriptor, pieces)
        if each:
            os.fsync(descriptor)
        os.close(descriptor)
    if each:
        for below in [*folders, folder.parent]:
            sync_folder(below)
    elif ctypes.CDLL(None, use_errno=True).syncfs(root) != 0:
        raise OSError(ctypes.get_errno(), "syncfs")
    os.close(root)


def _write(descriptor: int, pieces: Sequence[bytes]) -> None:
    for start in range(0, len(pieces), 1024):
        some = pieces[start : start + 1024]
        if os.writev(descriptor, some) != sum(map(len, some)):
            raise OSError("a short write")


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    os.fsync(descriptor)
    os.close(descriptor)
