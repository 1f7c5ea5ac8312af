"""Where the objects of a versement go in its package: into packs when they are small and many, else each to a file."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from chartrier.ingest.names import OBJECTS, Location, object_path
from chartrier.ingest.packs import Packs
from chartrier.ingest.staged import StagedPackage, new_private_file
from chartrier.packages.file_names import safe_extension
from chartrier.records.identifiers import member_id
from chartrier.seda.bordereau import DeclaredObject

MANY = 200
"""With more small objects than this, they travel together."""


class Placement:
    """Places the objects of one package, in the order of the bordereau.

    In use it is a context: what was under way when it ends badly is let go of, to be thrown away with the package.
    """

    def __init__(self, staged: StagedPackage) -> None:
        self._staged = staged
        self._packs = Packs(staged.new_file)
        self._packing = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._packs.abandon()

    def expect(self, small: int) -> None:
        """This many small objects will come."""
        self._packing = small > MANY

    def keep(self, declared: DeclaredObject, data: bytes, sha512: str) -> Location:
        """Write a small object, whole."""
        if self._packing:
            return self._packs.add(self._name(declared), data)
        with new_private_file(self.new_path(declared)) as file:
            file.write(data)
        return self.adopt(declared, sha512, len(data))

    def new_path(self, declared: DeclaredObject) -> Path:
        """The path that an object of its own is to be written to; `adopt` it then."""
        # only now: a package without such objects has no folder for them
        (self._staged.content / OBJECTS).mkdir(mode=0o700, exist_ok=True)
        return self._staged.content / self._name(declared)

    def adopt(self, declared: DeclaredObject, sha512: str, size: int) -> Location:
        """List the file that was written to `new_path`."""
        name = self._name(declared)
        self._staged.adopt(name, sha512, size)
        return Location(name)

    def finish(self) -> None:
        """No object will come any more."""
        self._packs.close()

    def _name(self, declared: DeclaredObject) -> str:
        return object_path(
            member_id(self._staged.identifier, declared.number), safe_extension(declared.filename, declared.uri)
        )
