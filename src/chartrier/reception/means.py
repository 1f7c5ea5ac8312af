"""What deposits work with, passed in by whoever wires the archive together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from chartrier.formats.identification import FormatIdentifier
from chartrier.packages.budget import Budget
from chartrier.packages.file_names import safe_extension
from chartrier.records.collectivite import Accord


@dataclass(frozen=True, slots=True)
class Yard:
    """Where files arrive, and how much room they may take: `quota` bytes for each tenant, `life` when abandoned."""

    folder: Path
    quota: int
    life: timedelta

    def of(self, tenant: int) -> Path:
        """The folder of a tenant."""
        return self.folder / f"{tenant:09d}"

    def place(self, tenant: int, upload: UUID, name: str) -> Path:
        """Where the file of an upload lies: by its identifier, with the extension of its name when that is safe."""
        return self.of(tenant) / (upload.hex + safe_extension(name))


@dataclass(frozen=True, slots=True)
class DepositMeans:
    """`identifier` makes who identifies the formats of files below a folder; `accord_for` tells the accord of a service
    (by its identifier; None: the collectivité itself) of a tenant.
    """

    yard: Yard
    staging: Path
    budget: Budget
    identifier: Callable[[Path], FormatIdentifier]
    clock: Callable[[], datetime]
    accord_for: Callable[[int, str | None], Accord]
