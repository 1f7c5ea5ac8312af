"""What the kit of a convention may say. KIT-001."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_SUCH_DOCUMENT = FindingKind(
    "KIT-001",
    Severity.ERROR,
    fr="Ces documents n'ont pas de fichier « {name} ».",
    en="These documents have no file “{name}”.",
    remedy_fr="Ils ont : {choices}.",
    remedy_en="They have: {choices}.",
)
