"""The package under construction: files hashed while they are written, in the folder that will be sealed."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from uuid import UUID


def new_private_file(path: Path) -> BinaryIO:
    """A new file that nobody changes once it is written, not even us."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o400)
    return os.fdopen(descriptor, "wb")


BLOCK = 1 << 18
"""Bytes that are gathered before they are hashed and written."""


class HashedFile:
    """A new file whose sha512 and size are known when its last byte is written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sha512 = hashlib.sha512()
        self._gathered: list[bytes] = []
        self._waiting = 0
        self.size = 0

    def write(self, data: bytes) -> int:
        self._gathered.append(data)
        self._waiting += len(data)
        self.size += len(data)
        if self._waiting >= BLOCK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if not self._waiting:
            return
        block = b"".join(self._gathered)
        self._gathered.clear()
        self._waiting = 0
        self._sha512.update(block)
        self._file.write(block)
        self._file.flush()

    @property
    def sha512(self) -> str:
        self.flush()
        return self._sha512.hexdigest()


FACTS = ("operation.json", "findings.json", "units.jsonl", "objects.jsonl")


@dataclass(slots=True)
class StagedPackage:
    """`folder` becomes an OCFL object; `files` has (path below content, sha512, size), in the order written."""

    identifier: UUID
    folder: Path
    files: list[tuple[str, str, int]] = field(default_factory=list)

    @property
    def content(self) -> Path:
        return self.folder / "v1" / "content"

    def prepare(self) -> None:
        """Make the folders that files are written to."""
        self.content.mkdir(parents=True, mode=0o700)

    @contextmanager
    def new_file(self, path: str) -> Iterator[HashedFile]:
        """Write a file of the package; it is listed when the block ends."""
        with new_private_file(self.content / path) as file:
            hashed = HashedFile(file)
            yield hashed
            hashed.flush()
        self.files.append((path, hashed.sha512, hashed.size))

    def forget(self) -> None:
        """Keep nothing of what was written so far."""
        shutil.rmtree(self.folder)
        shutil.rmtree(self._facts, ignore_errors=True)
        self.files.clear()
        self.prepare()

    def facts(self) -> Path:
        """A folder beside the package with what the catalog reads of it: the package itself may move on."""
        for name in FACTS:
            if (self.content / name).exists():
                self.fact(name)
        return self._facts

    def fact(self, name: str) -> Path:
        """One file of that folder."""
        self._facts.mkdir(mode=0o700, exist_ok=True)
        fact = self._facts / name
        with suppress(FileExistsError):
            os.link(self.content / name, fact)
        return fact

    @property
    def _facts(self) -> Path:
        return self.folder.with_name("facts")

    def adopt(self, path: str, sha512: str, size: int) -> None:
        """List a file that was hashed while it was written at its place."""
        self.files.append((path, sha512, size))
