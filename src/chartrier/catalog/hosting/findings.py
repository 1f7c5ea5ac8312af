"""What the register of offers in the catalog has to say. HEB-001 to HEB-003."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

HOSTING_CHANGED = FindingKind(
    "HEB-001",
    Severity.ERROR,
    fr="Quelqu'un a changé cette fiche d'hébergement entre-temps ({code}).",
    en="Somebody changed this entry of the hosting meanwhile ({code}).",
    remedy_fr="Relisez-la telle qu'elle est maintenant, puis recommencez.",
    remedy_en="Read it as it is now, then start again.",
)
