"""Somebody who acts, for these tests."""

from __future__ import annotations

from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chartrier import clock
from chartrier.records.actor import Actor
from chartrier.records.roles import Role


def person(*roles: Role) -> Actor:
    """A person with these roles and a key of their own."""
    key, identifier = Ed25519PrivateKey.generate(), uuid4()
    public = key.public_key().public_bytes_raw()
    return Actor(identifier, identifier, "Jeanne", frozenset(roles), public, "passphrase", clock.now(), key.sign)
