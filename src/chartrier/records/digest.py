"""Digests that always name their algorithm: `sha512:9f86d0…`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

ALGORITHMS = {"md5": 32, "sha1": 40, "sha256": 64, "sha384": 96, "sha512": 128}
"""What we read, with the length of the hexadecimal value. We write sha256 and sha512 only."""

WEAK = frozenset({"md5", "sha1"})


@dataclass(frozen=True, slots=True)
class Digest:
    """An algorithm of `ALGORITHMS` and a lower-case hexadecimal value."""

    algorithm: str
    value: str

    def __post_init__(self) -> None:
        length = ALGORITHMS.get(self.algorithm)
        if length is None or len(self.value) != length or set(self.value) - set("0123456789abcdef"):
            raise ValueError(f"not a digest: {self.algorithm[:20]}:{self.value[:140]}")

    def __str__(self) -> str:
        return f"{self.algorithm}:{self.value}"

    @classmethod
    def read(cls, text: str) -> Digest:
        """Read `algorithm:hex`. Raises ValueError."""
        algorithm, _, value = text.partition(":")
        return cls(algorithm, value)

    @classmethod
    def of(cls, algorithm: str, data: bytes) -> Digest:
        return cls(algorithm, hashlib.new(algorithm, data).hexdigest())
