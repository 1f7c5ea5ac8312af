"""A zip writer that lies wherever it is told to."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from struct import pack
from typing import Any

from inflate64 import Deflater


def deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    return compressor.compress(data) + compressor.flush()


def deflate64(data: bytes) -> bytes:
    compressor = Deflater()
    return bytes(compressor.deflate(data) + compressor.flush())


@dataclass
class Member:
    """A member; `local` and `central` override what each header says, `record` the whole local record."""

    name: bytes
    data: bytes = b""
    method: int = 8
    flags: int = 0
    mode: int = 0
    packed: bytes | None = None
    local: dict[str, Any] = field(default_factory=dict)
    central: dict[str, Any] = field(default_factory=dict)
    descriptor: bytes = b""

    def fields(self, **overrides: Any) -> dict[str, Any]:
        return {
            "name": self.name,
            "flags": self.flags,
            "method": self.method,
            "crc": zlib.crc32(self.data),
            "packed": len(self.packed_bytes()),
            "size": len(self.data),
            "extra": b"",
            **overrides,
        }

    def packed_bytes(self) -> bytes:
        if self.packed is not None:
            return self.packed
        return {8: deflate, 9: deflate64}.get(self.method, bytes)(self.data)

    def local_record(self) -> bytes:
        f = self.fields(**self.local)
        header = pack(
            "<4s5H3I2H", b"PK\x03\x04", 45, f["flags"], f["method"], 0, 33, f["crc"], f["packed"], f["size"],
            len(f["name"]), len(f["extra"]),
        )  # fmt: skip
        return header + f["name"] + f["extra"] + self.packed_bytes() + self.descriptor

    def central_record(self, offset: int) -> bytes:
        f = self.fields(**{"offset": offset, "disk": 0, "attributes": self.mode << 16, **self.central})
        header = pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 0x0314, 45, f["flags"], f["method"], 0, 33, f["crc"], f["packed"],
            f["size"], len(f["name"]), len(f["extra"]), 0, f["disk"], 0, f["attributes"], f["offset"],
        )  # fmt: skip
        return header + f["name"] + f["extra"]


def make_zip(*members: Member, comment: bytes = b"", zip64: bool = False, gap: bytes = b"", **end: int) -> bytes:
    """A zip of these; `gap` lies before the directory, `end` overrides fields of the (zip64) end record."""
    records, central, offset = [], [], 0
    for member in members:
        central.append(member.central_record(offset))
        records.append(member.local_record())
        offset += len(records[-1])
    body, directory = b"".join([*records, gap]), b"".join(central)
    f = {
        "disk": 0, "directory_disk": 0, "on_disk": len(members), "count": len(members),
        "size": len(directory), "offset": len(body), "locator": len(body) + len(directory), **end,
    }  # fmt: skip
    values = [f[key] for key in ("disk", "directory_disk", "on_disk", "count", "size", "offset")]
    tail = b""
    if zip64:
        tail += pack("<4sQHHIIQQQQ", b"PK\x06\x06", f.get("rest", 44), 45, 45, *values)
        tail += pack("<4sIQI", b"PK\x06\x07", 0, f["locator"], 1)
        narrow = [0xFFFF] * 4 + [0xFFFFFFFF] * 2
        values = [f.get(f"narrow_{i}", value) for i, value in enumerate(narrow)]
    tail += pack("<4s4H2IH", b"PK\x05\x06", *values, f.get("comment_length", len(comment))) + comment
    return body + directory + tail


def descriptor(data: bytes, packed: bytes, *, signature: bool = True, wide: bool = False) -> bytes:
    layout = "<IQQ" if wide else "<III"
    return (b"PK\x07\x08" if signature else b"") + pack(layout, zlib.crc32(data), len(packed), len(data))
