"""Members of a pack made zeros in place: every other byte stays where it is, and the zip stays a zip."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator
from struct import Struct
from typing import BinaryIO

_END = Struct("<4s4H2IH")
_CENTRAL = Struct("<4s6H3I5H2I")
_LOCAL_SIZE = 30
_CRC_IN_LOCAL = 14
_CRC_IN_CENTRAL = 16
_CRC = Struct("<I")


class NotAPack(Exception):
    """It has not the form of docs/format.md §2.5."""


def zero_members(pack: BinaryIO, members: Collection[tuple[int, int]]) -> None:
    """Make zeros of these members (offset and length of their bytes), with the checksum of zeros.

    Names stay: they are identifiers. `pack` is open for reading and writing. Raises NotAPack, with nothing written,
    when one is not in the directory.
    """
    places = {(offset, length): (local, central) for offset, length, local, central in _directory(pack)}
    for offset, length in members:
        if (offset, length) not in places:
            raise NotAPack(f"no member at {offset}")
    for offset, length in sorted(members):
        local, central = places[offset, length]
        zeros = bytes(length)
        crc = _CRC.pack(zlib.crc32(zeros))
        for at, data in ((local + _CRC_IN_LOCAL, crc), (offset, zeros), (central + _CRC_IN_CENTRAL, crc)):
            pack.seek(at)
            pack.write(data)
    pack.flush()


def _directory(pack: BinaryIO) -> Iterator[tuple[int, int, int, int]]:
    """Offset and length of the bytes of each member, and where its two headers are."""
    size = pack.seek(0, 2)
    pack.seek(max(0, size - _END.size))
    end = pack.read(_END.size)
    if len(end) != _END.size or not end.startswith(b"PK\5\6"):
        raise NotAPack("no end record")
    _, _, _, _, count, length, at, _ = _END.unpack(end)
    pack.seek(at)
    directory = pack.read(length)
    position = 0
    for _ in range(count):
        if len(directory) - position < _CENTRAL.size:
            raise NotAPack("its directory is cut short")
        header = _CENTRAL.unpack_from(directory, position)
        method, stored, plain, name, extra, comment, local = (header[index] for index in (4, 8, 9, 10, 11, 12, 16))
        if header[0] != b"PK\1\2" or method != 0 or stored != plain or extra or comment:
            raise NotAPack("a member that is not stored")
        yield local + _LOCAL_SIZE + name, plain, local, at + position
        position += _CENTRAL.size + name
