"""What every opened package offers, whatever it came in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from chartrier.errors import InvalidInput
from chartrier.records.digest import Digest

PIECE = 256 << 10
"""Bytes handled at once; a reader holds a few pieces, whatever the size of the file."""


class PackageRefused(InvalidInput):
    """The package, or a file of it, cannot be opened or is not safe. Its finding is in no list yet."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A regular file of a package: its safe relative name (`/` between folders) and its size in bytes."""

    name: str
    size: int


class Reader:
    """The bytes of one file, streamed. The last of them are given only once everything was found right."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._piece = memoryview(b"")

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, at least one; none at the end. Raises PackageRefused on damage or change."""
        if size < 0:
            raise ValueError("a package's file is read in pieces")
        if size == 0:
            return b""
        if not self._piece:
            piece = next(self._pieces, b"")
            if len(piece) <= size:
                return piece
            self._piece = memoryview(piece)
        given, self._piece = bytes(self._piece[:size]), self._piece[size:]
        return given

    def close(self) -> None:
        """Let go of what the reader holds."""
        self._pieces = iter(())
        self._piece = memoryview(b"")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Package(ABC):
    """An opened package. Its methods may be called from several threads; each reader belongs to one."""

    kind: str
    """`zip`, `tar`, `tar.gz`, `tar.bz2` or `folder`."""

    size: int | None
    """Bytes of the container file; None for a folder."""

    entries: Mapping[str, Entry]
    """The regular files by name, in the order of the container (a folder's: sorted)."""

    @property
    def inflated(self) -> int:
        """Bytes of all files together, as declared and then enforced."""
        return sum(entry.size for entry in self.entries.values())

    @abstractmethod
    def digest(self) -> Digest | None:
        """SHA-512 of the container file, read whole when it was not read yet; None for a folder.

        Raises PackageRefused when the file changed since it was opened.
        """

    @abstractmethod
    def open(self, name: str) -> Reader:
        """Read one file. Raises KeyError for a name that is not in `entries`, PackageRefused on damage."""

    @abstractmethod
    def check_unchanged(self) -> None:
        """Raises PackageRefused when the container is not what it was when it was opened."""

    @abstractmethod
    def close(self) -> None:
        """Let go of file descriptors and scratch space."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
