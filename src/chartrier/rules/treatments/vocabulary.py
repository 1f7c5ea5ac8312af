"""The closed vocabularies of a register of treatments. A member's value is what files write."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from chartrier.rules.communicabilite.words import Words


class Part(StrEnum):
    """What the collectivité is to a treatment (RGPD, art. 4(7), 4(8), 26). It is never presumed."""

    CONTROLLER = "responsable"
    JOINT = "conjoint"
    PROCESSOR = "sous-traitant"


PARTS: Mapping[Part, Words] = MappingProxyType(
    {
        Part.CONTROLLER: Words("responsable du traitement", "controller"),
        Part.JOINT: Words("responsable conjoint", "joint controller"),
        Part.PROCESSOR: Words("sous-traitant", "processor"),
    }
)


class Basis(StrEnum):
    """Why a treatment is lawful (RGPD, art. 6(1), a to f)."""

    CONSENT = "consentement"
    CONTRACT = "contrat"
    LEGAL_OBLIGATION = "obligation-legale"
    VITAL_INTERESTS = "interets-vitaux"
    PUBLIC_TASK = "interet-public"
    LEGITIMATE_INTERESTS = "interet-legitime"


BASES: Mapping[Basis, Words] = MappingProxyType(
    {
        Basis.CONSENT: Words("consentement (a)", "consent (a)"),
        Basis.CONTRACT: Words("contrat (b)", "contract (b)"),
        Basis.LEGAL_OBLIGATION: Words("obligation légale (c)", "legal obligation (c)"),
        Basis.VITAL_INTERESTS: Words("intérêts vitaux (d)", "vital interests (d)"),
        Basis.PUBLIC_TASK: Words("mission d'intérêt public (e)", "task in the public interest (e)"),
        Basis.LEGITIMATE_INTERESTS: Words("intérêt légitime (f)", "legitimate interests (f)"),
    }
)


class DataKind(StrEnum):
    """A category of personal data, as the register's model of the CNIL sorts them."""

    IDENTITY = "identite"
    PERSONAL_LIFE = "vie-personnelle"
    PROFESSIONAL_LIFE = "vie-professionnelle"
    ECONOMIC = "economique"
    CONNECTION = "connexion"
    LOCATION = "localisation"
    IMAGES = "images"
    NIR = "nir"
    ORIGIN = "origine"
    OPINIONS = "opinions"
    BELIEFS = "convictions"
    UNION = "syndicat"
    GENETIC = "genetiques"
    BIOMETRIC = "biometriques"
    HEALTH = "sante"
    SEXUAL_LIFE = "vie-sexuelle"
    OFFENCES = "infractions"


DATA: Mapping[DataKind, Words] = MappingProxyType(
    {
        DataKind.IDENTITY: Words("état civil, identité, coordonnées", "identity, contact details"),
        DataKind.PERSONAL_LIFE: Words("vie personnelle, famille", "personal life, family"),
        DataKind.PROFESSIONAL_LIFE: Words("vie professionnelle, formation", "working life, education"),
        DataKind.ECONOMIC: Words("situation économique et financière", "economic and financial situation"),
        DataKind.CONNECTION: Words("connexion, journaux", "connection, logs"),
        DataKind.LOCATION: Words("localisation", "location"),
        DataKind.IMAGES: Words("images, voix", "pictures, voice"),
        DataKind.NIR: Words("numéro de sécurité sociale (NIR)", "social security number (NIR)"),
        DataKind.ORIGIN: Words("origine raciale ou ethnique", "racial or ethnic origin"),
        DataKind.OPINIONS: Words("opinions politiques", "political opinions"),
        DataKind.BELIEFS: Words("convictions religieuses ou philosophiques", "religious or philosophical beliefs"),
        DataKind.UNION: Words("appartenance syndicale", "trade union membership"),
        DataKind.GENETIC: Words("données génétiques", "genetic data"),
        DataKind.BIOMETRIC: Words("données biométriques", "biometric data"),
        DataKind.HEALTH: Words("santé", "health"),
        DataKind.SEXUAL_LIFE: Words("vie ou orientation sexuelle", "sex life or orientation"),
        DataKind.OFFENCES: Words("condamnations et infractions", "convictions and offences"),
    }
)

SPECIAL = frozenset(
    {
        DataKind.ORIGIN, DataKind.OPINIONS, DataKind.BELIEFS, DataKind.UNION, DataKind.GENETIC, DataKind.BIOMETRIC,
        DataKind.HEALTH, DataKind.SEXUAL_LIFE,
    }
)  # fmt: skip
"""The special categories (art. 9(1))."""

GRAVE = SPECIAL | {DataKind.OFFENCES, DataKind.NIR}
"""Those that need a ground of their own."""


class SpecialGround(StrEnum):
    """What lifts the prohibition of art. 9(1): art. 9(2), a to j."""

    CONSENT = "consentement-explicite"
    SOCIAL_LAW = "droit-social"
    VITAL_INTERESTS = "interets-vitaux"
    MEMBERS = "membres-d-un-organisme"
    MADE_PUBLIC = "rendues-publiques"
    LEGAL_CLAIMS = "droits-en-justice"
    PUBLIC_INTEREST = "interet-public-important"
    CARE = "soins"
    PUBLIC_HEALTH = "sante-publique"
    ARCHIVES = "archives-recherche"


SPECIAL_GROUNDS: Mapping[SpecialGround, Words] = MappingProxyType(
    {
        SpecialGround.CONSENT: Words("consentement explicite (a)", "explicit consent (a)"),
        SpecialGround.SOCIAL_LAW: Words("droit du travail et protection sociale (b)", "employment, social law (b)"),
        SpecialGround.VITAL_INTERESTS: Words("intérêts vitaux (c)", "vital interests (c)"),
        SpecialGround.MEMBERS: Words(
            "membres d'un organisme sans but lucratif (d)", "members of a non-profit body (d)"
        ),
        SpecialGround.MADE_PUBLIC: Words("rendues publiques par la personne (e)", "made public by the person (e)"),
        SpecialGround.LEGAL_CLAIMS: Words("droits en justice (f)", "legal claims (f)"),
        SpecialGround.PUBLIC_INTEREST: Words("intérêt public important (g)", "substantial public interest (g)"),
        SpecialGround.CARE: Words(
            "soins, médecine du travail, prise en charge sociale (h)", "health or social care (h)"
        ),
        SpecialGround.PUBLIC_HEALTH: Words("santé publique (i)", "public health (i)"),
        SpecialGround.ARCHIVES: Words("archives, recherche, statistiques (j)", "archives, research, statistics (j)"),
    }
)
