"""Small contents shown to the confined process as files, without a file being written for each."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PREFIX = "memory-files-"
COUNT = 256
"""How many contents can be shown at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class SmallFile:
    """Bytes in memory to be identified, and what would be the extension of their file (`.pdf`, or nothing)."""

    data: bytes
    extension: str


class MemoryFiles:
    """COUNT memory files (memfd), which the process inherits and which are filled anew for each batch.

    The process opens them by a link that has the extension, for identification looks at it; the link leads to
    `/proc/self/fd`, the one place where a memory file has a path. Landlock lets it through: it is on no file system
    that a rule could name. Nothing of the contents is on a disk, and nothing is left of them when both processes ended.
    """

    def __init__(self, folder: Path) -> None:
        """A folder in `folder` holds the links: its own, however many are there at a time, and removed at the end. What
        one that was killed left is removed first.
        """
        _sweep(folder)
        self._folder, self._held = _made(folder)
        self._links: list[str | None] = [None] * COUNT
        self._filled = 0
        self.descriptors: list[int] = []
        try:
            for _ in range(COUNT):
                self.descriptors.append(os.memfd_create("chartrier-object", os.MFD_CLOEXEC))
        except OSError:
            self.close()
            raise

    def show(self, files: Sequence[SmallFile]) -> list[str]:
        """Fill as many as there are `files` (COUNT at most), in place of what was shown before; their paths."""
        for descriptor in self.descriptors[: self._filled]:
            os.ftruncate(descriptor, 0)
        self._filled = len(files)
        return [self._fill(number, file) for number, file in enumerate(files)]

    def _fill(self, number: int, file: SmallFile) -> str:
        descriptor, written = self.descriptors[number], 0
        while written < len(file.data):
            written += os.pwrite(descriptor, file.data[written:] if written else file.data, written)
        link, known = f"{self._folder}/{number}{file.extension}", self._links[number]
        if link != known:
            if known is not None:
                Path(known).unlink()
            Path(link).symlink_to(f"/proc/self/fd/{descriptor}")
            self._links[number] = link
        return link

    def close(self) -> None:
        """Free the memory and remove the links."""
        for link in self._links:
            if link is not None:
                Path(link).unlink(missing_ok=True)
        Path(self._folder).rmdir()
        for descriptor in (*self.descriptors, self._held):
            os.close(descriptor)


def _made(folder: Path) -> tuple[str, int]:
    """A new folder of links, and the descriptor that holds it for as long as this process lives."""
    while True:
        made = tempfile.mkdtemp(prefix=PREFIX, dir=folder.absolute())
        try:
            held = os.open(made, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        fcntl.flock(held, fcntl.LOCK_EX)
        if Path(made).exists():
            return made, held
        # somebody swept it before it was held
        os.close(held)


def _sweep(folder: Path) -> None:
    """Remove the folders of links that nobody holds."""
    for left in folder.glob(f"{PREFIX}*"):
        with suppress(OSError):
            held = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left)
            finally:
                os.close(held)
