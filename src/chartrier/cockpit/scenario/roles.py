"""Who does what under each model: a RACI, and the formalities that the law asks, ready to go into a convention.

R: does it; A: answers for it (one only); C: is asked before; I: is told after. Code du patrimoine, L212-4 and
following, R212-18-1; RGPD, art. 28.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from chartrier.papers.sheet import sheet
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.convention import ConventionKind

MUTUALISATION, DEPOT, TIERS = ConventionKind.MUTUALISATION, ConventionKind.DEPOT, ConventionKind.TIERS_ARCHIVAGE


class Who(StrEnum):
    """Who has a part."""

    COMMUNE = "commune"
    OPERATOR = "porteur"
    ARCHIVIST = "archiviste"
    AD = "archives-departementales"
    DPO = "dpo"


WHO: Mapping[Who, Words] = MappingProxyType(
    {
        Who.COMMUNE: Words("Collectivité (autorité territoriale)", "Collectivité (its authority)"),
        Who.OPERATOR: Words("Porteur du service", "Who runs the service"),
        Who.ARCHIVIST: Words("Archiviste du service", "Archivist of the service"),
        Who.AD: Words("Archives départementales", "Archives départementales"),
        Who.DPO: Words("Délégué à la protection des données", "Data protection officer"),
    }
)
"""In words."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that somebody must do, and the letter of each who has a part in it."""

    what: Words
    parts: Mapping[Who, str]

    @property
    def answers(self) -> Who:
        """The one who answers for it."""
        return next(who for who, letters in self.parts.items() if "A" in letters)


def _duty(fr: str, en: str, commune: str, operator: str, archivist: str, ad: str, dpo: str) -> Duty:
    given = zip(Who, (commune, operator, archivist, ad, dpo), strict=True)
    return Duty(Words(fr, en), MappingProxyType({who: letters for who, letters in given if letters}))


_OF_ALL: tuple[Duty, ...] = (
    _duty("Décider, délibérer, inscrire la dépense", "Decide, deliberate, budget for it", "AR", "C", "C", "I", ""),
    _duty("Tenir le tableau de gestion", "Keep the retention table", "A", "I", "R", "C", "C"),
    _duty("Verser les dossiers clos", "Deposit closed files", "AR", "I", "C", "", ""),
    _duty("Proposer une élimination", "Propose an élimination", "A", "I", "R", "C", ""),
    _duty("Donner le visa d'élimination", "Give the visa of an élimination", "I", "I", "I", "AR", ""),
    _duty("Contrôler (contrôle scientifique et technique)", "Control the archives", "I", "C", "C", "AR", ""),
    _duty("Tenir le registre des traitements", "Keep the register of treatments", "A", "C", "I", "", "R"),
    _duty("Prévenir d'une violation de données", "Give notice of a breach", "A", "R", "I", "", "C"),
)

_OF_OPERATOR: Mapping[ConventionKind, tuple[Duty, ...]] = MappingProxyType(
    {
        MUTUALISATION: (
            _duty("Fixer la politique d'archivage", "Set the archiving policy", "A", "R", "R", "C", "C"),
            _duty("Contrôler et accepter les versements", "Check and accept deposits", "A", "R", "R", "", ""),
            _duty("Garder, relire et réparer les copies", "Keep, audit and mend the copies", "I", "AR", "I", "", ""),
            _duty("Exécuter une élimination visée", "Execute a visaed élimination", "A", "R", "R", "I", ""),
            _duty("Communiquer les archives", "Hand out archives", "A", "I", "R", "C", "C"),
            _duty("Former et accompagner les communes", "Train and accompany communes", "I", "A", "R", "", ""),
            _duty("Écrire le rapport annuel et la clé de coût", "Write the yearly report", "I", "AR", "C", "I", ""),
            _duty("Rendre les archives à qui s'en va", "Give the archives back to who leaves", "C", "AR", "C", "I", ""),
        ),
        DEPOT: (
            _duty("Fixer la politique d'archivage", "Set the archiving policy", "C", "A", "R", "C", "C"),
            _duty("Contrôler et accepter le dépôt", "Check and accept the deposit", "I", "A", "R", "C", ""),
            _duty("Garder, relire et réparer les copies", "Keep, audit and mend the copies", "I", "AR", "I", "", ""),
            _duty("Exécuter une élimination visée", "Execute a visaed élimination", "A", "R", "R", "I", ""),
            _duty("Communiquer les archives déposées", "Hand out what is deposited", "C", "A", "R", "C", "C"),
            _duty(
                "Rester propriétaire, reprendre le dépôt", "Stay owner, take the deposit back", "AR", "C", "I", "I", ""
            ),
            _duty("Rendre compte chaque année", "Report each year", "I", "AR", "R", "I", ""),
        ),
        TIERS: (
            _duty("Fixer la politique d'archivage", "Set the archiving policy", "A", "C", "R", "C", "C"),
            _duty(
                "Détenir l'agrément et le garder valable", "Hold the agrément and keep it valid", "I", "AR", "", "I", ""
            ),
            _duty("Déclarer l'externalisation", "Declare the externalisation", "AR", "C", "R", "C", ""),
            _duty("Contrôler et accepter les versements", "Check and accept deposits", "A", "R", "C", "", ""),
            _duty("Garder, relire et réparer les copies", "Keep, audit and mend the copies", "I", "AR", "I", "", ""),
            _duty("Exécuter une élimination visée", "Execute a visaed élimination", "A", "R", "C", "I", ""),
            _duty("Communiquer les archives", "Hand out archives", "A", "R", "C", "C", "C"),
            _duty(
                "Rendre les archives en fin de contrat", "Give the archives back at the end", "C", "AR", "C", "I", ""
            ),
        ),
    }
)


