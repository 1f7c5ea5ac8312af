"""What making a document has to say (PAP-001 and following)."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NOT_LAID_OUT = FindingKind(
    "PAP-001",
    Severity.ERROR,
    fr="Le document « {paper} » n'a pas pu être mis en page : {reason}.",
    en="The document “{paper}” could not be laid out: {reason}.",
    remedy_fr="Recommencez. Si cela dure, faites le document par parties (une année, un versement), et prévenez l'exploitant.",
    remedy_en="Try again. If it lasts, make the document in parts (a year, a versement), and tell the operator.",
)
