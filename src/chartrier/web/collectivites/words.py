"""What collectivités are, in words."""

from __future__ import annotations

from types import MappingProxyType

from chartrier.records.collectivite import CollectiviteKind
from chartrier.rules.communicabilite.words import Words

KINDS = MappingProxyType(
    {
        CollectiviteKind.COMMUNE: Words("commune", "commune"),
        CollectiviteKind.EPCI: Words("intercommunalité (EPCI)", "intercommunalité (EPCI)"),
        CollectiviteKind.DEPARTEMENT: Words("département", "département"),
        CollectiviteKind.REGION: Words("région", "région"),
        CollectiviteKind.SYNDICAT: Words("syndicat", "syndicat"),
        CollectiviteKind.CCAS: Words("CCAS", "CCAS (social action centre)"),
        CollectiviteKind.CENTRE_DE_GESTION: Words("centre de gestion", "centre de gestion"),
        CollectiviteKind.AUTRE: Words("autre", "other"),
    }
)
