"""A copy in a folder of this machine: the local offer."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from chartrier.errors import IntegrityFailure, Unavailable
from chartrier.records.finding import FindingKind, Place
from chartrier.records.identifiers import TENANT_CODE
from chartrier.vault import findings
from chartrier.vault.destroying import destroy
from chartrier.vault.durability import Batch, make_folder, replace_file, sync
from chartrier.vault.mending import close_to_others, open_to_others, restore, set_aside
from chartrier.vault.ocfl import INVENTORY, LARGEST_INVENTORY, content_path, package_path, storage_root_files
from chartrier.vault.part import Part
from chartrier.vault.plain_files import NotAFile, copy_folder, enter_folder, make_files, open_file
from chartrier.vault.version import MARKER, MARKER_BYTES, require_known_version
from chartrier.verify.reader import CopyReader, FolderCopy

_JOURNAL_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*(/[A-Za-z0-9][A-Za-z0-9.-]*)*")
_VERSION = re.compile(r"v(?:[2-9]|[1-9][0-9]{1,3})")
_SCRATCH = ".scratch-"
_ARRIVING = "."
"""Before the name of a package in `incoming` that is not whole yet."""
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

    def tenants(self) -> list[str]:
        with self._speaking(), os.scandir(self._root) as entries:
            codes = [entry.name for entry in entries if TENANT_CODE.fullmatch(entry.name)]
        return sorted(code for code in codes if self.read_journal(code, "key") is not None)

    def is_marked(self, tenant: str) -> bool:
        with self._writing(tenant):
            return (self._tenant(tenant) / MARKER).exists()

    def prepare(self, tenant: str) -> None:
        with self._speaking():
            home = self._tenant(tenant)
            require_known_version(home, self.name)
            folders = make_folder(home, self._root)
            for name in ("packages", "journal", "incoming"):
                folders += make_folder(home / name, home)
            self._clear_scratch(home)
            if not (home / MARKER).exists():
                replace_file(home / MARKER, MARKER_BYTES, self._scratch(tenant))
                folders.append(home)
            for path, data in storage_root_files().items():
                target = home / "packages" / path
                folders += [target.parent, *make_folder(target.parent, home / "packages")]
                if not target.exists():
                    replace_file(target, data, self._scratch(tenant))
            _sync_all(folders)

    def receive(self, tenant: str, package: UUID, staged: Path) -> None:
        with self._writing(tenant), self._arriving(tenant, package) as (folder, batch):
            copy_folder(staged, folder, batch)

    def assemble(self, tenant: str, package: UUID, files: Iterable[tuple[str, Iterable[bytes]]]) -> None:
        with self._writing(tenant), self._arriving(tenant, package) as (folder, batch):
            make_files(folder, files, batch)

    def adopt(self, tenant: str, package: UUID, staged: Path, opened: int) -> bool:
        target = self._incoming(tenant, package)
        with self._writing(tenant):
            if staged.lstat().st_dev != target.parent.lstat().st_dev:
                return False
            self._forget(tenant, package)
            # Synced before it is renamed: whatever has its name in `incoming` is whole.
            with Batch(staged, each=self._sync_each, opened=opened) as batch:
                enter_folder(staged, batch)
                batch.commit()
            try:
                staged.rename(target)
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise
                return False
            sync(target.parent)
            return True

    def incoming(self, tenant: str) -> list[UUID]:
        with self._speaking(), os.scandir(self._tenant(tenant) / "incoming") as entries:
            names = {entry.name.removeprefix(_ARRIVING) for entry in entries}
            return sorted(UUID(name) for name in names if _is_identifier(name))

    def accept(self, tenant: str, package: UUID) -> None:
        source, target = self._incoming(tenant, package), self._package(tenant, package)
        with self._writing(tenant):
            # Durable before the package moves in: no order of losses may leave it in a folder that is not there.
            _sync_all(make_folder(target.parent, self._tenant(tenant) / "packages"))
            if target.exists():
                self._check_same(package, source, target)
                _remove(source)
            else:
                self._move(package, source, target)
            _sync_all([target.parent, source.parent])

    def discard(self, tenant: str, package: UUID) -> None:
        with self._speaking():
            self._forget(tenant, package)
            sync(self._incoming(tenant, package).parent)

    def contains(self, tenant: str, package: UUID) -> bool:
        with self._speaking():
            (self._tenant(tenant) / "packages").lstat()
            return (self._package(tenant, package) / INVENTORY).is_file()

    def read_inventory(self, tenant: str, package: UUID, version: str = "v1") -> bytes:
        file = self._package(tenant, package) / version / INVENTORY
        with self._speaking():
            (self._tenant(tenant) / "packages").lstat()
            try:
                with os.fdopen(open_file(file), "rb") as stream:
                    return stream.read(LARGEST_INVENTORY)
            except (FileNotFoundError, NotAFile):
                raise self._broken(findings.FILE_ABSENT, package, path=INVENTORY) from None

    def open(
        self,
        tenant: str,
        package: UUID,
        path: str,
        offset: int = 0,
        length: int | None = None,
        version: str | None = None,
    ) -> BinaryIO:
        if path.startswith("/") or {"", ".", ".."} & set(path.split("/")):
            raise ValueError(f"not a path below content: {path!r}")
        with self._speaking():
            (self._tenant(tenant) / "packages").lstat()
            stream = self._opened(tenant, package, path, version)
        size = os.fstat(stream.fileno()).st_size
        if size < offset + (length or 0):
            stream.close()
            raise self._broken(findings.FILE_ABSENT, package, path=path)
        if offset == 0 and length is None:
            return stream
        return Part.buffered(stream, offset, size - offset if length is None else length)

    def _opened(self, tenant: str, package: UUID, path: str, version: str | None) -> BinaryIO:
        there, arriving = self._package(tenant, package), self._incoming(tenant, package)
        # It may move in while it is looked for.
        for folder in (there, arriving, there):
            for each in [version] if version else _versions(folder):
                with suppress(FileNotFoundError, NotAFile):
                    return os.fdopen(open_file(folder / content_path(path, each)), "rb")
        raise self._broken(findings.FILE_ABSENT, package, path=path)

    def read_journal(self, tenant: str, path: str) -> bytes | None:
        with self._speaking():
            journal = self._tenant(tenant) / "journal"
            journal.lstat()
            try:
                with os.fdopen(open_file(journal / _journal_path(path)), "rb") as stream:
                    return stream.read()
            except FileNotFoundError:
                return None
            except NotAFile:
                place = Place(file=f"journal/{path}")
                raise IntegrityFailure(findings.JOURNAL_FILE_ODD, place, copy=self.name, path=path) from None

    def write_journal(self, tenant: str, files: Iterable[tuple[str, bytes]]) -> None:
        journal = self._tenant(tenant) / "journal"
        folders: dict[Path, None] = {}
        with self._writing(tenant):
            for path, data in files:
                target = journal / _journal_path(path)
                folders |= dict.fromkeys([target.parent, *make_folder(target.parent, journal)])
                replace_file(target, data, self._scratch(tenant))
            _sync_all(folders)

    def restore(self, tenant: str, path: str, chunks: Iterable[bytes]) -> None:
        with self._writing(tenant):
            restore(self._tenant(tenant), path, chunks, self._scratch(tenant))

    def set_aside(self, tenant: str, path: str) -> None:
        with self._writing(tenant):
            set_aside(self._tenant(tenant), path)

    def destroy(self, tenant: str, package: UUID, kept: Collection[str]) -> None:
        with self._writing(tenant):
            destroy(self._tenant(tenant), f"packages/{package_path(package)}", kept)

    def open_to_others(self, tenant: str, folder: str) -> Iterator[str]:
        with self._speaking():
            yield from open_to_others(self._tenant(tenant), folder)

    def close_to_others(self, tenant: str, path: str) -> None:
        with self._speaking():
            close_to_others(self._tenant(tenant), path)

    def retire_journal(self, tenant: str, name: str) -> None:
        with self._writing(tenant):
            home = self._tenant(tenant)
            target = home / "journals" / _journal_path(name)
            if (home / "journal").exists() and not target.exists():
                folders = make_folder(target.parent, home)
                (home / "journal").rename(target)
                _sync_all([target.parent, home, *folders])

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

    @contextmanager
    def _arriving(self, tenant: str, package: UUID) -> Iterator[tuple[Path, Batch]]:
        """A place to write a package in; it gets its name in `incoming` when all of it is on the disk."""
        target = self._incoming(tenant, package)
        folder = target.with_name(f"{_ARRIVING}{package}")
        self._forget(tenant, package)
        try:
            with Batch(target.parent, each=self._sync_each) as batch:
                yield folder, batch
                batch.commit()
            folder.rename(target)
            sync(target.parent)
        except BaseException:
            # A full disk must get its room back; what cannot be removed now goes with the next try.
            with suppress(OSError):
                self._forget(tenant, package)
            raise

    def _forget(self, tenant: str, package: UUID) -> None:
        """Remove a package from `incoming`, whole or not."""
        target = self._incoming(tenant, package)
        _remove(target)
        _remove(target.with_name(f"{_ARRIVING}{package}"))

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
    def _writing(self, tenant: str) -> Iterator[None]:
        """The same, for a tenant's folder that no newer program has written to."""
        with self._speaking():
            require_known_version(self._tenant(tenant), self.name)
            yield

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """An error of the system becomes one that says what is wrong with this copy, and what to do."""
        try:
            yield
        except OSError as error:
            kind = _KINDS.get(error.errno or 0, findings.DISK_FAILING)
            raise Unavailable(kind, copy=self.name, why=error.strerror or str(error)) from error


def _versions(package: Path) -> Iterator[str]:
    """The versions of a package, the oldest first; the folder is only listed for those after the first."""
    yield "v1"
    if not package.is_dir():
        return
    later = [path.name for path in package.iterdir() if _VERSION.fullmatch(path.name)]
    yield from sorted(later, key=lambda name: int(name[1:]))


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
