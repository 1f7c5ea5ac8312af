"""The signed head of the log: a C2SP signed note (Ed25519) whose text is a C2SP tlog-checkpoint."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from chartrier.errors import IntegrityFailure
from chartrier.journal.findings import CHECKPOINT_MALFORMED, KEY_MALFORMED
from chartrier.journal.tree import EMPTY_ROOT

LARGEST_CHECKPOINT = 65_536
"""Bytes; witnesses may add many signatures to our one."""

_LARGEST_SIZE = 2**63 - 1
_ED25519 = b"\x01"
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")
_KEY_HASH = re.compile(r"[0-9a-f]{8}")
_SIGNATURE = re.compile("\u2014 ([^\\s+]+) ([A-Za-z0-9+/]+={0,2})")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log: origin, number of entries, root hash (32 bytes), other lines of the text."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> bytes:
        """What is signed."""
        lines = [self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions]
        return "".join(f"{line}\n" for line in lines).encode()


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature line of a note: who (name, first four bytes of the key's hash) and the signature itself."""

    name: str
    key_hash: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint as read, with its signatures, none of them verified yet."""

    checkpoint: Checkpoint
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public key of a log under its name, which is the log's origin (a C2SP verifier key)."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not _is_name(self.name) or len(self.public) != 32:
            raise ValueError("not a verifier key")

    @property
    def key_hash(self) -> bytes:
        """The four bytes that signature lines name the key by."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    @property
    def fingerprint(self) -> str:
        """What a person compares."""
        return fingerprint_of(self.public)

    def __str__(self) -> str:
        encoded = base64.b64encode(_ED25519 + self.public).decode()
        return f"{self.name}+{self.key_hash.hex()}+{encoded}"

    @classmethod
    def of(cls, name: str, private: Ed25519PrivateKey) -> VerifierKey:
        """The public half of a signer's key."""
        return cls(name, private.public_key().public_bytes_raw())

    @classmethod
    def read(cls, data: bytes) -> VerifierKey:
        """The key written as `str` writes it, on one line. Raises IntegrityFailure (JRN-003)."""
        try:
            # The base64 part may hold `+` too; a name never does.
            name, key_hash, encoded = data.decode().removesuffix("\n").split("+", 2)
            material = base64.b64decode(encoded, validate=True)
            if material[:1] != _ED25519:
                raise ValueError("not an Ed25519 key")
            key = cls(name, material[1:])
            if not _KEY_HASH.fullmatch(key_hash) or key.key_hash.hex() != key_hash:
                raise ValueError("its check value is wrong")
        except ValueError as error:
            raise IntegrityFailure(KEY_MALFORMED, why=_short(error)) from None
        return key

    def signed(self, note: SignedCheckpoint) -> bool:
        """Whether the checkpoint is of this key's log and has a valid signature of this key."""
        ours = [s for s in note.signatures if s.name == self.name and s.key_hash == self.key_hash]
        if note.checkpoint.origin != self.name or not ours:
            return False
        public = Ed25519PublicKey.from_public_bytes(self.public)
        try:
            for line in ours:
                public.verify(line.signature, note.checkpoint.text)
        except InvalidSignature:
            return False
        return True


def fingerprint_of(public: bytes) -> str:
    """The SHA-256 of the 32 bytes of a public key, hexadecimal, in groups of four."""
    digest = hashlib.sha256(public).hexdigest()
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def write_checkpoint(checkpoint: Checkpoint, private: Ed25519PrivateKey) -> bytes:
    """The signed note of a checkpoint, signed under the name of its origin. Raises ValueError."""
    key = VerifierKey.of(checkpoint.origin, private)
    encoded = base64.b64encode(key.key_hash + private.sign(checkpoint.text)).decode()
    note = checkpoint.text + f"\n\u2014 {checkpoint.origin} {encoded}\n".encode()
    if _read(note).checkpoint != checkpoint:
        raise ValueError("the checkpoint would not be read back as it is")
    return note


def read_checkpoint(data: bytes) -> SignedCheckpoint:
    """The signed checkpoint written as `data`, signatures not verified. Raises IntegrityFailure (JRN-002)."""
    try:
        return _read(data)
    except ValueError as error:
        raise IntegrityFailure(CHECKPOINT_MALFORMED, why=_short(error)) from None


def _read(data: bytes) -> SignedCheckpoint:
    if len(data) > LARGEST_CHECKPOINT:
        raise ValueError(f"longer than {LARGEST_CHECKPOINT} bytes")
    note = data.decode()
    if any(character < " " and character != "\n" for character in note):
        raise ValueError("control characters")
    text, separator, signed = note.rpartition("\n\n")
    if not separator or not signed.endswith("\n"):
        raise ValueError("no signature")
    signatures = tuple(_signature(line) for line in signed[:-1].split("\n"))
    return SignedCheckpoint(_checkpoint(text.split("\n")), signatures)


def _checkpoint(lines: list[str]) -> Checkpoint:
    if len(lines) < 3 or not all(lines):
        raise ValueError("its three lines are not there")
    origin, size, encoded, *extensions = lines
    if not _DECIMAL.fullmatch(size) or int(size) > _LARGEST_SIZE:
        raise ValueError("its size is not a number")
    root = _base64(encoded)
    if len(root) != 32:
        raise ValueError("its root is not 32 bytes")
    if size == "0" and root != EMPTY_ROOT:
        raise ValueError("its root is not that of an empty log")
    return Checkpoint(origin, int(size), root, tuple(extensions))


def _signature(line: str) -> Signature:
    match = _SIGNATURE.fullmatch(line)
    if match is None:
        raise ValueError("a signature line is malformed")
    blob = _base64(match[2])
    if len(blob) < 5:
        raise ValueError("a signature is too short")
    return Signature(match[1], blob[:4], blob[4:])


def _base64(text: str) -> bytes:
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("base64 in another spelling")
    return data


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(c.isspace() or c < " " for c in name)


def _short(error: ValueError) -> str:
    return "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)[:200]
