"""What a confined process may use, and what the system let us take away from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """Ceilings of one confined process.

    `memory` counts private writable bytes (RLIMIT_DATA): a limit on address space would refuse the read-only
    maps of large files, and the Go runtime reserves gigabytes of addresses that it never touches.
    `cpu_seconds` is for the life of the process.
    """

    memory: int = 1 << 30
    cpu_seconds: int = 3600
    open_files: int = 512


@dataclass(frozen=True, slots=True)
class Confinement:
    """What holds a confined process, beyond its resource limits; for `doctor` to report.

    `namespaces`: it has a network of its own, empty, and no capability on the machine. `files`: it opens
    nothing but the folders it was given and the program's own (Landlock). `calls`: it makes no socket and
    runs no program (seccomp).
    """

    namespaces: bool = False
    files: bool = False
    calls: bool = False

    @property
    def network(self) -> bool:
        """Whether the network is out of its reach."""
        return self.namespaces or self.calls

    @property
    def complete(self) -> bool:
        return self.namespaces and self.files and self.calls
