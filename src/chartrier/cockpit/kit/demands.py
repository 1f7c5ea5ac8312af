"""What the law asks a convention to say, by what it is about, and the article that says it.

Code du patrimoine, L212-4 II, L212-4-1, R212-18-1 (mutualisation); L212-11, L212-12 (dépôt); L212-4 II
(tiers-archivage). To be checked by a lawyer before signing: the texts were read in November 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chartrier.rules.communicabilite.words import Words
from chartrier.rules.convention import Convention, ConventionKind, Covers


class Article(StrEnum):
    """The articles that texts are made of; the value is their heading."""

    OBJECT = "Objet"
    PERIMETER = "Périmètre"
    OWNERSHIP = "Propriété et responsabilité"
    SERVICE = "Service public d’archives"
    AGREMENT = "Agrément du tiers-archiveur"
    MISSIONS = "Répartition des missions"
    LEVEL = "Niveau de service"
    CUSTODY = "Conservation, localisation et sécurité"
    MEANS = "Moyens"
    SKILLS = "Compétences des agents"
    FOLLOWING = "Indicateurs de suivi et rapport annuel"
    COST = "Cadre financier"
    CONTROL = "Contrôle scientifique et technique"
    ELIMINATION = "Sélection et éliminations"
    ACCESS = "Communication"
    DATA = "Données à caractère personnel"
    LENGTH = "Durée"
    EXIT = "Sortie et restitution"
    FORMALITIES = "Formalités auprès des Archives départementales"
    DISPUTES = "Litiges"


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that the text must say, where the law asks it, and in which article it lies."""

    what: Words
    clause: str
    article: Article


_CODE = "Code du patrimoine, R212-18-1"

_SHARED = (
    Demand(Words("le périmètre", "the scope"), _CODE, Article.PERIMETER),
    Demand(Words("la répartition des missions", "who does what"), _CODE, Article.MISSIONS),
    Demand(Words("le niveau de service", "the level of service"), _CODE, Article.LEVEL),
    Demand(Words("les moyens", "the means"), _CODE, Article.MEANS),
    Demand(Words("les compétences des agents", "the skills of the staff"), _CODE, Article.SKILLS),
    Demand(
        Words(
            "les indicateurs de suivi, le rapport annuel et qui l’écrit",
            "the indicators, the yearly report and who writes it",
        ),
        _CODE,
        Article.FOLLOWING,
    ),
    Demand(
        Words(
            "le cadre financier, au coût de fonctionnement, et sa méthode",
            "how the running cost is shared, and by which method",
        ),
        _CODE,
        Article.COST,
    ),
    Demand(
        Words("chaque partie responsable de ses données", "each party answers for its data"),
        "Code du patrimoine, L212-4-1",
        Article.OWNERSHIP,
    ),
)
_DEFINITIVES = (
    Demand(
        Words("le service public d’archives qui participe", "the public archives service that takes part"),
        "Code du patrimoine, L212-4-1",
        Article.SERVICE,
    ),
    Demand(
        Words("la conservation sur le territoire français", "custody on French soil"),
        "Code du patrimoine, L111-1",
        Article.CUSTODY,
    ),
    Demand(
        Words("les observations des Archives départementales", "the observations of the Archives départementales"),
        _CODE,
        Article.FORMALITIES,
    ),
)
_INTERMEDIAIRES = (
    Demand(
        Words("la copie aux Archives départementales", "the copy to the Archives départementales"),
        _CODE,
        Article.FORMALITIES,
    ),
)
_DEPOT = (
    Demand(Words("ce qui est déposé", "what is deposited"), "Code du patrimoine, L212-11, L212-12", Article.PERIMETER),
    Demand(
        Words("la propriété, qui reste au déposant", "ownership, which stays with the depositor"),
        "Code du patrimoine, L212-6",
        Article.OWNERSHIP,
    ),
    Demand(
        Words("le service public d’archives dépositaire", "the public archives service that takes it in"),
        "Code du patrimoine, L212-4 II, L212-12",
        Article.SERVICE,
    ),
    Demand(
        Words("les observations des Archives départementales", "the observations of the Archives départementales"),
        _CODE,
        Article.FORMALITIES,
    ),
)
_TIERS = (
    Demand(
        Words("l’agrément du tiers et sa durée", "the third party’s agrément and its length"),
        "Code du patrimoine, L212-4 II",
        Article.AGREMENT,
    ),
    Demand(
        Words("des archives courantes et intermédiaires seulement", "archives courantes and intermédiaires only"),
        "Code du patrimoine, L212-4 II",
        Article.PERIMETER,
    ),
    Demand(
        Words(
            "localisation, sécurité, confidentialité, traçabilité, auditabilité",
            "location, security, confidentiality, traceability, auditability",
        ),
        "Note DGP/SIAF/2016/006",
        Article.CUSTODY,
    ),
    Demand(Words("la réversibilité", "how archives come back"), "Note DGP/SIAF/2016/006", Article.EXIT),
    Demand(
        Words("la déclaration, avec le projet de contrat", "the declaration, with the draft of the contract"),
        "Code du patrimoine, L212-4 II",
        Article.FORMALITIES,
    ),
)
_ALL = (
    Demand(
        Words("le contrôle scientifique et technique", "the control by the Archives départementales"),
        "Code du patrimoine, L212-10",
        Article.CONTROL,
    ),
    Demand(
        Words("aucune élimination sans visa", "no élimination without a visa"),
        "Code du patrimoine, L212-2, R212-14",
        Article.ELIMINATION,
    ),
    Demand(Words("la sous-traitance de données", "data processed for others"), "RGPD, art. 28", Article.DATA),
)


def demands(convention: Convention) -> tuple[Demand, ...]:
    """All that this convention must say."""
    match convention.kind:
        case ConventionKind.MUTUALISATION:
            of_archives = _DEFINITIVES if convention.covers is Covers.DEFINITIVES else _INTERMEDIAIRES
            return (*_SHARED, *of_archives, *_ALL)
        case ConventionKind.DEPOT:
            return (*_DEPOT, *(_DEFINITIVES[1:2] if convention.covers is Covers.DEFINITIVES else ()), *_ALL)
        case ConventionKind.TIERS_ARCHIVAGE:
            return (*_TIERS, *_ALL)
