"""A copy in a folder of this machine: the local offer."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from chartrier.errors import IntegrityFailure, Unavailable
from chartrier.records.finding import FindingKind, Place
from chartrier.records.identifiers import TENANT_CODE
from chartrier.vault import findings
from chartrier.vault.durability import Batch, make_folder, replace_file, sync
from chartrier.vault.ocfl import INVENTORY, LARGEST_INVENTORY, content_path, package_path, storage_root_files
from chartrier.vault.part import Part
from chartrier.verify.reader import CopyReader, FolderCopy

_JOURNAL_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*(/[A-Za-z0-9][A-Za-z0-9.-]*)*")
_SCRATCH = ".scratch-"
_SCRATCH_SECONDS = 3600
"""A scratch file older than this is what a crash left."""

_KINDS = {
    errno.ENOSPC: findings.DISK_FULL,
    errno.EDQUOT: findings.DISK_FULL,
    errno.EACCES: findings.NOT_PERMITTED,
    errno.EPERM: findings.NOT_PERMITTED,
    errno.EROFS: findings.NOT_PERMITTED,
    errno.ENOENT: findings.COPY_ABSENT,
    errno.ENOTDIR: findings.COPY_ABSENT,
    errno.ENODEV: findings.COPY_ABSENT,
    errno.ESTALE: findings.COPY_ABSENT,
}


class FolderStore:
    """A `Store` in a folder that exists, is ours alone, and is one file system.

    The folder itself is never made here: an unmounted disk must be an absent copy, not a new one elsewhere.
    """

    def __init__(self, name: str, root: Path, *, sync_each: bool = False) -> None:
        """`sync_each` syncs every file by itself, however many (the setting `sync_policy`)."""
        self.name = name
        self._root = root
        self._sync_each = sync_each

    def prepare(self, tenant: str) -> None:
        with self._speaking():
            home = self._tenant(tenant)
            folders = make_folder(home, self._root)
            for name in ("packages", "journal", "incoming"):
                folders += make_folder(home / name, home)
            self._clear_scratch(home)
            for path, data in storage_root_files().items():
                target = home / "packages" / path
                folders += [target.parent, *make_folder(target.parent, home / "packages")]
                if not target.exists():
                    replace_file(target, data, self._scratch(tenant))
            _sync_all(folders)

    def receive(self, tenant: str, package: UUID, staged: Path) -> None:
        target = self._incoming(tenant, package)
        with self._speaking():
            _remove(target)
            try:
                with Batch(target.parent, each=self._sync_each) as batch:
                    _copy_folder(staged, target, batch)
                    batch.commit()
            except BaseException:
                # A full disk must get its room back; what cannot be removed now goes with the next try.
                with suppress(OSError):
                    _remove(target)
                raise

    def adopt(self, tenant: str, package: UUID, staged: Path, opened: int) -> bool:
        target = self._incoming(tenant, package)
        with self._speaking():
            if staged.lstat().st_dev != target.parent.lstat().st_dev:
                return False
            _remove(target)
            try:
                staged.rename(target)
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise
                return False
            with Batch(target.parent, each=self._sync_each, opened=opened) as batch:
                _enter_folder(target, batch)
                batch.commit()
            return True

    def incoming(self, tenant: str) -> list[UUID]:
        with self._speaking(), os.scandir(self._tenant(tenant) / "incoming") as entries:
            return sorted(UUID(entry.name) for entry in entries if _is_identifier(entry.name))

    def accept(self, tenant: str, package: UUID) -> None:
        source, target = self._incoming(tenant, package), self._package(tenant, package)
        with self._speaking():
            folders = [*make_folder(target.parent, self._tenant(tenant) / "packages"), source.parent]
            if target.exists():
                self._check_same(package, source, target)
                _remove(source)
            else:
                self._move(package, source, target)
            _sync_all([target.parent, *folders])

    def discard(self, tenant: str, package: UUID) -> None:
        target = self._incoming(tenant, package)
        with self._speaking():
            _remove(target)
            sync(target.parent)

    def contains(self, tenant: str, package: UUID) -> bool:
        with self._speaking():
            (self._tenant(tenant) / "packages").lstat()
            return (self._package(tenant, package) / INVENTORY).is_file()

    def read_inventory(self, tenant: str, package: UUID, version: str = "v1") -> bytes:
        file = self._package(tenant, package) / version / INVENTORY
        with self._speaking():
            (self._tenant(tenant) / "packages").lstat()
            try:
                with os.fdopen(_open_file(file), "rb") as stream:
                    return stream.read(LARGEST_INVENTORY)
            except (FileNotFoundError, _NotAFile):
                raise self._broken(findings.FILE_ABSENT, package, path=INVENTORY) from None

    def open(
        self,
        tenant: str,
        package: UUID,
        path: str,
        offset: int = 0,
        length: int | None = None,
        version: str = "v1",
    ) -> BinaryIO:
        if path.startswith("/") or {"", ".", ".."} & set(path.split("/")):
            raise ValueError(f"not a path below content: {path!r}")
        file = self._package(tenant, package) / content_path(path, version)
        with self._speaking():
            (self._tenant(tenant) / "packages").lstat()
            try:
                stream = os.fdopen(_open_file(file), "rb")
            except (FileNotFoundError, _NotAFile):
                raise self._broken(findings.FILE_ABSENT, package, path=path) from None
        size = os.fstat(stream.fileno()).st_size
        if size < offset + (length or 0):
            stream.close()
            raise self._broken(findings.FILE_ABSENT, package, path=path)
        if offset == 0 and length is None:
            return stream
        return Part.buffered(stream, offset, size - offset if length is None else length)

    def read_journal(self, tenant: str, path: str) -> bytes | None:
        with self._speaking():
            journal = self._tenant(tenant) / "journal"
            journal.lstat()
            try:
                return (journal / _journal_path(path)).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None

    def write_journal(self, tenant: str, files: Iterable[tuple[str, bytes]]) -> None:
        journal = self._tenant(tenant) / "journal"
        folders: dict[Path, None] = {}
        with self._speaking():
            for path, data in files:
                target = journal / _journal_path(path)
                folders |= dict.fromkeys([target.parent, *make_folder(target.parent, journal)])
                replace_file(target, data, self._scratch(tenant))
            _sync_all(folders)

    def reader(self, tenant: str) -> CopyReader:
        return FolderCopy(self.name, self._tenant(tenant))

    def free_bytes(self) -> int:
        with self._speaking():
            return shutil.disk_usage(self._root).free

    def _tenant(self, tenant: str) -> Path:
        if not TENANT_CODE.fullmatch(tenant):
            raise ValueError(f"not a tenant's code: {tenant!r}")
        return self._root / tenant

    def _incoming(self, tenant: str, package: UUID) -> Path:
        return self._tenant(tenant) / "incoming" / str(package)

    def _package(self, tenant: str, package: UUID) -> Path:
        return self._tenant(tenant) / "packages" / package_path(package)

    def _scratch(self, tenant: str) -> Path:
        """An unused path, outside the archive, on the same file system."""
        return self._tenant(tenant) / "incoming" / f"{_SCRATCH}{secrets.token_hex(8)}"

    def _clear_scratch(self, home: Path) -> None:
        old = time.time() - _SCRATCH_SECONDS
        for path in (home / "incoming").glob(f"{_SCRATCH}*"):
            with suppress(FileNotFoundError):
                if path.lstat().st_mtime < old:
                    path.unlink()

    def _move(self, package: UUID, source: Path, target: Path) -> None:
        try:
            source.rename(target)
        except FileNotFoundError:
            # Another process may have moved it since we looked.
            if not target.exists():
                raise self._broken(findings.PACKAGE_ABSENT, package) from None

    def _check_same(self, package: UUID, source: Path, target: Path) -> None:
        if not source.exists():
            return
        try:
            same = (source / INVENTORY).read_bytes() == (target / INVENTORY).read_bytes()
        except FileNotFoundError:
            # A second try to receive what was accepted was cut off: only a whole package can contradict.
            same = (target / INVENTORY).exists()
        if not same:
            raise self._broken(findings.PACKAGE_DIFFERS, package)

    def _broken(self, kind: FindingKind, package: UUID, path: str = "") -> IntegrityFailure:
        place = Place(file=path or None)
        return IntegrityFailure(kind, place, copy=self.name, package=str(package), path=path)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """An error of the system becomes one that says what is wrong with this copy, and what to do."""
        try:
            yield
        except OSError as error:
            kind = _KINDS.get(error.errno or 0, findings.DISK_FAILING)
            raise Unavailable(kind, copy=self.name, why=error.strerror or str(error)) from error


class _NotAFile(Exception):
    """It is a folder, a link or a device."""


def _open_file(path: Path | str) -> int:
    """A descriptor of a regular file, and nothing else: no link is followed, no pipe is waited for."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.ENXIO):
            raise _NotAFile from None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _NotAFile
    return descriptor


