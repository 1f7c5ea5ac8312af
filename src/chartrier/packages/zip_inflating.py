"""Bytes of a zip's file as they inflate: never more at once than a few pieces, whatever the input.

Each of these takes packed pieces and gives inflated ones, stops soon after `size` bytes, and raises
ZipDamaged when the packed bytes are not one compressed stream and nothing else.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

from inflate64 import Inflater

from chartrier.packages.package import PIECE
from chartrier.packages.zip_fields import DEFLATED, DEFLATED64, STORED

_FEED = 256
"""Packed bytes given to Deflate64 at once: it has no limit of output, and 18 bits can stand for 64 KiB."""


class ZipDamaged(Exception):
    """The packed bytes are not what they should be."""


def stored(pieces: Iterator[bytes], size: int) -> Iterator[bytes]:
    """Method 0: the bytes as they are."""
    return pieces


def deflated(pieces: Iterator[bytes], size: int) -> Iterator[bytes]:
    """Method 8."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    left = size + 1
    for packed in pieces:
        if packed and inflater.eof:
            raise ZipDamaged
        while True:
            most = min(left, PIECE)
            try:
                piece = inflater.decompress(packed, most)
            except zlib.error:
                raise ZipDamaged from None
            yield piece
            left -= len(piece)
            if left <= 0:
                return
            packed = inflater.unconsumed_tail
            if not packed and len(piece) < most:
                break
    if not inflater.eof or inflater.unused_data:
        raise ZipDamaged


def deflated64(pieces: Iterator[bytes], size: int) -> Iterator[bytes]:
    """Method 9.

    inflate64 1.0.4 never releases the buffers it is given: all packed bytes would stay in memory. So it is
    given the same one again and again, and the last bytes singly (Python has each single byte once for all).
    """
    inflater = Inflater()
    feed = bytearray(_FEED)
    left = size + 1
    for packed in pieces:
        whole = len(packed) - len(packed) % _FEED
        for at in (*range(0, whole, _FEED), *range(whole, len(packed))):
            if inflater.eof:
                raise ZipDamaged
            if at < whole:
                feed[:] = packed[at : at + _FEED]
            try:
                inflated = inflater.inflate(feed if at < whole else packed[at : at + 1])
            except ValueError:
                raise ZipDamaged from None
            inflated = inflated[:left]
            left -= len(inflated)
            yield from (inflated[start : start + PIECE] for start in range(0, len(inflated), PIECE))
            if left <= 0:
                return
    if not inflater.eof:
        raise ZipDamaged


INFLATE: dict[int, Callable[[Iterator[bytes], int], Iterator[bytes]]] = {
    STORED: stored,
    DEFLATED: deflated,
    DEFLATED64: deflated64,
}