def duties(regime: ConventionKind) -> tuple[Duty, ...]:
    """All that somebody must do under this model."""
    return (*_OF_ALL, *_OF_OPERATOR[regime])


@dataclass(frozen=True, slots=True)
class Formality:
    """What the law asks before it may begin, and where it does."""

    what: Words
    clause: str


FORMALITIES: Mapping[ConventionKind, tuple[Formality, ...]] = MappingProxyType(
    {
        MUTUALISATION: (
            Formality(
                Words(
                    "Une convention : périmètre, missions, niveau de service, moyens, compétences des agents, "
                    "indicateurs, rapport annuel, cadre financier au coût de fonctionnement.",
                    "A convention: scope, tasks, level of service, means, skills of the staff, indicators, yearly "
                    "report, sharing of the running cost.",
                ),
                "Code du patrimoine, L212-4 II, L212-4-1, R212-18-1",
            ),
            Formality(
                Words(
                    "Pour des archives définitives : un service public d'archives parmi les parties, et le projet "
                    "envoyé aux Archives départementales, qui ont quatre mois.",
                    "For archives définitives: a public archives service among the parties, and the draft sent to "
                    "the Archives départementales, who have four months.",
                ),
                "Code du patrimoine, L212-4-1, R212-18-1",
            ),
            Formality(
                Words(
                    "Pour des archives courantes et intermédiaires : une copie de la convention aux Archives "
                    "départementales.",
                    "For archives courantes and intermédiaires: a copy of the convention to the Archives "
                    "départementales.",
                ),
                "Code du patrimoine, R212-18-1",
            ),
            Formality(
                Words(
                    "Une délibération de chaque partie, et une annexe sur les données personnelles.",
                    "A délibération of each party, and an annex on personal data.",
                ),
                "CGCT ; RGPD, art. 28",
            ),
        ),
        DEPOT: (
            Formality(
                Words(
                    "Un dépôt auprès d'un service public d'archives, dont la collectivité reste propriétaire ; le "
                    "numérique peut être déposé avant la fin de sa DUA, quelle que soit la taille de la commune.",
                    "A deposit with a public archives service, of which the collectivité stays the owner; what is "
                    "electronic may be deposited before its DUA ends, whatever the size of the commune.",
                ),
                "Code du patrimoine, L212-11, L212-12",
            ),
            Formality(
                Words(
                    "Le projet envoyé aux Archives départementales, qui ont quatre mois.",
                    "The draft sent to the Archives départementales, who have four months.",
                ),
                "Code du patrimoine, R212-18-1",
            ),
            Formality(Words("Une délibération.", "A délibération."), "CGCT"),
        ),
        TIERS: (
            Formality(
                Words(
                    "Un tiers agréé par le préfet pour le numérique, tant que dure le contrat.",
                    "A third party with the préfet's agrément for electronic archives, as long as the contract lasts.",
                ),
                "Code du patrimoine, L212-4 II ; décret 2020-733",
            ),
            Formality(
                Words(
                    "Une déclaration au directeur des Archives départementales avec le projet de contrat, un mois "
                    "avant : contexte, objectifs, calendrier, durée, liste, dates extrêmes, volume.",
                    "A declaration to the director of the Archives départementales with the draft of the contract, "
                    "a month before: context, aims, calendar, length, list, extreme dates, volume.",
                ),
                "Code du patrimoine, L212-4 II",
            ),
            Formality(
                Words(
                    "Jamais d'archives définitives : elles reviennent à un service public d'archives.",
                    "Never archives définitives: they go back to a public archives service.",
                ),
                "Code du patrimoine, L212-4 II",
            ),
            Formality(
                Words("Un marché, avec ses clauses de sortie.", "A contract, with its exit clauses."),
                "Code de la commande publique",
            ),
        ),
    }
)
"""Of each model. To be checked by a lawyer before signing: the texts were read in November 2026."""


_NAMED: Mapping[Who, str] = MappingProxyType(
    {
        Who.COMMUNE: "la collectivité",
        Who.ARCHIVIST: "l'archiviste du service",
        Who.AD: "les Archives départementales",
        Who.DPO: "le délégué à la protection des données",
    }
)


def missions(regime: ConventionKind, operator: str) -> str:
    """The duties as a text of a convention: a line a duty; `operator` as the convention names it."""
    names = {**_NAMED, Who.OPERATOR: operator}
    return "\n".join(_mission(duty, names) for duty in duties(regime))


def _mission(duty: Duty, names: Mapping[Who, str]) -> str:
    does, asked, told = (
        [names[who] for who, letters in duty.parts.items() if letter in letters] for letter in ("R", "C", "I")
    )
    parts = [f"s'en charge : {_listed(does)}", f"en répond : {names[duty.answers]}"]
    parts += [f"avis préalable : {_listed(asked)}"] if asked else []
    parts += [f"informés : {_listed(told)}"] if told else []
    return f"{duty.what.fr}. " + _sentence(" ; ".join(parts))


def raci_sheet(regime: ConventionKind) -> bytes:
    """The same as CSV for a spreadsheet."""
    columns = ("Mission", *(words.fr for words in WHO.values()))
    return sheet(columns, [(duty.what.fr, *(duty.parts.get(who, "") for who in WHO)) for duty in duties(regime)])


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"
