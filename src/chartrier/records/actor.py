"""Somebody who acts, once they have proven who they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from chartrier.records.roles import Permission, Role, permissions_of

SIGNED = b"chartrier-act/1\n"
"""Comes before the bytes of `operation.json` in what a person signs: their key signs nothing else."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, proven, with what they are to one tenant, for the length of one command or request.

    `principal` is the human being: two accounts of one person have the same, and count as one person wherever two are
    wanted. `sign` makes an Ed25519 signature with the person's own key, which `public_key` (32 bytes) checks.
    """

    person: UUID
    principal: UUID
    name: str
    roles: frozenset[Role]
    public_key: bytes
    method: str
    """How they proved it: `passphrase`."""
    authenticated: datetime
    sign: Callable[[bytes], bytes] = field(repr=False, compare=False)

    def may(self, permission: Permission) -> bool:
        return permission in permissions_of(self.roles)
