"""The latest version of a package, made again from a copy where orders are still to be carried out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from chartrier.catalog.destruction.register import acts_that_changed
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.journal.publication import NamedPackage
from chartrier.copies.copies import Copies
from chartrier.copies.destruction.amending import Author, amend
from chartrier.copies.destruction.findings import OUT_OF_STEP
from chartrier.copies.facts import proven_facts
from chartrier.copies.staging import FULL, open_staging
from chartrier.errors import ChartrierError, IntegrityFailure
from chartrier.journal.changes import DESTROYED, DestroyedLine, Named, read_destroyed, version_number
from chartrier.records.tenant import Tenant
from chartrier.verify.package import Package, open_package, package_folder
from chartrier.verify.reader import CopyReader, FolderCopy, Item
from chartrier.verify.report import Recorder


class Layered:
    """A copy over which another one lies: what the upper one has not is read in the lower one."""

    def __init__(self, upper: CopyReader, lower: CopyReader) -> None:
        self.name = lower.name
        self._upper, self._lower = upper, lower

    def read(self, path: str, limit: int) -> bytes | None:
        found = self._upper.read(path, limit)
        return self._lower.read(path, limit) if found is None else found

    def open(self, path: str) -> BinaryIO | None:
        return self._upper.open(path) or self._lower.open(path)

    def items(self, folder: str) -> Iterator[Item]:
        found = {item.path: item for item in (*self._lower.items(folder), *self._upper.items(folder))}
        yield from (found[path] for path in sorted(found))


class Remaker:
    """Makes packages again, as copies have them, in a folder that goes at the end of the block."""

    def __init__(self, tenant: Tenant, copies: Copies) -> None:
        self._tenant, self._copies = tenant, copies
        self._open = ExitStack()
        self._made: Path | None = None

    def __enter__(self) -> Remaker:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()
        self._made = None

    @property
    def _folder(self) -> Path:
        """Made only when it is needed, which is seldom."""
        if self._made is None:
            self._made = self._open.enter_context(open_staging(self._copies.staging, uuid4())).folder
        return self._made

    @property
    def _reader(self) -> CopyReader:
        return FolderCopy("staging", self._folder)

    def __call__(self, named: NamedPackage) -> CopyReader:
        """Where the new files are. Raises IntegrityFailure (DST-005) when no copy has an older version of it, whole."""
        versions = [Named(version, digest) for version, digest in named.inventories.items()]
        for package in self._sources(named.package, versions[:-1]):
            try:
                return self._bring(package, versions)
            except (ChartrierError, OSError) as problem:
                if isinstance(problem, OSError) and problem.errno in FULL:
                    raise
            # that copy is damaged, or another program gave the order
            shutil.rmtree(self._folder / package_folder(named.package), ignore_errors=True)
        raise IntegrityFailure(OUT_OF_STEP, order=str(self._author(named)), package=str(named.package))

    def _author(self, named: NamedPackage) -> UUID:
        """The order that made the last version of a package."""
        number = version_number(named.version)
        return next(act for each, act, _ in acts_that_changed(self._tenant.key, named.package) if each == number)

    def _sources(self, package: UUID, versions: Sequence[Named]) -> Iterator[Package]:
        """The package in each copy that has one of these versions of it, the newest first."""
        found = journal.entry_of(self._tenant.key, package)
        assert found is not None
        _, entry = found
        opened = []
        for store in self._copies.stores:
            try:
                reader = store.reader(self._tenant.code)
                each = open_package(reader, entry, Recorder(store.name), versions)
            except ChartrierError:
                continue
            opened += [each] if each is not None else []
        yield from sorted(opened, key=lambda each: -version_number(each.version))

    def _bring(self, package: Package, versions: Sequence[Named]) -> CopyReader:
        """From the version that a copy has to the latest, order by order."""
        target = self._folder / package_folder(package.id)
        reader: CopyReader = Layered(self._reader, package.copy)
        for number, act, operation in acts_that_changed(self._tenant.key, package.id):
            if not version_number(package.version) < number <= len(versions):
                continue
            wanted = versions[number - 1]
            if not (target / wanted.version / "inventory.json").exists():
                author = Author(act, operation)
                change = amend(
                    package, self._members(act, package.id, package.entry.operation), author, target, _nothing
                )
                if change.after != wanted.inventory:
                    raise IntegrityFailure(OUT_OF_STEP, order=str(act), package=str(package.id))
            opened = open_package(reader, package.entry, Recorder(reader.name), versions[:number])
            assert opened is not None
            package = opened
        return self._reader

    def _members(self, act: UUID, package: UUID, package_operation: str) -> set[UUID]:
        """The members of a package that an order destroys."""
        found = journal.entry_of(self._tenant.key, act)
        assert found is not None
        _, entry = found
        first = self._copies.stores[0]
        with (
            proven_facts(entry, (DESTROYED,), self._tenant, self._copies, first) as folder,
            (folder / DESTROYED).open("rb") as lines,
        ):
            if package_operation == "correction":
                # it describes units of other packages
                return {read.id for line in lines if (read := read_destroyed(line[:-1])).kind == "unit"}
            name = str(package).encode()
            return {read_destroyed(line[:-1]).id for line in lines if b'"package":"%b"' % name in line}


def _nothing(line: DestroyedLine) -> None:
    """The order has told it already."""
