"""Mandates: a passphrase that somebody gave for one piece of long work, kept for the process that does it.

What is kept is in two places, neither of which is enough: a key in the folder of the private keys, the closed
passphrase wherever the work is described. Both go when the work ends.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_CONTEXT = b"chartrier-mandate/1\n"
_NONCE = 12


class Mandates:
    """Those whose keys lie in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def close(self, work: UUID, person: UUID, passphrase: str) -> bytes:
        """Make a key for this work, durable on return; the closed passphrase, which opens for this person only."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        key, nonce = ChaCha20Poly1305.generate_key(), secrets.token_bytes(_NONCE)
        descriptor = os.open(self._path(work), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        return nonce + ChaCha20Poly1305(key).encrypt(nonce, passphrase.encode(), _bound(work, person))

    def open(self, work: UUID, person: UUID, closed: bytes) -> str | None:
        """The passphrase; None when its key is gone, or it was closed for another person or work."""
        try:
            key = self._path(work).read_bytes()
            told = ChaCha20Poly1305(key).decrypt(closed[:_NONCE], closed[_NONCE:], _bound(work, person))
        except (OSError, InvalidTag, ValueError):
            return None
        return told.decode()

    def forget(self, work: UUID) -> None:
        """Nobody opens it any more."""
        self._path(work).unlink(missing_ok=True)

    def _path(self, work: UUID) -> Path:
        return self._folder / f"mandate-{work}.key"


def _bound(work: UUID, person: UUID) -> bytes:
    return _CONTEXT + work.bytes + person.bytes
