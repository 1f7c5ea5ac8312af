"""Personal keys: made at random, kept closed under a passphrase. Whoever opens one has proven who they are.

The passphrase itself is kept nowhere, in no form: a wrong one derives another key (argon2id), which does not open the
box (ChaCha20-Poly1305).
"""

from __future__ import annotations

import secrets
import unicodedata
from uuid import UUID

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from chartrier.records.sealed_key import Cost, SealedKey

COST = Cost(passes=3, memory=65_536, lanes=4)
"""The second recommended option of RFC 9106 §4: 64 MiB, about a tenth of a second."""

_CONTEXT = b"chartrier-credential/1\n"
_SALT, _NONCE, _KEY = 16, 12, 32


def make_key() -> Ed25519PrivateKey:
    """A new personal key."""
    return Ed25519PrivateKey.generate()


def seal_key(key: Ed25519PrivateKey, passphrase: str, person: UUID, cost: Cost | None = None) -> SealedKey:
    """Close a key under a passphrase, at this cost (None: COST); the box opens for this person and public key only."""
    cost = cost or COST
    public = key.public_key().public_bytes_raw()
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    box = ChaCha20Poly1305(_derived(passphrase, salt, cost))
    return SealedKey(public, salt, cost, nonce, box.encrypt(nonce, key.private_bytes_raw(), _bound(person, public)))


def open_key(sealed: SealedKey, passphrase: str, person: UUID) -> Ed25519PrivateKey | None:
    """The key, or None when the passphrase is not the one it was closed under."""
    box = ChaCha20Poly1305(_derived(passphrase, sealed.salt, sealed.cost))
    try:
        private = box.decrypt(sealed.nonce, sealed.sealed, _bound(person, sealed.public_key))
    except InvalidTag:
        return None
    return Ed25519PrivateKey.from_private_bytes(private)


def open_nothing(passphrase: str) -> None:
    """Take as long as `open_key` does: whoever asks does not learn from the time whether there is such a person."""
    _derived(passphrase, bytes(_SALT), COST)


def _derived(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    # one spelling of an accent, whatever keyboard it was typed on
    secret = unicodedata.normalize("NFC", passphrase).encode()
    return hash_secret_raw(
        secret,
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory,
        parallelism=cost.lanes,
        hash_len=_KEY,
        type=Type.ID,
    )


def _bound(person: UUID, public: bytes) -> bytes:
    return _CONTEXT + person.bytes + public
