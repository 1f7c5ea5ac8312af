"""Which version of the format a tenant's folder is written in: a file named for it, as OCFL names its own."""

from __future__ import annotations

from pathlib import Path

from chartrier.errors import Conflict
from chartrier.records.finding import Place
from chartrier.vault.findings import NEWER_COPY

MARKER = "0=chartrier_1"
MARKER_BYTES = b"chartrier_1\n"
_ANY = "0=chartrier_"


def require_known_version(home: Path, copy: str) -> None:
    """Raise Conflict when a newer program wrote this tenant's folder. One without a marker is of version 1 too."""
    try:
        names = [path.name for path in home.iterdir()]
    except FileNotFoundError:
        return
    for name in names:
        if name.startswith(_ANY) and name != MARKER:
            raise Conflict(NEWER_COPY, Place(file=name), copy=copy, version=name.removeprefix(_ANY)[:40])
