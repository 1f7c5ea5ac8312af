"""Zip files of any size, written as a stream of members (APPNOTE 6.3.10, Zip64 included).

The standard library keeps every member it wrote in memory to the end, and cannot take back one whose bytes turned out
wrong. Here the directory is gathered in a file, and a member that fails is as if it had never been begun.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from struct import Struct, pack
from typing import BinaryIO

CHUNK = 1 << 20

_LOCAL = Struct("<4s5H3I2H")
_CENTRAL = Struct("<4s6H3I5H2I")
_END = Struct("<4s4H2IH")
_END_64 = Struct("<4sQ2H2I4Q")
_LOCATOR = Struct("<4sIQI")

_UTF_8 = 0x800
_STORED, _DEFLATED = 0, 8
_NEEDED, _NEEDED_64 = 20, 45
_MADE_BY = 3 << 8 | 45
"""On Unix, with version 4.5 of the format."""
_DATE = 1 << 5 | 1
"""1 January 1980, the zero of the format: a package tells its dates itself."""
_MODE = 0o100644 << 16
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF
_LARGE = 0xFFF00000
"""From this size on a member gets Zip64 fields: deflate may add a little to what cannot be compressed."""


class ZipWriter:
    """A zip file under construction. `out` is a new file, that can seek; `directory` an empty one to work with."""

    def __init__(self, out: BinaryIO, directory: BinaryIO) -> None:
        self._out = out
        self._directory = directory
        self.members = 0

    def add(self, name: str, size: int, chunks: Iterable[bytes], *, compressed: bool = False) -> None:
        """Write a member of `size` bytes.

        What `chunks` raises passes through, and a member of another size raises ValueError: the file is then what it
        was before, and another try may follow.
        """
        start = self._out.tell()
        try:
            record = self._write(name.encode(), start, size, chunks, compressed=compressed)
        except BaseException:
            self._out.seek(start)
            self._out.truncate()
            raise
        self._directory.write(record)
        self.members += 1

    def _write(self, name: bytes, start: int, size: int, chunks: Iterable[bytes], *, compressed: bool) -> bytes:
        if len(name) > _FULL_16:
            raise ValueError("the name of a member is too long for a zip")
        large, method = size >= _LARGE, _DEFLATED if compressed else _STORED
        self._out.write(_local(name, 0, 0, 0, method, large=large))
        before = self._out.tell()
        crc, read = 0, 0
        compressor = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS) if compressed else None
        for chunk in chunks:
            crc, read = zlib.crc32(chunk, crc), read + len(chunk)
            self._out.write(compressor.compress(chunk) if compressor else chunk)
        if compressor:
            self._out.write(compressor.flush())
        if read != size:
            raise ValueError(f"{read} bytes where {size} were announced")
        end = self._out.tell()
        held = end - before
        self._out.seek(start)
        self._out.write(_local(name, crc, held, size, method, large=large))
        self._out.seek(end)
        return _central(name, crc, held, size, method, start)

    def finish(self) -> None:
        """Write the directory: the file is whole."""
        at = self._out.tell()
        self._directory.seek(0)
        while chunk := self._directory.read(CHUNK):
            self._out.write(chunk)
        end, count = self._out.tell(), self.members
        size = end - at
        if count >= _FULL_16 or size >= _FULL_32 or at >= _FULL_32:
            length = _END_64.size - 12
            self._out.write(_END_64.pack(b"PK\6\6", length, _MADE_BY, _NEEDED_64, 0, 0, count, count, size, at))
            self._out.write(_LOCATOR.pack(b"PK\6\7", 0, end, 1))
        few = min(count, _FULL_16)
        self._out.write(_END.pack(b"PK\5\6", 0, 0, few, few, min(size, _FULL_32), min(at, _FULL_32), 0))


def chunks_of(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of a file from where it stands."""
    while chunk := file.read(CHUNK):
        yield chunk


def _local(name: bytes, crc: int, held: int, size: int, method: int, *, large: bool) -> bytes:
    extra = pack("<2H2Q", 1, 16, size, held) if large else b""
    held, size = (_FULL_32, _FULL_32) if large else (held, size)
    needed = _NEEDED_64 if large else _NEEDED
    header = _LOCAL.pack(b"PK\3\4", needed, _UTF_8, method, 0, _DATE, crc, held, size, len(name), len(extra))
    return header + name + extra


def _central(name: bytes, crc: int, held: int, size: int, method: int, at: int) -> bytes:
    large = size >= _LARGE
    beyond = [*([size, held] if large else []), *([at] if at >= _FULL_32 else [])]
    extra = pack(f"<2H{len(beyond)}Q", 1, 8 * len(beyond), *beyond) if beyond else b""
    held, size = (_FULL_32, _FULL_32) if large else (held, size)
    needed = _NEEDED_64 if beyond else _NEEDED
    header = _CENTRAL.pack(
        b"PK\1\2", _MADE_BY, needed, _UTF_8, method, 0, _DATE, crc, held, size,
        len(name), len(extra), 0, 0, 0, _MODE, min(at, _FULL_32),
    )  # fmt: skip
    return header + name + extra
