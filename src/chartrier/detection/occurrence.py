"""What is found in a text: where, of which kind, how surely. Never the identifier itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an occurrence is. The structured ones can be told by their form, and most by a key."""

    NIR = "nir"
    IBAN = "iban"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    BIRTH = "birth"
    NAME = "name"
    SPECIAL = "special"
    """Words of the special categories (RGPD art. 9) and of offences (art. 10)."""


STRUCTURED = frozenset({Kind.NIR, Kind.IBAN, Kind.PHONE, Kind.EMAIL})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Characters `start` to `end` (excluded) of the text seem to be of this kind.

    `certainty`: 0 to 1; what is under `detection.scanning.TOLD` is not told. `masked`: what may be shown of it.
    """

    kind: Kind
    start: int
    end: int
    certainty: float
    masked: str

    def overlaps(self, other: Occurrence) -> bool:
        return self.start < other.end and other.start < self.end
