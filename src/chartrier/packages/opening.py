"""A received package opened safely: recognised by what it is, never by its name."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from chartrier.packages.budget import Budget
from chartrier.packages.container import Container
from chartrier.packages.findings import (
    ABSENT,
    EMPTY,
    FORMAT_NOT_TAKEN,
    NOT_A_CONTAINER,
    NOT_A_FILE,
    UNREADABLE,
    ZIP_PREFIX,
    ZIP_SPLIT,
)
from chartrier.packages.folder_package import FolderPackage
from chartrier.packages.package import Package, PackageRefused
from chartrier.packages.stream import inflate_tar
from chartrier.packages.tar_header import BLOCK, is_header
from chartrier.packages.tar_package import TarPackage
from chartrier.packages.zip_end import ends_as_zip
from chartrier.packages.zip_fields import DESCRIPTOR_SIGNATURE, END_SIGNATURE, LOCAL_SIGNATURE
from chartrier.packages.zip_package import ZipPackage
from chartrier.records.finding import Findings

_OPEN = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
"""Without waiting for the other end of a pipe."""

_NOT_TAKEN = {
    b"\xfd7zXZ\x00": "xz",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!": "rar",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\x1f\x9d": "Z",
    b"LZIP": "lzip",
    b"xar!": "xar",
}


def open_package(path: Path, *, budget: Budget, scratch: Path, findings: Findings) -> Package:
    """The package at this path; the caller closes it.

    What is wrong with single members goes to `findings`, as do warnings. Raises PackageRefused, whose own
    finding is not among them, when the package cannot be opened or is not safe; Unavailable when a compressed
    tar finds no room in `scratch`, an existing folder and the only place where anything is written.
    """
    descriptor = _open(path)
    try:
        mode = os.fstat(descriptor).st_mode
        if S_ISDIR(mode):
            return FolderPackage(descriptor, budget, findings)
        if not S_ISREG(mode):
            raise PackageRefused(NOT_A_FILE)
    except BaseException:
        os.close(descriptor)
        raise
    container = Container(descriptor)
    try:
        return _open_container(container, budget, scratch, findings)
    except BaseException:
        container.close()
        raise


def _open(path: Path) -> int:
    try:
        return os.open(path, _OPEN)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise PackageRefused(ABSENT) from None
    except OSError as error:
        raise PackageRefused(UNREADABLE, reason=error.strerror or "") from error


def _open_container(container: Container, budget: Budget, scratch: Path, findings: Findings) -> Package:
    kind = _recognise(container)
    if kind == "zip":
        return ZipPackage(container, budget, findings)
    if kind == "tar":
        return TarPackage(kind, container, container, budget, findings)
    tar, digest = inflate_tar(container, kind, budget, scratch)
    try:
        return TarPackage(kind, container, tar, budget, findings, digest)
    except BaseException:
        tar.close()
        raise


def _recognise(container: Container) -> str:
    """The kind of container, from its first bytes. Raises PackageRefused when it is none of ours."""
    if not container.size:
        raise PackageRefused(EMPTY)
    head = container.read_at(0, min(BLOCK, container.size))
    if head.startswith((LOCAL_SIGNATURE, END_SIGNATURE)):
        return "zip"
    if head.startswith(b"\x1f\x8b"):
        return "tar.gz"
    if head.startswith(b"BZh"):
        return "tar.bz2"
    if is_header(head):
        return "tar"
    for signature, name in _NOT_TAKEN.items():
        if head.startswith(signature):
            raise PackageRefused(FORMAT_NOT_TAKEN, format=name)
    if head.startswith((DESCRIPTOR_SIGNATURE, b"PK00")):
        raise PackageRefused(ZIP_SPLIT)
    raise PackageRefused(ZIP_PREFIX if ends_as_zip(container) else NOT_A_CONTAINER)
