"""The largest head that each key signed, beside the key: what no database put back from a backup can forget."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from chartrier.errors import Unavailable
from chartrier.keyring.findings import HEAD_NOT_KEPT, HEAD_UNREADABLE

_LINE = re.compile(r"(0|[1-9][0-9]{0,18}) ([0-9a-f]{64})\n")
_LONGEST = 128


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A tree size and its root (32 bytes) that a key has put its name to."""

    size: int
    root: bytes


class SignedHeads:
    """`<code>.<fingerprint>.head` in the folder of the keys, one line each: the size and the root, hexadecimal."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def largest(self, tenant: str, fingerprint: str) -> SignedHead | None:
        """The largest head that this key signed, None when it signed none. Raises Unavailable (KEY-004)."""
        path = self._path(tenant, fingerprint)
        try:
            with path.open("r", encoding="ascii", errors="replace", newline="") as file:
                match = _LINE.fullmatch(file.read(_LONGEST))
        except FileNotFoundError:
            return None
        except OSError:
            match = None
        if match is None:
            raise Unavailable(HEAD_UNREADABLE, file=str(path))
        return SignedHead(int(match[1]), bytes.fromhex(match[2]))

    def remember(self, tenant: str, fingerprint: str, head: SignedHead) -> None:
        """Durable on return, to be called before the head is signed; a smaller one than before is not noted.

        Raises Unavailable (KEY-005) when the folder cannot be written: then the head must not be signed.
        """
        known = self.largest(tenant, fingerprint)
        if known is not None and known.size >= head.size:
            return
        path = self._path(tenant, fingerprint)
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        try:
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(f"{head.size} {head.root.hex()}\n")
                file.flush()
                os.fsync(file.fileno())
            fresh.rename(path)
            folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as problem:
            fresh.unlink(missing_ok=True)
            raise Unavailable(HEAD_NOT_KEPT, folder=str(self._folder), why=problem.strerror or str(problem)) from None

    def _path(self, tenant: str, fingerprint: str) -> Path:
        return self._folder / f"{tenant}.{fingerprint}.head"
