"""A part of a file as a stream of its own."""

from __future__ import annotations

import io
from typing import BinaryIO, cast


class Part(io.RawIOBase):
    """`length` bytes of an open file, from `offset`; closing it closes the file."""

    def __init__(self, file: BinaryIO, offset: int, length: int) -> None:
        self._file = file
        self._left = length
        file.seek(offset)

    @classmethod
    def buffered(cls, file: BinaryIO, offset: int, length: int) -> BinaryIO:
        """The part as a stream to read from."""
        return cast(BinaryIO, io.BufferedReader(cls(file, offset, length)))

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._file.fileno()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        wanted = memoryview(buffer)[: self._left]
        data = self._file.read(len(wanted))
        wanted[: len(data)] = data
        self._left -= len(data)
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()
