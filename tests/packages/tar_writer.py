"""A tar writer that lies wherever it is told to."""

from __future__ import annotations

import io
import tarfile

END = bytes(1024)


def header(
    name: bytes,
    size: int = 0,
    kind: bytes = b"0",
    *,
    size_field: bytes | None = None,
    magic: bytes = b"ustar\x0000",
) -> bytes:
    fields = name.ljust(100, b"\x00") + b"0000644\x00" + b"0000000\x00" * 2
    fields += (size_field or b"%011o\x00" % size) + b"00000000000\x00" + b" " * 8 + kind
    fields += bytes(100) + magic
    fields = fields.ljust(512, b"\x00")
    return fields[:148] + b"%06o\x00 " % sum(fields) + fields[156:]


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 512)


def member(name: bytes, data: bytes = b"", kind: bytes = b"0", **fields: bytes) -> bytes:
    return header(name, len(data), kind, **fields) + padded(data)


def pax(kind: bytes = b"x", /, **records: bytes) -> bytes:
    """An extended header; `_` in a key stands for `.`."""
    return member(b"PaxHeader", b"".join(record(key.replace("_", "."), records[key]) for key in records), kind)


def record(key: str, value: bytes) -> bytes:
    rest = b" " + key.encode() + b"=" + value + b"\n"
    length = len(rest) + 1
    while len(b"%d" % length) + len(rest) != length:
        length += 1
    return b"%d" % length + rest


def standard_tar(files: dict[str, bytes], tar_format: int) -> bytes:
    """What the standard library writes, with a folder first."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tar_format) as written:
        folder = tarfile.TarInfo("Content")
        folder.type = tarfile.DIRTYPE
        written.addfile(folder)
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1479052105.5
            written.addfile(info, io.BytesIO(data))
    return target.getvalue()
