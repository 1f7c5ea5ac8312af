"""Packs: small objects in plain zip files of stored members, byte-deterministic (docs/format.md §2.5).

Written by hand: the standard library can neither leave out data descriptors on a stream nor tell where a member's
bytes begin, and a zip without compression is three structures (APPNOTE 6.3.3, §4.3.7, 4.3.12, 4.3.16).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from struct import Struct

from chartrier.ingest.names import Location, pack_path
from chartrier.ingest.staged import HashedFile

LARGEST_PACK = 64 << 20
"""Bytes of a pack, all included."""

MOST_MEMBERS = 65_534
"""Of a pack: the next number in the end record would announce a Zip64 one."""

_LOCAL = Struct("<4s5H3I2H")
_CENTRAL = Struct("<4s6H3I5H2I")
_END = Struct("<4s4H2IH")
_MADE_BY = 3 << 8 | 20
"""On Unix, with version 2.0 of the format."""

_NEEDED = 20
_DATE = 1 << 5 | 1
"""1 January 1980, the zero of the format; midnight is 0."""

_MODE = 0o100644 << 16
"""A regular file, read by all and written by its owner."""

NewFile = Callable[[str], AbstractContextManager[HashedFile]]


class Packs:
    """As many packs as the members need, one after the other; `close` ends the last one.

    `new_file` opens the file of a pack, given its path. `largest` and `most` bound one pack, in bytes and in members.
    """

    def __init__(self, new_file: NewFile, *, largest: int = LARGEST_PACK, most: int = MOST_MEMBERS) -> None:
        self._new_file = new_file
        self._largest = largest
        self._most = most
        self._number = 0
        self._pack: _Pack | None = None

    def add(self, name: str, data: bytes) -> Location:
        """Write a member (`name` is ASCII); where its bytes lie."""
        raw = name.encode("ascii")
        if self._pack is not None and not self._fits(self._pack, raw, data):
            self.close()
        if self._pack is None:
            self._number += 1
            self._pack = _Pack(pack_path(self._number), self._new_file)
        return self._pack.add(raw, data)

    def _fits(self, pack: _Pack, name: bytes, data: bytes) -> bool:
        size = pack.size + _LOCAL.size + len(name) + len(data) + _CENTRAL.size + len(name)
        return size <= self._largest and pack.members < self._most

    def close(self) -> None:
        """Write the directory of the pack under way; nothing to do when there is none."""
        pack, self._pack = self._pack, None
        if pack is not None:
            pack.finish()

    def abandon(self) -> None:
        """Let go of the pack under way as it is: it will be thrown away."""
        pack, self._pack = self._pack, None
        if pack is not None:
            pack.close()


class _Pack:
    """One pack. Its directory stays in memory until the end: some 120 bytes a member."""

    def __init__(self, path: str, new_file: NewFile) -> None:
        self._path = path
        self._context = new_file(path)
        self._file = self._context.__enter__()
        self._directory: list[bytes] = []
        self._directory_size = 0

    @property
    def members(self) -> int:
        return len(self._directory)

    @property
    def size(self) -> int:
        """Bytes of the pack if it ended here."""
        return self._file.size + self._directory_size + _END.size

    def add(self, name: bytes, data: bytes) -> Location:
        at, crc, size = self._file.size, zlib.crc32(data), len(data)
        # what both headers say: no flag, stored, when, what
        said = 0, 0, 0, _DATE, crc, size, size, len(name), 0
        self._file.write(_LOCAL.pack(b"PK\3\4", _NEEDED, *said) + name)
        self._file.write(data)
        self._directory.append(_CENTRAL.pack(b"PK\1\2", _MADE_BY, _NEEDED, *said, 0, 0, 0, _MODE, at) + name)
        self._directory_size += len(self._directory[-1])
        return Location(self._path, at + _LOCAL.size + len(name), size)

    def finish(self) -> None:
        at, count = self._file.size, self.members
        for header in self._directory:
            self._file.write(header)
        self._file.write(_END.pack(b"PK\5\6", 0, 0, count, count, self._directory_size, at, 0))
        self.close()

    def close(self) -> None:
        self._context.__exit__(None, None, None)
