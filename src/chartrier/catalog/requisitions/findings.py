"""What requisitions have to say. ORD-001 to ORD-009."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_REQUISITION = FindingKind(
    "ORD-001",
    Severity.ERROR,
    fr="Aucune remise ne porte l'identifiant « {requisition} », ou vous n'y avez pas accès.",
    en="No delivery has the identifier “{requisition}”, or you may not see it.",
    remedy_fr="Revenez à la liste de vos remises.",
    remedy_en="Go back to the list of your deliveries.",
)
