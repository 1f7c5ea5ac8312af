"""The closed vocabularies of a retention table. A member's value is what the table and the interface write."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import TypeVar

from chartrier.rules.calendar import CountFrom
from chartrier.rules.categories import DESTROY, KEEP
from chartrier.rules.communicabilite.words import Words

Choice = TypeVar("Choice", bound=StrEnum)


class Depart(StrEnum):
    """The event from which a DUA runs. It may be unknown at deposit: then nothing is computed."""

    FILE_CLOSED = "clôture du dossier"
    DOCUMENT = "date du document"
    FISCAL_YEAR_CLOSED = "clôture de l'exercice"
    NOTIFICATION = "notification"
    DECISION = "décision"
    WORKS_DONE = "fin d'exécution"
    CONTRACT_ENDED = "fin de contrat"
    LOAN_ENDED = "fin du prêt"
    MANDATE_ENDED = "fin de mandat"
    VALIDITY_ENDED = "fin de validité"
    BUILDING_ENDED = "fin de vie du bâtiment"
    DISPOSAL = "cession ou réforme"
    APPEALS_EXHAUSTED = "extinction des recours"
    DISSOLUTION = "dissolution"
    BIRTH = "naissance"
    RECORDING = "enregistrement"

    @property
    def words(self) -> Words:
        """The same, said: a table is written in French alone."""
        return Words(self.value, _DEPARTS[self])


_DEPARTS = {
    Depart.FILE_CLOSED: "closing of the file",
    Depart.DOCUMENT: "date of the document",
    Depart.FISCAL_YEAR_CLOSED: "closing of the fiscal year",
    Depart.NOTIFICATION: "notification",
    Depart.DECISION: "decision",
    Depart.WORKS_DONE: "end of the works",
    Depart.CONTRACT_ENDED: "end of the contract",
    Depart.LOAN_ENDED: "end of the loan",
    Depart.MANDATE_ENDED: "end of the mandate",
    Depart.VALIDITY_ENDED: "end of validity",
    Depart.BUILDING_ENDED: "end of the building's life",
    Depart.DISPOSAL: "disposal",
    Depart.APPEALS_EXHAUSTED: "end of all appeals",
    Depart.DISSOLUTION: "dissolution",
    Depart.BIRTH: "birth",
    Depart.RECORDING: "recording",
}


class SortFinal(StrEnum):
    """What becomes of the series once its DUA is over and the visa given."""

    CONSERVER = "Conserver"
    ELIMINER = "Éliminer"
    TRIER = "Trier"
    UNKNOWN = "À établir"

    @property
    def final_action(self) -> str:
        """The `FinalAction` of SEDA: only Éliminer is `Destroy`. Trier is `Keep`, with its mention, until decided."""
        return DESTROY if self is SortFinal.ELIMINER else KEEP

    @property
    def words(self) -> Words:
        """The same, said: a table is written in French alone."""
        return Words(self.value, _SORTS_FINALS[self])


_SORTS_FINALS = {
    SortFinal.CONSERVER: "Keep",
    SortFinal.ELIMINER: "Destroy",
    SortFinal.TRIER: "Sort",
    SortFinal.UNKNOWN: "To be established",
}


class Counting(StrEnum):
    """Where the count of a DUA begins."""

    DAY = "jour pour jour"
    YEAR_END = "31 décembre"

    @property
    def count_from(self) -> CountFrom:
        return CountFrom.YEAR_END if self is Counting.YEAR_END else CountFrom.DATE


class YesNo(StrEnum):
    """How a table writes a boolean."""

    YES = "oui"
    NO = "non"


def read_choice(vocabulary: type[Choice], text: str) -> Choice | None:
    """The member written, whatever its capitals, accents, spaces and apostrophes; None for anything else."""
    wanted = folded(text)
    return next((member for member in vocabulary if folded(member.value) == wanted), None)


def folded(text: str) -> str:
    """Without capitals, accents, needless spaces, and with one kind of apostrophe."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())
