"""The fields of a zip's records: what they are called in APPNOTE 6.3.10, and where they lie."""

from __future__ import annotations

from struct import Struct, error, unpack, unpack_from

LOCAL_SIGNATURE = b"PK\x03\x04"
CENTRAL_SIGNATURE = b"PK\x01\x02"
END_SIGNATURE = b"PK\x05\x06"
END64_SIGNATURE = b"PK\x06\x06"
LOCATOR64_SIGNATURE = b"PK\x06\x07"
DESCRIPTOR_SIGNATURE = b"PK\x07\x08"

LOCAL = Struct("<4s2xHH4xIIIHH")
"""§4.3.7: signature, flags, method, crc, packed size, size, lengths of name and extra fields."""

CENTRAL = Struct("<4s4xHH4xIIIHHHH2xII")
"""§4.3.12: the same, then length of the comment, disk, external attributes, offset of the local header."""

END = Struct("<4sHHHHIIH")
"""§4.3.16: signature, two disks, two counts, size and offset of the directory, length of the comment."""

END64 = Struct("<4sQ4xIIQQQQ")
"""§4.3.14: signature, size of the rest, two disks, two counts, size and offset of the directory."""

LOCATOR64 = Struct("<4sIQI")
"""§4.3.15: signature, disk, offset of the zip64 end record, number of disks."""

ENCRYPTED = 1 << 0
DESCRIPTOR_FOLLOWS = 1 << 3
PATCH = 1 << 5
STRONGLY_ENCRYPTED = 1 << 6
UTF8 = 1 << 11
MASKED = 1 << 13

STORED, DEFLATED, DEFLATED64 = 0, 8, 9
METHODS = frozenset({STORED, DEFLATED, DEFLATED64})
AES = 99

IN_ZIP64_16 = 0xFFFF
IN_ZIP64 = 0xFFFFFFFF
"""What a 16 or 32-bit field holds when the value is in a zip64 record."""

EXTRA_ZIP64 = 0x0001
EXTRA_STRONG_ENCRYPTION = 0x0017
EXTRA_UNICODE_PATH = 0x7075
EXTRA_AES = 0x9901


class Malformed(ValueError):
    """A record does not hold what its lengths say; the argument says which."""


def extra_fields(data: bytes) -> dict[int, bytes]:
    """Extra fields by number (§4.5). Fewer than four bytes at the end are padding. Raises Malformed."""
    fields: dict[int, bytes] = {}
    offset = 0
    while offset + 4 <= len(data):
        number, length = unpack_from("<HH", data, offset)
        offset += 4
        if offset + length > len(data):
            raise Malformed("extra field")
        if number in fields and number in (EXTRA_ZIP64, EXTRA_UNICODE_PATH):
            raise Malformed("extra field")
        fields[number] = data[offset : offset + length]
        offset += length
    return fields


def widen(fields: dict[int, bytes], *values: int) -> tuple[int, ...]:
    """Sizes, offset and disk, those that the record leaves to the zip64 field read from there (§4.5.3).

    Raises Malformed when that field lacks one, or has one that the record has too: tools would differ.
    """
    wide = fields.get(EXTRA_ZIP64, b"")
    layout = "<" + "Q" * values[:3].count(IN_ZIP64) + "I" * values[3:].count(IN_ZIP64_16)
    try:
        found = iter(unpack(layout, wide))
    except error:
        raise Malformed("zip64") from None
    limits = (IN_ZIP64, IN_ZIP64, IN_ZIP64, IN_ZIP64_16)
    return tuple(next(found) if value == limit else value for value, limit in zip(values, limits, strict=False))
