"""A compressed tar inflated once, within the budget, into a scratch file that has no name."""

from __future__ import annotations

import bz2
import errno
import hashlib
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from chartrier.errors import Unavailable
from chartrier.packages import findings
from chartrier.packages.budget import MIB, Budget
from chartrier.packages.container import Container
from chartrier.packages.package import PIECE, PackageRefused
from chartrier.packages.tar_header import BLOCK, is_header
from chartrier.records.digest import Digest

_FEED = 16 << 10
"""Compressed bytes given at once. Small: what follows the end of a stream is copied each time."""

_ROOM_CHECKED_EVERY = 64 * MIB

_STREAMS_FREE = 1000
_BYTES_PER_STREAM = 1024
"""Beyond the first thousand, streams of less than this on average are only there to cost us time."""


class _Stream(Protocol):
    """What bz2's decompressor offers."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Gzip:
    """One gzip member (RFC 1952) behind the manners of bz2's decompressor; the CRC is checked by zlib."""

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._full = False

    @property
    def eof(self) -> bool:
        return self._inflater.eof

    @property
    def unused_data(self) -> bytes:
        return self._inflater.unused_data

    @property
    def needs_input(self) -> bool:
        return not (self._inflater.unconsumed_tail or self._full or self._inflater.eof)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        piece = self._inflater.decompress(self._inflater.unconsumed_tail + data, max_length)
        self._full = len(piece) == max_length
        return piece


_STREAMS: dict[str, Callable[[], _Stream]] = {"tar.gz": _Gzip, "tar.bz2": bz2.BZ2Decompressor}


def inflate_tar(received: Container, kind: str, budget: Budget, scratch: Path) -> tuple[Container, Digest]:
    """The tar inside a `tar.gz` or `tar.bz2`, which the caller closes, and the SHA-512 of what was received.

    The scratch file has no name and is private: nothing is left of it after a crash. Raises PackageRefused;
    Unavailable when the scratch folder has no room or cannot be used.
    """
    sha512 = hashlib.sha512()
    pieces = _tar_only(_inflated(_packed(received, sha512), kind), kind)
    try:
        with tempfile.TemporaryFile(dir=scratch, buffering=0) as spill:
            _pour(pieces, spill.fileno(), budget, scratch)
            tar = Container(os.dup(spill.fileno()))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Unavailable(findings.NO_ROOM) from error
        raise Unavailable(findings.SCRATCH_UNUSABLE, reason=error.strerror or "") from error
    return tar, Digest("sha512", sha512.hexdigest())


def _packed(received: Container, sha512: hashlib._Hash) -> Iterator[bytes]:
    """What was received, read once and hashed on the way, in small pieces."""
    for piece in received.pieces(0, received.size):
        sha512.update(piece)
        for at in range(0, len(piece), _FEED):
            yield piece[at : at + _FEED]
    received.check_unchanged()


def _inflated(packed: Iterator[bytes], kind: str) -> Iterator[bytes]:
    """The inflated bytes of one or more streams put end to end, and nothing else after them."""
    stream, streams, given = _STREAMS[kind](), 1, 0
    for data in packed:
        while data:
            if stream.eof:
                stream, streams = _STREAMS[kind](), streams + 1
                if streams > _STREAMS_FREE + given // _BYTES_PER_STREAM:
                    raise PackageRefused(findings.STREAM_IN_CRUMBS, format=kind)
            for piece in _decompressed(stream, data, kind):
                given += len(piece)
                yield piece
            data = stream.unused_data if stream.eof else b""
    if not stream.eof:
        raise PackageRefused(findings.STREAM_TRUNCATED, format=kind)


def _decompressed(stream: _Stream, data: bytes, kind: str) -> Iterator[bytes]:
    """All that these bytes of the stream inflate to, at most PIECE at once."""
    while True:
        try:
            piece = stream.decompress(data, PIECE)
        except (zlib.error, OSError, ValueError):
            raise PackageRefused(findings.STREAM_DAMAGED, format=kind) from None
        yield piece
        if stream.eof or stream.needs_input:
            return
        data = b""


def _tar_only(pieces: Iterator[bytes], kind: str) -> Iterator[bytes]:
    """The same bytes, once the first of them were seen to be a tar header."""
    head = b""
    for piece in pieces:
        if len(head) < BLOCK:
            head += piece
            if len(head) < BLOCK:
                continue
            if not is_header(head[:BLOCK]):
                break
            piece = head
        yield piece
    if not is_header(head[:BLOCK]):
        raise PackageRefused(findings.COMPRESSED_BUT_NOT_TAR, format=kind)


def _pour(pieces: Iterator[bytes], spill: int, budget: Budget, scratch: Path) -> None:
    """Write within the budget and the room on disk."""
    written, checked_at = 0, 0
    for piece in pieces:
        if written >= checked_at:
            if shutil.disk_usage(scratch).free < budget.room_left + _ROOM_CHECKED_EVERY:
                raise Unavailable(findings.NO_ROOM)
            checked_at = written + _ROOM_CHECKED_EVERY
        written += len(piece)
        if written > budget.bytes:
            raise PackageRefused(findings.TOO_MANY_BYTES, limit=budget.bytes)
        view = memoryview(piece)
        while view:
            view = view[os.write(spill, view) :]
