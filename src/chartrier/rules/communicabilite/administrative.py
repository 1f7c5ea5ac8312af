"""Administrative access: those who made, sent or keep the documents, and those the documents are about, by rights."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from chartrier.records.finding import Language
from chartrier.rules.age import Age
from chartrier.rules.communicabilite.regime import Regime
from chartrier.rules.communicabilite.words import Words


class Relation(StrEnum):
    """What the asker is to the documents."""

    PRODUCER = "producer"
    TRANSFERRING = "transferring"
    ARCHIVES = "archives"
    CONCERNED = "concerned"
    CONTROL = "control"
    PROTECTION = "protection"
    COLLECTIVITE = "collectivite"
    OPERATOR = "operator"
    STRANGER = "stranger"


_RELATION = {
    Relation.PRODUCER: Words("service producteur", "producing service"),
    Relation.TRANSFERRING: Words("service versant", "transferring service"),
    Relation.ARCHIVES: Words("service d'archives, dans ses missions", "archives service, in its duties"),
    Relation.CONCERNED: Words("personne intéressée (CRPA, L311-6)", "the person concerned (CRPA, L311-6)"),
    Relation.CONTROL: Words(
        "contrôle scientifique et technique (code du patrimoine, L212-10)",
        "scientific and technical control (code du patrimoine, L212-10)",
    ),
    Relation.PROTECTION: Words(
        "protection des données, dans ses missions (RGPD, art. 38)",
        "data protection, in its duties (GDPR, art. 38)",
    ),
    Relation.COLLECTIVITE: Words("collectivité, dans ses missions", "the collectivité, in its duties"),
    Relation.OPERATOR: Words("exploitant de la machine", "operator of the machine"),
}


@dataclass(frozen=True, slots=True)
class AdministrativeAnswer:
    """Whether this asker may read. It says nothing of the public. Every such reading is to be logged.

    `restricted`: only persons with that right, because the archives are intermédiaires (CNIL).
    """

    regime: ClassVar[Regime] = Regime.ADMINISTRATIVE
    granted: bool
    restricted: bool
    words: Words

    def sentence(self, language: Language) -> str:
        """The answer and its reason, in one sentence without its full stop."""
        return self.words.within(language)


def administrative_access(relation: Relation, age: Age, *, entitled: bool) -> AdministrativeAnswer:
    """Whether an asker reads under this regime; `entitled` is what their rights in the application say.

    A stranger never does: the access of the public, or a dérogation, is theirs.
    """
    restricted = age is Age.INTERMEDIAIRE
    if relation is Relation.STRANGER:
        return AdministrativeAnswer(
            False,
            restricted,
            Words(
                "pas d'accès administratif : voir l'accès du public",
                "no administrative access: see the access of the public",
            ),
        )
    who = _RELATION[relation]
    if not entitled:
        return AdministrativeAnswer(
            False,
            restricted,
            Words(
                f"pas d'accès administratif : {who.fr}, mais sans habilitation",
                f"no administrative access: {who.en}, but without the right",
            ),
        )
    fr = ", restreint aux personnes habilitées et journalisé" if restricted else ", journalisé"
    en = ", restricted to those with the right and logged" if restricted else ", logged"
    return AdministrativeAnswer(
        True, restricted, Words(f"accès administratif : {who.fr}{fr}", f"administrative access: {who.en}{en}")
    )
