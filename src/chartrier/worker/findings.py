"""What a worker has to say. Codes are stable for ever; WRK-001 to WRK-099 are of this folder."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

BROKEN = FindingKind(
    "WRK-001",
    Severity.ERROR,
    fr="Le travail s'est arrêté sur un défaut du programme ({name}).",
    en="The work stopped on a bug ({name}).",
    remedy_fr="Prévenez l'exploitant : le journal du processus de travail en dit plus. Rien n'est perdu ; le travail peut être recommencé.",
    remedy_en="Tell the operator: the worker's log says more. Nothing is lost; the work can be started again.",
)
FOUND_DONE = FindingKind(
    "WRK-002",
    Severity.WARNING,
    fr="Le processus de travail s'est arrêté juste après l'enregistrement du versement ; il a été achevé sans être refait.",
    en="The worker stopped just after the transfer was recorded; it was finished, not done again.",
    remedy_fr="Rien à faire.",
    remedy_en="Nothing to do.",
)
