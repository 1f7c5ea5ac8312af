"""Who is named in a document: a collectivité, and people who signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chartrier.papers import words
from chartrier.papers.blocks import Frame


@dataclass(frozen=True, slots=True)
class Collectivite:
    name: str
    siren: str

    @property
    def named(self) -> str:
        """`Saint-Exemple (SIREN 219 600 426)`."""
        return f"{self.name} (SIREN{words.FIXED}{words.siren(self.siren)})"


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that was given: by whom, as what, when, how (`validation dans l’application`, `papier : …`)."""

    name: str
    quality: str
    day: date
    how: str


def frame(title: str, attests: tuple[str, ...], signed: Signed | None) -> Frame:
    """The place to sign, or the signature that was given."""
    if signed is None:
        return Frame(title, attests)
    given = (
        ("Nom :", signed.name),
        ("Qualité :", signed.quality),
        ("Le :", words.day(signed.day)),
        ("Comment :", signed.how),
    )
    return Frame(title, attests, tuple(pair for pair in given if pair[1]))
