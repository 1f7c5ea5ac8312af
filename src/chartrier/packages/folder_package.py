"""An unpacked folder read in place: no link is followed, and every file must be the one that was listed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from stat import S_ISREG

from chartrier.packages import findings
from chartrier.packages.budget import Budget
from chartrier.packages.container import Container, identity
from chartrier.packages.folder_listing import OPEN_FOLDER, FolderEntry, list_folder, unreadable
from chartrier.packages.names import place_of
from chartrier.packages.package import Package, PackageRefused, Reader
from chartrier.records.finding import Findings

_OPEN_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


class FolderPackage(Package):
    """Made from a folder's descriptor, which it owns. Raises PackageRefused."""

    kind = "folder"
    size = None

    def __init__(self, root: int, budget: Budget, found: Findings) -> None:
        contents = list_folder(root, budget, found)
        self._root = root
        self._files = contents.files
        self._folders = contents.folders
        self.entries = contents.files

    def open(self, name: str) -> Reader:
        return Reader(self._pieces(self._files[name]))

    def digest(self) -> None:
        return None

    def check_unchanged(self) -> None:
        for name, known in self._folders.items():
            descriptor = self._descend(name.split("/") if name else [], name)
            try:
                if identity(os.fstat(descriptor)) != known:
                    raise PackageRefused(findings.CHANGED, place_of(name))
            finally:
                os.close(descriptor)

    def close(self) -> None:
        if self._root >= 0:
            os.close(self._root)
            self._root = -1

    def _pieces(self, entry: FolderEntry) -> Iterator[bytes]:
        """The file's bytes; before the last piece, see that nobody wrote to it."""
        container = self._open_file(entry)
        try:
            left = entry.size
            for piece in container.pieces(0, entry.size):
                left -= len(piece)
                if not left:
                    container.check_unchanged()
                yield piece
        finally:
            container.close()

    def _open_file(self, entry: FolderEntry) -> Container:
        *folders, last = entry.name.split("/")
        folder = self._descend(folders, entry.name)
        try:
            descriptor = os.open(last.encode(), _OPEN_FILE, dir_fd=folder)
        except OSError as error:
            raise unreadable(error, entry.name) from error
        finally:
            os.close(folder)
        status = os.fstat(descriptor)
        if not S_ISREG(status.st_mode) or identity(status) != entry.identity:
            os.close(descriptor)
            raise PackageRefused(findings.CHANGED, place_of(entry.name))
        return Container(descriptor)

    def _descend(self, folders: list[str], name: str) -> int:
        """A descriptor of the folder below the root, which the caller closes."""
        descriptor = os.dup(self._root)
        try:
            for folder in folders:
                below = os.open(folder.encode(), OPEN_FOLDER, dir_fd=descriptor)
                os.close(descriptor)
                descriptor = below
        except OSError as error:
            os.close(descriptor)
            raise unreadable(error, name) from error
        return descriptor
