"""The copies of an archive, and what writing to them takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from chartrier.clock import Clock
from chartrier.keyring.keyring import Keyring
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store

Breakpoint = Callable[[str], None]
"""Called between two steps with the name of the one that ended; fault tests die there."""


def no_break(name: str) -> None:
    """Nothing happens between two steps."""


@dataclass(frozen=True, slots=True)
class Attested:
    """What an attestation says of an order: the copies where it is done, and since when; those that owe it."""

    order: UUID
    purged: Mapping[str, datetime]
    owing: Sequence[str]


Attest = Callable[[Attested, Tenant, "Copies"], Mapping[str, bytes]]
"""Makes the documents that lie in the package of an attestation, by name. Raises ChartrierError when it cannot."""


def no_documents(attested: Attested, tenant: Tenant, copies: Copies) -> Mapping[str, bytes]:
    """An attestation without any document."""
    return {}


Forget = Callable[[Tenant], None]
"""Erases what was made of destroyed things and lies outside the copies: packages and redacted copies that wait, files
of refused deposits. May be repeated; raises ChartrierError or OSError when it cannot."""


def nothing_outside(tenant: Tenant) -> None:
    """Nothing was made of what is in the copies."""


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
    attest: Attest = no_documents
    """Whoever finishes a destruction makes its documents by it: those who decided may be gone."""
    forget: Forget = nothing_outside
    """Called by whoever carries out a destruction, before it is attested."""
