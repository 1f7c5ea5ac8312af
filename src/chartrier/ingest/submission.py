"""What was received and what is known of it so far: the state that the controls fill in, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from chartrier.formats.identification import Format
from chartrier.ingest.names import Location
from chartrier.packages.package import Package
from chartrier.records.digest import Digest
from chartrier.records.finding import Findings
from chartrier.records.policy import Policy
from chartrier.seda.bordereau import Bordereau, DeclaredObject


@dataclass(frozen=True, slots=True)
class BordereauFile:
    """The bordereau as a file of ours: byte for byte the sender's."""

    name: str
    path: Path
    digest: Digest
    size: int


@dataclass(frozen=True, slots=True)
class ExaminedObject:
    """What was found of one binary object while its bytes were read, once."""

    sha512: str
    declared: Digest | None
    """The digest of the declared algorithm, computed on these bytes; None when nothing usable was declared."""
    size: int
    format: Format | None
    location: Location | None = None
    """Where it lies in the package under construction; None when nothing is kept."""


@dataclass(slots=True)
class MetFormat:
    """A format that was met: its name, the first object that has it, and how many have."""

    name: str
    first: DeclaredObject
    count: int = 0


@dataclass(slots=True)
class Submission:
    """A package under control. `package`, `bordereau` stay None when they cannot be read."""

    path: Path
    folder: Path
    """A private folder for whatever has to be written."""
    policy: Policy
    findings: Findings = field(default_factory=Findings)
    package: Package | None = None
    bordereau_file: BordereauFile | None = None
    bordereau: Bordereau | None = None
    entries: dict[int, str] = field(default_factory=dict)
    """For each binary object whose file is there, by its number: the name of its entry in the package."""
    examined: dict[int, ExaminedObject] = field(default_factory=dict)
    formats: dict[str, MetFormat] = field(default_factory=dict)
    """The formats of the binary objects read, by PUID; empty for what is not recognised."""
    bytes: int = 0
    """Bytes of the binary objects read."""

    def close(self) -> None:
        """Let go of the package."""
        if self.package is not None:
            self.package.close()

    def meet(self, declared: DeclaredObject, found: Format | None) -> None:
        """Note the format of an object."""
        puid = found.puid if found else ""
        met = self.formats.get(puid)
        if met is None:
            met = self.formats[puid] = MetFormat(found.name if found else "", declared)
        met.count += 1

    def binaries(self) -> list[tuple[DeclaredObject, str]]:
        """The declared binary objects whose file is there, with the name of that file in the package."""
        assert self.bordereau is not None
        return [
            (declared, self.entries[declared.number])
            for declared in self.bordereau.objects
            if declared.number in self.entries
        ]