def _copy_folder(source: Path, target: Path, batch: Batch) -> None:
    for folder, folders, names in os.walk(source, onerror=_raise):
        below = target / Path(folder).relative_to(source)
        below.mkdir(mode=0o700)
        batch.made(below)
        for name in names:
            copied = f"{below}/{name}"
            _copy_file(f"{folder}/{name}", copied)
            batch.wrote(copied)
        for name in folders:
            if Path(folder, name).is_symlink():
                raise IntegrityFailure(findings.STAGING_DIFFERS, path=name)


def _enter_folder(folder: Path, batch: Batch) -> None:
    """Close what was made elsewhere as if it had been copied here, and have it synced."""
    folder.chmod(0o700)
    for place, folders, names in os.walk(folder, onerror=_raise):
        batch.made(Path(place))
        for name in (*names, *folders):
            path = f"{place}/{name}"
            mode, wanted = os.lstat(path).st_mode, 0o700 if name in folders else 0o400
            if not (stat.S_ISREG(mode) or (stat.S_ISDIR(mode) and name in folders)):
                raise IntegrityFailure(findings.STAGING_DIFFERS, path=name)
            if stat.S_IMODE(mode) != wanted:
                Path(path).chmod(wanted)
        for name in names:
            batch.wrote(f"{place}/{name}")


def _copy_file(source: str, target: str) -> None:
    try:
        reader = _open_file(source)
    except _NotAFile:
        raise IntegrityFailure(findings.STAGING_DIFFERS, path=source) from None
    try:
        writer = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        try:
            left = os.fstat(reader).st_size
            # Not copy_file_range: some file systems would make both files share their blocks, and two copies
            # of a document that share a bad sector are one copy.
            while left and (sent := os.sendfile(writer, reader, None, left)):
                left -= sent
        finally:
            os.close(writer)
    finally:
        os.close(reader)
    if left:
        raise IntegrityFailure(findings.STAGING_DIFFERS, path=source)


def _remove(folder: Path) -> None:
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


def _sync_all(folders: Iterable[Path]) -> None:
    for folder in dict.fromkeys(folders):
        sync(folder)


def _journal_path(path: str) -> str:
    if not _JOURNAL_PATH.fullmatch(path):
        raise ValueError(f"not a path of the journal: {path!r}")
    return path


def _is_identifier(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False


def _raise(error: OSError) -> None:
    raise error
