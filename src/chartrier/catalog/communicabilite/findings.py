"""What dérogations in the catalog have to say. CAT-075 to CAT-079."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

STEP_TAKEN = FindingKind(
    "CAT-075",
    Severity.ERROR,
    fr="Cette étape de la dérogation a été enregistrée par quelqu'un d'autre entre-temps.",
    en="Somebody else recorded this step of the dérogation meanwhile.",
    remedy_fr="Relisez la dérogation : chartrier derogation show",
    remedy_en="Read the dérogation again: chartrier derogation show",
)
