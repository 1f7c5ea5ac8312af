"""One header of a tar, as POSIX.1-2017 (ustar, pax) and GNU tar write it. What is odd is refused."""

from __future__ import annotations

from dataclasses import dataclass

from chartrier.packages import findings
from chartrier.packages.package import PackageRefused

BLOCK = 512

REGULAR = frozenset(b"\x000\x007")
FOLDER = ord("5")
SYMLINK = ord("2")
HARD_LINK = ord("1")
SPARSE = ord("S")
LONG_NAME = ord("L")
LONG_LINK = ord("K")
PAX = frozenset(b"xX")
PAX_GLOBAL = ord("g")

LARGEST_OCTAL = 0o77777777777
"""Twelve bytes of header hold sizes up to this (8 GiB); pax gives larger ones."""

_LARGEST = 1 << 62


@dataclass(frozen=True, slots=True)
class TarHeader:
    """The fields we use; `name` is bytes as stored, the ustar prefix in front."""

    name: bytes
    size: int
    type: int


def is_header(block: bytes) -> bool:
    """Whether these 512 bytes are a tar header: its checksum says so."""
    if len(block) != BLOCK:
        return False
    try:
        expected = _number(block[148:156])
    except PackageRefused:
        return False
    others = block[:148] + b" " * 8 + block[156:]
    unsigned = sum(others)
    # Some old tars summed signed characters.
    return expected in (unsigned, unsigned - 256 * sum(byte > 127 for byte in others))


def read_header(block: bytes) -> TarHeader:
    """Raises PackageRefused when it is not one."""
    if not is_header(block):
        raise PackageRefused(findings.TAR_DAMAGED, what="checksum")
    name = block[:100].split(b"\x00", 1)[0]
    if block[257:263] == b"ustar\x00":
        prefix = block[345:500].split(b"\x00", 1)[0]
        name = prefix + b"/" + name if prefix else name
    return TarHeader(name, _number(block[124:136]), block[156])


def _number(field: bytes) -> int:
    """Octal digits, or GNU's base 256 when the first bit is set."""
    if field[0] == 0x80:
        value = int.from_bytes(field[1:], "big")
    else:
        digits = field.strip(b" \x00")
        if digits and not all(48 <= digit <= 55 for digit in digits):
            raise PackageRefused(findings.TAR_DAMAGED, what="number")
        value = int(digits or b"0", 8)
    if value > _LARGEST:
        raise PackageRefused(findings.TAR_DAMAGED, what="number")
    return value


def pax_records(data: bytes) -> dict[str, bytes]:
    """The records of an extended header, `length key=value\\n` each. Raises PackageRefused."""
    records: dict[str, bytes] = {}
    at = 0
    while at < len(data):
        space = data.find(b" ", at, at + 20)
        digits = data[at:space] if space > at else b""
        end = at + int(digits) if digits.isdigit() else 0
        key, equals, value = data[space + 1 : end - 1].partition(b"=")
        if not equals or not key or end > len(data) or data[end - 1 : end] != b"\n":
            raise PackageRefused(findings.TAR_DAMAGED, what="pax")
        name = key.decode(errors="backslashreplace")
        if name in records and name in ("path", "size", "linkpath"):
            raise PackageRefused(findings.TAR_HEADER_LIES, what=name)
        records[name] = value
        at = end
    return records


def pax_size(value: bytes) -> int:
    """The decimal number of a `size` record. Raises PackageRefused."""
    if not value.isdigit() or len(value) > 19 or int(value) > _LARGEST:
        raise PackageRefused(findings.TAR_DAMAGED, what="pax size")
    return int(value)
