"""What a versement works with, passed in by whoever wires the archive together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from chartrier.clock import Clock
from chartrier.formats.identification import FormatIdentifier
from chartrier.keyring.keyring import Keyring
from chartrier.malware.scanner import Scanner
from chartrier.packages.budget import Budget
from chartrier.seda.limits import Limits
from chartrier.vault.store import Store

Breakpoint = Callable[[str], None]
"""Called between two steps with the name of the one that ended; fault tests die there."""


def no_break(name: str) -> None:
    """Nothing happens between two steps."""


@dataclass(frozen=True, slots=True)
class Means:
    copies: Sequence[Store]
    folders: Sequence[Path]
    """Where the copies lie that are folders of this machine."""
    keyring: Keyring
    staging: Path
    budget: Budget
    limits: Limits
    identifier: Callable[[Path], FormatIdentifier]
    """Makes who identifies the formats of files below a folder."""
    scanner: Scanner | None
    clock: Clock
    breakpoint: Breakpoint = no_break
