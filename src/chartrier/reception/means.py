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
from chartrier.previews.previewer import Previewer
from chartrier.records.collectivite import Agreement


@dataclass(frozen=True, slots=True)
class Yard:
    """Where files arrive, and how much room they may take: `quota` bytes for each tenant. `life`: of an upload that is
    abandoned; `patience`: of a deposit that nobody goes on with, of one that was rejected or controlled only.
    """

    folder: Path
    quota: int
    life: timedelta
    patience: timedelta = timedelta(days=30)

    def of(self, tenant: int) -> Path:
        """The folder of a tenant."""
        return self.folder / f"{tenant:09d}"

    def place(self, tenant: int, upload: UUID, name: str) -> Path:
        """Where the file of an upload lies: by its identifier, with the extension of its name when that is safe."""
        return self.of(tenant) / (upload.hex + safe_extension(name))


@dataclass(frozen=True, slots=True)
class DepositMeans:
    """`identifier` makes who identifies the formats of files below a folder, `previewer` who reads their words with
    temporary files in a folder; `agreement_for` tells the accord that holds for a service (by its identifier; None: the
    collectivité itself) of a tenant.
    """

    yard: Yard
    staging: Path
    budget: Budget
    identifier: Callable[[Path], FormatIdentifier]
    clock: Callable[[], datetime]
    agreement_for: Callable[[int, str | None], Agreement]
    previewer: Callable[[Path], Previewer]
