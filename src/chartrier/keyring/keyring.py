"""One file per tenant, `<code>.pem` (PKCS #8), mode 0600 in a folder 0700."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from chartrier.errors import Unavailable
from chartrier.keyring.findings import KEY_MISSING, KEY_UNREADABLE, KEY_UNSAFE
from chartrier.keyring.signed_heads import SignedHeads


class Keyring:
    """The keys in `folder`, which is made when the first key is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.heads = SignedHeads(folder)

    def make(self, tenant: str) -> Ed25519PrivateKey:
        """The tenant's key, made and durable on return; the one that is there when there is one.

        A key is never replaced: whoever lost the answer of a first call gets the same key from the second.
        """
        self._make(self._path(tenant))
        return self.signing_key(tenant)

    def make_next(self, tenant: str) -> Ed25519PrivateKey:
        """The key that will be the tenant's, beside the present one, made and durable on return."""
        path = self.folder / f"{tenant}.next.pem"
        self._make(path)
        return self._read(path, tenant)

    def take_next(self, tenant: str) -> None:
        """Make the next key the tenant's; the present one is kept under the beginning of its fingerprint.

        May be repeated, cut off at any moment too.
        """
        path, following = self._path(tenant), self.folder / f"{tenant}.next.pem"
        if not following.exists():
            return
        public = self.signing_key(tenant).public_key().public_bytes_raw()
        kept = self.folder / f"{tenant}.{fingerprint(public)}.pem"
        if not kept.exists():
            os.link(path, kept)
            _sync_folder(self.folder)
        following.rename(path)
        _sync_folder(self.folder)

    def former_keys(self, tenant: str) -> dict[str, Ed25519PrivateKey]:
        """The keys that were the tenant's, by the beginning of their fingerprint."""
        found = {path.name.split(".")[1]: path for path in sorted(self.folder.glob(f"{tenant}.*.pem"))}
        return {name: self._read(path, tenant) for name, path in found.items() if name != "next"}

    def _make(self, path: Path) -> None:
        if not path.exists():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(pem)
                    file.flush()
                    os.fsync(file.fileno())
                # link, not rename: of two makers at once, the first wins and the second reads the winner's key
                os.link(fresh, path)
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
            _sync_folder(self.folder)

    def signing_key(self, tenant: str) -> Ed25519PrivateKey:
        """Raises Unavailable when the key is absent, unreadable or open to others."""
        return self._read(self._path(tenant), tenant)

    def _read(self, path: Path, tenant: str) -> Ed25519PrivateKey:
        try:
            with path.open("rb") as file:
                mode = os.fstat(file.fileno()).st_mode
                pem = file.read()
        except FileNotFoundError:
            raise Unavailable(KEY_MISSING, tenant=tenant, folder=str(self.folder)) from None
        except OSError:
            raise Unavailable(KEY_UNREADABLE, file=str(path)) from None
        if stat.S_IMODE(mode) & 0o077:
            raise Unavailable(KEY_UNSAFE, file=str(path))
        try:
            key = load_pem_private_key(pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            # TypeError: a key that is itself locked by a password
            raise Unavailable(KEY_UNREADABLE, file=str(path)) from None
        if not isinstance(key, Ed25519PrivateKey):
            raise Unavailable(KEY_UNREADABLE, file=str(path))
        return key

    def _path(self, tenant: str) -> Path:
        return self.folder / f"{tenant}.pem"


def fingerprint(public: bytes) -> str:
    """The eight hexadecimal digits by which origins and folders name a public key."""
    return hashlib.sha256(public).hexdigest()[:8]


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
