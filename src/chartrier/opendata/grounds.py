"""Why documents of a série may be shown to everybody online: CRPA L312-1-2, and the list of D312-1-3.

To be communicable is not to be diffusable: what holds personal data goes online only by one of these grounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from chartrier.rules.communicabilite.words import Words


class Ground(StrEnum):
    """The value is what acts write."""

    NO_DATA = "sans-donnees"
    LAW = "loi"
    CONSENT = "accord"
    ANONYMOUS = "anonyme"
    LISTED = "d312-1-3"


@dataclass(frozen=True, slots=True)
class Grounded:
    """What a ground says. `personal`: whether documents that hold personal data may go online by it."""

    words: Words
    clause: str
    personal: bool


GROUNDS: Mapping[Ground, Grounded] = MappingProxyType(
    {
        Ground.NO_DATA: Grounded(
            Words("ces documents ne contiennent aucune donnée personnelle", "these documents hold no personal data"),
            "CRPA L312-1-2",
            personal=False,
        ),
        Ground.LAW: Grounded(
            Words(
                "une disposition législative prévoit cette publication malgré les données personnelles",
                "a legislative provision provides for this publication in spite of personal data",
            ),
            "CRPA L312-1-2",
            personal=True,
        ),
        Ground.CONSENT: Grounded(
            Words("les personnes intéressées ont donné leur accord", "the persons concerned gave their consent"),
            "CRPA L312-1-2",
            personal=True,
        ),
        Ground.ANONYMOUS: Grounded(
            Words(
                "un traitement a rendu impossible d'identifier les personnes",
                "a treatment made it impossible to identify persons",
            ),
            "CRPA L312-1-2",
            personal=False,
        ),
        Ground.LISTED: Grounded(
            Words(
                "ces documents sont d'une catégorie que la liste réglementaire permet de publier sans les anonymiser",
                "these documents are of a category that the regulatory list lets one publish as they are",
            ),
            "CRPA D312-1-3",
            personal=True,
        ),
    }
)
