"""Retrait pour erreur de versement: what should never have been archived, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chartrier.clock import day_of
from chartrier.errors import InvalidInput, NotAllowed
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.disposition import findings as say
from chartrier.rules.disposition.steps import Taken


class Motive(StrEnum):
    """Why something is withdrawn."""

    WRONG_TENANT = "mauvaise-collectivite"
    WRONG_DOCUMENT = "mauvais-document"
    UNLAWFUL_DATA = "donnees-illicites"
    COURT = "decision-de-justice"
    CNIL = "cnil"


class Proof(StrEnum):
    """What is proven, so that nothing is lost: the producer still has it, or it was never this tenant's."""

    ORIGINAL_HELD = "original-chez-le-producteur"
    NOT_OURS = "hors-de-la-collectivite"


MOTIVES = {
    Motive.WRONG_TENANT: Words("versé à une autre collectivité que la sienne", "deposited with another collectivité"),
    Motive.WRONG_DOCUMENT: Words("document versé par erreur", "document deposited by mistake"),
    Motive.UNLAWFUL_DATA: Words("données détenues sans droit", "data unlawfully held"),
    Motive.COURT: Words("décision de justice", "order of a court"),
    Motive.CNIL: Words("décision de la CNIL", "order of the CNIL"),
}


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A request to withdraw. `piece` is the digest of what proves it, `reference` that of the letter to the AD."""

    motive: Motive
    proof: Proof
    piece: str
    informed: date
    reference: str
    asked: Taken

    def __post_init__(self) -> None:
        if not self.piece:
            raise InvalidInput(say.NO_PROOF)
        if not self.reference.strip() or self.informed > day_of(self.asked.at):
            raise InvalidInput(say.AD_NOT_INFORMED)


def read_motive(text: str) -> Motive:
    """Raises InvalidInput for what is no motive."""
    try:
        return Motive(text.strip())
    except ValueError:
        raise InvalidInput(say.BAD_MOTIVE, value=text[:80], choices=", ".join(Motive)) from None


def require_second(withdrawal: Withdrawal, taken: Taken, typed: int, count: int) -> None:
    """Refuse the confirmation of whoever asked, or one that announces another count: NotAllowed, InvalidInput."""
    asked = withdrawal.asked
    if taken.principal == asked.principal or taken.person == asked.person:
        raise NotAllowed(
            say.SAME_PERSON,
            act_fr="confirmer le retrait",
            act_en="confirm the withdrawal",
            earlier_fr="demandé le retrait",
            earlier_en="asked for the withdrawal",
        )
    if typed != count:
        raise InvalidInput(say.WRONG_COUNT, typed=typed, count=count)
