"""What conventions are about, in words."""

from __future__ import annotations

from types import MappingProxyType

from chartrier.rules.communicabilite.words import Words
from chartrier.rules.convention import ConventionKind, Covers, Position

KINDS = MappingProxyType(
    {
        ConventionKind.MUTUALISATION: Words("mutualisation", "sharing (mutualisation)"),
        ConventionKind.DEPOT: Words("dépôt", "deposit (dépôt)"),
        ConventionKind.TIERS_ARCHIVAGE: Words("tiers-archivage", "archiving by a third party (tiers-archivage)"),
    }
)
COVERS = MappingProxyType(
    {
        Covers.INTERMEDIAIRES: Words("archives courantes et intermédiaires", "archives courantes and intermédiaires"),
        Covers.DEFINITIVES: Words("archives définitives", "archives définitives (kept for ever)"),
    }
)
POSITIONS = MappingProxyType(
    {
        Position.CONFORME: Words("conforme", "conforming"),
        Position.NON_CONFORME: Words("non conforme", "not conforming"),
    }
)
