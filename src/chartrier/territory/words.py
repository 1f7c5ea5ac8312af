"""States, flows, offers, models, stages in words."""

from __future__ import annotations

from types import MappingProxyType

from chartrier.records.territory import ActorKind, Flow, Model, Offer, Stage, State
from chartrier.rules.communicabilite.words import Words

STATES = MappingProxyType(
    {
        State.INCONNU: Words("inconnu", "unknown"),
        State.AUCUNE: Words("aucune initiative (vérifié)", "no initiative (verified)"),
        State.SENSIBILISEE: Words("sensibilisée", "made aware"),
        State.CONVENTION: Words("convention en vigueur", "convention in force"),
        State.PREMIER: Words("premier versement", "first versement"),
        State.REGULIERE: Words("versements réguliers", "regular versements"),
    }
)
SHORT_STATES = MappingProxyType(
    {
        **STATES,
        State.AUCUNE: Words("aucune", "none"),
        State.CONVENTION: Words("convention", "convention"),
        State.PREMIER: Words("1er versement", "1st versement"),
        State.REGULIERE: Words("réguliers", "regular"),
    }
)
"""The same in a word, where a legend says them whole."""
FLOWS = MappingProxyType(
    {
        Flow.ACTES: Words("actes", "acts"),
        Flow.PES: Words("comptabilité (PES)", "accounts (PES)"),
        Flow.MARCHES: Words("marchés publics", "public contracts"),
        Flow.RH: Words("ressources humaines", "human resources"),
        Flow.URBANISME: Words("urbanisme", "planning"),
        Flow.ETAT_CIVIL: Words("état civil", "civil register"),
    }
)
OFFERS = MappingProxyType(
    {
        Offer.SAE: Words("système d'archivage électronique", "electronic archiving system"),
        Offer.TIERS_ARCHIVAGE: Words("tiers-archivage", "archiving by a third party"),
        Offer.SENSIBILISATION: Words("sensibilisation", "raising awareness"),
        Offer.ITINERANT: Words("archiviste itinérant", "itinerant archivist"),
    }
)
MODELS = MappingProxyType(
    {
        Model.REGION: Words("région", "région"),
        Model.DEPARTEMENT: Words("département", "département"),
        Model.CENTRE_DE_GESTION: Words("centre de gestion", "centre de gestion"),
        Model.SYNDICAT: Words("syndicat", "syndicat"),
        Model.EPCI: Words("EPCI", "EPCI"),
        Model.SEULE: Words("collectivité seule", "the collectivité alone"),
        Model.ETAT: Words("service partagé de l'État", "shared service of the State"),
    }
)
STAGES = MappingProxyType(
    {
        Stage.IDEE: Words("idée", "idea"),
        Stage.ETUDE: Words("étude", "study"),
        Stage.PILOTE: Words("pilote", "pilot"),
        Stage.PRODUCTION: Words("production", "production"),
        Stage.MONTEE_EN_CHARGE: Words("montée en charge", "ramp-up"),
    }
)
ACTORS = MappingProxyType(
    {
        ActorKind.SYNDICAT: Words("syndicat", "syndicat"),
        ActorKind.CCAS: Words("CCAS", "CCAS"),
        ActorKind.CENTRE_DE_GESTION: Words("centre de gestion", "centre de gestion"),
        ActorKind.ARCHIVES: Words("Archives départementales", "Archives départementales"),
        ActorKind.DEPARTEMENT: Words("département", "département"),
        ActorKind.REGION: Words("région", "région"),
        ActorKind.AUTRE: Words("autre", "other"),
    }
)
