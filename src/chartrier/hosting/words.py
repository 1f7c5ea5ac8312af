"""What the registers of hosting write, in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chartrier.records.hosting import Certified, Offer, Statute
from chartrier.rules.communicabilite.words import Words

STATUTES: Mapping[Statute, Words] = MappingProxyType(
    {
        Statute.OWN: Words("en propre", "its own"),
        Statute.MUTUALISED: Words("mutualisé entre personnes publiques", "shared between public bodies"),
        Statute.HOST: Words("hébergeur", "host"),
        Statute.THIRD_PARTY: Words("tiers-archiveur", "third-party archive (tiers-archiveur)"),
    }
)

CERTIFIED: Mapping[Certified, str] = MappingProxyType(
    {
        Certified.SECNUMCLOUD: "SecNumCloud",
        Certified.HDS: "HDS",
        Certified.ISO_27001: "ISO 27001",
        Certified.NF_461: "NF 461",
    }
)
"""Names, the same in both languages."""


def place_in_words(offer: Offer) -> str:
    """`FR, 22, Saint-Brieuc`; what is not said is left out."""
    return ", ".join(part for part in (offer.country, offer.departement, offer.site) if part)
