"""A person's private key as it is kept: closed, so that only their passphrase opens it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """What deriving a key from a passphrase costs (argon2id, RFC 9106): passes, memory in KiB, lanes."""

    passes: int
    memory: int
    lanes: int


@dataclass(frozen=True, slots=True)
class SealedKey:
    """An Ed25519 private key encrypted under a key derived from a passphrase, at this cost, with this salt."""

    public_key: bytes
    salt: bytes
    cost: Cost
    nonce: bytes
    sealed: bytes
