"""What is wrong at one place of a copy, and what it takes to mend it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from chartrier.records.digest import Digest
from chartrier.records.finding import Finding, FindingKind, Place
from chartrier.records.identifiers import package_of
from chartrier.verify.reader import shown


@dataclass(frozen=True, slots=True)
class Listing:
    """Where what a pack holds is told: a proven `objects.jsonl`, and the pack's path as it has it."""

    path: str
    sha512: str
    pack: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that must be there: its path in the copy, as the reader has it, and the SHA-512 that proves it."""

    path: str
    sha512: str
    data: bytes | None = None
    """Its bytes, where the journal alone gives them."""
    same: Sequence[str] = ()
    """Other paths with the same bytes."""
    listing: Listing | None = None
    """Of a pack: what tells its documents."""

    @classmethod
    def of(cls, path: str, data: bytes) -> Wanted:
        return cls(path, Digest.of("sha512", data).value, data)


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is wrong, mended in this order: its rights given back, set aside, folders made, files restored.

    `destroy`: the package has what an order destroyed, and becomes its latest version; nothing of it is set aside.
    """

    kind: FindingKind
    path: str
    package: UUID | None = None
    aside: bool = False
    rights: bool = False
    prepare: bool = False
    destroy: bool = False
    restore: Collection[Wanted] = ()
    why: str = ""

    @property
    def mendable(self) -> bool:
        """Whether there is anything that could be done."""
        return bool(self.rights or self.aside or self.prepare or self.destroy or self.restore)

    def finding(self, copy: str) -> Finding:
        path = shown(self.path)
        values = {"copy": copy, "path": path, "package": str(self.package or ""), "why": self.why}
        return Finding(self.kind, Place(file=f"{copy}/{path}"), values)


def document_at(path: str) -> str:
    """What people lose with a file of a package: the identifier of the object, else the name of the file."""
    name = path.rpartition("/")[2]
    try:
        identifier = UUID(name.partition(".")[0])
    except ValueError:
        return shown(name)
    return str(identifier) if package_of(identifier) != identifier else shown(name)
