"""What redactions under way have to say. OCC-030 to OCC-039."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_REDACTION = FindingKind(
    "OCC-030",
    Severity.ERROR,
    fr="Aucune occultation ne porte l'identifiant « {redaction} », ou vous n'y avez pas accès.",
    en="No redaction has the identifier “{redaction}”, or you may not see it.",
    remedy_fr="Revenez à la liste de vos occultations.",
    remedy_en="Go back to the list of your redactions.",
)
REDACTION_MOVED = FindingKind(
    "OCC-031",
    Severity.ERROR,
    fr="Cette occultation n'en est plus là : elle est {state}.",
    en="This redaction is no longer there: it is {state}.",
    remedy_fr="Rechargez la page.",
    remedy_en="Reload the page.",
)
