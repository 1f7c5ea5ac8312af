"""Messages between the two processes: four bytes of length, big-endian, then JSON."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

LENGTH = struct.Struct(">I")
LARGEST = 16 << 20
"""Bytes of JSON in one message; more is a fault of whoever sends it."""


def pack(message: Any) -> bytes:
    """The frame of a message. Raises ValueError when it is too large."""
    # Escaped, so that names that are not Unicode (lone surrogates) pass.
    body = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    if len(body) > LARGEST:
        raise ValueError("message too large")
    return LENGTH.pack(len(body)) + body


def write(stream: BinaryIO, message: Any) -> None:
    """Send one message."""
    stream.write(pack(message))
    stream.flush()


def read(stream: BinaryIO) -> Any:
    """The next message. Raises EOFError when the other end has gone, ValueError when it is not a message."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    if length > LARGEST:
        raise ValueError("message too large")
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return json.loads(body)
