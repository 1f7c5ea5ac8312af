"""A tar read in place: the container itself, or a scratch file into which it was inflated."""

from __future__ import annotations

from collections.abc import Iterator

from chartrier.packages.budget import Budget
from chartrier.packages.container import Container
from chartrier.packages.package import Package, Reader
from chartrier.packages.tar_index import TarEntry, index_tar
from chartrier.records.digest import Digest
from chartrier.records.finding import Findings


class TarPackage(Package):
    """Made from what was received and from the plain tar in it (the same, or inflated). It owns both.

    `digest` is that of the container when it was computed while inflating. Raises PackageRefused.
    """

    def __init__(
        self,
        kind: str,
        received: Container,
        tar: Container,
        budget: Budget,
        found: Findings,
        digest: Digest | None = None,
    ) -> None:
        self._files = index_tar(tar, budget, found)
        self._received = received
        self._tar = tar
        self._digest = digest
        self.kind = kind
        self.entries = self._files
        self.size = received.size

    def open(self, name: str) -> Reader:
        return Reader(self._pieces(self._files[name]))

    def digest(self) -> Digest:
        if self._digest is None:
            self._digest = self._received.digest()
        return self._digest

    def check_unchanged(self) -> None:
        self._received.check_unchanged()

    def close(self) -> None:
        self._received.close()
        self._tar.close()

    def _pieces(self, entry: TarEntry) -> Iterator[bytes]:
        """A tar has no checksum of contents: before the last piece, see that nobody wrote to it."""
        end = entry.size
        for piece in self._tar.pieces(entry.offset, entry.size):
            end -= len(piece)
            if not end:
                self._tar.check_unchanged()
            yield piece
