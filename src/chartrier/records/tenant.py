"""A collectivité as an archive knows it: the tenant of one folder per copy and of one log."""

from __future__ import annotations

from dataclasses import dataclass

from chartrier.records.policy import Policy


@dataclass(frozen=True, slots=True)
class Tenant:
    """`code` is nine digits, fixed; `siren` is the present one, which may change (communes nouvelles)."""

    code: str
    siren: str
    name: str
    origin: str
    """The origin line of its log."""
    public_key: bytes
    """Ed25519, 32 bytes."""
    policy: Policy

    @property
    def key(self) -> int:
        """The tenant's key in the database."""
        return int(self.code)
