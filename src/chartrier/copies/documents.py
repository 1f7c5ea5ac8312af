"""What the copies hold, read where it is proven, and written to files that appear whole or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from chartrier.copies.findings import COPY_DAMAGED, NO_COPY_THERE, NO_GOOD_COPY, TARGET_EXISTS, TARGET_UNWRITABLE
from chartrier.errors import Conflict, IntegrityFailure, InvalidInput, Unavailable
from chartrier.records.finding import Findings
from chartrier.records.identifiers import package_of
from chartrier.vault.store import Store

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Located:
    """Where the bytes of something lie in each copy (docs/format.md §2.5), and what they must be.

    `id` is that of the object, or of the package for one of its files; `path` is below `content` of `version`, or of
    the version where a copy looks for it by itself.
    """

    tenant: str
    id: UUID
    path: str
    sha512: str
    offset: int = 0
    length: int | None = None
    version: str | None = None


class _NotThere(Exception):
    """The bytes of this copy are not those."""


def read_proven(
    copies: Sequence[Store], located: Located, take: Callable[[Iterator[bytes]], None], findings: Findings
) -> str:
    """Hand the bytes to `take`, from the first copy where they have their digest; the name of that copy.

    `take` begins anew at each call: what it is given may turn out wrong with its last chunk, by an exception that it
    lets through. Copies that were not intact are told in `findings`. Raises IntegrityFailure (ACC-005) when no copy
    has the bytes, Unavailable (ACC-009) when no copy is there.
    """
    absent = 0
    for copy in copies:
        try:
            take(_chunks(copy, located))
        except _NotThere:
            pass
        except _Absent:
            absent += 1
        else:
            return copy.name
        findings.add(COPY_DAMAGED, copy=copy.name, identifier=str(located.id))
    if absent == len(copies):
        raise Unavailable(NO_COPY_THERE, identifier=str(located.id))
    raise IntegrityFailure(NO_GOOD_COPY, identifier=str(located.id))


class _Absent(Exception):
    """The copy is away."""


def _chunks(copy: Store, located: Located) -> Iterator[bytes]:
    """What can be read: where a disk fails the bytes end, and their digest tells."""
    digest = hashlib.sha512()
    package = package_of(located.id)
    try:
        version = {} if located.version is None else {"version": located.version}
        source = copy.open(located.tenant, package, located.path, located.offset, located.length, **version)
    except IntegrityFailure as problem:
        raise _NotThere from problem
    except Unavailable as problem:
        raise _Absent from problem
    with source:
        while chunk := _read(source):
            digest.update(chunk)
            yield chunk
    if digest.hexdigest() != located.sha512:
        raise _NotThere


def _read(source: BinaryIO) -> bytes:
    try:
        return source.read(CHUNK)
    except OSError:
        return b""


@contextmanager
def new_file(target: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """A file that appears under its name when the block ends well; `private`: for its owner alone.

    Raises Conflict (ACC-006) when there is one already, InvalidInput (ACC-008) when it cannot be made.
    """
    partial = target.with_name(f".chartrier-{secrets.token_hex(8)}")
    try:
        if target.is_symlink() or target.exists():
            raise FileExistsError
        descriptor = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600 if private else 0o666)
        with os.fdopen(descriptor, "w+b") as file:
            yield file
        _appear(partial, target)
    except FileExistsError:
        raise Conflict(TARGET_EXISTS, path=str(target)) from None
    except OSError:
        raise InvalidInput(TARGET_UNWRITABLE, path=str(target)) from None
    finally:
        with suppress(OSError):
            partial.unlink()


def make_durable(file: BinaryIO) -> None:
    """Have all that was written to a file on its disk. Raises OSError."""
    file.flush()
    os.fsync(file.fileno())


def _appear(partial: Path, target: Path) -> None:
    """Give a file its name, never replacing one that was made meanwhile."""
    try:
        os.link(partial, target)
    except FileExistsError:
        raise
    except OSError:
        # no hard links there (a USB key): claim the name first, then fill it at once
        target.open("xb").close()
        partial.replace(target)
