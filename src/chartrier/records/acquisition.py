"""How archives came in: the closed list of the national schema of registers of entries (`modeEntree`)."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Acquisition(StrEnum):
    """A mode of entry, as packages and registers write it."""

    VERSEMENT = "Versement"
    DON = "Don"
    DEPOT = "Dépôt"
    DEVOLUTION = "Dévolution"
    ACHAT = "Achat"
    LEGS = "Legs ou dation"
    COPIE = "Copie"
    REINTEGRATION = "Réintégration"
    PROTOCOLE = "Protocole"
    AUTRE = "Autre"


_WORDS = {
    "versement": Acquisition.VERSEMENT, "transfert": Acquisition.VERSEMENT, "don": Acquisition.DON,
    "depot": Acquisition.DEPOT, "devolution": Acquisition.DEVOLUTION, "achat": Acquisition.ACHAT,
    "legs": Acquisition.LEGS, "dation": Acquisition.LEGS, "copie": Acquisition.COPIE,
    "reintegration": Acquisition.REINTEGRATION, "revendication": Acquisition.REINTEGRATION,
    "protocole": Acquisition.PROTOCOLE,
}  # fmt: skip


def read_acquisition(information: str | None) -> Acquisition:
    """The mode that an `AcquisitionInformation` of SEDA names first; VERSEMENT without one, AUTRE for other words.

    Only the mode is kept of it: the text may name people.
    """
    if not information or not information.strip():
        return Acquisition.VERSEMENT
    plain = unicodedata.normalize("NFKD", information.casefold())
    words = re.findall("[a-z]+", "".join(each for each in plain if not unicodedata.combining(each)))
    return next((_WORDS[word] for word in words if word in _WORDS), Acquisition.AUTRE)
