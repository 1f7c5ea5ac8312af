"""Where a rule comes from and how sure of it we are: shown with the rule, never hidden."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chartrier.rules.communicabilite.words import Words


class Confidence(StrEnum):
    """A: the text itself, or two independent sources that agree. B: one secondary source. G: to be verified."""

    A = "A"
    B = "B"
    G = "G"

    @property
    def words(self) -> Words:
        return _CONFIDENCE[self]


_CONFIDENCE = {
    Confidence.A: Words("texte lu, ou deux sources concordantes", "text read, or two sources that agree"),
    Confidence.B: Words("une seule source, secondaire", "one source, secondary"),
    Confidence.G: Words("à vérifier : aucune source trouvée", "to be verified: no source found"),
}


@dataclass(frozen=True, slots=True)
class Provenance:
    """A source, how sure it is, and what is doubted."""

    confidence: Confidence
    source: str
    doubts: tuple[Words, ...] = ()
