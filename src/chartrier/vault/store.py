"""What we ask of a copy, wherever it lies; `tests/vault/store_contract.py` holds every offer to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from chartrier.verify.reader import CopyReader


class Store(Protocol):
    """One copy of the archive, of all tenants: for each an OCFL storage root, a journal, packages under way.

    Obligations of every offer:

    - What a method wrote is durable when it returns, and stays after a power cut.
    - Every method may be repeated, after a crash at any instant too, and then has the effect of once.
    - The archive (`packages`) is whole: a package appears there by `accept`, at once or not at all.
    - A package in `incoming` that `accept` would take is whole and durable, whatever stopped its writing.
    - Nothing is removed but what is under way (`discard`, and leftovers of a crash when preparing), what
      `restore` replaces, and what an order destroys (`destroy`).
    - Errors: `Unavailable` (no room, no permission, copy absent, disk failing) leaves nothing half done that
      a reader of the archive sees; `IntegrityFailure` when bytes are not those that must be there.

    `tenant` is a tenant's code, nine digits.
    """

    name: str
    """What people call this copy: `a`."""

    def tenants(self) -> list[str]:
        """The tenants that have a journal in this copy, ascending."""

    def is_marked(self, tenant: str) -> bool:
        """Whether the tenant's folder says which version of the format it is in. Raises Conflict for a newer one."""

    def prepare(self, tenant: str) -> None:
        """Make the storage root and the journal's folder of a tenant, closed to the machine's other users."""

    def receive(self, tenant: str, package: UUID, staged: Path) -> None:
        """Take a copy of a sealed package into `incoming`, replacing what a broken try left there."""

    def adopt(self, tenant: str, package: UUID, staged: Path, opened: int) -> bool:
        """Take the sealed package itself into `incoming`, where that saves a copy: `staged` is gone then.

        `opened` is a descriptor on the file system of `staged`, opened before anything was written there: an error of
        writing back any of it is told to that descriptor.

        False, and nothing done, where it cannot be (another file system, not a folder): `receive` is the way then.
        """

    def assemble(self, tenant: str, package: UUID, files: Iterable[tuple[str, Iterable[bytes]]]) -> None:
        """Write a package into `incoming` from its files: the path of each below the package, and its bytes.

        What the bytes raise while they are read passes through, and nothing stays in `incoming`.
        """

    def incoming(self, tenant: str) -> list[UUID]:
        """The packages under way, whole or not, ascending."""

    def accept(self, tenant: str, package: UUID) -> None:
        """Move a package from `incoming` into the archive.

        When the archive has it with the same inventory, there is nothing to do; what is left in `incoming`
        goes. Raises IntegrityFailure when it has another, or when the package is in neither place.
        """

    def discard(self, tenant: str, package: UUID) -> None:
        """Remove a package from `incoming`, if it is there."""

    def contains(self, tenant: str, package: UUID) -> bool:
        """Whether the archive has the package."""

    def read_inventory(self, tenant: str, package: UUID, version: str = "v1") -> bytes:
        """The inventory of a version of a package of the archive, not proven: its digest is in the journal.

        Raises IntegrityFailure when it is missing.
        """

    def open(
        self,
        tenant: str,
        package: UUID,
        path: str,
        offset: int = 0,
        length: int | None = None,
        version: str | None = None,
    ) -> BinaryIO:
        """A stream over a file of a package of the archive, or a part of it; `path` is below `content`.

        Without `version`, from the first one that has it: what a destruction left of a pack is in a later one.
        A package that is not moved in yet is read where it arrived: it is acquired a moment before.
        Raises IntegrityFailure when package or file is missing or shorter than asked.
        """

    def read_journal(self, tenant: str, path: str) -> bytes | None:
        """A file of the journal (`checkpoint`, `tile/0/000`), None when there is none.

        Raises IntegrityFailure when something else than a file is there.
        """

    def write_journal(self, tenant: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Write files of the journal, each whole or not at all, all durable on return.

        The caller writes tiles first and the checkpoint in a call of its own, after them.
        """

    def restore(self, tenant: str, path: str, chunks: Iterable[bytes]) -> None:
        """Put a file back where it was, in place of whatever file or link is there; `path` as the `reader` has it.

        The old one stays until the new one is whole and durable. What `chunks` raises leaves it as it was.
        """

    def set_aside(self, tenant: str, path: str) -> None:
        """Move what lies at `path` (a file, a link, a folder with all it holds) below `aside`, where nothing is lost.

        `path` as the `reader` has it. Nothing there: nothing to do.
        """

    def destroy(self, tenant: str, package: UUID, kept: Collection[str]) -> None:
        """Remove for ever what lies in the folder of a package of the archive and is none of `kept` (paths below it).

        So is all that was set aside of the package; with nothing to keep, only that. Nothing there: nothing to do.
        """

    def open_to_others(self, tenant: str, folder: str) -> Iterator[str]:
        """What lies at and below `folder`, as the `reader` has it, with other rights than ours alone."""

    def close_to_others(self, tenant: str, path: str) -> None:
        """Give back to a file or folder the rights that it was made with."""

    def retire_journal(self, tenant: str, name: str) -> None:
        """Keep the journal as it is under `journals/<name>`, where nothing writes any more; none: nothing to do."""

    def reader(self, tenant: str) -> CopyReader:
        """The tenant's part of this copy as a verifier reads it: nothing is trusted, links are never followed."""

    def free_bytes(self) -> int:
        """How much room is left."""
