"""The copies of an archive, and what writing to them takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from chartrier.clock import Clock
from chartrier.keyring.keyring import Keyring
from chartrier.vault.store import Store

Breakpoint = Callable[[str], None]
"""Called between two steps with the name of the one that ended; fault tests die there."""


def no_break(name: str) -> None:
    """Nothing happens between two steps."""


@dataclass(frozen=True, slots=True)
class Copies:
    stores: Sequence[Store]
    """In the order of the settings."""
    folders: Sequence[Path]
    """Where the copies lie that are folders of this machine."""
    keyring: Keyring
    """The keys that sign the checkpoints."""
    clock: Clock
    staging: Path
    """Where operations work on what they write or read."""
    minimum: int
    """On how many of them a package must be durable, and its checkpoint, before it counts."""
    breakpoint: Breakpoint = no_break
