"""What a versement works with, passed in by whoever wires the archive together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chartrier.copies.copies import Copies
from chartrier.formats.identification import FormatIdentifier
from chartrier.malware.scanner import Scanner
from chartrier.packages.budget import Budget
from chartrier.seda.limits import Limits


@dataclass(frozen=True, slots=True)
class Means:
    copies: Copies
    staging: Path
    budget: Budget
    limits: Limits
    identifier: Callable[[Path], FormatIdentifier]
    """Makes who identifies the formats of files below a folder."""
    scanner: Scanner | None
