"""The container file: opened once, read at offsets, never trusted to stay as it was."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from stat import S_ISREG

from chartrier.packages import findings
from chartrier.packages.package import PIECE, PackageRefused
from chartrier.records.digest import Digest

Identity = tuple[int, int, int, int, int]
"""Device, inode, size, and the instants of last modification and change in nanoseconds."""


def identity(status: os.stat_result) -> Identity:
    """What must stay the same while a file or folder is read.

    The instant of change is part of it: unlike that of modification, nobody can set it back.
    """
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


class Container:
    """A regular file behind a descriptor that it owns."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        status = os.fstat(descriptor)
        assert S_ISREG(status.st_mode)
        self._identity = identity(status)
        self.size = status.st_size

    def read_at(self, offset: int, size: int) -> bytes:
        """Exactly these bytes. Raises PackageRefused when the disk fails or the file became shorter."""
        try:
            data = os.pread(self._descriptor, size, offset)
            while len(data) < size:
                more = os.pread(self._descriptor, size - len(data), offset + len(data))
                if not more:
                    raise PackageRefused(findings.CHANGED)
                data += more
        except OSError as error:
            raise PackageRefused(findings.UNREADABLE, reason=error.strerror or "") from error
        return data

    def pieces(self, offset: int, size: int, piece: int = PIECE) -> Iterator[bytes]:
        """These bytes, a piece at a time."""
        end = offset + size
        while offset < end:
            data = self.read_at(offset, min(piece, end - offset))
            offset += len(data)
            yield data

    def digest(self) -> Digest:
        """SHA-512 of the whole file. Raises PackageRefused when it changed."""
        sha512 = hashlib.sha512()
        for data in self.pieces(0, self.size):
            sha512.update(data)
        self.check_unchanged()
        return Digest("sha512", sha512.hexdigest())

    def check_unchanged(self) -> None:
        """Raises PackageRefused when the file is not what it was when it was opened."""
        if identity(os.fstat(self._descriptor)) != self._identity:
            raise PackageRefused(findings.CHANGED)

    def close(self) -> None:
        """Close the descriptor; a second time does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
