"""A zip read in place: local headers, bytes, checksums and descriptors must all agree with the directory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from struct import unpack, unpack_from

from chartrier.packages import findings
from chartrier.packages.budget import Budget
from chartrier.packages.container import Container
from chartrier.packages.names import place_of
from chartrier.packages.package import PIECE, Package, PackageRefused, Reader
from chartrier.packages.zip_directory import ZipEntry, read_directory
from chartrier.packages.zip_fields import (
    DESCRIPTOR_FOLLOWS,
    DESCRIPTOR_SIGNATURE,
    ENCRYPTED,
    EXTRA_ZIP64,
    IN_ZIP64,
    LOCAL,
    LOCAL_SIGNATURE,
    MASKED,
    STORED,
    STRONGLY_ENCRYPTED,
    UTF8,
    Malformed,
    extra_fields,
)
from chartrier.packages.zip_inflating import INFLATE, ZipDamaged
from chartrier.records.digest import Digest
from chartrier.records.finding import Findings

_FLAGS_THAT_MATTER = ENCRYPTED | DESCRIPTOR_FOLLOWS | STRONGLY_ENCRYPTED | UTF8 | MASKED
_DESCRIPTORS = {12: "<III", 16: "<4sIII", 20: "<IQQ", 24: "<4sIQQ"}
"""§4.3.9: crc, packed size, size; 32 or 64 bits wide, with or without a signature. The length tells which."""


class ZipPackage(Package):
    """Made from an open container, which it owns. Raises PackageRefused."""

    kind = "zip"

    def __init__(self, container: Container, budget: Budget, found: Findings) -> None:
        contents = read_directory(container, budget, found)
        self._container = container
        self._limits = contents.limits
        self._files = contents.files
        self._digest: Digest | None = None
        self.entries = contents.files
        self.size = container.size
        for folder in contents.folders:
            for _ in self._pieces(folder):
                pass

    def open(self, name: str) -> Reader:
        return Reader(self._pieces(self._files[name]))

    def digest(self) -> Digest:
        if self._digest is None:
            self._digest = self._container.digest()
        return self._digest

    def check_unchanged(self) -> None:
        self._container.check_unchanged()

    def close(self) -> None:
        self._container.close()

    def _pieces(self, entry: ZipEntry) -> Iterator[bytes]:
        """The file's bytes; the last piece is held back until all was checked."""
        offset, limit = entry.offset, self._limits[entry.offset]
        head = self._container.read_at(offset, min(PIECE, limit - offset))
        data_at = _check_local(entry, head)
        descriptor_at = offset + data_at + entry.packed
        if descriptor_at > limit:
            raise PackageRefused(findings.ZIP_OVERLAP, place_of(entry.name))
        self._check_descriptor(entry, descriptor_at, head[descriptor_at - offset :], limit)
        inflate = INFLATE[entry.method if entry.packed else STORED]
        held, length, crc = b"", 0, 0
        try:
            for piece in inflate(self._packed(entry, head, data_at), entry.size):
                length += len(piece)
                crc = zlib.crc32(piece, crc)
                if length > entry.size:
                    raise PackageRefused(findings.ZIP_SIZE, place_of(entry.name), size=entry.size)
                if piece:
                    if held:
                        yield held
                    held = piece
        except ZipDamaged:
            raise PackageRefused(findings.ZIP_DAMAGED, place_of(entry.name)) from None
        if length != entry.size:
            raise PackageRefused(findings.ZIP_SIZE, place_of(entry.name), size=entry.size)
        if crc != entry.crc:
            raise PackageRefused(findings.ZIP_CHECKSUM, place_of(entry.name))
        if held:
            yield held

    def _packed(self, entry: ZipEntry, head: bytes, data_at: int) -> Iterator[bytes]:
        """The packed bytes; for a small file they came with the header in one read."""
        first = head[data_at : data_at + entry.packed]
        yield first
        yield from self._container.pieces(entry.offset + data_at + len(first), entry.packed - len(first))

    def _check_descriptor(self, entry: ZipEntry, at: int, known: bytes, limit: int) -> None:
        """What follows the data is the descriptor that the flags announce (§4.3.9), and nothing else."""
        length = limit - at
        layout = _DESCRIPTORS.get(length) if entry.flags & DESCRIPTOR_FOLLOWS else None
        if layout is None:
            if length:
                raise PackageRefused(findings.ZIP_GAP, place_of(entry.name))
            return
        data = known if len(known) == length else self._container.read_at(at, length)
        *signature, crc, packed, size = unpack(layout, data)
        if signature not in ([], [DESCRIPTOR_SIGNATURE]) or (crc, packed, size) != (
            entry.crc,
            entry.packed,
            entry.size,
        ):
            raise PackageRefused(findings.ZIP_HEADER_DIFFERS, place_of(entry.name), what="descriptor")


def _check_local(entry: ZipEntry, head: bytes) -> int:
    """Where the data start after the local header, which must say what the directory says (§4.3.7)."""
    signature, flags, method, crc, packed, size, name_length, extra_length = LOCAL.unpack_from(head)
    extra_at: int = LOCAL.size + name_length
    data_at: int = extra_at + extra_length
    if signature != LOCAL_SIGNATURE:
        raise _differs(entry, "header")
    if (flags ^ entry.flags) & _FLAGS_THAT_MATTER:
        raise _differs(entry, "flags")
    if method != entry.method:
        raise _differs(entry, "method")
    if head[LOCAL.size : extra_at] != entry.raw_name:
        raise _differs(entry, "name")
    if IN_ZIP64 in (packed, size):
        packed, size = _wide_sizes(entry, head[extra_at:data_at], packed, size)
    # Written before the size was known: nothing here, and the descriptor is checked instead.
    unknown = 0 if flags & DESCRIPTOR_FOLLOWS else None
    if crc not in (entry.crc, unknown):
        raise _differs(entry, "crc")
    if packed not in (entry.packed, unknown) or size not in (entry.size, unknown):
        raise _differs(entry, "size")
    return data_at


def _wide_sizes(entry: ZipEntry, extra: bytes, packed: int, size: int) -> tuple[int, int]:
    """Sizes from the zip64 field of the local header, which has both, size first (§4.5.3)."""
    try:
        wide = extra_fields(extra).get(EXTRA_ZIP64, b"")
    except Malformed:
        raise _differs(entry, "extra field") from None
    if len(wide) < 16:
        raise _differs(entry, "zip64")
    wide_size, wide_packed = unpack_from("<QQ", wide)
    return (
        wide_packed if packed == IN_ZIP64 else packed,
        wide_size if size == IN_ZIP64 else size,
    )


def _differs(entry: ZipEntry, what: str) -> PackageRefused:
    return PackageRefused(findings.ZIP_HEADER_DIFFERS, place_of(entry.name), what=what)
